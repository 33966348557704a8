"""The exercises of the hip programme as the patient sees them: who moves how, and what to mind.

One home for which movement belongs to which exercise of `trainer.recording.exercises`. The page of
an exercise (`games.screens.station.exercise`) shows the figure large.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, stroke
from games.engine.draw.palette import MIST
from games.screens.figures.body.loop import Loop
from games.screens.figures.body.moves import LYING_MOVES, Move
from trainer.recording.exercises import exercise_title
from trainer.recording.vocabulary import Side

LASTS_S = 4.0
"""One repetition: slow enough to be followed."""


class Form(NamedTuple):
    """How tall the person is when upright, at 1080 lines, alone and in a pair of poses; and where
    the pair's second pose is: to the right, or below.
    """

    alone_px: float
    in_pair_px: float
    way: Point


UPRIGHT, LYING = Form(655.0, 600.0, (1.0, 0.0)), Form(730.0, 600.0, (0.0, 1.0))
ARROW, APART = 30.0, 72.0

ON_TOP = {
    Side.LEFT: "Left leg on top",
    Side.RIGHT: "Right leg on top",
    Side.BOTH: "One leg on top, then the other",
}
STANDING_LEG = {
    Side.LEFT: "Stand on your left leg",
    Side.RIGHT: "Stand on your right leg",
    Side.BOTH: "Stand on one leg, then on the other",
}
TOWARDS = {
    Side.LEFT: "Left leg first",
    Side.RIGHT: "Right leg first",
    Side.BOTH: "One way, then the other",
}
OWN_LEG = {Side.LEFT: "Left leg", Side.RIGHT: "Right leg", Side.BOTH: "Both legs"}
BOTH_LEGS = dict.fromkeys(Side, OWN_LEG[Side.BOTH])


@dataclass(frozen=True)
class Shown:
    """How an exercise is shown: the movement, and the patient's words for it.

    `legs` says which leg does what, `mind` what to look for. In all that is done standing on one
    leg the side is the leg that stands, as in a plan.
    """

    move: Move
    title: str
    legs: Mapping[Side, str]
    mind: str


SHOWN: Mapping[str, Shown] = {
    "clam": Shown(Move.CLAM, "Clam shell", ON_TOP, "Hips still, foot on foot. Open your knee."),
    "side_lying_abduction": Shown(
        Move.LEG_RAISE, "Leg raise", ON_TOP, "Hips still, toes to the front. Lift your leg."
    ),
    "bridge": Shown(Move.BRIDGE, "Bridge", BOTH_LEGS, "Lift your hips and keep them level."),
    "lateral_band_walk": Shown(
        Move.LATERAL_WALK,
        "Side steps",
        TOWARDS,
        "Hips level, toes to the front. Keep the band tight.",
    ),
    "standing_band_flexion": Shown(
        Move.OTHER_LEG_FORWARD,
        "Leg forward",
        STANDING_LEG,
        "Hips still, stand tall. The other leg pulls.",
    ),
    "standing_band_abduction": Shown(
        Move.OTHER_LEG_OUT, "Leg out", STANDING_LEG, "Hips still, stand tall. The other leg pulls."
    ),
    "standing_band_extension": Shown(
        Move.OTHER_LEG_BACK,
        "Leg back",
        STANDING_LEG,
        "Hips still, stand tall. The other leg pulls.",
    ),
    "pelvic_drop": Shown(
        Move.PELVIC_DROP,
        "Pelvic drop",
        STANDING_LEG,
        "Knee straight. The other hip goes down and up.",
    ),
    "single_leg_squat": Shown(
        Move.SQUAT, "Single-leg squat", STANDING_LEG, "Hips level, knee over your toes."
    ),
    "step_down": Shown(
        Move.STEP_DOWN, "Step down", STANDING_LEG, "Hips level, knee over your toes."
    ),
}
"""Each exercise of the programme by its name."""


def shown_as(name: str) -> Shown:
    """How an exercise is shown; one's own is a person who stands."""
    own = Shown(Move.STAND, exercise_title(name), OWN_LEG, "")
    return SHOWN.get(name, own)


class _Posed(NamedTuple):
    """Where a person is beside the middle, and in which phase; None for the whole movement."""

    shift: Point
    phase: float | None


class ExerciseFigure:
    """A person who does it, again and again; in `reduced_motion` two poses: start and end.

    A picture is painted when it is first shown, or ahead; after that a frame is a few blits.
    """

    def __init__(self, layout: Layout, name: str, side: Side, reduced_motion: bool) -> None:
        move = shown_as(name).move
        form = LYING if move in LYING_MOVES else UPRIGHT
        pair = reduced_motion and move is not Move.STAND
        self._loop = Loop(move, layout.px(form.in_pair_px if pair else form.alone_px), side)
        self._bounds = self._loop.bounds((0.0, self._loop.farthest, 0.5))
        self._posed: tuple[_Posed, ...] = (_Posed((0.0, 0.0), None),)
        self._arrow: Sprite | None = None
        if pair:
            self._posed = self._pair(form.way, layout.px(APART))
            self._arrow = Sprite(_arrow(layout.px(ARROW), form.way))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, without shadows."""
        first, last = self._posed[0].shift, self._posed[-1].shift
        width, height = self._bounds.size
        return round(width + last[0] - first[0]), round(height + last[1] - first[1])

    @property
    def is_painted(self) -> bool:
        """Whether nothing is left to be painted ahead."""
        return self._arrow is not None or self._loop.is_painted

    def paint_ahead(self) -> bool:
        """Paint one picture more while nobody waits; False once all are painted."""
        return self._arrow is None and self._loop.paint_ahead()

    def draw(self, onto: pygame.Surface, centre: Point, t_s: float) -> None:
        """The person this long after the first repetition began."""
        for (right, down), phase in self._posed:
            at = centre[0] + right - self._bounds.centerx, centre[1] + down - self._bounds.centery
            self._loop.draw(onto, at, t_s / LASTS_S if phase is None else phase)
        if self._arrow:
            self._arrow.draw_at(onto, centre)

    def _pair(self, way: Point, gap_px: float) -> tuple[_Posed, ...]:
        """Start and end on both sides of the middle."""
        apart = (self._bounds.width + gap_px) / 2, (self._bounds.height + gap_px) / 2
        phases = (-1.0, 0.0), (1.0, self._loop.farthest)
        return tuple(
            _Posed((sign * way[0] * apart[0], sign * way[1] * apart[1]), phase)
            for sign, phase in phases
        )


def _arrow(half_px: float, way: Point) -> Canvas:
    """From the start to the end."""
    right, down = way
    places = ((-1.0, 0.0), (1.0, 0.0), (0.35, -0.6), (1.0, 0.0), (0.35, 0.6))
    middle = 1.4 * half_px
    points = [
        (middle + half_px * (x * right - y * down), middle + half_px * (x * down + y * right))
        for x, y in places
    ]
    canvas = Canvas((ceil(2 * middle),) * 2, grain=0.0)
    canvas.paint(stroke(points, max(0.18 * half_px, 1.5)), MIST)
    return canvas


@lru_cache(maxsize=2)
def exercise_figure(layout: Layout, name: str, side: Side, reduced_motion: bool) -> ExerciseFigure:
    """The same one again for the next set: its pictures take seconds to paint."""
    return ExerciseFigure(layout, name, side, reduced_motion)
