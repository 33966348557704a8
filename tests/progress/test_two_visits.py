"""Two days of the anchor against each other: more than noise, within it, or why nothing is said."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.progress.days import (
    ANCHOR,
    EPISODE,
    LIMIT,
    NOISE_LOG,
    at,
    clinic_of,
    failed,
    history,
    leg,
    logs,
    usual_clinic,
    usual_patient,
)
from trainer.progress import ClinicNoise, progress_of
from trainer.progress.anchor import anchor_task
from trainer.progress.two_visits import Apart, apart
from trainer.recording.history import History, Series

PRIMARY = EPISODE.primary_metric
EXACTLY = LIMIT * 0.999, LIMIT * 1.001


def day(number: int) -> date:
    return at(4 * (number - 1)).date()


def said(patient: History, first: int, second: int, clinic: ClinicNoise | None = None) -> Apart:
    known = clinic or usual_clinic()
    task = anchor_task(patient, EPISODE)
    assert task is not None
    (found,) = progress_of(patient, EPISODE, known).legs
    return apart(
        found,
        day(first),
        day(second),
        PRIMARY,
        lambda phase: known.of(task, PRIMARY, phase, without=patient.patient_code),
    )


def of(values: Sequence[float]) -> History:
    return history(leg(logs(values)))


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("size", "beyond"), [(EXACTLY[0], False), (EXACTLY[1], True)])
def test_the_limit_is_that_of_two_visits(sign: int, size: float, beyond: bool) -> None:
    patient = of([0.5, 0, sign * size])
    assert said(patient, 2, 3).beyond is beyond
    assert said(patient, 3, 2) == said(patient, 2, 3), "the earlier day comes first"


def test_the_sentence_has_both_values_the_change_and_the_noise() -> None:
    low, high = (f"{abs(100 * math.expm1(end)):.0f}" for end in (-LIMIT, LIMIT))
    found = said(of([0.5, 0, math.log(1.25)]), 2, 3)
    assert found.words == (
        "speed of the board 8.00 °/s → 10.0 °/s (+25 %): more than measurement noise "
        f"(−{low} % to +{high} %)."
    )
    assert "within measurement noise" in said(of([0.5, 0, NOISE_LOG]), 2, 3).words


def test_why_nothing_is_said() -> None:
    patient = of([0.5, 0, 0.1, 0])
    assert "still being learned" in said(patient, 1, 3).words
    assert "no trial of this leg" in said(patient, 2, 9).words
    few = history(leg([*logs([0.5, 0]), [8.0, None, None]]))
    assert "fewer than two trials count" in said(few, 2, 3).words
    alone = clinic_of(usual_patient(), people=3)
    assert "from 3 of 10 other people" in said(patient, 2, 3, alone).words
    for first, second in ((1, 3), (2, 9)):
        assert said(patient, first, second).beyond is None


def test_times_to_failure_are_not_compared_with_speeds() -> None:
    falling = [failed(at(4 * number, n), 9.0) for number in (3, 4, 5) for n in range(3)]
    steady = leg(logs([0.5, 0, 0]))
    patient = history(Series(ANCHOR, (*steady.trials, *falling)))
    found = said(replace(patient), 2, 6)
    assert "changed from speed of the board to time to failure" in found.words
    assert found.beyond is None
