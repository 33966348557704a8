"""The real firmware on a virtual Uno, read by `baps log` through the pty, against the truth."""

import csv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tests.real_data import real_data
from tests.virtual_uno.motions import (
    GOLDEN_POSES,
    Motion,
    circle,
    constant_rate,
    constant_tilt,
    from_rows,
    with_lead_in,
)
from tests.virtual_uno.virtual_uno import Setup, Truth, VirtualUno
from trainer.motion.tilt import inside_deg
from trainer.simulation.recorded import motion_of_recording, read_wobble_recording

SENSOR_CLOCKS_PCT = (-1.0, -0.7, -0.3, 0.0, 0.3, 0.7, 1.0)
EXERCISES = ("R", "S", "FB", "B")
LENGTH_S = {True: 60.0, False: 25.0}
"""All of a recording with the sensor's clock at 0, and its beginning with every other."""
FILTER_DELAY_S = 0.003
LIMIT_DEG = 0.2
BIAS_DEG_S = (3.0, -5.0, 8.0)
NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
"""Per conversion, as an MPU-6050 has behind its filter; without noise it is taken for broken."""


@dataclass(frozen=True)
class Logged:
    """What `baps log` wrote, column by column, and the motion at each of its slots."""

    columns: dict[str, np.ndarray]
    true_ap_deg: np.ndarray
    true_ml_deg: np.ndarray
    t_motion_s: np.ndarray
    truth: Truth

    def rms_deg(self) -> float:
        away = np.hypot(
            self.columns["ap_deg"] - self.true_ap_deg, self.columns["ml_deg"] - self.true_ml_deg
        )
        return float(np.sqrt(np.mean(away**2)))


def logged(built, baps, out: Path, motion: Motion, clock_pct: float = 0.0) -> Logged:
    """Run the motion through sensor, firmware, pty and command."""
    setup = Setup(
        fast=True, motion=motion, sensor_clock_pct=clock_pct, gyro_bias_deg_s=BIAS_DEG_S, **NOISE
    )
    # The stream begins before the first delivered sample: 3 s are taken for the bias.
    seconds = len(motion.rows) / 1000 - 3.3
    with VirtualUno(built, setup) as uno:
        done = baps(
            "log", "--board", f"serial:{uno.port}", "--seconds", str(seconds), "--out", str(out)
        )
        assert done.returncode == 0, done.stderr
        truth = uno.truth()
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    read_at = dict(zip(truth.slot.tolist(), truth.motion_s.tolist(), strict=True))
    t = np.array([read_at[int(seq)] for seq in columns["seq"]]) - FILTER_DELAY_S
    true_ap, true_ml = (np.interp(t, motion.t_s, axis) for axis in (motion.ap_deg, motion.ml_deg))
    return Logged(columns, true_ap, true_ml, t, truth)


def assert_every_slot_once(result: Logged) -> None:
    seq, t_s = result.columns["seq"], result.columns["t_s"]
    assert np.array_equal(np.diff(seq), np.ones(len(seq) - 1))
    assert t_s[0] == 0.0
    assert np.all(np.diff(t_s) > 0)
    assert set(result.columns["epoch"]) == {0.0}


@pytest.mark.parametrize("clock_pct", SENSOR_CLOCKS_PCT)
def test_logged_tilt_is_within_a_fifth_of_a_degree_of_real_motion(
    built, baps, tmp_path, clock_pct
) -> None:
    folder = real_data("wobbleboard")

    def run(exercise: str) -> Logged:
        recording = read_wobble_recording(sorted(folder.glob(f"{exercise}-*.json"))[0])
        played = motion_of_recording(recording)[: round(1000 * LENGTH_S[clock_pct == 0.0])]
        motion = with_lead_in(from_rows(np.hstack((played.accel_g, played.gyro_deg_s))))
        return logged(built, baps, tmp_path / f"{exercise}.csv", motion, clock_pct)

    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(EXERCISES, pool.map(run, EXERCISES), strict=True))
    for exercise, result in results.items():
        assert result.rms_deg() < LIMIT_DEG, exercise
        assert_every_slot_once(result)
        assert np.abs(result.true_ap_deg).max() + np.abs(result.true_ml_deg).max() > 3, exercise


@pytest.mark.parametrize("pose", GOLDEN_POSES)
def test_golden_poses_come_out_with_their_signs(built, baps, tmp_path, pose) -> None:
    accel, (ap_deg, ml_deg) = GOLDEN_POSES[pose]
    motion = with_lead_in(constant_tilt(accel, 6.0))
    result = logged(built, baps, tmp_path / "pose.csv", motion)
    held = result.t_motion_s > 8.0
    ap, ml = result.columns["ap_deg"][held], result.columns["ml_deg"][held]
    assert ap.mean() == pytest.approx(ap_deg, abs=0.1)
    assert ml.mean() == pytest.approx(ml_deg, abs=0.1)
    assert inside_deg(ml, standing_on_right=True).mean() == pytest.approx(-ml_deg, abs=0.1)
    assert inside_deg(ml, standing_on_right=False).mean() == pytest.approx(ml_deg, abs=0.1)
    assert_every_slot_once(result)


@pytest.mark.parametrize("rates", [(4.0, 0.0), (0.0, -4.0), (-3.0, 3.0)])
def test_constant_rates_come_out_as_rates_and_as_tilt(built, baps, tmp_path, rates) -> None:
    motion = with_lead_in(constant_rate(*rates, seconds=6.0))
    result = logged(built, baps, tmp_path / "rate.csv", motion)
    turning = result.t_motion_s > 7.0
    for name, rate in zip(("ap_rate_deg_s", "ml_rate_deg_s"), rates, strict=True):
        assert result.columns[name][turning].mean() == pytest.approx(rate, abs=0.05)
    assert result.rms_deg() < LIMIT_DEG
    assert_every_slot_once(result)


@pytest.mark.parametrize("period_s", [2.5, -2.5])
def test_a_circle_goes_round_the_right_way(built, baps, tmp_path, period_s) -> None:
    motion = with_lead_in(circle(8.0, period_s, 10.0))
    result = logged(built, baps, tmp_path / "circle.csv", motion)
    round_s = result.t_motion_s > 7.0
    ap, ml = result.columns["ap_deg"][round_s], result.columns["ml_deg"][round_s]
    angle = np.unwrap(np.arctan2(ml, ap))
    turns = (angle[-1] - angle[0]) / (2 * np.pi)
    assert turns == pytest.approx((result.t_motion_s[-1] - 7.0) / period_s, abs=0.05)
    assert np.hypot(ap, ml).mean() == pytest.approx(8.0, abs=0.1)
    assert result.rms_deg() < LIMIT_DEG
