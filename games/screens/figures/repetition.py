"""One repetition of an exercise off the board, shown by the jointed figure in three seconds.

`games.engine.scenes.floor` shows it before the start: `repetition(...).draw(onto, at, t_s)`.
"""

from collections.abc import Mapping
from functools import lru_cache

import pygame

from games.engine.draw.mask import Point
from games.screens.figures.body.loop import Loop
from games.screens.figures.body.moves import Move
from games.screens.figures.body.pose import Hold
from trainer.motion.exercises import Exercise
from trainer.recording.vocabulary import Arms, Side

LASTS_S = 3.0
MOVES: Mapping[Exercise, Move] = {
    Exercise.SQUAT: Move.SQUAT,
    Exercise.STEP_DOWN: Move.STEP_DOWN,
    Exercise.PELVIC_DROP: Move.PELVIC_DROP,
}
HANDS: Mapping[Arms, Hold] = {
    Arms.HIPS: Hold.HIP,
    Arms.CROSSED: Hold.CROSSED,
    Arms.SIDES: Hold.SIDE,
}
"""Free arms are held as the movement holds them."""


PHASES = 40
"""So many are painted ahead; in between the loop shows the nearest picture, or paints one more."""


class Repetition:
    """A person of `height_px` who does it with these arms on this leg; see `repetition`."""

    def __init__(self, exercise: Exercise, height_px: float, side: Side, arms: Arms) -> None:
        self._loop = Loop(MOVES[exercise], height_px, side, HANDS.get(arms))
        self._ahead = 0
        self._nowhere = pygame.Surface((1, 1))

    def paint_ahead(self) -> None:
        """Paint one picture more, while the patient can wait; nothing once all are painted."""
        if self._ahead < PHASES:
            self._loop.draw(self._nowhere, (0.0, 0.0), self._ahead / PHASES)
            self._ahead += 1

    def draw(self, onto: pygame.Surface, at: Point, t_s: float) -> None:
        """The person this long after the picture appeared, again and again; `at` is on the floor.

        A picture that nobody has painted ahead is painted now.
        """
        self._loop.draw(onto, at, t_s / LASTS_S)


@lru_cache(maxsize=2)
def repetition(exercise: Exercise, height_px: float, side: Side, arms: Arms) -> Repetition:
    """The same one again for the next trial of a set: its pictures take seconds to paint."""
    return Repetition(exercise, height_px, side, arms)
