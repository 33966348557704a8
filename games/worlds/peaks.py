"""Mountains under snow: faces that look to the light from the left, and faces that do not."""

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import below
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.scenery import Scenery, blend, smoothstep

FACE_PX, STEEP = 150.0, 0.62
"""How wide a face is, and how far it moves sideways on its way down."""


def paint_peaks(
    scenery: Scenery,
    layout: Layout,
    line: Picture,
    tones: tuple[Colour, Colour, Colour],
    foot_y: float,
    seed: int,
) -> None:
    """From the ridge `line` down to the haze at `foot_y`; tones are lit snow, shade and haze."""
    first = min(max(int(line.min()) - 2, 0), scenery.size[1] - 1)
    rows = slice(first, max(min(int(foot_y) + 2, scenery.size[1]), first + 1))
    y = scenery.y[:, rows]
    deep = np.maximum(y - line[:, None], 0)
    lit = _faces(scenery, layout, line, deep, seed)
    snow, shade, haze = tones
    colours = blend(shade, snow, lit)
    rock = noise((len(line), y.shape[1]), (layout.px(46), layout.px(70)), seed + 7)
    bare = smoothstep(0.55, 0.68, rock) * smoothstep(layout.px(8), layout.px(60), deep)
    colours = blend(
        colours, tuple(int(0.62 * tone) for tone in shade), 0.5 * bare * (1 - 0.6 * lit)
    )
    sunk = smoothstep(float(np.median(line)), foot_y, np.broadcast_to(y, deep.shape))
    colours = blend(colours, haze, 0.86 * sunk)
    scenery.wash(below(line, y), colours, rows)


def _faces(scenery: Scenery, layout: Layout, line: Picture, deep: Picture, seed: int) -> Picture:
    """1 where a face looks to the light. Ridges fall to both sides: where they meet is an edge."""
    count = len(line)
    x = np.arange(count, dtype=np.float32)[:, None]
    room = deep.shape[1]
    cell = layout.px(FACE_PX)
    left = line_noise(count + 2 * room, cell, seed, octaves=5, gain=0.6)
    right = line_noise(count + 2 * room, cell, seed + 1, octaves=5, gain=0.6)
    to_right = np.clip(x + STEEP * deep + room, 0, count + 2 * room - 1).astype(np.int32)
    to_left = np.clip(x - STEEP * deep + room, 0, count + 2 * room - 1).astype(np.int32)
    slope = np.gradient(line)
    slope = np.convolve(slope, np.full(9, 1 / 9), mode="same")[:, None]
    near = np.exp(-deep / np.float32(layout.px(60)))
    facing = left[to_right] - right[to_left] - np.float32(0.22) * np.clip(slope, -1, 1) * near
    return smoothstep(-0.05, 0.07, np.asarray(facing, np.float32))
