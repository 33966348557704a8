"""Tap: what is a nudge, and how far, which way and how long it throws the board off."""

import numpy as np
import pytest

from games.assessments.tap import ACTIVITY, GIVE_UP_S, NudgesFelt
from games.engine.rules import Now
from games.replay import measure_recording, replay_trial
from tests.games.simulated_feed import Obedient, measured_trial, played_by, setup_for
from tests.metrics.signals import smooth_step
from tools.scripted import Motion, held, scripted_samples, sway
from trainer.metrics import TrialMeasures
from trainer.recording.columns import FloatArray
from trainer.recording.vocabulary import Side, Stance
from trainer.simulation.traits import PatientTraits

RING_DEG, NUDGED_S = 4.4, 6.0


def felt(motion: Motion, seconds: float = 20.0) -> NudgesFelt:
    """The rules after this motion; the measured part begins after 3 s."""
    rules, now = NudgesFelt(RING_DEG), Now()
    samples = scripted_samples(motion, seconds)
    columns = (samples.t_s, samples.ap_deg, samples.ml_deg)
    rates = (samples.ap_rate_deg_s, samples.ml_rate_deg_s)
    for t_s, ap, ml, ap_rate, ml_rate in zip(*columns, *rates, strict=True):
        now.passed_s, now.t_s, now.measuring = t_s - now.t_s, float(t_s), t_s >= 3.0
        now.ap_deg, now.ml_deg, now.inside = float(ap), float(ml), np.hypot(ap, ml) <= RING_DEG
        now.ap_rate_deg_s, now.ml_rate_deg_s = float(ap_rate), float(ml_rate)
        rules.take(now)
    return rules


def nudged(
    size_deg: float = 5.0, out_s: float = 0.1, stays_s: float = 0.5, at_s: float = NUDGED_S
) -> Motion:
    """Somebody who stands at 1° to the toes, thrown off to the right once and back in 0.4 s."""

    def motion(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        ap, ml = held(1.0, 0.0)(t_s)
        since_s = t_s - at_s
        away = smooth_step(since_s, out_s) - smooth_step(since_s - out_s - stays_s, 0.4)
        return ap, ml + size_deg * away

    return motion


def test_a_nudge_has_its_peak_its_direction_and_its_time_back() -> None:
    (nudge,) = felt(nudged()).nudges
    assert nudge.peak_deg == pytest.approx(5.0, abs=0.15)
    assert nudge.direction_deg == pytest.approx(90.0, abs=5.0)
    # Half of the way back: 0.1 s out, 0.5 s there, and half of 0.4 s.
    assert nudge.back_s == pytest.approx(0.8, abs=0.04)
    assert nudge.speed_deg_s == pytest.approx(1.875 * 5.0 / 0.1, rel=0.1)


@pytest.mark.parametrize("stays_s", [0.2, 1.0, 2.0])
def test_who_stays_away_longer_is_back_later(stays_s: float) -> None:
    (nudge,) = felt(nudged(stays_s=stays_s)).nudges
    assert nudge.back_s == pytest.approx(0.3 + stays_s, abs=0.04)


def test_who_is_not_back_within_five_seconds_has_five() -> None:
    (nudge,) = felt(nudged(stays_s=9.0)).nudges
    assert nudge.back_s == GIVE_UP_S


def test_a_second_swing_out_is_not_back_yet() -> None:
    def twice(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        ap, ml = nudged(stays_s=0.2)(t_s)
        return ap, ml - 4.0 * np.exp(-(((t_s - NUDGED_S - 1.0) / 0.15) ** 2))

    (nudge,) = felt(twice).nudges
    assert nudge.back_s > 1.0


@pytest.mark.parametrize("size_deg", [0.5, 1.5])
def test_a_jolt_that_moves_the_board_less_than_sway_does_is_no_nudge(size_deg: float) -> None:
    assert not felt(nudged(size_deg, out_s=0.05)).nudges


def test_leaning_away_by_oneself_is_no_nudge() -> None:
    assert not felt(nudged(out_s=0.8)).nudges


def test_lively_sway_is_no_nudge() -> None:
    assert not felt(sway(3.0), seconds=40.0).nudges


def test_a_nudge_of_a_board_that_does_not_stand_steady_does_not_count() -> None:
    def wild(t_s: FloatArray) -> tuple[FloatArray, FloatArray]:
        ap, ml = nudged()(t_s)
        return ap + 5.0 * np.sin(2 * np.pi * 0.6 * t_s), ml

    assert not felt(wild).nudges


def test_a_nudge_before_the_measured_part_does_not_count() -> None:
    assert not felt(nudged(at_s=1.5), seconds=6.0).nudges


def measured(direction_deg: float, **stands: Side | Stance) -> TrialMeasures:
    setup = setup_for(ACTIVITY, 14.0, **stands)
    recording = played_by(Obedient(nudged_deg=direction_deg), ACTIVITY, setup)
    rules = replay_trial(recording, activity=ACTIVITY).rules
    found = measure_recording(recording, ACTIVITY)
    assert found.value("nudges") == len(rules.nudges) >= 2
    return found


def test_a_whole_trial_of_known_nudges_has_their_numbers() -> None:
    found = measured(90.0)
    assert found.value("nudge_peak_deg") == pytest.approx(5.0, abs=0.2)
    assert found.value("nudge_time_back_s") == pytest.approx(0.9, abs=0.06)
    assert found.value("nudge_speed") > 50.0


@pytest.mark.parametrize(
    ("side", "direction_deg", "quarter"),
    [
        (Side.RIGHT, 90.0, "outside"),
        (Side.LEFT, 90.0, "inside"),
        (Side.RIGHT, 280.0, "inside"),
        (Side.LEFT, 170.0, "heel"),
        (Side.RIGHT, 20.0, "toes"),
    ],
)
def test_each_quarter_of_the_standing_leg_has_its_own_numbers(
    side: Side, direction_deg: float, quarter: str
) -> None:
    found = measured(direction_deg, side=side)
    for name in ("nudge_peak_deg", "nudge_time_back_s", "nudge_speed"):
        assert found.value(f"{name}_{quarter}") == found.value(name)
        others = {"toes", "outside", "heel", "inside"} - {quarter}
        assert all("no nudge moved" in found.omitted[f"{name}_{other}"] for other in others)


def test_on_two_legs_there_is_no_inside() -> None:
    found = measured(90.0, side=Side.BOTH, stance=Stance.TWO_LEG)
    assert "no inside" in found.omitted["nudge_peak_deg_inside"]
    assert found.value("nudge_peak_deg") == pytest.approx(5.0, abs=0.2)


def test_without_a_nudge_there_is_a_reason() -> None:
    patient = Obedient(nudged_deg=None)
    found = measure_recording(played_by(patient, ACTIVITY, setup_for(ACTIVITY, 6.0)), ACTIVITY)
    assert found.value("nudges") == 0.0
    assert "no nudge was felt" in found.omitted["nudge_time_back_s"]


def test_more_skill_is_thrown_off_less_and_back_sooner() -> None:
    peaks_deg, back_s = [], []
    for skill in (0.1, 0.5, 0.9):
        traits = PatientTraits(skill=skill)
        rows = [measured_trial(ACTIVITY, 20.0, seed, traits) for seed in (1, 3)]
        pairs = [(row.value("nudge_peak_deg"), row.value("nudge_time_back_s")) for row in rows]
        told = [(peak, back) for peak, back in pairs if peak is not None and back is not None]
        # Who falls has no number that counts: as bad as it gets.
        peaks_deg.append(np.mean([peak for peak, _ in told]) if told else np.inf)
        back_s.append(np.mean([back for _, back in told]) if told else np.inf)
    assert peaks_deg[0] > peaks_deg[1] > peaks_deg[2]
    assert back_s[0] > back_s[1] > back_s[2]
