"""A leg that pain has stopped stays locked until somebody says go on, or the day is over."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.recordings import STARTED_AT
from tests.store.trials import finished
from trainer.recording.conditions import Conditions
from trainer.recording.container import parts_of
from trainer.recording.pain import Pain
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome, PainPlace, Side
from trainer.store import FinishedTrial, Store

TODAY = STARTED_AT - timedelta(hours=1)


def painful(
    number: int = 1, pain: Pain | None = None, side: Side = Side.LEFT, **more: object
) -> FinishedTrial:
    trial = finished(number, outcome=Outcome.PAIN, side=side, **more)
    told = () if pain is None else (pain.event(5),)
    events = (*trial.recording.events, *told)
    recording = replace(trial.recording, events=events)
    return replace(trial, recording=recording, parts=parts_of(recording))


def locked(store: Store, side: Side, since=TODAY) -> Pain | None:
    lock = store.locked_leg("K7", side, since)
    return lock and lock.pain


def test_pain_locks_that_leg_and_with_it_both_legs_together(store: Store) -> None:
    pain = Pain(3, PainPlace.KNEE_FRONT)
    store.save_trial(painful(pain=pain))
    assert locked(store, Side.LEFT) == locked(store, Side.BOTH) == pain
    assert locked(store, Side.RIGHT) is None
    assert store.locked_leg("another", Side.LEFT, TODAY) is None


def test_pain_on_both_legs_locks_either(store: Store) -> None:
    store.save_trial(painful(pain=Pain(2), side=Side.BOTH))
    assert {locked(store, side) for side in Side} == {Pain(2)}


def test_pain_that_nobody_rated_locks_too(store: Store) -> None:
    store.save_trial(painful())
    assert locked(store, Side.LEFT) == Pain()


def test_other_endings_lock_nothing_even_where_pain_was_told_and_taken_back(store: Store) -> None:
    for number, outcome in enumerate(set(Outcome) - {Outcome.PAIN}):
        trial = painful(number, pain=Pain(4))
        store.save_trial(replace(trial, result=replace(trial.result, outcome=outcome)))
    assert locked(store, Side.LEFT) is None


def test_a_lock_ends_with_its_day(store: Store) -> None:
    store.save_trial(painful(pain=Pain(9)))
    assert locked(store, Side.LEFT, since=STARTED_AT + timedelta(hours=1)) is None


def test_the_worst_pain_of_the_day_says_how_the_leg_is_locked(store: Store) -> None:
    store.save_trial(painful(1, pain=Pain(1, PainPlace.GAVE_WAY)))
    store.save_trial(painful(2, pain=Pain(3, PainPlace.HIP)))
    assert locked(store, Side.LEFT) == Pain(1, PainPlace.GAVE_WAY)


def test_going_on_unlocks_that_leg_alone_and_is_remembered(store: Store) -> None:
    store.save_trial(painful(1, pain=Pain(3)))
    store.save_trial(painful(2, pain=Pain(4), side=Side.RIGHT))
    assert store.unlock_leg("K7", Side.LEFT, TODAY, "rested and walked")
    assert locked(store, Side.LEFT) is None
    assert locked(store, Side.RIGHT) == Pain(4)
    assert not store.unlock_leg("K7", Side.LEFT, TODAY, "again")


def test_another_judgement_opens_no_lock_and_forgets_no_unlocking(store: Store) -> None:
    trial = painful(pain=Pain(3))
    better = replace(trial, parts={}, result=replace(trial.result, outcome=Outcome.STOPPED))
    store.save_trial(trial)
    store.amend_trial(better)
    assert locked(store, Side.LEFT) == Pain(3)
    assert store.history("K7").series[0].trials[0].pain is None
    store.unlock_leg("K7", Side.LEFT, TODAY, "rested")
    store.amend_trial(replace(trial, parts={}))
    assert locked(store, Side.LEFT) is None


def test_a_history_tells_the_pain_of_the_trial_it_stopped(store: Store) -> None:
    store.save_trial(painful(1, pain=Pain(7, PainPlace.BACK)))
    store.save_trial(finished(2, side=Side.LEFT))
    (series,) = store.history("K7").series
    assert [trial.pain for trial in series.trials] == [Pain(7, PainPlace.BACK), None]


def outcomes(store: Store, conditions: Conditions, since: datetime) -> list[Outcome]:
    return [result.outcome for result, _ in store.results_since("K7", conditions, since)]


def test_outcomes_of_the_day_are_those_of_the_same_conditions(store: Store) -> None:
    trial = finished(2, outcome=Outcome.TOUCH)
    store.save_trial(trial)
    store.save_trial(finished(1, outcome=Outcome.FOOT_DOWN))
    store.save_trial(finished(3, level=5))
    here = trial.recording.header.conditions
    assert outcomes(store, here, TODAY) == [Outcome.FOOT_DOWN, Outcome.TOUCH]
    assert outcomes(store, here, STARTED_AT + timedelta(minutes=1.5)) == [Outcome.TOUCH]
    assert store.results_since("another", here, TODAY) == ()


def test_a_voided_trial_is_done_again_so_it_is_none_of_the_days(store: Store) -> None:
    trial = finished(1)
    void = TrialEvent(EventKind.VOID, 80, {"reason": "another patient"})
    events = (*trial.recording.events, void)
    store.save_trial(replace(trial, recording=replace(trial.recording, events=events)))
    assert outcomes(store, trial.recording.header.conditions, TODAY) == []


@pytest.mark.parametrize(
    ("pain", "ends"),
    [
        (Pain(5, PainPlace.HIP), False),
        (Pain(6), True),
        (Pain(0, PainPlace.GAVE_WAY), True),
        (Pain(None, PainPlace.LOCKED), True),
        (Pain(), False),
    ],
)
def test_above_five_or_a_knee_that_failed_ends_the_visit_of_the_leg(pain: Pain, ends: bool) -> None:
    assert pain.ends_visit is ends


def test_pain_beyond_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        Pain(11)


def test_pain_is_told_in_words() -> None:
    assert Pain(3, PainPlace.KNEE_FRONT).words == "pain 3 of 10, front of the knee"
    assert Pain(0, PainPlace.GAVE_WAY).words == "pain 0 of 10, the knee gave way"
    assert Pain().words == "pain, not rated"


def test_a_pain_event_is_plain_data() -> None:
    event = Pain(4, PainPlace.ANKLE).event(12)
    assert event == TrialEvent(EventKind.PAIN, 12, {"score": 4, "place": "ankle"})
