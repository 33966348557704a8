"""Circles and following played by simulated patients: the better the skill, the better the number.

The patients are shown the target directly, so that a foot on the floor ends no trial here.
"""

from functools import cache

import numpy as np
import pytest

from games.registry import activity_named
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Family
from trainer.metrics.moving_target import circling_of, following_of
from trainer.metrics.registry import all_metrics
from trainer.metrics.sway import Sway
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.interfaces import Target
from trainer.recording.target import contact_intended, target_of
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import NO_LEAD_IN, Doing
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import PatientTraits

SKILLS, SEEDS = (0.1, 0.5, 0.9), (1, 2, 3)
RATE_HZ = 100.0
METRICS = {metric.names[0]: metric for metric in all_metrics()}


@cache
def facts(name: str, skill: float, seed: int, side: Side = Side.RIGHT) -> Facts:
    """What a patient of this skill does in one trial of an activity."""
    activity = activity_named(name)
    seconds = activity.seconds[0]
    setup = activity.setup(Conditions("", seconds=seconds, side=side), assumed_rim(2), seed=7)
    path = target_of(setup.parameters)
    assert path is not None
    contact = contact_intended(setup.parameters)
    patient = SimulatedPatient(PatientTraits(skill, side, lead_in=NO_LEAD_IN), seed)
    running_s = np.arange(round((LEAD_IN_S + seconds) * RATE_HZ)) / RATE_HZ
    cursor = name == "track"
    states = [
        patient.step(1 / RATE_HZ, Target(*path.now(t_s), cursor, contact=contact))[:2]
        for t_s in running_s.tolist()
    ]
    measured = running_s >= LEAD_IN_S
    sway = Sway(np.array(states).T[:, measured], RATE_HZ)
    running_s = running_s[measured]
    return Facts(
        side=side,
        circling=circling_of(sway, running_s, path, contact),
        following=following_of(sway, running_s, path),
    )


def values(name: str, metric: str, skill: float) -> list[float]:
    return [METRICS[metric].values(facts(name, skill, seed))[0] for seed in SEEDS]


@pytest.mark.parametrize(
    ("name", "metric", "better"),
    [
        ("circles", "radial_error_rms", -1),
        ("circles", "roundness", 1),
        ("circles", "angular_velocity_cv", -1),
        ("circles", "laps", 1),
        ("circles", "weakest_sector_error_pct", -1),
        ("rim_roll", "radial_error_rms", -1),
        ("rim_roll", "roundness", 1),
        ("track", "tracking_rmse", -1),
        ("track", "time_on_target_pct", 1),
        ("track", "tracking_lag_s", -1),
    ],
)
def test_better_skill_has_a_better_number(name: str, metric: str, better: int) -> None:
    poor, fair, good = (better * float(np.mean(values(name, metric, skill))) for skill in SKILLS)
    assert poor < fair < good


def test_who_is_skilled_goes_round_with_the_bead() -> None:
    assert values("circles", "laps", 0.9) == pytest.approx([8.0] * len(SEEDS), abs=0.6)
    assert min(values("circles", "coverage_pct", 0.9)) > 95.0
    assert values("rim_roll", "laps", 0.9) == pytest.approx([4.0] * len(SEEDS), abs=0.3)
    assert min(values("rim_roll", "coverage_pct", 0.9)) > 85.0


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_only_who_is_asked_for_the_rim_goes_there_and_stays(side: Side) -> None:
    rim_deg = min(assumed_rim(2).tilt_deg)
    there = {}
    for contact in (True, False):
        patient = SimulatedPatient(PatientTraits(0.9, side, lead_in=NO_LEAD_IN), 3)
        target = Target(0.0, rim_deg, cursor_visible=False, contact=contact)
        states = [patient.step(0.01, target) for _ in range(1000)]
        tilt = np.array([np.hypot(*state[:2]) for state in states[200:]])
        there[contact] = float((tilt > 0.95 * rim_deg).mean())
        if contact:
            assert {state.doing for state in states[1:]} == {Doing.BALANCING}
    assert there[True] > 0.3
    assert there[True] > 2 * there[False]


def test_a_left_leg_is_the_mirror_image_of_a_right_one() -> None:
    for name in ("circles", "rim_roll"):
        left, right = (facts(name, 0.5, 1, side) for side in (Side.LEFT, Side.RIGHT))
        for metric in all_metrics():
            if metric.family is Family.CIRCLES:
                assert metric.values(left) == pytest.approx(metric.values(right), abs=1e-6)
