"""What a day's trials come to: which are judged, which fail, and in which phase the leg is."""

import math
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.progress.days import ANCHOR, SPEED, at, day_of_trials, failed, held, leg
from trainer.metrics.reasons import BY_HAND, FEW_SAMPLES, NOBODY_ON_BOARD, ON_RIM
from trainer.progress import anchor_visits
from trainer.progress.values import AnchorVisit, Phase, Role
from trainer.progress.visits import mean_time_to_failure
from trainer.recording.history import StoredTrial
from trainer.recording.pain import Pain
from trainer.recording.vocabulary import Outcome


def visits_of(*trials: StoredTrial) -> tuple[AnchorVisit, ...]:
    return anchor_visits(trials, ANCHOR, SPEED)


def visits_on(*days: list[float | None]) -> tuple[AnchorVisit, ...]:
    return anchor_visits(leg(days).trials, ANCHOR, SPEED)


def test_a_speed_is_the_geometric_mean_of_the_trials_that_count() -> None:
    (visit,) = visits_on([4.0, 8.0, None])
    assert visit.value == pytest.approx(math.sqrt(32.0))
    assert (visit.valid, visit.of, visit.failed) == (2, 3, 1)


def test_osi_is_a_plain_mean() -> None:
    trials = [replace(t, metrics={"osi": t.metrics[SPEED]}) for t in leg([[2.0, 4.0]]).trials]
    (visit,) = anchor_visits(trials, ANCHOR, "osi")
    assert visit.value == pytest.approx(3.0)


def test_one_trial_that_counts_is_no_value() -> None:
    (visit,) = visits_on([4.0])
    assert (visit.value, visit.valid, visit.of) == (None, 1, 1)


def test_only_the_first_three_trials_of_a_day_are_judged() -> None:
    (visit,) = visits_on([4.0, 4.0, 4.0, 400.0, None])
    assert visit.value == pytest.approx(4.0)
    assert (visit.of, len(visit.others)) == (3, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"voided": "wrong foot", "why": "declared void: wrong foot"},
        {"outcome": Outcome.INTERRUPTED, "why": "the trial was interrupted"},
        {"outcome": Outcome.STOPPED, "why": "the trial was stopped early"},
        {"outcome": Outcome.PAIN, "why": "the trial was stopped for pain", "pain": Pain(4)},
        {"why": FEW_SAMPLES.format(percent=90.0, least=98)},
        {"why": NOBODY_ON_BOARD.format(seconds=3, at=2)},
    ],
    ids=lambda changes: str(changes["why"]),
)
def test_a_trial_that_says_nothing_of_the_patient_makes_way_for_the_next(
    changes: dict[str, object],
) -> None:
    first, *rest = day_of_trials(0, [4.0, 9.0, 9.0, 9.0])
    silent = replace(first, **changes)  # type: ignore[arg-type]
    (visit,) = visits_of(silent, *rest)
    assert visit.value == pytest.approx(9.0)
    assert visit.others == (silent,)
    assert visits_of(silent) == ()


@pytest.mark.parametrize(
    "why", [ON_RIM.format(percent=8.0, most=5), BY_HAND.format(percent=9.0, most=5)]
)
def test_a_trial_spoiled_by_rim_or_hand_is_a_failure_censored_at_its_end(why: str) -> None:
    spoiled = [replace(held(at(0, n), 4.0), why=why) for n in range(2)]
    (visit,) = visits_of(*spoiled, held(at(0, 2), 4.0))
    assert (visit.failed, visit.phase, visit.value) == (2, Phase.FAILING, pytest.approx(23.0))
    assert visit.censored


def test_the_time_to_failure_is_the_restricted_mean() -> None:
    trials = failed(at(0), 4.0), failed(at(0, 1), 8.0), held(at(0, 2), 5.0)
    (visit,) = visits_of(*trials)
    assert visit.phase is Phase.FAILING
    assert visit.value == pytest.approx((4.0 + 8.0 + 23.0) / 3)
    assert visit.time_to_failure_s == pytest.approx(visit.value)
    assert visit.censored
    assert visit.rim_contacts == pytest.approx(4 / 3)


def test_an_unknown_time_is_left_out_and_a_ring_not_held_is_zero() -> None:
    trials = failed(at(0), None), failed(at(0, 1), 6.0), failed(at(0, 2), None, Outcome.NOT_HELD)
    (visit,) = visits_of(*trials)
    assert visit.time_to_failure_s == pytest.approx(3.0)
    assert not visit.censored
    assert mean_time_to_failure(trials[:1]) == (None, False)


def test_a_day_of_times_that_nobody_knows_has_no_value() -> None:
    (visit,) = visits_of(*(failed(at(0, n), None) for n in range(3)))
    assert (visit.value, visit.time_to_failure_s) == (None, None)


def test_nobody_can_tell_less_than_a_second_from_nothing() -> None:
    (visit,) = visits_of(*(failed(at(0, n), None, Outcome.NOT_HELD) for n in range(3)))
    assert (visit.value, visit.time_to_failure_s) == (pytest.approx(1.0), 0.0)


def test_a_speed_of_zero_has_no_logarithm_and_is_no_value() -> None:
    (visit,) = visits_on([0.0, 4.0])
    assert visit.value is None


def test_visit_one_learns_and_visits_two_and_three_are_the_baseline() -> None:
    roles = [visit.role for visit in visits_on(*[[4.0] * 3] * 5)]
    assert roles == [
        Role.LEARNING,
        *[Role.BASELINE] * 2,
        *[Role.COMPARED] * 2,
    ]


def test_a_visit_without_a_value_is_no_baseline() -> None:
    found = visits_on([4.0] * 3, [4.0], [4.0] * 3, [4.0] * 3, [4.0] * 3)
    assert [visit.role for visit in found] == [
        Role.LEARNING,
        Role.LEARNING,
        Role.BASELINE,
        Role.BASELINE,
        Role.COMPARED,
    ]


STEADY, FAILS, ONE = [4.0, 4.0, None], [None, None, 4.0], [4.0]


@pytest.mark.parametrize(
    ("days", "phases"),
    [
        ([STEADY, STEADY, FAILS, STEADY, FAILS, STEADY], "ssssss"),
        ([STEADY, STEADY, FAILS, FAILS, FAILS, STEADY], "sssfff"),
        ([FAILS, FAILS, STEADY, STEADY, STEADY, STEADY], "fffsss"),
        ([FAILS, STEADY, STEADY, STEADY], "ssss"),
        ([STEADY, FAILS, FAILS, STEADY], "ffff"),
        ([STEADY, STEADY, FAILS, ONE, FAILS, FAILS], "sssssf"),
        ([FAILS], "f"),
        ([ONE], "s"),
    ],
)
def test_the_phase_changes_with_two_visits_running(
    days: list[list[float | None]], phases: str
) -> None:
    assert "".join(visit.phase.value[0] for visit in visits_on(*days)) == phases


def test_the_new_phase_has_a_baseline_of_its_own() -> None:
    found = visits_on(FAILS, FAILS, FAILS, STEADY, STEADY, STEADY, STEADY)
    assert [visit.phase for visit in found] == [*[Phase.FAILING] * 4, *[Phase.STEADY] * 3]
    assert [visit.role.value[0] for visit in found] == list("lbbcbbc")
    assert found[3].value == pytest.approx((23.0 + 23.0 + 5.0) / 3)
    assert found[4].value == pytest.approx(4.0)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland"])
def test_days_are_local_days_also_when_clocks_change(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
        hours = [held(noon + timedelta(hours=n), 4.0) for n in range(24 * 60)]
        found = anchor_visits(hours, ANCHOR, SPEED)
        assert [visit.day for visit in found] == sorted({visit.day for visit in found})
        assert len(found) in (60, 61)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_two_sessions_of_one_local_day_are_one_visit_whatever_the_day_in_greenwich(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        evening = datetime(2026, 3, 2, 23, 50, tzinfo=UTC)
        late = [held(evening + timedelta(minutes=10 * n), 4.0) for n in range(3)]
        assert len(anchor_visits(late, ANCHOR, SPEED)) == 1
    finally:
        monkeypatch.undo()
        time.tzset()
