"""A person on a board whose other leg swings: painted once in a few steps each way.

`games.engine.scenes.free_leg` shows it beside the pool: `swinger(...).draw(onto, at, move, share)`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache

import numpy as np
import pygame

from games.engine.draw.lit import Lit, axes_of, lit
from games.engine.draw.mask import Point
from games.engine.draw.palette import DEEP, INK, SKY, Colour, mixed
from games.engine.draw.solid import Solid, Stuff, together
from games.engine.draw.view import View
from games.screens.figures.board import board
from games.screens.figures.body.arms import arms
from games.screens.figures.body.flesh import OTHER_SKIN, arm_parts, leg_parts, trunk_parts
from games.screens.figures.body.moves import BOARD_TOP_MM, Move, movement
from games.screens.figures.body.pose import between
from games.screens.figures.body.skeleton import HEIGHT_MM, LegBones, bones
from games.screens.figures.body.tube import mirrored
from trainer.recording.vocabulary import Side

STEPS = 18
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
FREE = Stuff(mixed(INK, SKY, 0.72), mixed(DEEP, SKY, 0.62), 1.0)
"""The other leg has the other leg's colour, and is the brightest of the person."""
REST = replace(movement(Move.OTHER_LEG_OUT)(0.0), under_foot_mm=BOARD_TOP_MM)
BEFORE_STEM_MM = 62.0
FADE = 0.5


class Swinger:
    """A person of `height_px`, in a light of this colour; the board stands at `at`.

    Trunk and standing leg are one picture, for they are to stay still; the other leg hangs behind.
    """

    def __init__(self, height_px: float, side: Side, light: Colour) -> None:
        self._left, self._light = side is Side.LEFT, light
        self._scale = height_px / HEIGHT_MM
        self._body, self._leg = cache(self._painted_body), cache(self._painted_leg)

    def paint_ahead(self, move: Move, most_deg: float) -> None:
        """Paint all pictures of a swing as large as this, before a trial."""
        self._body(VIEWS[move])
        for step in range(_step(move, most_deg) + 1):
            self._leg(move, step)

    def draw(self, onto: pygame.Surface, at: Point, move: Move, swing_deg: float) -> None:
        """With the other leg so far from its rest."""
        self._leg(move, _step(move, swing_deg)).draw(onto, at)
        self._body(VIEWS[move]).draw(onto, at)

    def way(self, move: Move, most_deg: float, beyond: float) -> list[Point]:
        """Where the other ankle goes in a swing as large as this, with the board at the origin;
        `beyond` 1 is farther from the hip than the ankle by a share.
        """
        axes, found = axes_of(VIEWS[move]), []
        for step in range(_step(move, most_deg) + 1):
            leg = self._other_leg(move, step)
            right, up, _ = axes @ (leg.thigh.at + beyond * (leg.foot.at - leg.thigh.at))
            found.append((self._scale * (-right if self._left else right), -self._scale * up))
        return found

    def _painted_body(self, view: View) -> Lit:
        """The person on the board, without the leg that swings."""
        body = bones(REST)
        own, _ = body.legs
        ankle = own.foot.at
        under = board().moved(np.eye(3), (ankle[0], ankle[1] + BEFORE_STEM_MM, 0.0))
        parts = [under, *trunk_parts(body.trunk), *leg_parts(own, 1, OTHER_SKIN)]
        for arm, way in zip(arms(REST, body), (1, -1), strict=True):
            parts += arm_parts(arm, way)
        return self._lit(parts, view)

    def _painted_leg(self, move: Move, step: int) -> Lit:
        return self._lit(leg_parts(self._other_leg(move, step), -1, FREE), VIEWS[move])

    def _other_leg(self, move: Move, step: int) -> LegBones:
        far = movement(move)(0.5).other
        other = between(REST, replace(REST, other=far), step / STEPS).other
        return bones(replace(REST, other=other)).legs[1]

    def _lit(self, parts: list[Solid], view: View) -> Lit:
        solid = together(parts)
        if self._left:
            solid, view = mirrored(solid), View(-view.round_deg, view.above_deg, view.scale)
        painted = lit(solid, view, self._scale, (0.0, 0.0), FADE, 1)
        painted.surface.fill(self._light, special_flags=pygame.BLEND_RGB_MULT)
        return painted


def _step(move: Move, swing_deg: float) -> int:
    return round(min(max(swing_deg / FULL_DEG[move], 0.0), 1.0) * STEPS)


@lru_cache(maxsize=2)
def swinger(height_px: float, side: Side, light: Colour) -> Swinger:
    """The same for every round."""
    return Swinger(height_px, side, light)
