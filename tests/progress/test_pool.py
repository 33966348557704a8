"""Who is in the clinic's pool, and what each brings: patients, volunteers, never the one judged."""

import math
from dataclasses import replace

import numpy as np
import pytest

from tests.progress.days import (
    ANCHOR,
    EPISODE,
    OTHER_LEG,
    SPEED,
    VARIANCE,
    history,
    leg,
    logs,
    usual_clinic,
    usual_patient,
)
from trainer.progress import clinic_noise, progress_of
from trainer.progress.anchor import task_of
from trainer.progress.noise import pooled
from trainer.progress.values import Phase
from trainer.recording.history import History

TASK = task_of(ANCHOR, False)


def test_who_is_judged_is_left_out_of_the_pool() -> None:
    wild = replace(history(leg(logs([0.5, 0.0, 0.9, -0.9, 0.0]))), patient_code="W")
    others = [(named(n), EPISODE) for n in range(10)]
    staff = [replace(volunteer(0.01 * n), patient_code=f"S-{n}") for n in range(5)]
    clinic = clinic_noise([*others, (wild, EPISODE)], staff)
    without = clinic_noise(others, staff).of(TASK, SPEED, Phase.STEADY)
    assert clinic.of(TASK, SPEED, Phase.STEADY, without="W") == without
    assert clinic.of(TASK, SPEED, Phase.STEADY).variance > 2 * without.variance
    fewer = clinic_noise([*others, (wild, EPISODE)], staff[1:]).of(TASK, SPEED, Phase.STEADY)
    assert clinic.of(TASK, SPEED, Phase.STEADY, without="S-0") == fewer


def test_a_patients_later_visits_change_nothing_that_was_said() -> None:
    others = [(named(n), EPISODE) for n in range(10)]
    whole = history(leg(logs([0.5, 0.0, 0.1, -0.4, -0.5, 0.9, -0.9, 0.7])))
    early = history(leg(logs([0.5, 0.0, 0.1, -0.4, -0.5])))
    said = [
        progress_of(one, EPISODE, clinic_noise([*others, (one, EPISODE)])).legs[0].visits[:5]
        for one in (early, whole)
    ]
    assert said[0] == said[1]
    assert [visit.beyond for visit in said[0]] == [0, 0, 0, 1, 1]


def test_ten_others_are_needed() -> None:
    patient = history(leg(logs([0.5, 0.0, 0.1, -0.4, -0.5])))
    for people, enough in ((9, False), (10, True)):
        clinic = clinic_noise([*((named(n), EPISODE) for n in range(people)), (patient, EPISODE)])
        assert clinic.of(TASK, SPEED, Phase.STEADY, without="P-1").enough is enough


def named(number: int) -> History:
    return replace(usual_patient(), patient_code=f"C-{number}")


def test_the_pool_of_ten_patients_by_hand() -> None:
    noise = usual_clinic().of(TASK, SPEED, Phase.STEADY)
    assert noise.people == 10
    assert noise.variance == pytest.approx(VARIANCE)
    assert noise.df == pytest.approx(20)
    assert noise.within == pytest.approx(0, abs=1e-20)
    assert math.isinf(noise.prior_df)


def test_learning_at_visit_one_is_no_noise() -> None:
    wilder = history(leg(logs([5.0, 0.0, 0.1, 0.1, 0.0])))
    noise = clinic_noise([(wilder, EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY)
    assert noise.variance == pytest.approx(VARIANCE)


def test_within_visits_is_pooled_over_all_of_them() -> None:
    days = [[8 * math.exp(v) for v in (-0.2, 0.0, 0.2)]] * 5
    noise = clinic_noise([(history(leg(days)), EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY)
    assert (noise.people, noise.enough) == (10, False)
    uneven = [[day[0] * math.exp(n % 2 / 5)] * 2 + day[1:] for n, day in enumerate(days)]
    noise = clinic_noise([(history(leg(uneven)), EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY)
    squares = [3 * float(np.var(np.log(day[:3]))) for day in uneven]
    assert noise.within == pytest.approx(sum(squares[1:]) / 8)


def test_nine_people_are_no_pool() -> None:
    noise = usual_clinic(9).of(TASK, SPEED, Phase.STEADY)
    assert (noise.people, noise.enough) == (9, False)
    assert usual_clinic(10).of(TASK, SPEED, Phase.STEADY).enough


def test_who_came_three_times_has_no_repeats() -> None:
    short = history(leg(logs([0.5, 0.0, 0.1])))
    assert clinic_noise([(short, EPISODE)] * 10).of(TASK, SPEED, Phase.STEADY).people == 0


def test_another_dome_has_a_pool_of_its_own() -> None:
    elsewhere = task_of(replace(ANCHOR, level=3), False)
    assert usual_clinic().of(elsewhere, SPEED, Phase.STEADY).people == 0
    simulated = task_of(ANCHOR, True)
    assert usual_clinic().of(simulated, SPEED, Phase.STEADY).people == 0


def test_times_to_failure_have_a_pool_of_their_own() -> None:
    assert usual_clinic().of(TASK, SPEED, Phase.FAILING).people == 0


def volunteer(gain: float) -> History:
    return history(leg(logs([0.0, gain])), leg(logs([0.0, gain]), OTHER_LEG))


def test_staff_on_two_days_differ_about_what_all_of_them_learned() -> None:
    gains = [0.01 * n for n in range(10)]
    noise = clinic_noise((), [volunteer(-0.3 + gain) for gain in gains]).of(
        TASK, SPEED, Phase.STEADY
    )
    about = sum((gain - 0.045) ** 2 for gain in gains) / 2
    assert noise.people == 10
    assert noise.df == pytest.approx(9)
    assert noise.variance == pytest.approx(about / 9)


def test_staff_and_patients_are_one_pool() -> None:
    staff = [volunteer(0.01 * n) for n in range(10)]
    alone = clinic_noise((), staff).of(TASK, SPEED, Phase.STEADY)
    both = clinic_noise([(usual_patient(), EPISODE)] * 2, staff).of(TASK, SPEED, Phase.STEADY)
    assert both.people == 12
    assert both.df == pytest.approx(9 + 4)
    assert both.variance * 13 == pytest.approx(alone.variance * 9 + VARIANCE * 4)


def test_a_pool_of_nobody_is_empty() -> None:
    assert pooled([], []).people == 0
    assert not clinic_noise().of(TASK, SPEED, Phase.STEADY).enough
