"""A small person on a board whose other leg swings: painted once in a few steps each way.

`games.engine.scenes.free_leg` shows it beside the pool: `swinger(...).draw(onto, at, move, share)`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
import pygame

from games.engine.draw.lit import Lit, lit
from games.engine.draw.mask import Point
from games.engine.draw.palette import Colour
from games.engine.draw.solid import Solid, together
from games.engine.draw.view import View
from games.screens.figures.board import board
from games.screens.figures.body.flesh import person
from games.screens.figures.body.moves import BOARD_TOP_MM, Move, movement
from games.screens.figures.body.pose import Pose, between
from games.screens.figures.body.skeleton import HEIGHT_MM, bones
from games.screens.figures.body.tube import mirrored
from trainer.recording.vocabulary import Side

STEPS = 8
FROM_BEHIND, FROM_SIDE = View(-10.0, 6.0, 1.0), View(74.0, 6.0, 1.0)
VIEWS: Mapping[Move, View] = {
    Move.OTHER_LEG_OUT: FROM_BEHIND,
    Move.OTHER_LEG_BACK: FROM_SIDE,
    Move.OTHER_LEG_FORWARD: FROM_SIDE,
}
"""The patient's own view where that shows the swing; they look out over the water together."""
FULL_DEG: Mapping[Move, float] = {
    Move.OTHER_LEG_OUT: 28.0,
    Move.OTHER_LEG_BACK: 26.0,
    Move.OTHER_LEG_FORWARD: 36.0,
}
"""How far the leg goes from its rest in the figure's own movements."""
BEFORE_STEM_MM = 62.0
FADE = 0.5


class Swinger:
    """A person of `height_px`, in a light of this colour; the board stands at `at`."""

    def __init__(self, height_px: float, side: Side, light: Colour) -> None:
        self._left, self._light = side is Side.LEFT, light
        self._scale = height_px / HEIGHT_MM
        self._frame = cache(self._painted)
        self._ahead = [(move, step) for step in range(STEPS + 1) for move in VIEWS]

    def paint_ahead(self) -> None:
        """Paint one picture more, while the patient can wait; nothing once all are painted."""
        if self._ahead:
            self._frame(*self._ahead.pop())

    def draw(self, onto: pygame.Surface, at: Point, move: Move, swing_deg: float) -> None:
        """With the other leg so far from its rest."""
        share = min(max(swing_deg / FULL_DEG[move], 0.0), 1.0)
        self._frame(move, round(share * STEPS)).draw(onto, at)

    def _painted(self, move: Move, step: int) -> Lit:
        go = movement(move)
        pose = replace(between(go(0.0), go(0.5), step / STEPS), under_foot_mm=BOARD_TOP_MM)
        solid = together([_board_under(pose), person(pose)])
        view = VIEWS[move]
        if self._left:
            solid, view = mirrored(solid), View(-view.round_deg, view.above_deg, view.scale)
        painted = lit(solid, view, self._scale, (0.0, 0.0), FADE, 1)
        painted.surface.fill(self._light, special_flags=pygame.BLEND_RGB_MULT)
        return painted


@lru_cache(maxsize=2)
def swinger(height_px: float, side: Side, light: Colour) -> Swinger:
    """The same for every round."""
    return Swinger(height_px, side, light)


def _board_under(pose: Pose) -> Solid:
    ankle = bones(pose).legs[0].foot.at
    return board().moved(np.eye(3), (ankle[0], ankle[1] + BEFORE_STEM_MM, 0.0))
