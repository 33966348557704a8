"""The page of an exercise: sets and rests follow each other, and it can be read from the board."""

import pygame
import pytest

from games.desk.kit import Kit
from games.desk.page import Look
from games.desk.type import FAR_TITLES, QUIET
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, HUGE
from games.engine.draw.palette import INK
from games.engine.setup import LIKELY_STATION, Station
from games.screens.station.exercise import ExercisePage, Take
from tests.games.spoken import written_texts
from tests.games.worlds.contrast import contrast
from trainer import texts
from trainer.recording.exercises import EXERCISES
from trainer.recording.plan import ExerciseItem
from trainer.recording.vocabulary import Side

SIZE = (640, 360)
LAYOUT = Layout(SIZE)
KIT = Kit(LAYOUT, Station(reduced_motion=True))
ASKED = ExerciseItem("clam", sets=3, repetitions=12, rest_s=30.0)
PATIENT_READS_PX = 43.5
"""A capital at 1080 lines of what is read from 2.5 m; type comes in whole pixels."""


class Somebody:
    """Looks at a page at one second after another."""

    def __init__(self, asked: ExerciseItem = ASKED, done: int = 0) -> None:
        self.page = ExercisePage(KIT, asked, Side.LEFT, done)
        self.now_s = 100.0
        self.waits(0.0)

    def waits(self, seconds: float) -> None:
        self.page.draw(pygame.Surface(SIZE, 0, 32), Look(now_s=self.now_s))
        self.now_s += seconds
        self.page.draw(pygame.Surface(SIZE, 0, 32), Look(now_s=self.now_s))

    @property
    def names(self) -> list[str]:
        return [item.name for item in self.page.items]


def test_a_set_can_be_done_skipped_or_stopped_by_pain_and_the_button_takes_done() -> None:
    somebody = Somebody()
    assert somebody.names == ["done", "skip", "pain", "back"]
    assert somebody.page.main == "done"
    assert not somebody.page.take(Take.DONE)
    assert somebody.page.sets_done == 1


@pytest.mark.parametrize("name", ["skip", "pain"])
def test_skipping_and_pain_end_the_page_with_the_sets_that_were_done(name: str) -> None:
    somebody = Somebody(done=1)
    assert somebody.page.take(name)
    assert somebody.page.sets_done == 1
    assert somebody.page.effort is None


def test_the_rest_ends_by_itself_and_then_the_next_set_can_be_done() -> None:
    somebody = Somebody()
    somebody.page.take(Take.DONE)
    somebody.waits(29.0)
    assert somebody.page.main == "next"
    assert "done" not in somebody.names, "one press too many counts no set"
    somebody.waits(1.5)
    assert somebody.page.main == "done"


def test_a_rest_can_be_cut_short_and_one_of_no_length_is_left_out() -> None:
    somebody = Somebody()
    somebody.page.take(Take.DONE)
    assert not somebody.page.take(Take.NEXT)
    assert somebody.page.main == "done"
    somebody = Somebody(ExerciseItem("clam", rest_s=0.0))
    somebody.page.take(Take.DONE)
    somebody.waits(0.1)
    assert somebody.page.main == "done"


def test_after_the_last_set_it_asks_how_hard_it_was_and_the_answer_ends_the_page() -> None:
    somebody = Somebody(done=2)
    somebody.page.take(Take.DONE)
    somebody.waits(60.0)
    numbers = [f"effort:{number}" for number in range(11)]
    assert somebody.names == [*numbers, "skip", "pain", "back"]
    assert somebody.page.main == "", "the event button walks through the numbers"
    assert somebody.page.take("effort:10")
    assert (somebody.page.sets_done, somebody.page.effort) == (3, 10)


def test_a_visit_that_goes_on_begins_behind_the_sets_that_were_done() -> None:
    assert "effort:0" in Somebody(done=3).names


@pytest.mark.parametrize("size", [(1280, 720), (800, 500)], ids=["720 lines", "an odd window"])
def test_title_and_count_can_be_read_from_the_board(size: tuple[int, int]) -> None:
    kit = Kit(Layout(size), LIKELY_STATION)
    caps = [kit.lettering.cap_px(style) for style in (*FAR_TITLES, HUGE, BODY)]
    assert min(caps) >= PATIENT_READS_PX * kit.layout.scale - 0.5


@pytest.mark.parametrize("colour", [INK, QUIET], ids=["ink", "quiet"])
def test_words_stand_out_from_the_night_behind_them(colour: tuple[int, int, int]) -> None:
    assert contrast(colour, KIT.still).worst_tenth >= 7.0


@pytest.mark.parametrize("language", ["en", "de", "es"])
@pytest.mark.parametrize("name", EXERCISES)
def test_what_to_mind_stands_clear_of_the_count_below_it(name: str, language: str) -> None:
    texts.speak(language)
    kit = Kit(Layout((1920, 1080)), Station(reduced_motion=True))
    for side in (Side.LEFT, Side.RIGHT):
        page = ExercisePage(kit, ExerciseItem(name, repetitions=10), side)
        with written_texts() as written:
            page.paint(pygame.Surface((1920, 1080), 0, 32))
        count = next(each.place for each in written if each.style == HUGE)
        words = [each.place for each in written if each.place.left >= count.left - 20]
        above = max(place.bottom for place in words if place.bottom < count.bottom)
        assert count.top - above >= 40
