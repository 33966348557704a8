"""A movement as a ladder of painted frames: painted once, then one blit for each picture.

Screens and scenes make one with the size they need. `draw` paints a frame the first time that it
is shown, 30 to 45 ms each at 400 px; `paint_ahead` paints one where that must not be seen.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.lit import Lit, lit, shadow
from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS
from games.engine.draw.solid import Solid, Vectors, together
from games.engine.draw.view import View
from games.screens.figures.body.flesh import person
from games.screens.figures.body.moves import FARTHEST, Move, movement
from games.screens.figures.body.pose import Hold, Pose
from games.screens.figures.body.skeleton import HEIGHT_MM, bones
from games.screens.figures.body.stage import behind, beneath, view_of, worn
from games.screens.figures.body.tube import mirrored
from trainer.recording.vocabulary import Side

STEPS, MOST_FRAMES = 180, 28
"""Phases of a round trip, and the most frames that are painted for them."""

FINEST_PX, COARSER = 0.8, 1.12
"""Frames differ by this much at least; coarser steps are tried until there are few enough."""

FADE, SHADOW_SOFT_MM, SHADOW_STRENGTH = 0.8, 26.0, 0.7


class _Around(NamedTuple):
    """What stands around, and the shadows below: they lie still."""

    beneath: list[Lit]
    shadow: Lit
    behind: list[Lit]


class Loop:
    """A person who moves; `height_px` is the person's height when upright."""

    def __init__(
        self, move: Move, height_px: float, side: Side = Side.RIGHT, arms: Hold | None = None
    ) -> None:
        self._move, self._left = move, side is Side.LEFT
        self._scale = height_px / HEIGHT_MM
        self._view = _seen(view_of(move), self._left)
        pose = movement(move, arms)
        self._poses = [pose(step / STEPS) for step in range(STEPS)]
        self._shown = _ladder(
            np.array([_marks(at, self._view) for at in self._poses]) * self._scale
        )
        self._ahead = [*dict.fromkeys(self._shown)][::-1]
        self._frame, self._still = cache(self._painted), cache(self._painted_still)

    @property
    def frames(self) -> int:
        """How many different pictures there are."""
        return len(set(self._shown))

    @property
    def farthest(self) -> float:
        """The phase that tells most, for pictures that must not move."""
        return FARTHEST.get(self._move, 0.5)

    def draw(self, onto: pygame.Surface, at: Point, phase: float) -> None:
        """Show a phase, 0 to 1; `at` is the place on the floor between board and viewer."""
        around = self._still()
        for layer in (*around.beneath, around.shadow, *around.behind):
            layer.draw(onto, at)
        self._frame_at(phase).draw(onto, at)

    @property
    def is_painted(self) -> bool:
        """Whether `paint_ahead` has painted all frames."""
        return not self._ahead

    def paint_ahead(self) -> bool:
        """Paint one frame more for later; False once there is none left.

        It may be called in a thread, and frames that are painted be drawn meanwhile.
        """
        if not self._ahead:
            return False
        self._frame(self._ahead[-1])
        self._ahead.pop()
        return True

    def bounds(self, phases: Sequence[float]) -> pygame.Rect:
        """All that the person and what stands around cover at these phases, with `at` as (0, 0)."""
        around = self._still()
        painted = [*around.beneath, *around.behind, *map(self._frame_at, phases)]
        rects = [pygame.Rect(frame.origin, frame.surface.get_size()) for frame in painted]
        return rects[0].unionall(rects[1:])

    def _frame_at(self, phase: float) -> Lit:
        return self._frame(self._shown[int(phase % 1.0 * STEPS) % STEPS])

    def _painted(self, step: int) -> Lit:
        return lit(self._solid(self._poses[step]), self._view, self._scale, (0.0, 0.0), FADE, 1)

    def _painted_still(self) -> "_Around":
        pose = self._poses[round(self.farthest * STEPS) % STEPS]
        around = [self._placed(solid) for solid in behind(self._move, pose)]
        thrown = together([*around, self._solid(pose)])
        mask = shadow(thrown, self._view, self._scale, (0.0, 0.0), 0.0, SHADOW_SOFT_MM)
        canvas = Canvas.around(mask)
        canvas.paint(mask, ABYSS, SHADOW_STRENGTH)
        fallen = Lit(canvas.surface().premul_alpha(), canvas.origin)
        below = [self._placed(solid) for solid in beneath(self._move, pose)]
        return _Around(self._things(below), fallen, self._things(around))

    def _things(self, solids: list[Solid]) -> list[Lit]:
        if not solids:
            return []
        return [lit(together(solids), self._view, self._scale, (0.0, 0.0), 0.0)]

    def _solid(self, pose: Pose) -> Solid:
        return self._placed(together([person(pose), *worn(self._move, pose)]))

    def _placed(self, solid: Solid) -> Solid:
        return mirrored(solid) if self._left else solid


def _seen(view: View, left: bool) -> View:
    return View(-view.round_deg, view.above_deg, view.scale) if left else view


def _marks(pose: Pose, view: View) -> Vectors:
    """Where joints are on the picture, to judge how far a pose is from another."""
    body = bones(pose)
    places = [body.trunk.pelvis.at, body.trunk.chest.at, body.trunk.head.at]
    for leg in body.legs:
        places += [leg.shank.at, leg.foot.at, leg.foot.place(0.0, 180.0, 0.0)]
        places.append(leg.thigh.place(0.0, 90.0, -100.0))
    spots = ((float(right), float(ahead), float(up)) for right, ahead, up in places)
    return np.array([view.at(spot) for spot in spots])


def _ladder(marks: Vectors) -> list[int]:
    """For each phase the phase whose picture stands for it."""
    apart = np.abs(marks[:, None] - marks[None, :]).max(axis=(2, 3))
    step_px = FINEST_PX
    while True:
        shown = _thinned(apart, step_px)
        if len(set(shown)) <= MOST_FRAMES:
            return shown
        step_px *= COARSER


def _thinned(apart: Vectors, step_px: float) -> list[int]:
    """The nearest of the phases kept so far, or a new one if all are too far away."""
    kept: list[int] = []
    for phase, distances in enumerate(apart):
        if not kept or distances[kept].min() > step_px:
            kept.append(phase)
    return [kept[int(np.argmin(distances[kept]))] for distances in apart]
