"""Bamboo from the front: culms with their nodes, and sprays of narrow leaves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from games.engine.draw.mask import Mask, Point
from games.engine.draw.palette import Colour
from games.worlds.kit.leaves import Leaf, paint_leaf
from games.worlds.kit.scenery import Scenery, blend, smoothstep

LIGHT_FROM = -0.42
"""Where across a culm the morning falls on it: -1 is its left edge, 1 its right one."""
LEAVES = 9


@dataclass(frozen=True)
class Culm:
    """One culm: its middle at the top and at the bottom of the picture, width, and node spacing.

    Colours go from the shade to the lit side; `haze` 0 to 1 sinks it into the morning.
    """

    top_x: float
    bottom_x: float
    width: float
    node_px: float
    shade: Colour
    lit: Colour
    seed: int
    haze: float = 0.0
    haze_colour: Colour = (0, 0, 0)


def paint_culm(scenery: Scenery, culm: Culm, until_y: float) -> None:
    """Paint one culm over what is there, from the top edge down to a height."""
    height = min(round(until_y), scenery.size[1])
    reach = abs(culm.bottom_x - culm.top_x) + culm.width
    left = max(int(min(culm.top_x, culm.bottom_x) - reach), 0)
    right = min(int(max(culm.top_x, culm.bottom_x) + reach) + 1, scenery.size[0])
    if right <= left or height <= 0:
        return
    x = np.arange(left, right, dtype=np.float32)[:, None] + np.float32(0.5)
    y = np.arange(height, dtype=np.float32)[None, :] + np.float32(0.5)
    along = y / np.float32(max(scenery.size[1], 1))
    middle = culm.top_x + (culm.bottom_x - culm.top_x) * along
    off_node = _off_node(culm, y)
    half = np.float32(culm.width / 2) * (
        1 + 0.07 * np.exp(-((off_node / (0.16 * culm.width)) ** 2))
    )
    across = (x - middle) / half
    cover = np.clip((1 - np.abs(across)) * half + np.float32(0.5), 0, 1).astype(np.float32)
    colours = blend(culm.shade, culm.lit, _light(across, off_node, culm, y))
    if culm.haze:
        colours = blend(colours, culm.haze_colour, np.full(cover.shape, culm.haze, np.float32))
    scenery.paint_many(Mask(left, 0, cover), colours)


def _off_node(culm: Culm, y: np.ndarray) -> np.ndarray:
    """Distance from the nearest node, which lie a little unevenly."""
    start = float(np.random.default_rng(culm.seed).uniform(0, culm.node_px))
    turn = (y - np.float32(start)) / np.float32(culm.node_px)
    return np.asarray((turn - np.round(turn)) * np.float32(culm.node_px), np.float32)


def _light(across: np.ndarray, off_node: np.ndarray, culm: Culm, y: np.ndarray) -> np.ndarray:
    """A round body lit from one side, a dark joint with a pale lip below it, a faint grain."""
    body = np.clip(1 - ((across - LIGHT_FROM) / 1.25) ** 2, 0, 1)
    gleam = 0.35 * np.exp(-(((across - LIGHT_FROM) / 0.16) ** 2))
    edge = 0.16 * smoothstep(0.72, 1.0, across.astype(np.float32))
    joint = np.exp(-((off_node / (0.05 * culm.width)) ** 2))
    lip = np.exp(-(((off_node - 0.13 * culm.width) / (0.06 * culm.width)) ** 2))
    bloom = 0.10 * np.exp(-np.maximum(off_node, 0) / (0.9 * culm.width)) * (off_node > 0)
    light = 0.72 * body + gleam + edge + 0.30 * lip * body + bloom - 0.55 * joint
    return np.asarray(np.clip(light, 0, 1.15), np.float32)


@dataclass(frozen=True)
class Spray:
    """A twig with narrow leaves: where it leaves the culm, which way it hangs, and how large."""

    foot: Point
    outward: float
    size: float
    seed: int


def leaves_of(spray: Spray, sway_deg: float = 0.0) -> Iterator[Leaf]:
    """Its leaves, turned by a breath of wind; those at the tip the farthest."""
    draw = np.random.default_rng(spray.seed)
    for index in range(LEAVES):
        far = (index + 1) / LEAVES
        hang = 128.0 - 62.0 * far + float(draw.normal(0, 14))
        turn = spray.outward * (hang + sway_deg * (0.4 + 0.6 * far))
        reach = 0.42 * spray.size * far
        foot = (
            spray.foot[0] + spray.outward * reach,
            spray.foot[1] + 0.30 * reach * reach / max(spray.size, 1.0) - 0.1 * reach,
        )
        length = spray.size * float(draw.uniform(0.42, 0.66))
        bend = spray.outward * float(draw.uniform(0.02, 0.16))
        yield Leaf(foot, turn, length, 0.15 * length, bend)


def paint_spray(
    scenery: Scenery, spray: Spray, dark: Colour, light: Colour, sway_deg: float = 0.0
) -> None:
    """Paint all its leaves over what is there."""
    for leaf in leaves_of(spray, sway_deg):
        paint_leaf(scenery, leaf, dark, light)
