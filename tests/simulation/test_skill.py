"""Rising skill must show in the metrics, failed trials included, on the metrics' own functions."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest

from trainer.metrics.catalogue.board import (
    mean_tilt_velocity,
    rim_contacts,
    stability_indices,
    standard_deviations,
)
from trainer.metrics.catalogue.whole_trial import time_to_failure_s
from trainer.metrics.catalogue.zones import time_in_ring_pct
from trainer.metrics.facts import Ending, TargetRing
from trainer.metrics.sway import Sway
from trainer.recording.envelope import assumed_rim, assumed_tilt_deg
from trainer.recording.interfaces import Target
from trainer.recording.vocabulary import Eyes, Outcome
from trainer.simulation.board_state import TICK_S, BoardTrace, Doing, LeadIn, trace
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import PatientTraits

# One process plays all the trials, once.
pytestmark = pytest.mark.xdist_group("skill")

SKILLS = (0.1, 0.35, 0.6, 0.85)
FEW, MANY = range(12), range(30)
"""Patients of each skill: as many as show it, and as many as leave no doubt."""
LEAD_IN = LeadIn(0.2, 0.5)
TRIAL_S = 20.0
RATE_HZ = 100.0
FAILED = {Doing.TOUCHING: Outcome.TOUCH, Doing.FOOT_DOWN: Outcome.FOOT_DOWN}


@dataclass(frozen=True)
class Measured:
    osi: float
    sd_ap: float
    sd_ml: float
    mean_tilt_velocity: float
    rim_contacts: float
    time_in_ring_pct: float
    time_to_failure_s: float


def trial(traits, seed, shown=None, seconds=TRIAL_S) -> BoardTrace:
    return trace(SimulatedPatient(traits, seed), LEAD_IN.ends_s + seconds, lambda _: shown)


def ending(whole: BoardTrace) -> Ending:
    begun = round(LEAD_IN.ends_s / TICK_S)
    for tick, doing in enumerate(whole.doing[begun:]):
        if doing in FAILED:
            return Ending(tick * TICK_S, FAILED[doing])
    return Ending(TRIAL_S, Outcome.COMPLETED)


def sway_of(whole: BoardTrace) -> Sway:
    begun, every = round(LEAD_IN.ends_s / TICK_S), round(1 / RATE_HZ / TICK_S)
    return Sway(np.stack((whole.ap_deg, whole.ml_deg))[:, begun::every], RATE_HZ)


def measured(whole: BoardTrace, level: int) -> Measured:
    sway, rim = sway_of(whole), assumed_tilt_deg(level)
    return Measured(
        stability_indices(sway)[0],
        *standard_deviations(sway),
        mean_tilt_velocity(sway),
        rim_contacts(sway, assumed_rim(level)),
        time_in_ring_pct(sway, TargetRing(0.0, 0.0, 0.4 * rim)),
        time_to_failure_s(ending(whole)),
    )


def means(level: int, skill: float, seeds=FEW) -> Measured:
    traits = PatientTraits(skill=skill, level=level, lead_in=LEAD_IN)
    rows = [list(vars(measured(trial(traits, seed), level)).values()) for seed in seeds]
    return Measured(*np.mean(rows, axis=0))


@pytest.fixture(scope="module", params=[FEW, pytest.param(MANY, marks=pytest.mark.soak)], ids=len)
def by_skill(request: pytest.FixtureRequest) -> list[Measured]:
    return [means(4, skill, request.param) for skill in SKILLS]


@pytest.mark.parametrize("name", ["osi", "sd_ap", "sd_ml", "mean_tilt_velocity", "rim_contacts"])
def test_skill_lowers(by_skill, name):
    values = [getattr(row, name) for row in by_skill]
    assert all(more > less for more, less in pairwise(values)), values


def test_skill_raises_time_in_ring(by_skill):
    values = [row.time_in_ring_pct for row in by_skill]
    assert all(less < more for less, more in pairwise(values)), values


def test_skill_raises_time_to_failure_until_nobody_fails(by_skill):
    values = [row.time_to_failure_s for row in by_skill]
    assert all(less < more or less == TRIAL_S for less, more in pairwise(values)), values


@pytest.mark.parametrize("seeds", [FEW, pytest.param(MANY, marks=pytest.mark.soak)], ids=len)
def test_skill_raises_time_to_failure_with_eyes_closed(seeds):
    def seconds_stood(skill, seed):
        traits = PatientTraits(skill=skill, level=4, eyes=Eyes.CLOSED, lead_in=LEAD_IN)
        patient, stood_s = SimulatedPatient(traits, seed), 0.0
        while stood_s < TRIAL_S and patient.step(0.05).doing not in FAILED:
            stood_s += 0.05
        return stood_s

    values = [np.mean([seconds_stood(skill, seed) for seed in seeds]) for skill in SKILLS]
    assert all(less < more for less, more in pairwise(values)), values


def test_a_bigger_dome_is_harder():
    rows = [means(level, 0.2) for level in range(1, 6)]
    assert all(less.osi < more.osi for less, more in pairwise(rows))
    assert rows[4].time_to_failure_s < rows[1].time_to_failure_s
    assert rows[4].time_in_ring_pct < rows[1].time_in_ring_pct


def test_numbers_on_dome_2_are_those_of_people():
    novice, skilled = means(2, 0.1), means(2, 0.9)
    assert 4.0 < novice.osi < 6.0
    assert 1.0 < skilled.osi < 2.5
    assert 4.0 < skilled.mean_tilt_velocity < novice.mean_tilt_velocity < 25.0


def seconds_until_held(skill: float, seed: int, radius_deg: float) -> float:
    traits = PatientTraits(skill=skill, lead_in=LEAD_IN)
    whole = trial(traits, seed, Target(radius_deg=radius_deg), seconds=30.0)
    inside = np.hypot(whole.ap_deg, whole.ml_deg)[round(LEAD_IN.ends_s / TICK_S) :] < radius_deg
    leaves = np.concatenate(([-1], np.flatnonzero(~inside), [len(inside)]))
    held = np.flatnonzero(np.diff(leaves) > 2.0 / TICK_S)
    return float(leaves[held[0]] * TICK_S + 2.0) if len(held) else np.inf


def test_skilled_patients_hold_a_ring_for_two_seconds_soon():
    waits = [seconds_until_held(0.85, seed, 3.5) for seed in range(12)]
    assert max(waits) < 10.0


def test_novices_usually_hold_a_ring_for_two_seconds_within_thirty():
    waits = [seconds_until_held(0.1, seed, 4.0) for seed in range(12)]
    assert sum(wait < 30.0 for wait in waits) >= 9


def test_sway_is_mostly_slower_than_three_hertz():
    whole = trial(PatientTraits(skill=0.5, lead_in=LEAD_IN), 4)
    for column in (whole.ap_deg, whole.ml_deg):
        power = np.abs(np.fft.rfft((column - column.mean()) * np.hanning(len(column)))) ** 2
        slow = np.fft.rfftfreq(len(column), TICK_S) < 3.0
        assert power[slow].sum() > 0.98 * power.sum()
