"""What helps a light back into the ring: which word to press, and beads that run to the ring.

`games.engine.draw.ends` writes the words.
"""

from math import atan2, degrees, hypot, pi, sin

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import disc, halo
from games.engine.draw.palette import ABYSS, INK
from trainer.recording.target import Ring

HELP_FROM_S, HELP_FULL_S = 0.25, 0.5
BEADS, BEAD_S, BEAD_RADIUS, LIGHT_RADIUS = 3, 0.8, 9.0, 44.0


def direction_to_press(cursor: tuple[float, float], target: Ring) -> int:
    """The end to press down so that the light comes back: 0 toes, 1 right, 2 heel, 3 left."""
    ap_deg, ml_deg = target[0] - cursor[0], target[1] - cursor[1]
    return round((degrees(atan2(ml_deg, ap_deg)) % 360) / 90) % 4


def help_share(outside_s: float) -> float:
    """How far help has come up after so long outside the ring, 0 to 1."""
    return min(max((outside_s - HELP_FROM_S) / (HELP_FULL_S - HELP_FROM_S), 0.0), 1.0)


class Beads:
    """Three beads on the way from the light to the ring's edge; `calm` ones stand still."""

    def __init__(self, layout: Layout, field: FieldMap, calm: bool) -> None:
        self._field, self._calm = field, calm
        self._gap, self._apart = layout.px(LIGHT_RADIUS), layout.px(4 * BEAD_RADIUS)
        self._bead = _bead(layout)

    def draw(
        self, onto: pygame.Surface, cursor: tuple[float, float], ring: Ring, outside_s: float
    ) -> None:
        """Where they are after so long outside the ring."""
        start, end = self._field.at(*cursor), self._field.at(ring[0], ring[1])
        away = hypot(end[0] - start[0], end[1] - start[1])
        length = away - ring[2] * self._field.px_per_deg
        if length <= self._gap or outside_s < HELP_FROM_S:
            return
        count = min(BEADS, 1 + int((length - self._gap) / self._apart))
        for index in range(count):
            moved = 0.0 if self._calm else outside_s / BEAD_S
            share = (moved + (index + 0.5) / count) % 1.0
            part = (self._gap + share * (length - self._gap)) / away
            at = start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])
            self._bead.draw_at(onto, at, 0.25 + 0.75 * sin(pi * share))


def _bead(layout: Layout) -> Sprite:
    radius = layout.px(BEAD_RADIUS)
    size = 2 * round(2 * radius) + 1
    centre = (size / 2, size / 2)
    canvas = Canvas((size, size))
    canvas.paint(halo(centre, 1.8 * radius, 1.4), ABYSS, 0.5)
    canvas.paint(disc(centre, radius), INK)
    return Sprite(canvas)
