"""Care as a form: near the light the rim's line swells over 40° as the rim comes near.

Its width says it as well as its colour does, for eyes that tell no coral from mist.
"""

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
SIZES = 12


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
        self._discs = [_disc(layout, (size + 1) / SIZES) for size in range(SIZES)]

    def draw(self, onto: pygame.Surface, cursor: tuple[float, float], rim_share: float) -> None:
        """Nothing as long as the rim is far."""
        care = care_of(rim_share)
        if care <= 0:
            return
        middle = round(degrees(atan2(cursor[1], cursor[0])) % 360 / STEP_DEG)
        most = width_of(care) / THICK
        for offset, swell in self._chain:
            disc_ = self._discs[max(round(most * swell * SIZES), 1) - 1]
            disc_.draw_at(onto, self._line[(middle + offset) % len(self._line)])


def _disc(layout: Layout, share: float) -> Sprite:
    """A disc as wide as a share of the thickest rim."""
    radius = max(layout.px(THICK) * share / 2, 0.8)
    half = round(radius) + 1
    canvas = Canvas((2 * half + 1,) * 2)
    canvas.paint(disc((half + 0.5, half + 0.5), radius), CORAL)
    return Sprite(canvas)
