"""The metrics of following on motions with a known lag, gain and phase."""

from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import GOLDEN_HZ, Array, completed, followed, recorded, sines_at
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Family
from trainer.metrics.moving_facts import Following
from trainer.metrics.registry import all_metrics
from trainer.metrics.trial import measure_trial
from trainer.recording.target import TargetPath, Wave

FOLLOWING = {m.names[0]: m for m in all_metrics() if m.family is Family.FOLLOWING}


def value(name: str, following: Following) -> float:
    (found,) = FOLLOWING[name].values(Facts(following=following))
    return found


def reason(name: str, following: Following) -> str:
    with pytest.raises(NotMeasurableError) as caught:
        value(name, following)
    return str(caught.value)


def test_who_is_on_the_target_has_no_error_no_lag_and_gain_one() -> None:
    perfect = followed()
    assert value("tracking_rmse", perfect) == 0.0
    assert value("time_on_target_pct", perfect) == 100.0
    assert value("tracking_lag_s", perfect) == pytest.approx(0.0, abs=1e-4)
    for nth in range(1, 7):
        assert value(f"tracking_gain_{nth}", perfect) == pytest.approx(1.0)
        assert value(f"tracking_phase_deg_{nth}", perfect) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("lag_s", [-0.25, 0.004, 0.123, 0.4, 0.87])
def test_a_known_lag_is_found_between_the_samples_and_late_is_positive(lag_s: float) -> None:
    late = followed(lambda t_s: sines_at(t_s - lag_s))
    assert value("tracking_lag_s", late) == pytest.approx(lag_s, abs=2e-3)
    for nth, hz in enumerate(GOLDEN_HZ, 1):
        phase = (-360.0 * hz * lag_s + 180.0) % 360.0 - 180.0
        assert value(f"tracking_phase_deg_{nth}", late) == pytest.approx(phase, abs=1e-6)
        assert value(f"tracking_gain_{nth}", late) == pytest.approx(1.0)


def test_the_lag_does_not_depend_on_size_or_on_a_lean() -> None:
    late = followed(lambda t_s: 0.4 * sines_at(t_s - 0.3) + np.array([[2.0], [-1.0]]))
    assert value("tracking_lag_s", late) == pytest.approx(0.3, abs=2e-3)


def test_each_frequency_has_its_own_gain_and_phase() -> None:
    gains, phases = (0.9, 0.8, 1.2, 0.5, 0.3, 0.1), (-10.0, 20.0, -90.0, 170.0, -60.0, 5.0)

    def board(t_s: Array) -> Array:
        rows = np.zeros((2, len(t_s)))
        for nth, hz in enumerate(GOLDEN_HZ):
            turn = 2 * np.pi * hz * t_s + 0.7 * nth + np.radians(phases[nth])
            rows[nth % 2] += gains[nth] * 2.0 / (1 + nth) * np.sin(turn)
        return rows

    answered = followed(board)
    for nth in range(6):
        assert value(f"tracking_gain_{nth + 1}", answered) == pytest.approx(gains[nth], rel=1e-6)
        phase = value(f"tracking_phase_deg_{nth + 1}", answered)
        assert phase == pytest.approx(phases[nth], abs=1e-5)


def test_a_known_distance_is_the_error_and_what_lies_within_the_radius_counts() -> None:
    off = followed(lambda t_s: sines_at(t_s) + np.array([[1.5], [2.0]]))
    assert value("tracking_rmse", off) == pytest.approx(2.5)
    assert value("time_on_target_pct", off) == 0.0
    half = off.t_s < off.t_s.mean()
    sometimes = replace(off, radius_deg=np.where(half, 2.4, 2.6))
    assert value("time_on_target_pct", sometimes) == pytest.approx(50.0, abs=0.1)


def test_turning_or_mirroring_board_and_target_changes_nothing() -> None:
    straight = followed(lambda t_s: 0.8 * sines_at(t_s - 0.25))
    mirrored = replace(straight, ml_deg=-straight.ml_deg, target_ml_deg=-straight.target_ml_deg)
    turned = replace(
        straight,
        ap_deg=-straight.ml_deg,
        ml_deg=straight.ap_deg,
        target_ap_deg=-straight.target_ml_deg,
        target_ml_deg=straight.target_ap_deg,
    )
    for name in FOLLOWING:
        for other in (mirrored, turned):
            assert value(name, other) == pytest.approx(value(name, straight), rel=1e-9)


def test_who_does_not_follow_has_an_error_and_no_lag() -> None:
    noise = np.random.default_rng(3).standard_normal((2, 4000))
    alone = followed(lambda t_s: noise)
    assert "did not follow" in reason("tracking_lag_s", alone)
    assert value("tracking_rmse", alone) > 2.0
    level = followed(lambda t_s: np.zeros((2, len(t_s))))
    assert "did not follow" in reason("tracking_lag_s", level)
    assert value("tracking_gain_1", level) == pytest.approx(0.0, abs=1e-9)
    assert "has no phase" in reason("tracking_phase_deg_1", level)


def test_a_lag_beyond_a_second_is_said_to_be_none() -> None:
    slow = followed(lambda t_s: sines_at(t_s - 1.6))
    assert "no lag within 1 s" in reason("tracking_lag_s", slow)


def test_a_short_record_says_so() -> None:
    short = followed(seconds=2.0)
    assert "3 s of following" in reason("tracking_lag_s", short)
    assert "too short" in reason("tracking_gain_1", short)
    assert "no samples" in reason("tracking_rmse", followed(seconds=0.0))
    assert "no samples" in reason("time_on_target_pct", followed(seconds=0.0))
    assert "one stretch" in reason("tracking_lag_s", replace(followed(), breaks=(700,)))


def test_a_target_of_fewer_sines_has_no_answer_at_the_others() -> None:
    fewer = replace(followed(), hz=GOLDEN_HZ[:1])
    assert "no second frequency" in reason("tracking_gain_2", fewer)


def test_a_recorded_trial_finds_the_target_by_the_path_in_its_parameters() -> None:
    waves = (Wave(0.11, ap_deg=3.0), Wave(0.17, ml_deg=2.0, ml_phase_rad=0.5))
    path = TargetPath.sines(2.0, *waves)
    t_s = np.arange(2500) / 100.0
    ap, ml, _ = path.at(t_s - 0.2)
    recording = recorded(
        0.5 * np.stack((ap, ml)), completed(2500), parameters={"target": path.parameter()}
    )
    measures = measure_trial(recording)
    assert measures.value("tracking_lag_s") == pytest.approx(0.2, abs=0.005)
    assert measures.value("tracking_gain_1") == pytest.approx(0.5, abs=0.01)
    assert measures.value("tracking_phase_deg_2") == pytest.approx(-360 * 0.17 * 0.2, abs=0.5)
    assert "no third frequency" in measures.omitted["tracking_gain_3"]
    assert measures.value("laps") is None
