"""The shore says what the statistics say: heights of one scale, mist where the noise is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from games.desk.page import BACK
from games.screens.station.shore import Kind, Lantern, Shore, ShorePage
from tests.courses import (
    ANCHOR,
    BETWEEN_VISITS,
    FIRST_VISIT,
    anchor_trial,
    course,
    failed_trial,
    unchanging_clinic,
)
from tests.sessions.station.scripted import front_with
from trainer.plans.adherence import Adherence, Week
from trainer.plans.patient_words import patient_sentence
from trainer.progress import ClinicNoise, clinic_noise, progress_of
from trainer.progress.values import Finding, Progress
from trainer.recording.clinical import Episode
from trainer.recording.history import History, Series
from trainer.recording.vocabulary import Side
from trainer.sessions.patient_record import PatientRecord
from trainer.sessions.station.progress import (
    HIGHEST,
    IN_A_ROW,
    LOWEST,
    THIS_WEEK,
    VISITS,
    numbers_of,
    progress_flow,
    shores_of,
)
from trainer.sessions.visits_kept import VisitsKept
from trainer.store import Store

EPISODE = Episode(FIRST_VISIT - timedelta(days=1), Side.LEFT)
FALLING = (10.0, 8.0, 8.0, 8.0, 5.5, 5.4, 5.3)
STILL = (8.0,) * 7


@pytest.fixture(scope="module")
def clinic() -> ClinicNoise:
    return unchanging_clinic()


def hung(shore: Shore) -> list[Lantern]:
    """The lanterns of visits that were made."""
    return [each for each in shore.lanterns if each.kind is not Kind.TO_COME]


def found(history: History, clinic: ClinicNoise | None = None) -> Progress:
    return progress_of(history, EPISODE, clinic or clinic_noise())


def test_a_leg_that_became_better_hangs_higher_and_the_sentence_says_so(clinic) -> None:
    progress = found(course("K7", left=FALLING, right=STILL), clinic)
    assert progress.legs[0].verdict.finding is Finding.BETTER
    left, right = shores_of(progress)
    assert (left.leg, right.leg) == ("Left leg", "Right leg")
    assert left.mist is not None
    assert all(lantern.share > left.mist[1] for lantern in left.lanterns[4:])
    assert patient_sentence(progress, Side.LEFT).startswith("Left leg: calmer")


def test_a_leg_without_a_change_hangs_in_its_mist_and_nobody_says_better(clinic) -> None:
    progress = found(course("K7", left=STILL, right=STILL), clinic)
    (left, _), sentence = shores_of(progress), patient_sentence(progress, Side.LEFT)
    low, high = left.mist
    assert all(low < lantern.share < high for lantern in left.lanterns)
    assert "as at the beginning" in sentence
    assert "calmer" not in sentence


def test_both_legs_hang_on_one_scale_so_that_equal_values_are_equally_high(clinic) -> None:
    progress = found(course("K7", left=(16.0, *FALLING), right=(5.3,) * 7), clinic)
    shares = {}
    for leg, shore in zip(progress.legs, shores_of(progress), strict=True):
        for visit, lantern in zip(leg.visits, shore.lanterns, strict=True):
            shares[visit.value] = lantern.share
    by_value = [shares[value] for value in sorted(shares)]
    assert by_value == sorted(by_value, reverse=True)
    edges = [edge for shore in shores_of(progress) for edge in shore.mist]
    assert min(*by_value, *edges) == pytest.approx(LOWEST)
    assert max(*by_value, *edges) == pytest.approx(HIGHEST)


def test_values_that_hardly_differ_look_so_where_no_noise_is_known() -> None:
    progress = found(course("K7", left=(8.0, 8.0, 7.9)))
    (left,) = shores_of(progress)
    assert left.mist is None
    heights = [lantern.share for lantern in hung(left)]
    assert max(heights) - min(heights) < 0.15


def test_the_first_visits_are_for_learning_and_the_baseline() -> None:
    (left,) = shores_of(found(course("K7", left=FALLING)))
    kinds = [lantern.kind for lantern in left.lanterns]
    assert kinds == [Kind.LEARNING, *[Kind.BASELINE] * 2, *[Kind.COMPARED] * 4]


def failing(times_s: Sequence[float | None]) -> History:
    """Three trials a visit: failed after so long, or held to the end."""
    trials = []
    for visit, time_s in enumerate(times_s):
        for nth in range(3):
            at = FIRST_VISIT + visit * BETWEEN_VISITS + timedelta(minutes=10 * nth)
            number = 1 + 100 * visit + nth
            held = anchor_trial(number, at, 8.0)
            trials.append(held if time_s is None else failed_trial(number, at, time_s))
    return History("K7", (Series(ANCHOR, tuple(trials)),))


def test_a_leg_that_fails_hangs_by_how_long_it_stands() -> None:
    (left,) = shores_of(found(failing([5.0, 6.0, 8.0, 12.0, 15.0])))
    heights = [lantern.share for lantern in left.lanterns]
    assert heights == sorted(set(heights))


def test_a_visit_that_was_measured_by_another_metric_has_no_lantern() -> None:
    progress = found(failing([5.0, 6.0, None, None, None, None]))
    assert [visit.phase.value for visit in progress.legs[0].visits][:2] == ["failing"] * 2
    (left,) = shores_of(progress)
    unlit = [lantern.share is None for lantern in hung(left)]
    assert unlit[:2] == [True] * 2
    assert unlit[-1] is False
    baseline = [at for at, each in enumerate(left.lanterns, 1) if each.kind is Kind.BASELINE]
    assert min(baseline) >= progress.legs[0].changed_over_at


@pytest.mark.parametrize("visits", [0, 1, 2, 30])
def test_any_number_of_visits_has_its_shore(visits: int, clinic) -> None:
    if not visits:
        shores = shores_of(found(History("K7", ()), clinic))
        assert [(shore.leg, hung(shore)) for shore in shores] == [
            ("Left leg", []),
            ("Right leg", []),
        ]
        return
    (left,) = shores_of(found(course("K7", left=(8.0,) * visits), clinic))
    assert len(hung(left)) == visits
    assert all(LOWEST <= each.share <= HIGHEST for each in hung(left))
    assert (left.mist is not None) is (visits > 2)


@pytest.mark.parametrize("visits", [0, 1, 4])
def test_the_involved_leg_shows_the_visits_up_to_the_first_comparison(visits: int) -> None:
    levels = (8.0,) * visits
    history = course("K7", left=levels, right=levels) if visits else History("K7", ())
    left, right = shores_of(found(history), Side.LEFT)
    assert [each.kind is Kind.TO_COME for each in left.lanterns] == [
        visit > visits for visit in range(1, 6)
    ]
    assert len(right.lanterns) == visits


def test_after_the_first_comparison_no_visit_waits() -> None:
    (left,) = shores_of(found(course("K7", left=(8.0,) * 5)), Side.LEFT)
    assert hung(left) == list(left.lanterns)


def record(visits: int, kept: VisitsKept | None) -> PatientRecord:
    history = course("K7", left=(8.0,) * visits)
    days = frozenset(trial.started_at.date() for one in history.series for trial in one.trials)
    return PatientRecord(history, EPISODE, found(history), visit_days=days, kept=kept)


def test_the_numbers_are_visits_weeks_in_a_row_and_this_week() -> None:
    week = Week(FIRST_VISIT.date(), 3, 2, running=True)
    told = numbers_of(record(4, VisitsKept(Adherence((week,), 3))))
    assert [(each.words, each.number, each.unit) for each in told] == [
        (VISITS, "4", ""),
        (IN_A_ROW, "3", ""),
        (THIS_WEEK, "2", "of 3"),
    ]
    resting = VisitsKept(Adherence((replace(week, asked=0),), 0))
    assert [each.words for each in numbers_of(record(4, resting))] == [VISITS]
    assert [each.words for each in numbers_of(record(4, None))] == [VISITS]


def test_visits_of_an_earlier_episode_are_not_counted() -> None:
    later = replace(record(4, None), episode=Episode(FIRST_VISIT + 2 * BETWEEN_VISITS))
    assert numbers_of(later)[0].number == "2"


@pytest.mark.parametrize("leaves", [BACK, "done"])
def test_the_shore_is_shown_until_somebody_leaves_it(store: Store, leaves: str) -> None:
    front = front_with(store, [leaves])
    progress_flow(front, "K7")
    (page,) = front.desk.seen
    assert isinstance(page, ShorePage)


def test_an_unknown_patient_is_told_in_a_sentence(store: Store) -> None:
    progress_flow(front_with(store, ["go"]), "Z9")
