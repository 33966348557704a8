"""Free leg's rules: a wave is good if the light stayed and the board moved with it."""

from math import cos, pi, sin

import numpy as np
import pytest

from games.engine.rules import Now
from games.engine.setup import SMALLEST_RING_DEG
from games.engine.swing import Reaction, Waves, Way
from games.engine.trial import Trial
from games.registry import activity_named
from games.training.free_leg import STIRS_DEG, FreeLeg
from tests.games.steered_trial import GATE_S, balancing, circling, steered, still_at
from tests.games.test_places_with_patients import earned
from tools.gallery import RIM
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import Range
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Eyes, Source

FREE_LEG = activity_named("free_leg")
WAVE_S, AWAY_S = 2.5, 0.5
TIDE = Waves(WAVE_S, 20.0, 3, (Way.OUT, Way.BACK, Way.FRONT))
STEP_S = 0.01


def setup_at(rung: int, seconds: float = 40.0, eyes: Eyes = Eyes.OPEN, **more):
    return FREE_LEG.setup(Conditions("", seconds=seconds, rung=rung, eyes=eyes), RIM, **more)


def played(until_s: float, inside=lambda t_s: True, amplitude_deg: float = 1.0) -> FreeLeg:
    """The board swings with the beat by so much; `inside` says when the light is in the ring."""
    rules, now, turn_per_s = FreeLeg(TIDE, AWAY_S), Now(), 2 * pi / WAVE_S
    for index in range(1, round(until_s / STEP_S) + 1):
        now.t_s, now.passed_s = index * STEP_S, STEP_S
        now.measuring = now.t_s > LEAD_IN_S + 1e-9
        now.inside = inside(now.t_s - LEAD_IN_S)
        now.ml_deg = amplitude_deg * sin(turn_per_s * now.t_s)
        rules.take(now)
    return rules


def after_waves(count: float) -> float:
    return LEAD_IN_S + count * WAVE_S + 0.02


def test_each_wave_with_the_light_in_the_pool_leaves_one_shell_as_it_ends() -> None:
    assert played(after_waves(4) - 0.1).earned == 3
    rules = played(after_waves(4))
    assert (rules.earned, rules.shown, len(rules.waves)) == (4, 4.0, 4)


def test_a_light_away_for_longer_than_a_moment_spoils_that_wave_alone() -> None:
    for away_s, good in ((AWAY_S - 0.05, True), (AWAY_S + 0.05, False)):
        rules = played(after_waves(3), lambda t_s, s=away_s: not WAVE_S < t_s <= WAVE_S + s)
        assert [wave.good for wave in rules.waves] == [True, good, True]


def swung(over: float, hz: float, until_s: float) -> FreeLeg:
    """The board swings from side to side, so far beyond a ring of 5 degrees."""
    rules, now = FreeLeg(TIDE, 0.4 * WAVE_S), Now(target=(0.0, 0.0, 5.0))
    for index in range(1, round(until_s / STEP_S) + 1):
        now.t_s, now.passed_s = index * STEP_S, STEP_S
        now.measuring = now.t_s > LEAD_IN_S + 1e-9
        now.ml_deg = 5.0 * over * sin(2 * pi * hz * now.t_s)
        now.inside = abs(now.ml_deg) <= 5.0
        rules.take(now)
    return rules


@pytest.mark.parametrize("hz", [0.4, 0.8, 1.2])
def test_who_swings_the_board_over_the_ring_earns_nothing_though_mostly_in_it(hz: float) -> None:
    rules = swung(1.15, hz, after_waves(6))
    assert (len(rules.waves), rules.earned) == (6, 0)
    assert max(wave.away_s for wave in rules.waves) < 0.4 * WAVE_S


def test_who_swings_the_board_within_the_ring_keeps_the_light_in_it() -> None:
    assert swung(0.97, 0.4, after_waves(6)).earned == 6


def test_the_lead_in_is_practice_and_earns_nothing() -> None:
    assert played(LEAD_IN_S).waves == []


def test_a_board_that_does_not_move_with_the_wave_earns_nothing() -> None:
    rules = played(after_waves(4), amplitude_deg=0.9 * STIRS_DEG)
    assert (rules.earned, len(rules.waves)) == (0, 4)
    assert not any(wave.stirred for wave in rules.waves)
    assert played(after_waves(4), amplitude_deg=1.1 * STIRS_DEG).earned == 4


def test_the_drum_beats_twice_a_wave_and_once_as_the_first_wave_begins() -> None:
    beats = [TIDE.beats(t_s) for t_s in np.arange(0.0, after_waves(2), STEP_S)]
    changes = [STEP_S * index for index in np.flatnonzero(np.diff(beats)) + 1]
    assert changes == pytest.approx([LEAD_IN_S + 1.25 * at for at in range(-2, 5)], abs=0.011)
    assert beats[0] == 0


def test_the_other_leg_is_asked_out_while_the_wave_runs_up_and_its_way_changes_in_turns() -> None:
    asked = [TIDE.asked_deg(LEAD_IN_S + (at + 0.25) * WAVE_S) for at in range(10)]
    assert asked[:3] == [(0.0, 20.0)] * 3
    assert asked[3:6] == [(-14.0, 0.0)] * 3
    assert asked[6:10] == [(20.0, 0.0)] * 3 + [(0.0, 20.0)]
    assert TIDE.asked_deg(LEAD_IN_S + 0.75 * WAVE_S) == (0.0, 0.0)
    assert played(after_waves(0.2)).asked.other_leg == (0.0, 20.0)
    assert played(after_waves(0.7)).asked.other_leg == (0.0, 0.0)


def test_with_eyes_closed_the_way_never_changes() -> None:
    tide = FREE_LEG.rules(setup_at(12, eyes=Eyes.CLOSED).parameters, 1).tide
    assert {tide.way(number) for number in range(30)} == {Way.OUT}


@pytest.mark.parametrize("drift_deg_s", [0.0, 1.5])
def test_the_reaction_is_the_tilts_amplitude_at_the_beat_whatever_lean_and_drift_there_is(
    drift_deg_s: float,
) -> None:
    reaction, turn_per_s = Reaction(WAVE_S), 2 * pi / WAVE_S
    for index in range(251):
        t_s = index * STEP_S
        drift_deg = 2.0 + drift_deg_s * t_s
        ap_deg, ml_deg = 0.6 * sin(turn_per_s * t_s), 0.8 * cos(turn_per_s * t_s)
        reaction.add(t_s, ap_deg + drift_deg, ml_deg - drift_deg)
    assert reaction.amplitude_deg == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("rung", [1, 12])
def test_freezing_leaning_out_or_riding_far_out_leaves_no_shell(rung: int) -> None:
    setup = setup_at(rung)
    whole = len(steered(FREE_LEG, setup, balancing(1.0)).rules.waves)
    assert whole >= 13
    assert steered(FREE_LEG, setup, balancing(1.0)).rules.shown == whole
    far_deg = 1.1 * float(str(setup.parameters["gate_radius_deg"]))
    for bot in (still_at(0.0, 0.0), still_at(far_deg, 0.0), circling(far_deg, 0.4)):
        assert steered(FREE_LEG, setup, bot).rules.shown == 0


def test_a_round_of_good_waves_has_no_highest_number() -> None:
    best = steered(FREE_LEG, setup_at(1), balancing(1.0)).rules.shown
    assert best > FREE_LEG.headline.whole(40.0)


def test_every_rung_is_harder_than_the_one_before() -> None:
    parameters = [setup_at(rung).parameters for rung in range(1, 13)]
    for name, way in (("gate_radius_deg", -1), ("away_s", -1), ("wave_s", 1), ("swing_deg", 1)):
        values = [way * float(str(each[name])) for each in parameters]
        assert values == sorted(set(values)), name
    turns = [each["turns"] for each in parameters]
    assert turns == sorted(turns, reverse=True)


def test_a_no_go_sector_closes_its_side_of_the_pool() -> None:
    def leaning(trial: Trial, t_s: float, at: tuple[float, float]) -> tuple[float, float]:
        ap_deg, ml_deg = balancing(0.8)(trial, t_s, at)
        return ap_deg, ml_deg + (3.6 if t_s > GATE_S else 0.0)

    free, closed = setup_at(1), setup_at(1, no_go=(Sector(60.0, 120.0),))
    assert closed.parameters["gate_radius_deg"] == free.parameters["gate_radius_deg"]
    assert steered(FREE_LEG, closed, balancing(1.0)).rules.shown > 13
    assert steered(FREE_LEG, free, leaning).rules.shown > 13
    assert steered(FREE_LEG, closed, leaning).rules.shown == 0


def test_a_tiny_range_still_leaves_a_ring_that_can_be_held() -> None:
    tiny = Range((0.0, 180.0), (1.2, 1.2), Source.MEASURED)
    setup = setup_at(1, limit=tiny)
    assert setup.parameters["gate_radius_deg"] == SMALLEST_RING_DEG
    assert steered(FREE_LEG, setup, balancing(1.0)).rules.shown > 13


def test_more_skilled_patients_leave_more_shells_and_swing_their_other_leg_for_it() -> None:
    novice, expert = (
        sum(earned("free_leg", skill, seed) for seed in (1, 2)) for skill in (0.2, 0.95)
    )
    assert expert >= 8
    assert novice < 0.7 * expert
