"""The patient is changed in the middle of a visit, and back: each has their own records."""

import pytest

from tests.sessions.station.at_board import STATION, station_at_board
from tests.sessions.station.therapist import Therapist
from tests.sessions.visits.patients import patient, plan_of
from trainer.recording.plan import BoardItem, Legs
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Side
from trainer.sessions.station.visit import prepared, visit_flow
from trainer.store.store import Store

BOUTS = (BoardItem("bullseye", Legs.INVOLVED, rounds=2, seconds=5.0, rest_s=60.0),)
FIRST, SECOND = "K7", "K8"
AT_BENCH = 5
"""The page after two forms, the shoe, where the feet go, and a trial."""


@pytest.fixture
def store(bare):
    return bare


def trials(store: Store, code: str) -> list[Side]:
    """The legs of a patient's one visit, each of whose recordings is this patient's own."""
    (visit,) = store.visits(code)
    played = store.visit_trials(visit.visit_id)
    stored = [trial.trial_id for one in store.history(code).series for trial in one.trials]
    assert sorted(stored) == sorted(trial.trial_id for _, trial in played)
    return [conditions.side for conditions, _ in played]


def said_of(store: Store, code: str, kind: str) -> list[tuple[Side | None, float | None]]:
    return [(each.side, each.value) for each in store.entries(code) if each.kind == kind]


def test_a_visit_in_whose_middle_another_patient_came_goes_on_as_if_nobody_had(
    store, window
) -> None:
    patient(store, plan_of(BOUTS), code=FIRST)
    patient(store, plan_of(BOUTS), code=SECOND, involved=Side.RIGHT)
    desk = Therapist(window, STATION, leaves_at=AT_BENCH)
    with station_at_board(store, window, desk.at, "JD") as front:
        visit_flow(front, FIRST)
        assert desk.seen[-1] == "BenchPage"
        pain = {f"pain_now:{leg}": "2" for leg in ("left", "right")}
        desk.answers, desk.leaves_at = pain, 2 * AT_BENCH
        visit_flow(front, SECOND)
        assert desk.seen[:AT_BENCH] == desk.seen[AT_BENCH:], "from the beginning, too"
        desk.answers, desk.leaves_at = {}, -1
        visit_flow(front, FIRST)
        begun = prepared(front.room, SECOND)
    assert "FormPage" not in desk.seen[2 * AT_BENCH :], "nothing is asked twice"
    (first,), (second,) = store.visits(FIRST), store.visits(SECOND)
    assert first.closed_at is not None
    assert (second.closed_at, begun.done) == (None, False)
    assert trials(store, FIRST) == [Side.LEFT] * 2
    assert trials(store, SECOND) == [Side.RIGHT]
    now = [(Side.LEFT, 1.0), (Side.RIGHT, 1.0)]
    assert said_of(store, FIRST, "pain_now") == [*now, (Side.LEFT, 2.0)]
    assert said_of(store, SECOND, "pain_now") == [(Side.LEFT, 2.0), (Side.RIGHT, 2.0)]
    marks = store.marks(first.visit_id)
    assert {mark.kind for mark in marks} == {MarkKind.DONE}
    assert len({mark.step for mark in marks}) == len(marks)
    steps = {mark.step for mark in store.marks(second.visit_id)}
    assert steps == {"screening", "symptoms", "prepare"}
    assert store.screening(FIRST).done_at < store.screening(SECOND).done_at
