"""Flexion and medial lean against a simulated thigh whose angles are known."""

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.simulation.thigh_exercises import (
    FAULTY_SQUAT,
    Fault,
    squats,
    standing,
    swaying,
    wobbling,
)
from tests.thighs import NOT_OFF, SENSOR, SIDES, TYPICAL, at_samples, body_samples, good_setup
from trainer.motion.thigh_angles import ThighAngles, ThighMotion
from trainer.recording.body import BodySamples, ThighSetup
from trainer.recording.sensor import Vector
from trainer.recording.vocabulary import Side
from trainer.simulation.sensed import PERFECT
from trainer.simulation.thigh import ThighCourse, strapped

LEANS_IN = Fault(lean_per_flexion=0.3)
WARMER = replace(TYPICAL, gyro_bias_deg_s=(2.0, -2.4, 1.1))


def angles(setup: ThighSetup, samples: BodySamples) -> ThighMotion:
    return ThighAngles(setup, SENSOR).update(samples.seq, samples.accel_counts, samples.gyro_counts)


def rms(values: np.ndarray) -> float:
    return float(np.sqrt(np.mean(values**2)))


def squatting(fault: Fault, seed: int, count: int = 5) -> ThighCourse:
    still = standing(2.0, sway_deg=0.0)
    return swaying(ThighCourse.joined(still, squats(count, fault=fault), still), seed=seed)


def errors_at_depth(course: ThighCourse, samples: BodySamples, found: ThighMotion) -> np.ndarray:
    """Largest error of the lean within a degree of 20, 30 and 40° of inclination."""
    error = np.abs(found.medial_lean_deg - at_samples(course.medial_lean_deg, samples))
    inclination = at_samples(course.inclination_deg, samples)
    return np.array([error[np.abs(inclination - depth) < 1].max() for depth in (20, 30, 40)])


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("off_deg", "seed"), [(NOT_OFF, 1), ((5.0, 10.0, 6.0), 2), ((-8.0, -20.0, -7.0), 3)]
)
def test_lean_is_right_within_2_degrees_at_depth_wherever_the_strap_sits(
    side: Side, off_deg: Vector, seed: int
) -> None:
    strap = strapped(side, off_deg)
    course = squatting(FAULTY_SQUAT, seed)
    samples = body_samples(course, side, strap, seed=seed + 50)
    found = angles(good_setup(side, strap, seed), samples)
    assert errors_at_depth(course, samples, found).max() < 2.0
    assert rms(found.flexion_deg - at_samples(course.flexion_deg, samples)) < 1.5


@pytest.mark.parametrize("side", SIDES)
def test_a_healthy_squat_shows_no_lean(side: Side) -> None:
    samples = body_samples(squatting(Fault(), 4), side, seed=4)
    found = angles(good_setup(side), samples)
    assert found.flexion_deg.max() > 45
    assert np.abs(found.medial_lean_deg).max() < 2.0


def test_soft_tissue_shakes_the_lean_and_does_not_shift_it() -> None:
    course = squatting(LEANS_IN, 5)
    samples = body_samples(course, Side.LEFT, seed=5, loose=wobbling(course, 0.5, seed=5))
    found = angles(good_setup(Side.LEFT), samples)
    assert errors_at_depth(course, samples, found).max() < 2.0


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_angles_drift_by_less_than_a_degree_rms_in_a_minute_of_squats(
    side: Side, seed: int
) -> None:
    course = squatting(LEANS_IN, seed, count=14)
    samples = body_samples(course, side, seed=seed + 10)
    found = angles(good_setup(side, seed=seed), samples)
    assert len(samples) > 58 * SENSOR.rate_hz
    assert rms(found.flexion_deg - at_samples(course.flexion_deg, samples)) < 1.0
    assert rms(found.medial_lean_deg - at_samples(course.medial_lean_deg, samples)) < 1.0


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_angles_drift_by_less_than_a_degree_rms_in_a_minute_on_the_board(
    side: Side, seed: int
) -> None:
    course = standing(60.0, flexion_deg=12.0, medial_lean_deg=5.0, sway_deg=1.5, seed=seed)
    samples = body_samples(course, side, seed=seed, errors=WARMER)
    found = angles(good_setup(side, seed=seed), samples)
    assert rms(found.flexion_deg - at_samples(course.flexion_deg, samples)) < 1.0
    assert rms(found.medial_lean_deg - at_samples(course.medial_lean_deg, samples)) < 1.0


def test_heading_that_drifted_in_minutes_is_gone_at_the_next_squat() -> None:
    setup = good_setup(Side.RIGHT, errors=PERFECT)
    drifting = replace(PERFECT, gyro_bias_deg_s=(0.5, 0.0, 0.0))
    upright = standing(90.0, sway_deg=0.0)
    course = ThighCourse.joined(upright, squats(1, fault=LEANS_IN))
    samples = body_samples(course, Side.RIGHT, errors=drifting)
    found = angles(setup, samples)
    assert errors_at_depth(course, samples, found).max() < 2.0


def test_a_thigh_that_turns_inward_as_it_bends_does_not_take_its_planes_along() -> None:
    turns = squatting(Fault(inward_per_flexion=0.6), 6)
    samples = body_samples(turns, Side.RIGHT, seed=6)
    assert np.abs(angles(good_setup(Side.RIGHT), samples).medial_lean_deg).max() < 2.0


def test_a_patient_who_stands_turned_has_planes_that_face_the_same_way() -> None:
    turned = squats(1, fault=LEANS_IN, pause_s=4.0)
    faced = replace(turned, inward_deg=turned.inward_deg + 30.0)
    straight, aside = (
        angles(good_setup(Side.RIGHT), body_samples(course, Side.RIGHT)).medial_lean_deg
        for course in (turned, faced)
    )
    assert straight.max() == pytest.approx(15.0, abs=1.0)
    assert aside.max() < straight.max() - 8.0


def test_left_is_the_mirror_of_right() -> None:
    course = squatting(FAULTY_SQUAT, 7)
    left, right = (
        angles(
            good_setup(side, errors=PERFECT),
            body_samples(course, side, errors=PERFECT),
        )
        for side in SIDES
    )
    assert left.medial_lean_deg.max() > 12.0
    assert np.abs(left.medial_lean_deg - right.medial_lean_deg).max() < 0.5
    assert np.abs(left.flexion_deg - right.flexion_deg).max() < 0.5


@pytest.mark.parametrize("cut", [1, 7, 2500])
def test_blocks_and_a_saved_state_change_nothing(cut: int) -> None:
    setup = good_setup(Side.LEFT)
    samples = body_samples(squatting(FAULTY_SQUAT, 8, count=1), Side.LEFT)
    whole = angles(setup, samples)
    first, second = ThighAngles(setup, SENSOR), ThighAngles(setup, SENSOR)
    early, late = samples[:cut], samples[cut:]
    first.update(early.seq, early.accel_counts, early.gyro_counts)
    second.restore(json.loads(json.dumps(first.state())))
    rest = second.update(late.seq, late.accel_counts, late.gyro_counts)
    assert np.array_equal(rest.flexion_deg, whole.flexion_deg[cut:])
    assert np.array_equal(rest.medial_lean_deg, whole.medial_lean_deg[cut:])


def test_angles_are_rounded_to_thousandths() -> None:
    found = angles(good_setup(Side.LEFT), body_samples(standing(1.0), Side.LEFT))
    assert np.array_equal(found.flexion_deg, np.round(found.flexion_deg, 3))


def test_a_pulled_cable_costs_the_time_it_was_out_and_no_more() -> None:
    course = squatting(LEANS_IN, 9)
    samples = body_samples(course, Side.RIGHT, seed=9)
    kept = samples[(samples.t_s < 2.0) | (samples.t_s > 5.7)]
    found = angles(good_setup(Side.RIGHT), kept)
    assert errors_at_depth(course, kept, found).max() < 2.0


def test_no_samples_make_no_angles() -> None:
    assert len(angles(good_setup(Side.LEFT), BodySamples.empty()).flexion_deg) == 0


def test_after_a_cable_pulled_in_a_squat_there_are_no_angles_until_the_thigh_is_upright() -> None:
    course = squatting(FAULTY_SQUAT, 8)
    samples = body_samples(course, Side.RIGHT, seed=8)
    inclination = at_samples(course.inclination_deg, samples)
    deep = np.flatnonzero(inclination > 40.0)
    back = int(deep[np.searchsorted(deep, 1600)])
    kept = np.concatenate((np.arange(back - 600), np.arange(back, len(samples))))
    found = angles(good_setup(Side.RIGHT), samples[kept])
    missing = np.isnan(found.medial_lean_deg)
    assert np.array_equal(missing, np.isnan(found.flexion_deg))
    behind = kept >= back
    assert missing[behind][0]
    first = int(np.flatnonzero(behind & ~missing)[0])
    assert inclination[kept[first]] < 15.5
    error = np.abs(found.medial_lean_deg - at_samples(course.medial_lean_deg, samples)[kept])
    assert error[behind & ~missing].max() < 2.5
