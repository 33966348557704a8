"""Care as a form: near the light the rim's line swells over 40° as the rim comes near.

Its width says it as well as its colour does, for eyes that tell no coral from mist.
"""

from functools import lru_cache
from math import atan2, cos, degrees, pi

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import disc
from games.engine.draw.palette import CORAL
from trainer.recording.envelope import Rim

SPAN_DEG, STEP_DEG = 40, 0.5
THIN, THICK = 3.0, 12.0
FROM_RIM_SHARE, FULL_RIM_SHARE = 0.75, 0.95
SIZES, FINE = 12, 3
PLACES = [(across, down) for across in range(FINE) for down in range(FINE)]
"""A disc is painted for each third of a pixel: a chain of whole pixels looks like a rope."""


def care_of(rim_share: float) -> float:
    """How much care a tilt at this share of the rim asks for, 0 to 1."""
    care = (rim_share - FROM_RIM_SHARE) / (FULL_RIM_SHARE - FROM_RIM_SHARE)
    return min(max(care, 0.0), 1.0)


def width_of(care: float) -> float:
    """The rim's width where it is thickest, in design pixels."""
    return THIN + (THICK - THIN) * care


class CareRim:
    """The swollen piece of the rim, drawn where the light is: a chain of discs of fitting sizes."""

    def __init__(self, layout: Layout, field: FieldMap, rim: Rim) -> None:
        angles = np.radians(np.arange(0, 360, STEP_DEG))
        limits = rim.limit_deg(np.cos(angles), np.sin(angles)) * field.px_per_deg
        outwards = np.stack((np.sin(angles), -np.cos(angles)), axis=1)
        self._line = (np.array(field.centre) + outwards * limits[:, None]).tolist()
        steps = round(SPAN_DEG / STEP_DEG)
        self._chain = [
            (offset - steps // 2, cos(pi * (offset - steps / 2) / (steps + 2)))
            for offset in range(steps + 1)
        ]
        self._discs = _discs(layout)

    def draw(self, onto: pygame.Surface, cursor: tuple[float, float], rim_share: float) -> None:
        """Nothing as long as the rim is far."""
        care = care_of(rim_share)
        if care <= 0:
            return
        middle = round(degrees(atan2(cursor[1], cursor[0])) % 360 / STEP_DEG)
        most = width_of(care) / THICK
        for offset, swell in self._chain:
            x, y = self._line[(middle + offset) % len(self._line)]
            place = int(x % 1 * FINE), int(y % 1 * FINE)
            disc_ = self._discs[max(round(most * swell * SIZES), 1) - 1][place]
            disc_.draw_at(onto, (int(x), int(y)))


@lru_cache(maxsize=2)
def _discs(layout: Layout) -> list[dict[tuple[int, int], Sprite]]:
    """Of every size, for every place within a pixel."""
    return [
        {place: _disc(layout, (size + 1) / SIZES, place) for place in PLACES}
        for size in range(SIZES)
    ]


def _disc(layout: Layout, share: float, place: tuple[int, int]) -> Sprite:
    """A disc as wide as a share of the thickest rim, at a place within its middle pixel."""
    radius = max(layout.px(THICK) * share / 2, 0.8)
    half = round(radius) + 2
    canvas = Canvas((2 * half + 1,) * 2)
    centre = half + (place[0] + 0.5) / FINE, half + (place[1] + 0.5) / FINE
    canvas.paint(disc(centre, radius), CORAL)
    return Sprite(canvas)
