"""Recordings become motion whose gyroscope fits; bad files are refused in one clear line."""

import json

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt

from tests.simulation.real_motion import wobble_boards
from tests.virtual_uno.motion_file import patient_motion, write_motion
from trainer.simulation.board_state import TICK_S, LeadIn, SimulationError
from trainer.simulation.pose import motion_from_tilt
from trainer.simulation.recorded import (
    WobbleRecording,
    motion_of_recording,
    read_wobble_board,
    with_lead_in,
)
from trainer.simulation.traits import PatientTraits


def steepest_mismatch(motion):
    turning = np.cross(np.radians(motion.gyro_deg_s), motion.down)
    slope = np.diff(motion.down, axis=0) / TICK_S
    return np.abs(slope + (turning[1:] + turning[:-1]) / 2).max()


def rocking(seconds=6.0):
    """A slow rock, 8 degrees to the toes and back, recorded at 100 Hz with a shake at 20 Hz."""
    t_s = np.arange(0.0, seconds, 0.01)
    ap = np.radians(8.0) * np.sin(2 * np.pi * 0.4 * t_s)
    accel = np.stack((-np.sin(ap), 0 * t_s, np.cos(ap)), axis=1)
    accel[:, 1] += 0.3 * np.sin(2 * np.pi * 20.0 * t_s)
    return WobbleRecording(0.97 * accel, 100.0)


def written(tmp_path, content):
    path = tmp_path / "wobble.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def good_content():
    x, y, z = np.rint(1000 * rocking().accel_g).astype(int).T.tolist()
    return {"frequency": 100, "data": {"x": x, "y": y, "z": z}}


def test_a_recorded_rock_comes_out_as_tilt_without_its_shake():
    motion = motion_of_recording(rocking())
    ap, ml = motion.tilt()
    inner = slice(500, -500)
    told = 8.0 * np.sin(2 * np.pi * 0.4 * motion.t_s)
    assert np.abs(ap - told)[inner].max() < 0.1
    assert np.abs(ml)[inner].max() < 0.2


def test_poses_are_a_millisecond_apart_to_the_last_sample():
    assert len(motion_of_recording(rocking(6.0))) == 5991


def test_the_gyroscope_of_a_recording_fits_its_gravity():
    motion = motion_of_recording(rocking())
    assert steepest_mismatch(motion) < 1e-3
    assert np.linalg.norm(motion.down, axis=1) == pytest.approx(np.ones(len(motion)), abs=1e-12)


def test_a_lead_in_is_level_stillness_and_then_a_fade_that_fits():
    motion = motion_from_tilt(*(np.full(2000, value) for value in (9.0, -6.0, 0.0, 0.0)))
    whole = with_lead_in(motion, LeadIn(still_s=1.0, fade_s=0.5))
    assert len(whole) == 3000
    assert (whole.down[:1000] == (0.0, 0.0, -1.0)).all()
    assert not whole.gyro_deg_s[:1000].any()
    assert np.array_equal(whole.down[1500:], motion.down[500:])
    assert steepest_mismatch(whole) < 1e-3


def test_the_turn_about_the_vertical_fades_in_too():
    motion = motion_of_recording(rocking())
    spun = type(motion)(motion.down, motion.gyro_deg_s + 30.0 * motion.down)
    whole = with_lead_in(spun, LeadIn(still_s=0.5, fade_s=0.5))
    about_vertical = np.sum(whole.gyro_deg_s * whole.down, axis=1)
    assert np.abs(np.diff(about_vertical)).max() < 0.2
    assert about_vertical[-1] == pytest.approx(30.0)
    assert steepest_mismatch(whole) < 1e-3


def test_real_recordings_turn_as_far_and_fast_as_people_do():
    motions = [read_wobble_board(path) for path in wobble_boards()]
    assert all(len(motion) == 59_991 for motion in motions)
    fastest = max(np.linalg.norm(motion.gyro_deg_s, axis=1).max() for motion in motions)
    assert fastest == pytest.approx(290.0, abs=5.0)
    tilts = [np.hypot(*motion.tilt()) for motion in motions]
    assert 8.0 < min(tilt.max() for tilt in tilts) < max(tilt.max() for tilt in tilts) < 40.0


def test_real_recordings_keep_their_smoothed_gravity_and_fit_their_gyroscope():
    for path in wobble_boards():
        data = json.loads(path.read_text())["data"]
        accel = np.array([data["x"], data["y"], data["z"]], dtype=float).T
        smooth = sosfiltfilt(butter(2, 4.0, fs=100.0, output="sos"), accel, axis=0)
        motion = with_lead_in(read_wobble_board(path), LeadIn(6.0, 0.5))
        samples = smooth / np.linalg.norm(smooth, axis=1, keepdims=True)
        assert motion.accel_g[7000::10] == pytest.approx(samples[100:], abs=1e-9)
        assert steepest_mismatch(motion) < 2e-3


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda c: "{ not json", "is not JSON"),
        (lambda c: [1, 2], "has no `data`"),
        (lambda c: {**c, "data": None}, "has no `data`"),
        (lambda c: {**c, "frequency": "fast"}, "`frequency` is 'fast'"),
        (lambda c: {**c, "frequency": 0}, "`frequency` is 0"),
        (lambda c: {**c, "frequency": 5}, "too slow"),
        (lambda c: {**c, "data": {**c["data"], "y": None}}, "no list `y`"),
        (lambda c: {**c, "data": {**c["data"], "z": [1, "2"]}}, "`z` number 2 is '2'"),
        (lambda c: {**c, "data": {**c["data"], "x": c["data"]["x"][:-1]}}, "equally long"),
        (lambda c: {**c, "data": {k: v[:5] for k, v in c["data"].items()}}, "20 at least"),
        (lambda c: {**c, "data": {k: [0] * 100 for k in "xyz"}}, "too weak"),
        (lambda c: json.dumps(c).replace("970", "NaN", 1), "nan, not a number"),
    ],
)
def test_a_bad_recording_is_refused_with_its_name_and_fault(tmp_path, spoil, told):
    path = written(tmp_path, spoil(good_content()))
    with pytest.raises(SimulationError) as refused:
        read_wobble_board(path)
    assert str(path) in str(refused.value)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def falling(first, last):
    x, y, z = np.rint(1000 * rocking().accel_g).astype(int).T
    for axis in (x, y, z):
        axis[first:last] = 0
    return {"frequency": 100, "data": {"x": x.tolist(), "y": y.tolist(), "z": z.tolist()}}


def test_a_moment_near_free_fall_is_bridged(tmp_path):
    motion = read_wobble_board(written(tmp_path, falling(290, 310)))
    told = 8.0 * np.sin(2 * np.pi * 0.4 * motion.t_s)
    assert np.abs(motion.tilt()[0] - told)[500:-500].max() < 3.0


def test_a_long_free_fall_is_refused_with_its_moment(tmp_path):
    with pytest.raises(SimulationError, match=r"acceleration at 2\.\d\d s is too weak"):
        read_wobble_board(written(tmp_path, falling(250, 350)))


def test_a_missing_recording_is_refused_with_its_name(tmp_path):
    with pytest.raises(SimulationError, match=r"gone\.json: cannot be read"):
        read_wobble_board(tmp_path / "gone.json")


def test_a_motion_file_holds_rows_of_six_little_endian_floats(tmp_path):
    motion = motion_of_recording(rocking())
    write_motion(tmp_path / "motion.f32", motion)
    rows = np.frombuffer((tmp_path / "motion.f32").read_bytes(), "<f4").reshape(-1, 6)
    assert len(rows) == len(motion)
    assert rows[:, :3] == pytest.approx(motion.accel_g, abs=1e-6)
    assert rows[:, 3:] == pytest.approx(motion.gyro_deg_s, abs=1e-4)


def test_a_patient_as_motion_is_still_for_six_seconds_and_then_sways():
    motion = patient_motion(PatientTraits(skill=0.3), seed=2, seconds=4.0)
    assert len(motion) == 10_000
    tilt = np.hypot(*motion.tilt())
    assert np.ptp(tilt[:6000]) == 0.0
    assert tilt[7000:].max() > 0.3
    assert steepest_mismatch(motion) < 2e-3
