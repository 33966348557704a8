"""The page of an exercise off the board, in a set, in a rest and after the last set."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pygame

from games.desk.kit import Kit
from games.desk.page import Look
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION, Station
from games.screens.figures.exercises import exercise_figure
from games.screens.station.exercise import ExercisePage, Take
from tools.station_gallery import minute
from trainer.recording.exercises import EXERCISES
from trainer.recording.plan import ExerciseItem
from trainer.recording.vocabulary import Side

Draw = Callable[[pygame.Surface], None]
MOVING_S, RESTING_S = 1.7, 18.0
DOSE = {
    "clam": (12, None, 6.0),
    "standing_band_abduction": (15, None, 4.0),
    "bridge": (10, 2.5, 5.0),
}
"""Repetitions, load and effort of some; made up for the pictures."""

STILL = "clam", "single_leg_squat"
"""Also shown as they are in reduced motion."""


def exercise_pages(layout: Layout, station: Station = LIKELY_STATION) -> Iterator[tuple[str, Draw]]:
    """Name and drawing function of each moment."""
    kit, calm = Kit(layout, station), Kit(layout, replace(station, reduced_motion=True))
    kit.aside = calm.aside = minute
    for index, name in enumerate((*EXERCISES, "other:towel stretch")):
        side = (Side.LEFT, Side.RIGHT)[index % 2]
        page = f"exercise-{name.replace('_', '-').replace(':', '-').replace(' ', '-')}"
        yield page, _drawn(kit, name, side, 1)
        if name in STILL:
            yield f"{page}-still", _drawn(calm, name, side, 1)
    yield "exercise-both", _drawn(kit, "bridge", Side.BOTH, 0)
    yield "exercise-rest", _drawn(kit, "clam", Side.LEFT, 1, Take.DONE, RESTING_S)
    yield "exercise-how-hard", _drawn(kit, "clam", Side.LEFT, 2, Take.DONE)


def _drawn(
    kit: Kit, name: str, side: Side, done: int, taken: str = "", t_s: float = MOVING_S
) -> Draw:
    def draw(onto: pygame.Surface) -> None:
        # Otherwise the person still stands: one picture is painted in a frame.
        figure = exercise_figure(kit.layout, name, side, kit.calm)
        while figure.paint_ahead():
            pass
        repetitions, load_kg, effort = DOSE.get(name, (10, None, None))
        asked = ExerciseItem(name, repetitions=repetitions, load_kg=load_kg, effort=effort)
        page = ExercisePage(kit, asked, side, done)
        if taken:
            page.take(taken)
        page.draw(onto, Look())
        focus = page.main or page.items[5].name
        page.draw(onto, Look(focus, walking=not page.main, now_s=t_s))

    return draw
