"""The still pool, deep night, from above: stone steps under water, one for each ring of the ladder.

The patient's ring lies on one of the steps, and the next one shows below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from games.engine.draw.canvas import Canvas
from games.engine.draw.field import FieldMap, paint_rim
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, circle, halo, polygon, softened
from games.engine.draw.palette import ABYSS, INK, SHALLOW, Colour
from trainer.recording.envelope import Rim

VERSION = 2
"""Count it up when the painter changes: pictures of it are kept."""

BANKS = (1.0, 0.70, 0.36)
"""The broad steps between rim and widest ring, as shares of the way between them."""

TOP, BOTTOM = (44, 84, 94), (13, 42, 56)
"""The stone's colour under little and under much water."""

LIGHT_FROM_DEG = 325.0
REACH = 470.0
STONE, SMALL_STONE = 104.0, 62.0
JOINT, LIP, SHADE, SMALL_SHADE = 2.2, 3.0, 16.0, 5.0
SEED = 11
MOTTLED = ((2.4, 0.05), (26.0, 0.07))
"""Sizes of spots, and how much of the light they take or add."""


@dataclass(frozen=True)
class Steps:
    """The radii of all rings in pixels, widest first; which of them is the ring of this round."""

    radii: tuple[float, ...]
    here: int

    @property
    def next_radius(self) -> float | None:
        """The next narrower ring; None on the narrowest step."""
        below = [radius for radius in self.radii if radius < self.radii[self.here] - 1.0]
        return max(below, default=None)


def paint_steps(canvas: Canvas, layout: Layout, field: FieldMap, rim: Rim, steps: Steps) -> None:
    """The pool with all its steps, on a covered canvas."""
    edge = polygon(field.outline(rim))
    canvas.paint(edge.blurred(layout.px(34)), ABYSS, 0.6)
    canvas.paint(edge, BOTTOM)
    for colour, mask in _basin(layout, field, rim, steps.radii):
        canvas.light(mask.within(edge), colour)
    canvas.light(halo(field.centre, layout.px(330), 1.6).within(edge), SHALLOW, 0.16)
    if steps.next_radius is not None:
        lip = circle(field.centre, steps.next_radius, max(layout.px(LIP), 1.5))
        canvas.paint(lip.blurred(layout.px(4)), INK, 0.16)
        canvas.paint(lip, INK, 0.34)
    paint_rim(canvas, layout, field, rim)


@lru_cache(maxsize=2)
def _basin(
    layout: Layout, field: FieldMap, rim: Rim, radii: tuple[float, ...]
) -> tuple[tuple[Colour, Mask], ...]:
    """The light of the stones, channel by channel; the next round of a visit paints it no more."""
    return tuple(_Basin(layout, field, rim, radii).painted())


class _Basin:
    """The light on every stone: brighter near the rim, a lip on each step and a shade below it."""

    def __init__(self, layout: Layout, field: FieldMap, rim: Rim, radii: tuple[float, ...]) -> None:
        self._layout = layout
        half = round(layout.px(REACH))
        left, top = round(field.centre[0]) - half, round(field.centre[1]) - half
        x = np.arange(left, left + 2 * half, dtype=np.float32)[:, None] + 0.5 - field.centre[0]
        y = np.arange(top, top + 2 * half, dtype=np.float32)[None, :] + 0.5 - field.centre[1]
        self._corner = left, top
        self._out = np.hypot(x, y).astype(np.float32)
        self._turn = np.arctan2(x, -y).astype(np.float32)
        away = np.maximum(self._out, 1.0)
        limit = (rim.limit_deg(-y / away, x / away) * field.px_per_deg).astype(np.float32)
        widest = np.float32(radii[0])
        banks = [widest + np.float32(share) * (limit - widest) for share in BANKS]
        rings = sorted({round(radius, 1) for radius in radii}, reverse=True)
        self._edges: list[Picture | np.float32] = [*banks, *(np.float32(ring) for ring in rings)]

    def painted(self) -> list[tuple[Colour, Mask]]:
        """The light that each of the three colour channels gets over the deepest water."""
        light, depth = self._lit()
        found: list[tuple[Colour, Mask]] = []
        for channel, (high, low) in enumerate(zip(TOP, BOTTOM, strict=True)):
            level = (low + (high - low) * depth) * light - low
            red, green, blue = (int(channel == each) for each in range(3))
            found.append(((red, green, blue), Mask(*self._corner, level.astype(np.float32))))
        return found

    def _lit(self) -> tuple[Picture, Picture]:
        """How much light each pixel's stone gets, and how near the surface it lies, 0 to 1."""
        light, depth = np.ones_like(self._out), np.ones_like(self._out)
        for index in range(len(self._edges)):
            # A step lies within the previous one, so only the square around it is looked at.
            reach = min(round(float(np.max(self._edges[index]))) + 8, len(light) // 2)
            part = (slice(len(light) // 2 - reach, len(light) // 2 + reach),) * 2
            self._lay(index, part, light[part], depth[part])
        for size, strength in MOTTLED:
            light *= 1 + np.float32(strength) * self._mottled(size)
        return light, depth

    def _mottled(self, size: float) -> Picture:
        """Noise about 0 with spots of a size: the skin of the stones, and light in the water."""
        draw = np.random.default_rng(round(size))
        spots = softened(draw.random(self._out.shape, np.float32) - 0.5, self._layout.px(size))
        return spots / max(float(spots.std()), 1e-6)

    def _lay(self, index: int, part: tuple[slice, slice], light: Picture, depth: Picture) -> None:
        """Lay one step into what is there."""
        px, broad, edge = self._layout.px, index < len(BANKS), self._edges[index]
        edge = edge[part] if isinstance(edge, np.ndarray) else edge
        out, turn = self._out[part], self._turn[part]
        facing = np.cos(turn - np.float32(np.radians(LIGHT_FROM_DEG)))
        below = np.clip(edge - out + 0.5, 0, 1)
        stone = self._stones(index, out, turn, float(np.mean(edge)))
        # The wall towards the light throws its shade onto the step; the far one is lit.
        fall = np.clip(edge - out, 0, None) / np.float32(px(SHADE if broad else SMALL_SHADE))
        shade = np.exp(-fall) * (0.30 + 0.34 * np.clip(facing, 0, 1))
        lip = np.exp(-(((out - edge) / np.float32(px(LIP))) ** 2)) * (out >= edge)
        light += lip * (0.20 + 0.30 * np.clip(-facing, 0, 1)) * (1.0 if broad else 0.6)
        light += below * (stone * (1 - shade * (1.0 if broad else 0.55)) - light)
        level = np.float32(0.86 * (1 - (index + 1) / len(self._edges)))
        depth += below * (level - depth)

    def _stones(self, index: int, out: Picture, turn: Picture, around: float) -> Picture:
        """Each stone of a step a little brighter or darker, with joints between them."""
        broad = index < len(BANKS)
        size = self._layout.px(STONE if broad else SMALL_STONE)
        count = max(round(2 * np.pi * around / size), 8)
        draw = np.random.default_rng(SEED + index)
        place = (turn / np.float32(2 * np.pi) + np.float32(draw.random())) % 1 * np.float32(count)
        which = place.astype(np.int32) % count
        tone = (1 + (0.17 if broad else 0.07) * draw.uniform(-1, 1, count)).astype(np.float32)
        apart = np.abs(place - np.rint(place)) * np.float32(2 * np.pi / count) * out
        joint = np.clip(1 - apart / np.float32(self._layout.px(JOINT)), 0, 1)
        return np.asarray(tone[which] * (1 - joint * (0.40 if broad else 0.16)), np.float32)


def steps_of(radii_deg: Sequence[float], rung: int, field: FieldMap) -> Steps:
    """The steps of a ladder of rings, in pixels."""
    return Steps(tuple(radius * field.px_per_deg for radius in radii_deg), max(rung, 1) - 1)
