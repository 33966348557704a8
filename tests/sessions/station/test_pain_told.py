"""Pain between trials: how much is asked at once, and stops a leg as anywhere else."""

from functools import partial
from types import SimpleNamespace

import pytest

from games.engine.follow import Follow
from games.screens.station.bench import BenchPage
from games.screens.station.exercise import Take
from games.screens.station.scale import ScalePage
from tests.games.spoken import written_texts
from tests.sessions.station.scripted import front_with
from trainer.plans.steps import Step, StepKind
from trainer.recording.interfaces import Stimulus
from trainer.recording.plan import ExerciseItem, Legs
from trainer.recording.vocabulary import Side
from trainer.sessions.station.attendant import WindowAttendant
from trainer.sessions.station.told_pain import tell_pain
from trainer.sessions.visits.assembled import by_hand_of
from trainer.sessions.visits.attendant import Scene, Went
from trainer.store import Store

CODE = "K7"
CLAM = Step(
    "exercise:0:left",
    StepKind.EXERCISE,
    Side.LEFT,
    exercise=ExerciseItem("clam", Legs.INVOLVED, sets=2, rest_s=0.0),
)
SCENE = Scene("", (), 10.0, 0.0)


def attendant_at(front) -> WindowAttendant:
    return WindowAttendant(front, SimpleNamespace(), Stimulus(), partial(tell_pain, front, CODE))


@pytest.mark.parametrize(
    ("sets", "score", "locked"),
    [(0, 7, {Side.LEFT}), (1, 3, set()), (0, 3, set())],
    ids=["at once", "after a set", "a little"],
)
def test_pain_in_an_exercise_is_rated_and_what_was_done_is_kept(
    store: Store, sets: int, score: int, locked: set[Side]
) -> None:
    front = front_with(store, [*[Take.DONE] * sets, Take.PAIN, str(score), "go"])
    went, done = attendant_at(front).exercise(CLAM, SCENE)
    assert went is Went.DONE
    by_hand_of(front.room, CODE).keep_exercise(done)
    (kept,) = store.exercises(CODE)
    assert (kept.sets, kept.note, kept.side) == (sets, "pain", Side.LEFT)
    (entry,) = store.entries(CODE)
    assert (entry.kind, entry.side, entry.value) == ("pain_now", Side.LEFT, score)
    assert {stop.side for stop in store.stops(CODE)} == locked
    assert not front.desk.left


def test_a_lock_and_the_advice_for_the_other_leg_stand_on_one_page(store: Store) -> None:
    front = front_with(store, ["7", "4", "go"])
    with written_texts() as written:
        tell_pain(front, CODE, Side.BOTH)
    last = front.desk.seen[-1]
    page = " ".join(each.text for each in written)
    assert last.title == "The left leg: locked from now on (pain)"
    assert "Right leg: pain 4 of 10, and the aim is 2 or less: lower the dose" in page
    assert not front.desk.left


def test_pain_in_a_rest_is_asked_of_both_legs_and_the_rest_goes_on(store: Store) -> None:
    front = front_with(store, ["pain", "0", "2", "go"])
    assert attendant_at(front).rest(60.0, SCENE, Follow(60.0, "left leg")) is Went.DONE
    first, *_, last = front.desk.seen
    assert isinstance(first, BenchPage)
    assert first is last
    assert sum(isinstance(page, ScalePage) for page in front.desk.seen) == 2
    said = {entry.side: entry.value for entry in store.entries(CODE)}
    assert said == {Side.LEFT: 0, Side.RIGHT: 2}
