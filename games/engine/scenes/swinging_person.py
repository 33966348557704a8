"""The person beside the tide pool: what the other leg does, and an arrow that says so.

The person does what the patient is asked to do, at the same moment and as far.
"""

from math import cos, pi, sin

import pygame

from games.engine.draw.layout import Layout
from games.engine.swing import Waves, Way
from games.screens.figures.body.moves import Move
from games.screens.figures.swinging import swinger
from games.worlds.leg_arrows import LegArrows
from trainer.recording.vocabulary import Side

PLACE, HEIGHT = (226.0, 792.0), 550.0
LIGHT = (226, 232, 240)
MOVES = {
    Way.OUT: Move.OTHER_LEG_OUT,
    Way.BACK: Move.OTHER_LEG_BACK,
    Way.FRONT: Move.OTHER_LEG_FORWARD,
}
BEYOND_FOOT = 1.1
"""So far from the hip the arrow is, with the ankle at 1."""
SLOW_SHARE = 0.5
"""A leg that is slower than this share of its quickest is about to turn, and has no arrow."""


class SwingingPerson:
    """Painted ahead for all ways of these waves."""

    def __init__(self, layout: Layout, side: Side, tide: Waves) -> None:
        self._at, self._swing_deg = layout.at(*PLACE), tide.swing_deg
        self._figure = swinger(layout.px(HEIGHT), side, LIGHT)
        self._arrows: dict[Way, LegArrows] = {}
        for way in tide.ways:
            self._figure.paint_ahead(MOVES[way], tide.swing_deg)
            points = self._figure.way(MOVES[way], tide.swing_deg, BEYOND_FOOT)
            self._arrows[way] = LegArrows(layout, points)

    def draw(self, onto: pygame.Surface, way: Way, phase: float, so_far: float = 1.0) -> None:
        """At a phase of a wave; `so_far` below 1 the leg sets out from its rest."""
        out = so_far * (1 - cos(2 * pi * phase)) / 2
        self._figure.draw(onto, self._at, MOVES[way], out * self._swing_deg)
        pace = so_far * sin(2 * pi * phase)
        strength = max(abs(pace) - SLOW_SHARE, 0.0) / (1 - SLOW_SHARE)
        self._arrows[way].draw(onto, self._at, strength if pace > 0 else -strength)

    def draw_waiting(self, onto: pygame.Surface, way: Way) -> None:
        """Both feet together, and the way that the leg will go."""
        self._figure.draw(onto, self._at, MOVES[way], 0.0)
        self._arrows[way].draw(onto, self._at, 1.0)

    def draw_still(self, onto: pygame.Surface, way: Way) -> None:
        """With the leg where it is asked to be, and the way that it went."""
        self._figure.draw(onto, self._at, MOVES[way], self._swing_deg)
        self._arrows[way].draw(onto, self._at, 1.0)
