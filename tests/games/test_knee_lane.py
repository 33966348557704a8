"""Knee lane's rules: with the bead, down to the water, inside the lane; nothing less lights one."""

from math import pi, sin

import pytest

from games.engine.setup import number
from games.engine.thigh_light import HALF_WAY_DEG
from games.engine.trial import Trial
from games.registry import activity_named
from games.training.knee_lane import SHALLOW_DEG, SHORT_REST_S, TALL_DEG, Lift, Stroke
from tests.games.thigh_trial import (
    KNEE_LANE,
    Leg,
    Thigh,
    played,
    setup_at,
    simulated,
    with_bead,
)
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.vocabulary import Outcome

RUNGS = range(EASIEST_RUNG, HARDEST_RUNG + 1)
BEGUN_S = 5.2
"""The gate's 2 s and the lead-in's 3 are over."""


def lit(leg: Leg, rung: int = 1, seconds: float = 30.0) -> int:
    trial = played(leg, setup_at(rung, seconds))
    assert trial.outcome is Outcome.COMPLETED
    return trial.rules.earned


def at_own_pace(seconds: float, depth_deg: float = 34.0) -> Leg:
    """Squats that do not wait for the bead, once measuring has begun."""

    def leg(_trial: Trial, t_s: float) -> Thigh:
        return depth_deg * sin(pi * max(t_s - BEGUN_S, 0.0) / seconds) ** 2, 0.0

    return leg


@pytest.mark.parametrize("rung", [1, 6, 12])
def test_who_goes_with_the_bead_in_the_lane_lights_a_lantern_each_time(rung: int) -> None:
    setup = setup_at(rung, 30.0)
    trial = played(with_bead(), setup)
    assert isinstance(trial.rules, Lift)
    squat_s = sum(number(setup.parameters, name) for name in ("sink_s", "rise_s"))
    assert trial.rules.earned == len(trial.rules.lit_at_s) == 30.0 // (squat_s + SHORT_REST_S)
    assert trial.rules.shown == trial.rules.earned


def test_a_bead_waits_for_who_does_not_stand_tall() -> None:
    crouching = played(lambda _trial, t_s: (TALL_DEG + 1 if t_s > 5.0 else 0.0, 0.0))
    assert crouching.rules.stroke is Stroke.STAND
    assert crouching.rules.beats == 0


@pytest.mark.parametrize("rung", [1, 12])
def test_standing_still_hanging_half_way_and_dropping_fast_light_nothing(rung: int) -> None:
    assert lit(lambda _trial, _t_s: (0.0, 0.0), rung) == 0
    assert lit(lambda _trial, t_s: (20.0 if t_s > 6.0 else 0.0, 0.0), rung) == 0
    assert lit(at_own_pace(1.6), rung) == 0


def test_who_turns_above_the_water_lights_nothing() -> None:
    def shallow(trial, t_s):
        flexion, lean = with_bead()(trial, t_s)
        return min(flexion, SHALLOW_DEG - 2.0), lean

    assert lit(shallow) == 0


@pytest.mark.parametrize("way", [1, -1])
def test_a_thigh_that_leans_over_either_wall_lights_nothing_and_is_told_kindly(way: int) -> None:
    leaning = with_bead(lambda flexion: way * (16.0 if flexion > 20.0 else 0.0))
    trial = played(leaning, setup_at(1))
    rules = trial.rules
    assert (rules.earned, rules.leaned) == (0, way)
    assert rules.brushed_at_s > 0
    assert trial.outcome is Outcome.COMPLETED


def test_a_wall_that_is_touched_for_a_moment_is_nothing() -> None:
    hardly = with_bead(lambda flexion: 14.0 if 26.5 < flexion < 26.9 else 0.0)
    assert lit(hardly) == lit(with_bead())


def test_leaning_while_standing_tall_is_nothing() -> None:
    leg = with_bead(lambda flexion: 11.5 if flexion < 3.0 else 0.0)
    assert number(setup_at(4).parameters, "lane_deg") < 11.5
    assert lit(leg, 4) >= 2


def test_the_aim_is_the_ring_about_the_bead_as_wide_as_the_lane() -> None:
    trial = played(with_bead(), until_s=8.0)
    rules = trial.rules
    assert rules.aim == (HALF_WAY_DEG - rules.depth_deg, 0.0, rules.lane_deg)
    assert trial.shown_target().depth_deg == pytest.approx(rules.depth_deg)


def test_every_stroke_begins_with_a_beat_for_who_has_the_eyes_closed() -> None:
    trial = played(with_bead(), setup_at(1, 15.0))
    assert trial.rules.beats >= 2 * trial.rules.earned > 0


def test_every_rung_is_narrower_deeper_and_slower_than_the_one_before() -> None:
    rungs = [setup_at(rung).parameters for rung in RUNGS]
    lanes, waters, sinks = (
        [float(str(one[name])) for one in rungs] for name in ("lane_deg", "water_deg", "sink_s")
    )
    assert lanes == sorted(set(lanes), reverse=True)
    assert waters == sorted(set(waters))
    assert sinks == sorted(set(sinks))


def test_a_weak_hip_earns_less_and_less_the_higher_the_rung() -> None:
    earned = [sum(lit(simulated(0.4, seed), rung) for seed in (1, 2)) for rung in (1, 6, 12)]
    assert earned[0] > earned[1] > earned[2]


def test_the_ladder_begins_below_a_weak_hip_and_ends_at_the_edge_of_a_strong_one() -> None:
    enough = KNEE_LANE.success(KNEE_LANE.seconds[0])

    def successes(skill: float, rung: int) -> int:
        rounds = [lit(simulated(skill, seed), rung, KNEE_LANE.seconds[0]) for seed in range(1, 5)]
        return sum(one >= enough for one in rounds)

    assert successes(0.1, 1) >= 3
    assert successes(0.9, 9) >= 3
    assert successes(0.9, 12) < 4
    assert successes(0.5, 12) == 0


def test_more_skill_lights_more() -> None:
    earned = [sum(lit(simulated(skill, seed), 6) for seed in (1, 2)) for skill in (0.1, 0.5, 0.9)]
    assert earned[0] < earned[1] < earned[2]


def test_nothing_here_is_called_an_angle_of_the_knee() -> None:
    activity = activity_named("knee_lane")
    words = (activity.summary, activity.trains, *activity.wording.instruction.values())
    assert not any("knee angle" in each or "valgus" in each for each in words)
    assert KNEE_LANE.by_thigh
