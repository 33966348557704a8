"""A leg that pain has stopped waits for a go on: that day, or after much pain until one is said."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.recording.typed_entries import entry
from tests.recordings import STARTED_AT
from tests.store.trials import finished, trial_id
from trainer.recording.background import HardStop, Lifted, StopReason
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_typed import Typed
from trainer.recording.conditions import Conditions
from trainer.recording.container import parts_of
from trainer.recording.pain import Pain
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome, PainPlace, Side
from trainer.store import FinishedTrial, Store
from trainer.store.values import Unlocking

TODAY = STARTED_AT - timedelta(hours=1)


def painful(
    number: int = 1, pain: Pain | None = None, side: Side = Side.LEFT, **more: object
) -> FinishedTrial:
    trial = finished(number, outcome=Outcome.PAIN, side=side, **more)
    told = () if pain is None else (pain.event(5),)
    events = (*trial.recording.events, *told)
    recording = replace(trial.recording, events=events)
    return replace(trial, recording=recording, parts=parts_of(recording))


def locked(store: Store, side: Side, since=TODAY) -> str | None:
    lock = store.locked_leg("K7", side, since)
    return lock and lock.words


def test_pain_locks_that_leg_and_with_it_both_legs_together(store: Store) -> None:
    pain = Pain(3, PainPlace.KNEE_FRONT)
    store.save_trial(painful(pain=pain))
    assert locked(store, Side.LEFT) == locked(store, Side.BOTH) == pain.words
    assert locked(store, Side.RIGHT) is None
    assert store.locked_leg("another", Side.LEFT, TODAY) is None


def test_pain_on_both_legs_locks_either(store: Store) -> None:
    store.save_trial(painful(pain=Pain(2), side=Side.BOTH))
    assert {locked(store, side) for side in Side} == {Pain(2).words}


def test_pain_that_nobody_rated_locks_too(store: Store) -> None:
    store.save_trial(painful())
    assert locked(store, Side.LEFT) == Pain().words


def test_other_endings_lock_nothing_even_where_pain_was_told_and_taken_back(store: Store) -> None:
    for number, outcome in enumerate(set(Outcome) - {Outcome.PAIN}):
        trial = painful(number, pain=Pain(4))
        store.save_trial(replace(trial, result=replace(trial.result, outcome=outcome)))
    assert locked(store, Side.LEFT) is None


def test_a_little_pain_locks_its_leg_for_the_day_and_much_until_a_therapist_lifts_it(
    store: Store,
) -> None:
    store.save_trial(painful(1, pain=Pain(5, PainPlace.HIP)))
    tomorrow = STARTED_AT + timedelta(hours=1)
    assert locked(store, Side.LEFT, since=tomorrow) is None
    store.save_trial(painful(2, pain=Pain(6, PainPlace.HIP)))
    assert locked(store, Side.LEFT, since=tomorrow) == "pain 6 of 10, hip"
    assert not store.go_on_with_leg("K7", Side.LEFT, tomorrow, "by key")
    assert locked(store, Side.BOTH, since=tomorrow) == "pain 6 of 10, hip"
    assert locked(store, Side.RIGHT, since=tomorrow) is None
    assert store.unlock_leg("K7", Side.LEFT, tomorrow, "swelling gone", "JD")
    assert locked(store, Side.LEFT, since=tomorrow) is None
    (stop,) = store.stops("K7")
    assert (stop.reason, stop.pain, stop.stop_id) == (StopReason.PAIN, 6, trial_id(2))
    assert stop.lifted is not None
    assert (stop.lifted.reason, stop.lifted.operator) == ("swelling gone", "JD")


def test_a_hard_stop_says_how_the_leg_is_locked_before_a_lock_of_the_day(store: Store) -> None:
    store.save_trial(painful(1, pain=Pain(1, PainPlace.GAVE_WAY)))
    store.save_trial(painful(2, pain=Pain(3, PainPlace.HIP)))
    assert locked(store, Side.LEFT) == "giving way, pain 1 of 10"


def test_a_stop_that_is_lifted_frees_the_leg_on_its_own_day_too(store: Store) -> None:
    store.save_trial(painful(1, pain=Pain(8)))
    assert store.lift_stop("K7", trial_id(1), Lifted(STARTED_AT, "a mistake"))
    assert not store.lift_stop("K7", trial_id(1), Lifted(STARTED_AT, "again"))
    assert locked(store, Side.LEFT) is None


def test_pain_that_is_rated_later_stops_the_leg_and_one_that_was_gone_on_after_does_not(
    store: Store,
) -> None:
    trial = painful(1)
    store.save_trial(trial)
    assert store.stops("K7") == ()
    store.amend_trial(painful(1, pain=Pain(7)))
    store.amend_trial(painful(1, pain=Pain(9)))
    (stop,) = store.stops("K7")
    assert (stop.pain, stop.lifted) == (9, None)
    store.save_trial(replace(painful(2, pain=Pain(9)), unlocked=Unlocking(STARTED_AT, "rested")))
    assert store.stops("K7")[1].lifted == Lifted(STARTED_AT, "rested")


@pytest.mark.parametrize("reason", [StopReason.DIZZINESS, StopReason.CHEST])
def test_a_stop_that_is_of_no_leg_holds_both_and_is_lifted_for_both_alone(
    store: Store, reason: StopReason
) -> None:
    store.add_patient("K7")
    assert store.add_stop("K7", HardStop(trial_id(3), Side.LEFT, reason, STARTED_AT))
    assert not store.add_stop("K7", HardStop(trial_id(3), Side.LEFT, reason, STARTED_AT))
    assert None not in {locked(store, side) for side in Side}
    assert not store.unlock_leg("K7", Side.LEFT, TODAY, "the leg is well")
    assert locked(store, Side.LEFT) == locked(store, Side.RIGHT) is not None
    assert store.unlock_leg("K7", Side.BOTH, TODAY, "seen by the doctor")
    assert {locked(store, side) for side in Side} == {None}


def typed(kind: str, value: str, side: Side | None = Side.RIGHT) -> ClinicalEntry:
    return entry(Typed(kind, (value,), side))


def test_pain_above_five_or_a_knee_that_gave_way_stops_its_leg_when_it_is_typed_in(
    store: Store,
) -> None:
    store.add_patient("K7")
    nothing = typed("pain_now", "5"), typed("pain_now", "9", None), typed("giving_way", "no")
    for number, one in enumerate((*nothing, typed("pain_next_morning", "8"))):
        store.add_entry("K7", replace(one, entry_id=trial_id(number)))
    assert store.stops("K7") == ()
    hurting = replace(typed("pain_now", "6"), entry_id=trial_id(10))
    gave_way = replace(typed("giving_way", "yes", Side.LEFT), entry_id=trial_id(11))
    for one in (hurting, gave_way):
        assert store.add_entry("K7", one)
        assert not store.add_entry("K7", one)
    found = {(stop.stop_id, stop.side, stop.reason, stop.pain) for stop in store.stops("K7")}
    assert found == {
        (trial_id(10), Side.RIGHT, StopReason.PAIN, 6),
        (trial_id(11), Side.LEFT, StopReason.GIVING_WAY, None),
    }


def test_going_on_unlocks_that_leg_alone_and_is_remembered(store: Store) -> None:
    store.save_trial(painful(1, pain=Pain(3)))
    store.save_trial(painful(2, pain=Pain(4), side=Side.RIGHT))
    assert store.unlock_leg("K7", Side.LEFT, TODAY, "rested and walked")
    assert locked(store, Side.LEFT) is None
    assert locked(store, Side.RIGHT) == Pain(4).words
    assert not store.unlock_leg("K7", Side.LEFT, TODAY, "again")


def test_another_judgement_opens_no_lock_and_forgets_no_unlocking(store: Store) -> None:
    trial = painful(pain=Pain(3))
    better = replace(trial, parts={}, result=replace(trial.result, outcome=Outcome.STOPPED))
    store.save_trial(trial)
    store.amend_trial(better)
    assert locked(store, Side.LEFT) == Pain(3).words
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
