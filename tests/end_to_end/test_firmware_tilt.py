"""The real firmware on a virtual Uno, read by `baps log` through the pty, against the truth."""

import csv
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from tests.end_to_end.conftest import baps_in, environment_of
from tests.real_data import real_data
from tests.virtual_uno.motions import (
    GOLDEN_POSES,
    Motion,
    circle,
    constant_rate,
    constant_tilt,
    from_rows,
    in_turn,
    with_lead_in,
)
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.motion.tilt import inside_deg
from trainer.simulation.recorded import motion_of_recording, read_wobble_recording

SENSOR_CLOCKS_PCT = (-1.0, -0.7, -0.3, 0.0, 0.3, 0.7, 1.0)
EXERCISES = ("R", "S", "FB", "B")
QUICK = [(pct, EXERCISES[i % len(EXERCISES)]) for i, pct in enumerate(SENSOR_CLOCKS_PCT)]
QUICK_S, SOAK_S = 8.0, 60.0
RATES_DEG_S = ((4.0, 0.0), (0.0, -4.0), (-3.0, 3.0))
PERIODS_S = (2.5, -2.5)
SETTLED_S = 0.5
"""Of a motion that was eased into, this is left out."""
DELAY_S = 0.0035
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

    def between(self, begin_s: float, end_s: float) -> "Logged":
        """The rows of a stretch of the motion."""
        rows = (begin_s <= self.t_motion_s) & (self.t_motion_s < end_s)
        columns = {name: column[rows] for name, column in self.columns.items()}
        return Logged(
            columns, self.true_ap_deg[rows], self.true_ml_deg[rows], self.t_motion_s[rows]
        )

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
    t = np.array([read_at[int(seq)] for seq in columns["seq"]]) - DELAY_S
    true_ap, true_ml = (np.interp(t, motion.t_s, axis) for axis in (motion.ap_deg, motion.ml_deg))
    return Logged(columns, true_ap, true_ml, t)


def assert_every_slot_once(result: Logged) -> None:
    seq, t_s = result.columns["seq"], result.columns["t_s"]
    assert np.array_equal(np.diff(seq), np.ones(len(seq) - 1))
    assert t_s[0] == 0.0
    assert np.all(np.diff(t_s) > 0)
    assert set(result.columns["epoch"]) == {0.0}


def assert_close_to_real_motion(built, baps, out: Path, case: tuple[float, str], s: float) -> None:
    clock_pct, exercise = case
    recording = read_wobble_recording(
        sorted(real_data("wobbleboard").glob(f"{exercise}-*.json"))[0]
    )
    played = motion_of_recording(recording)[: round(1000 * s)]
    motion = with_lead_in(from_rows(np.hstack((played.accel_g, played.gyro_deg_s))))
    result = logged(built, baps, out, motion, clock_pct)
    assert result.rms_deg() < LIMIT_DEG
    assert_every_slot_once(result)
    assert np.abs(result.true_ap_deg).max() + np.abs(result.true_ml_deg).max() > 3


@pytest.mark.parametrize("case", QUICK, ids=str)
def test_logged_tilt_is_within_a_fifth_of_a_degree_of_real_motion(
    built, baps, tmp_path, case
) -> None:
    assert_close_to_real_motion(built, baps, tmp_path / "real.csv", case, QUICK_S)


@pytest.mark.soak
@pytest.mark.parametrize("case", list(product(SENSOR_CLOCKS_PCT, EXERCISES)), ids=str)
def test_logged_tilt_stays_there_for_whole_recordings_with_every_clock(
    built, baps, tmp_path, case
) -> None:
    assert_close_to_real_motion(built, baps, tmp_path / "real.csv", case, SOAK_S)


# One process runs all of these motions through one board, one after the other.
one_run = pytest.mark.xdist_group("tilt in turn")
MOTIONS = {
    **{pose: constant_tilt(accel_g, 3.0) for pose, (accel_g, _) in GOLDEN_POSES.items()},
    **{f"rates {rates}": constant_rate(*rates, seconds=5.0) for rates in RATES_DEG_S},
    **{f"period {s}": circle(8.0, s, 6.0) for s in PERIODS_S},
}


@pytest.fixture(scope="module")
def run(built, tmp_path_factory) -> dict[str, Logged]:
    """What was logged of each motion, its beginning left out."""
    folder = tmp_path_factory.mktemp("in-turn")
    motion, begins_s = in_turn(list(MOTIONS.values()))
    baps = baps_in(environment_of(folder / "home"))
    whole = logged(built, baps, folder / "rows.csv", motion)
    assert_every_slot_once(whole)
    ends_s = (
        begin_s + len(part.rows) / 1000
        for begin_s, part in zip(begins_s, MOTIONS.values(), strict=True)
    )
    return {
        name: whole.between(begin_s + SETTLED_S, end_s)
        for name, begin_s, end_s in zip(MOTIONS, begins_s, ends_s, strict=True)
    }


@one_run
@pytest.mark.parametrize("pose", GOLDEN_POSES)
def test_golden_poses_come_out_with_their_signs(run, pose) -> None:
    _, (ap_deg, ml_deg) = GOLDEN_POSES[pose]
    ap, ml = run[pose].columns["ap_deg"], run[pose].columns["ml_deg"]
    assert ap.mean() == pytest.approx(ap_deg, abs=0.1)
    assert ml.mean() == pytest.approx(ml_deg, abs=0.1)
    assert inside_deg(ml, standing_on_right=True).mean() == pytest.approx(-ml_deg, abs=0.1)
    assert inside_deg(ml, standing_on_right=False).mean() == pytest.approx(ml_deg, abs=0.1)


@one_run
@pytest.mark.parametrize("rates", RATES_DEG_S)
def test_constant_rates_come_out_as_rates_and_as_tilt(run, rates) -> None:
    result = run[f"rates {rates}"]
    for name, rate in zip(("ap_rate_deg_s", "ml_rate_deg_s"), rates, strict=True):
        assert result.columns[name].mean() == pytest.approx(rate, abs=0.05)
    assert result.rms_deg() < LIMIT_DEG


@one_run
@pytest.mark.parametrize("period_s", PERIODS_S)
def test_a_circle_goes_round_the_right_way(run, period_s) -> None:
    result = run[f"period {period_s}"]
    ap, ml = result.columns["ap_deg"], result.columns["ml_deg"]
    angle = np.unwrap(np.arctan2(ml, ap))
    turns = (angle[-1] - angle[0]) / (2 * np.pi)
    assert turns == pytest.approx(np.ptp(result.t_motion_s) / period_s, abs=0.05)
    assert np.hypot(ap, ml).mean() == pytest.approx(8.0, abs=0.1)
    assert result.rms_deg() < LIMIT_DEG
