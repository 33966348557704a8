"""The sensor model errs exactly as it is told to: noise, counts, delay, clock, mount, lever arm."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from trainer.motion.readings import board_accel_g, board_gyro_deg_s, quaternion_of
from trainer.recording.sensor import SensorCalibration, SensorSetup
from trainer.simulation.board_state import TICK_S
from trainer.simulation.errors import SimulationError
from trainer.simulation.imu import LOW_PASSES, Imu, read_all
from trainer.simulation.pose import Motion, level, motion_from_tilt
from trainer.simulation.sensed import PERFECT, ImuErrors, sensed

SETUP = SensorSetup()
MOUNT = Rotation.from_euler("ZYX", (130.0, 25.0, -170.0), degrees=True)


def swing(seconds=4.0, tilt_deg=10.0, hz=1.0) -> Motion:
    t_s = np.arange(0.0, seconds, TICK_S)
    angle, speed = 2 * np.pi * hz * t_s, 2 * np.pi * hz
    zero = np.zeros_like(t_s)
    return motion_from_tilt(tilt_deg * np.sin(angle), zero, tilt_deg * speed * np.cos(angle), zero)


def at_1_khz(**changes) -> SensorSetup:
    return replace(SETUP, rate_hz=1000.0, **changes)


def test_a_level_sensor_reads_one_g_in_counts():
    readings = read_all(level(0.1), SETUP, PERFECT)
    assert len(readings.accel_counts) == 50
    assert (readings.accel_counts == (0, 0, 8192)).all()
    assert not readings.gyro_counts.any()


@pytest.mark.parametrize(("accel_range", "gyro_range"), [(2, 250), (4, 500), (16, 2000)])
def test_counts_are_the_nearest_whole_ones_of_the_range(accel_range, gyro_range):
    setup = replace(SETUP, accel_range_g=accel_range, gyro_range_deg_s=gyro_range)
    motion = Motion(np.tile((0.0, -0.6, -0.8), (20, 1)), np.tile((12.3, -45.6, 7.8), (20, 1)))
    readings = read_all(motion, setup, PERFECT)
    assert readings.accel_counts[-1] == pytest.approx(
        np.array((0.0, 0.6, 0.8)) * 32768 / accel_range, abs=0.5
    )
    assert readings.gyro_counts[-1] == pytest.approx(
        np.array((12.3, -45.6, 7.8)) * 131 * 250 / gyro_range, abs=0.5
    )


def test_readings_beyond_the_range_stay_at_its_end():
    motion = Motion(np.tile((0.0, 0.0, -1.0), (20, 1)), np.tile((900.0, -900.0, 0.0), (20, 1)))
    assert tuple(read_all(motion, SETUP, PERFECT).gyro_counts[-1]) == (32767, -32768, 0)


@pytest.mark.parametrize("setting", [1, 2, 3, 4])
def test_noise_is_that_of_the_datasheet_behind_the_filter(setting):
    readings = read_all(level(60.0), at_1_khz(filter_setting=setting), ImuErrors(), seed=2)
    accel_sd = (readings.accel_counts / SETUP.counts_per_g).std(axis=0)
    gyro_sd = (readings.gyro_counts / SETUP.counts_per_deg_s).std(axis=0)
    pole_hz = LOW_PASSES[setting].bandwidth_hz
    keep = np.exp(-2 * np.pi * pole_hz / 1000.0)
    passed_hz = 500.0 * (1 - keep) / (1 + keep)
    assert accel_sd == pytest.approx(np.full(3, 400e-6 * np.sqrt(passed_hz)), rel=0.05)
    assert gyro_sd == pytest.approx(np.full(3, 0.005 * np.sqrt(passed_hz)), rel=0.1)


def test_noise_of_the_default_filter_is_five_thousandths_of_a_g():
    readings = read_all(level(30.0), SETUP, ImuErrors(), seed=1)
    sd_g = (readings.accel_counts / SETUP.counts_per_g).std(axis=0)
    assert sd_g == pytest.approx(np.full(3, 0.0048), rel=0.05)


def test_one_seed_makes_one_noise_and_another_another():
    one, same, other = (
        read_all(level(0.5), SETUP, ImuErrors(), seed).accel_counts for seed in (1, 1, 2)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("setting", range(7))
def test_the_filter_delays_motion_as_told(setting):
    phase_s = 0.5 * TICK_S
    errors = replace(PERFECT, clock_phase=0.5)
    readings = read_all(swing(8.0), at_1_khz(filter_setting=setting), errors)
    t_s = np.arange(len(readings.gyro_counts)) * TICK_S
    late = t_s > 1.0
    rate = readings.gyro_counts[late, 1] / SETUP.counts_per_deg_s
    wave = np.exp(2j * np.pi * t_s[late])
    measured_s = -np.angle(np.sum(rate * wave.conj())) / (2 * np.pi)
    told_s = (0.0, 0.0020, 0.0030, 0.0049, 0.0085, 0.0138, 0.0190)[setting]
    assert measured_s == pytest.approx(told_s + phase_s, abs=5e-5)


@pytest.mark.parametrize(("clock_error", "repeats"), [(0.0, 0), (-0.01, 100), (-0.003, 30)])
def test_a_slow_sensor_clock_repeats_conversions_as_often_as_it_beats(clock_error, repeats):
    readings = read_all(level(10.0), at_1_khz(), replace(ImuErrors(), clock_error=clock_error))
    assert abs(int((~readings.new_data).sum()) - repeats) <= 1
    old = np.flatnonzero(~readings.new_data)
    assert np.array_equal(readings.accel_counts[old], readings.accel_counts[old - 1])


@pytest.mark.parametrize("clock_error", [-0.01, -0.003, 0.0, 0.007, 0.01])
def test_at_500_hz_every_slot_finds_a_new_conversion(clock_error):
    readings = read_all(level(5.0), SETUP, replace(ImuErrors(), clock_error=clock_error))
    assert readings.new_data.all()


def test_a_glued_on_sensor_is_turned_back_by_its_mount():
    errors = replace(PERFECT, mount=quaternion_of(MOUNT))
    motion = swing()
    values = sensed(motion, errors)
    assert MOUNT.apply(values[:, :3]) == pytest.approx(motion.accel_g, abs=1e-12)
    assert MOUNT.apply(values[:, 3:]) == pytest.approx(motion.gyro_deg_s, abs=1e-10)


def test_calibration_takes_scale_offset_bias_and_mount_off_again():
    errors = replace(
        PERFECT,
        mount=quaternion_of(MOUNT),
        accel_gain=(1.03, 0.97, 1.01),
        accel_offset_g=(0.06, -0.05, 0.04),
        gyro_gain=(0.97, 1.02, 1.03),
        gyro_bias_deg_s=(15.0, -5.0, 1.0),
    )
    calibration = SensorCalibration(
        mount=errors.mount,
        accel_scale=tuple(1 / gain for gain in errors.accel_gain),
        accel_offset_g=errors.accel_offset_g,
        gyro_scale=tuple(1 / gain for gain in errors.gyro_gain),
    )
    setup = at_1_khz(filter_setting=0)
    motion = swing()
    readings = read_all(motion, setup, replace(errors, clock_phase=0.0))
    accel = board_accel_g(setup, calibration)(readings.accel_counts)
    gyro = board_gyro_deg_s(setup, calibration, errors.gyro_bias_deg_s)(readings.gyro_counts)
    assert np.abs(accel - motion.accel_g).max() < 1.1 / setup.counts_per_g
    assert np.abs(gyro - motion.gyro_deg_s).max() < 1.1 / setup.counts_per_deg_s


def test_five_centimetres_off_centre_fake_two_degrees_at_one_hertz():
    motion = swing(tilt_deg=10.0, hz=1.0)
    errors = replace(PERFECT, lever_arm_m=(0.0, 0.0, 0.05))
    accel = sensed(motion, errors)[:, :3]
    seemed = np.degrees(np.arctan2(-accel[:, 0], accel[:, 2]))
    fake = np.abs(seemed - motion.tilt()[0])
    assert fake[10:].max() == pytest.approx(2.0, abs=0.1)


def test_a_steady_turn_pulls_inward():
    motion = Motion(np.tile((0.0, 0.0, -1.0), (5, 1)), np.tile((0.0, 0.0, 360.0), (5, 1)))
    errors = replace(PERFECT, lever_arm_m=(0.1, 0.0, 0.0))
    inward_g = -((2 * np.pi) ** 2) * 0.1 / 9.80665
    assert sensed(motion, errors)[2, :3] == pytest.approx((inward_g, 0.0, 1.0))


@pytest.mark.parametrize("stretch", [1, 2, 7, 16])
def test_poses_in_stretches_read_as_in_one_piece(stretch):
    motion, setup = swing(1.0), replace(SETUP, filter_setting=6)
    errors = ImuErrors(lever_arm_m=(0.02, 0.0, 0.05), clock_error=0.01)
    whole = read_all(motion, setup, errors, seed=9)
    imu, accel, new_data, slot = Imu(setup, errors, seed=9), [], [], 0
    for begun in range(0, len(motion), stretch):
        imu.meet(motion[begun : begun + stretch])
        due = (min(begun + stretch, len(motion)) - 1) // 2 + 1
        readings = imu.read(np.arange(slot, due) / setup.rate_hz)
        slot = due
        accel.append(readings.accel_counts)
        new_data.append(readings.new_data)
    assert np.array_equal(np.concatenate(accel), whole.accel_counts)
    assert np.array_equal(np.concatenate(new_data), whole.new_data)


def test_slots_before_their_poses_are_refused():
    imu = Imu(SETUP, PERFECT)
    imu.meet(level(0.1))
    with pytest.raises(SimulationError, match="before their poses"):
        imu.read([0.2])


def test_a_filter_setting_that_does_not_exist_is_refused():
    with pytest.raises(SimulationError, match="filter setting 7"):
        Imu(replace(SETUP, filter_setting=7))
