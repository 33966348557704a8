"""Leaves from above: long blades with a rib, and round pads that float."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.canvas import Canvas
from games.engine.draw.mask import Picture, Point
from games.engine.draw.palette import Colour, mixed
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.scenery import Scenery, blend, smoothstep

WIDEST_AT = 0.42
RIB = 0.16


@dataclass(frozen=True)
class Leaf:
    """A blade from its foot in a direction (0 is up, clockwise), `bend` of its length sideways."""

    foot: Point
    turn_deg: float
    length: float
    width: float
    bend: float = 0.0

    @property
    def area(self) -> Area:
        angle = np.radians(self.turn_deg)
        tip = (
            self.foot[0] + self.length * float(np.sin(angle)),
            self.foot[1] - self.length * float(np.cos(angle)),
        )
        return Area.of([self.foot, tip], self.width + abs(self.bend) * self.length + 2)


@dataclass(frozen=True)
class Pad:
    """A floating leaf: round, with a notch that opens in a direction."""

    centre: Point
    radius: float
    notch_deg: float
    seed: int = 0

    @property
    def area(self) -> Area:
        return Area.around(self.centre, 1.2 * self.radius)


def paint_leaf(scenery: Scenery, leaf: Leaf, dark: Colour, light: Colour) -> None:
    """One half lies in the light, the other in the shade; the rib is the brightest."""
    area = leaf.area
    along, across = _along(leaf, area)
    cover = covered(_inside(leaf, along, across))
    lit = 0.30 + 0.45 * (across > 0) + 0.25 * np.clip(along, 0, 1)
    rib = np.clip(1 - np.abs(across) / max(RIB * leaf.width, 0.7), 0, 1)
    colours = blend(dark, light, np.clip(lit + 0.35 * rib, 0, 1).astype(np.float32))
    scenery.paint_many(area.mask(cover), colours)


def leaf_shadow(canvas: Canvas, leaf: Leaf, colour: Colour, drop_px: float) -> None:
    """A soft shadow below a leaf, thrown down and to the right."""
    foot = leaf.foot[0] + 0.6 * drop_px, leaf.foot[1] + drop_px
    thrown = Leaf(foot, leaf.turn_deg, leaf.length, leaf.width, leaf.bend)
    along, across = _along(thrown, thrown.area)
    mask = thrown.area.mask(covered(_inside(thrown, along, across)))
    canvas.paint(mask.blurred(max(0.5 * drop_px, 0.7)), colour, 0.6)


def paint_pad(scenery: Scenery, pad: Pad, dark: Colour, light: Colour, edge: Colour) -> None:
    """Veins run from the middle to the edge; the notch shows the water."""
    area = pad.area
    dx, dy = (area.x - pad.centre[0]) / pad.radius, (area.y - pad.centre[1]) / pad.radius
    away = np.hypot(dx, dy)
    out = _pad_out(pad, area)
    turn = (np.degrees(np.arctan2(dx, -dy)) - pad.notch_deg) % 360
    vein = np.abs((turn / 36 + 0.5) % 1 - 0.5) * np.radians(36) * away * pad.radius
    veins = np.clip(1.1 - vein / max(0.018 * pad.radius, 0.6), 0, 1) * smoothstep(0.9, 0.5, away)
    lit = 0.62 - 0.30 * dx - 0.36 * dy
    colours = blend(dark, light, np.clip(0.75 * lit, 0, 1).astype(np.float32))
    colours = blend(colours, edge, (0.34 * veins).astype(np.float32))
    rim = np.clip(1 - np.abs((1 - out) * pad.radius - 0.03 * pad.radius) / 1.3, 0, 1)
    colours = blend(colours, edge, (0.45 * rim).astype(np.float32))
    scenery.paint_many(area.mask(covered((1 - out) * pad.radius)), colours)


def pad_shadow(canvas: Canvas, pad: Pad, colour: Colour) -> None:
    """The pad's soft shadow on the water below it."""
    drop = 0.10 * pad.radius
    thrown = Pad((pad.centre[0] + drop, pad.centre[1] + 1.4 * drop), pad.radius, pad.notch_deg)
    mask = thrown.area.mask(covered((1 - _pad_out(thrown, thrown.area)) * pad.radius))
    canvas.paint(mask.blurred(0.09 * pad.radius), colour, 0.55)


def paint_bloom(
    scenery: Scenery, centre: Point, radius: float, open_share: float, outer: Colour, heart: Colour
) -> None:
    """A water lily's flower: three rings of pointed petals; shut at 0, wide open at 1."""
    for ring, (count, length, tone) in enumerate(
        ((13, 1.0, 0.0), (10, 0.74, 0.38), (7, 0.46, 0.8))
    ):
        reach = radius * length * (0.62 + 0.38 * open_share)
        for petal in range(count):
            turn = 360 * (petal + 0.5 * (ring % 2)) / count
            colour = mixed(outer, heart, tone)
            shade = mixed(colour, (60, 18, 44), 0.42)
            leaf = Leaf(centre, turn, reach, 0.15 * radius * (1.5 - 0.32 * ring))
            leaf_shadow(scenery, leaf, (40, 10, 34), 0.035 * radius)
            paint_leaf(scenery, leaf, shade, colour)


def _along(leaf: Leaf, area: Area) -> tuple[Picture, Picture]:
    """Share of the leaf's length, and distance from its bent middle line."""
    along, across = area.turned(leaf.foot, leaf.turn_deg)
    along = along / np.float32(leaf.length)
    across = across - np.float32(leaf.bend * leaf.length) * along * along
    return along, across


def _inside(leaf: Leaf, along: Picture, across: Picture) -> Picture:
    """Pixels to the leaf's edge; below zero outside."""
    share = np.clip(along, 1e-4, 1)
    before = np.sin(0.5 * np.pi * np.clip(share / WIDEST_AT, 0, 1)) ** 0.85
    after = np.cos(0.5 * np.pi * np.clip((share - WIDEST_AT) / (1 - WIDEST_AT), 0, 0.999)) ** 0.9
    beyond = leaf.length * (np.maximum(-along, 0) + np.maximum(along - 1, 0))
    inside = leaf.width / 2 * np.minimum(before, after) - np.abs(across) - beyond
    return np.asarray(inside, np.float32)


def _pad_out(pad: Pad, area: Area) -> Picture:
    """Below 1 inside, above it outside and in the notch."""
    dx, dy = (area.x - pad.centre[0]) / pad.radius, (area.y - pad.centre[1]) / pad.radius
    direction = np.arctan2(dx, -dy)
    draw = np.random.default_rng(pad.seed)
    wobble = (
        1
        + 0.02 * np.sin(3 * direction + draw.uniform(0, 6))
        + 0.012 * np.sin(7 * direction + draw.uniform(0, 6))
    )
    turn = np.abs((np.degrees(direction) - pad.notch_deg + 180) % 360 - 180)
    away = np.hypot(dx, dy)
    # Half the notch's width at this distance, less what is covered: zero on the notch's edge.
    into_notch = np.radians(15) * away - np.radians(turn) * away
    return np.asarray(np.maximum(away / wobble, 1 + into_notch * (away > 0.12)), np.float32)
