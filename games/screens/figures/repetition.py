"""One repetition of an exercise off the board, shown by the jointed figure in three seconds.

The instruction and `games.engine.scenes.floor` show it before the start, at the same place.
"""

from collections.abc import Mapping
from functools import lru_cache

import pygame

from games.engine.draw.mask import Point
from games.engine.scene import Stage
from games.screens.figures.body.loop import Loop
from games.screens.figures.body.pose import Hold
from games.screens.figures.exercises import shown_as
from trainer.motion.exercises import Exercise, exercise_of
from trainer.recording.vocabulary import Arms, Side

LASTS_S = 3.0
NOTED_AS: Mapping[Exercise, str] = {
    Exercise.SQUAT: "single_leg_squat",
    Exercise.STEP_DOWN: "step_down",
    Exercise.PELVIC_DROP: "pelvic_drop",
}
"""What each is called in `trainer.recording.exercises`."""

HANDS: Mapping[Arms, Hold] = {
    Arms.HIPS: Hold.HIP,
    Arms.CROSSED: Hold.CROSSED,
    Arms.SIDES: Hold.SIDE,
}
"""Free arms are held as the movement holds them."""


STANDS_AT, FIGURE_HEIGHT = (620.0, 812.0), 640.0
"""Where the feet are on the screen, and how tall the upright person is."""


class Repetition:
    """A person of `height_px` who does it with these arms on this leg; see `repetition`."""

    def __init__(self, exercise: Exercise, height_px: float, side: Side, arms: Arms) -> None:
        move = shown_as(NOTED_AS[exercise]).move
        self._loop = Loop(move, height_px, side, HANDS.get(arms))

    def paint_ahead(self) -> None:
        """Paint one picture more, while the patient can wait; nothing once all are painted."""
        self._loop.paint_ahead()

    def draw(self, onto: pygame.Surface, at: Point, t_s: float) -> None:
        """The person this long after the picture appeared, again and again; `at` is on the floor.

        A picture that nobody has painted ahead is painted now.
        """
        self._loop.draw(onto, at, t_s / LASTS_S)

    def draw_still(self, onto: pygame.Surface, at: Point) -> None:
        """The picture that tells most, where nothing may move."""
        self._loop.draw(onto, at, self._loop.farthest)


@lru_cache(maxsize=2)
def repetition(exercise: Exercise, height_px: float, side: Side, arms: Arms) -> Repetition:
    """The same one again for the next trial of a set: its pictures take seconds to paint."""
    return Repetition(exercise, height_px, side, arms)


class Demonstration:
    """What a trial on the floor asks for, shown where the field would be."""

    def __init__(self, stage: Stage) -> None:
        layout, setup = stage.layout, stage.setup
        conditions = setup.conditions
        exercise = exercise_of(setup.parameters) or Exercise.SQUAT
        height_px = layout.px(FIGURE_HEIGHT)
        self._shown = repetition(exercise, height_px, conditions.side, conditions.arms)
        self._at = layout.at(*STANDS_AT)

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        """The person this long after the picture appeared."""
        self._shown.draw(onto, self._at, t_s)

    def draw_still(self, onto: pygame.Surface) -> None:
        """The person in the middle of it, where nothing may move."""
        self._shown.draw_still(onto, self._at)

    def draw_ahead(self, onto: pygame.Surface, t_s: float) -> None:
        """The same while the patient can wait: one picture more is painted for later."""
        self._shown.paint_ahead()
        self.draw(onto, t_s)
