"""The fifteen-second set-up: what it finds, and what it refuses in which words."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from tests.simulation.thigh_exercises import (
    FAULTY_SQUAT,
    NO_FAULT,
    SWINGS_S,
    MovementFault,
    set_up,
    slipping,
    squats,
    standing,
    swings,
)
from tests.thighs import NOT_OFF, SENSOR, SIDES, TYPICAL, body_samples, good_setup, setup_of
from trainer.motion.calibration import CalibrationError
from trainer.motion.readings import quaternion_of, rotation_of
from trainer.motion.thigh_setup import (
    PHASES_S,
    AnotherRunNeeded,
    ThighPhases,
    find_thigh_setup,
)
from trainer.motion.thigh_swing import marked_mount
from trainer.motion.thigh_zero import SlippedError, check_zero
from trainer.recording.body import BodySamples, ThighSetup
from trainer.recording.sensor import Vector
from trainer.recording.vocabulary import Side
from trainer.simulation.thigh import Strap, ThighCourse, strapped

RIGHT = Side.RIGHT
SWINGS_END_S = PHASES_S[0] + PHASES_S[1]


def turned_in_the_strap(side: Side, about_deg: Vector) -> Strap:
    """The sensor turned in its own box, by angles about its own axes."""
    turn = Rotation.from_rotvec(np.radians(about_deg))
    mount = Rotation.from_matrix(marked_mount(side)) * turn
    return replace(strapped(side), mount=quaternion_of(mount))


def made(
    course: ThighCourse, side: Side = RIGHT, strap: Strap | None = None, **sent: object
) -> ThighSetup:
    return setup_of(body_samples(course, side, strap, **sent), side)  # type: ignore[arg-type]


def slow_phases(samples: BodySamples) -> ThighPhases:
    """The set-up's phases where the swings took three times as long as they should."""
    edges = (np.cumsum((0.0, 3.0, 18.0, 4.0, 2.0)) * SENSOR.rate_hz).astype(int)
    return ThighPhases(*(samples[slice(*edge)] for edge in pairwise(edges)))


def squatted(fault: MovementFault) -> ThighCourse:
    """The set-up with the patient's own squats in place of the swings."""
    return set_up(swung=swings(3, SWINGS_S, forward_deg=50.0, back_deg=0.0, fault=fault))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("off_deg", [NOT_OFF, (5.0, 10.0, 6.0), (-8.0, -20.0, -7.0)])
def test_the_mount_is_found_within_2_degrees_wherever_the_strap_sits(
    side: Side, off_deg: Vector
) -> None:
    strap = strapped(side, off_deg)
    setup = good_setup(side, strap, seed=1)
    off = rotation_of(setup.mount) * rotation_of(strap.mount).inv()
    assert np.degrees(off.magnitude()) < 2.5
    assert setup.side is side
    assert setup.explained_pct > 97.0
    assert setup.off_mark_deg < 10.0


@pytest.mark.parametrize("seed", range(4))
def test_the_bias_is_found_though_the_patient_sways(seed: int) -> None:
    setup = good_setup(RIGHT, seed=seed)
    assert np.abs(np.subtract(setup.gyro_bias_deg_s, TYPICAL.gyro_bias_deg_s)).max() < 0.3


def test_the_angle_off_the_mark_is_how_far_the_strap_is_turned() -> None:
    assert good_setup(RIGHT, strapped(RIGHT, (0.0, 0.0, 8.0))).off_mark_deg == pytest.approx(
        8, abs=2
    )


TURNED = strapped(RIGHT, (0.0, 0.0, 7.5))


def run_of(seed: int, strap: Strap = TURNED, fault: MovementFault = NO_FAULT) -> BodySamples:
    return body_samples(set_up(swings(fault=fault), seed=seed), RIGHT, strap, seed=seed)


def test_one_run_beyond_5_degrees_off_the_mark_asks_for_another() -> None:
    with pytest.raises(AnotherRunNeeded, match=r"[78]° off the strap's mark.* once more"):
        setup_of(run_of(1), RIGHT)
    assert setup_of(run_of(1, strapped(RIGHT, (0.0, 0.0, 3.0))), RIGHT).off_mark_deg < 5.0


def test_two_runs_that_agree_are_taken_as_their_mean() -> None:
    found = setup_of(run_of(2), RIGHT, run_of(1))
    off = rotation_of(found.mount) * rotation_of(TURNED.mount).inv()
    assert np.degrees(off.magnitude()) < 2.5
    assert found.off_mark_deg == pytest.approx(7.5, abs=2.0)


def test_two_runs_that_disagree_are_refused_with_what_to_do() -> None:
    inward, outward = (
        run_of(seed, strapped(RIGHT), MovementFault(lean_per_flexion=share))
        for seed, share in ((1, 0.13), (2, -0.13))
    )
    with pytest.raises(CalibrationError, match=r"disagree by 1\d°.*kneecap to the front"):
        setup_of(outward, RIGHT, inward)


def test_a_second_run_on_the_mark_is_taken_by_itself() -> None:
    straight = run_of(2, strapped(RIGHT))
    assert setup_of(straight, RIGHT, run_of(1)) == setup_of(straight, RIGHT)


def test_a_strap_that_slipped_between_two_runs_is_refused() -> None:
    with pytest.raises(CalibrationError, match=r"second run is .* the strap slipped"):
        setup_of(run_of(2, strapped(RIGHT, (5.0, 0.0, 7.5))), RIGHT, run_of(1))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("lean_deg", [-6.0, 4.0, 14.0])
def test_the_lean_on_one_leg_is_measured_and_never_refused(side: Side, lean_deg: float) -> None:
    assert made(set_up(one_leg_lean_deg=lean_deg), side).lean_on_leg_deg == pytest.approx(
        lean_deg, abs=1.5
    )


@pytest.mark.parametrize("late_s", [0.3, 0.5])
def test_a_patient_who_is_a_little_late_with_everything_is_set_up_all_the_same(
    late_s: float,
) -> None:
    setup = made(ThighCourse.joined(standing(late_s, sway_deg=0.0), set_up(seed=2)))
    on_time = made(set_up(seed=2))
    off = rotation_of(setup.mount) * rotation_of(on_time.mount).inv()
    assert np.degrees(off.magnitude()) < 1.0


def test_guided_mini_squats_do_as_well_as_swings() -> None:
    assert made(squatted(MovementFault())).off_mark_deg < 3.0


@pytest.mark.parametrize("side", SIDES)
def test_a_sensor_upside_down_simply_works(side: Side) -> None:
    strap = turned_in_the_strap(side, (0.0, 0.0, 180.0))
    setup = made(set_up(), side, strap)
    off = rotation_of(setup.mount) * rotation_of(strap.mount).inv()
    assert np.degrees(off.magnitude()) < 2.5


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("upside_down", [0.0, 180.0])
def test_a_sensor_inside_out_is_refused_by_name(side: Side, upside_down: float) -> None:
    about = (180.0, 0.0, 0.0) if not upside_down else (0.0, 180.0, 0.0)
    with pytest.raises(CalibrationError, match="face points inward"):
        made(set_up(), side, turned_in_the_strap(side, about))


@pytest.mark.parametrize("side", SIDES)
def test_a_sensor_on_the_other_leg_is_refused(side: Side) -> None:
    other = Side.LEFT if side is RIGHT else RIGHT
    with pytest.raises(CalibrationError, match="on the other leg"):
        setup_of(body_samples(set_up(), other), side)


@pytest.mark.parametrize(
    ("about_deg", "words"),
    [
        ((0.0, 0.0, 90.0), "sideways, two of its axes are swapped"),
        ((0.0, 90.0, 0.0), "two of its axes are swapped or it is not on the thigh"),
        ((90.0, 0.0, 0.0), "two of the thigh sensor's axes are swapped, it sits on the front"),
        ((25.0, 0.0, 0.0), "strap is turned around the thigh"),
        ((0.0, 0.0, 38.0), "3[78]° askew"),
    ],
)
def test_swapped_axes_and_a_turned_strap_are_named(about_deg: Vector, words: str) -> None:
    with pytest.raises(CalibrationError, match=words):
        made(set_up(), RIGHT, turned_in_the_strap(RIGHT, about_deg))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (FAULTY_SQUAT, "turned about its own length"),
        (MovementFault(lean_per_flexion=0.3), "off the strap's mark"),
        (MovementFault(inward_per_flexion=0.3), "turned about its own length"),
        (MovementFault(0.5, 0.5, late_s=0.5), "did not turn about one axis"),
    ],
)
@pytest.mark.parametrize("side", SIDES)
def test_an_axis_from_a_faulty_squat_is_refused(
    side: Side, fault: MovementFault, words: str
) -> None:
    with pytest.raises(CalibrationError, match=words):
        made(squatted(fault), side)


def test_a_strap_turned_so_that_it_hides_inward_turning_is_still_refused() -> None:
    with pytest.raises(CalibrationError, match="turned about its own length"):
        made(
            squatted(MovementFault(inward_per_flexion=0.3)),
            RIGHT,
            strapped(RIGHT, (0.0, 0.0, -8.0)),
        )


@pytest.mark.parametrize(
    ("swung", "words"),
    [
        (standing(SWINGS_S), "no swings were seen"),
        (swings(2), "2 of three swings"),
        (swings(3, forward_deg=25.0, back_deg=25.0), "which way is forward is not clear"),
        (swings(3, forward_deg=8.0, back_deg=20.0), "swing backwards"),
    ],
)
def test_swings_that_cannot_be_used_are_named(swung: ThighCourse, words: str) -> None:
    with pytest.raises(CalibrationError, match=words):
        made(set_up(swung=swung))


def test_swings_that_are_too_slow_are_named() -> None:
    samples = body_samples(set_up(swung=swings(3, 3 * SWINGS_S, 20.0, 0.0)), RIGHT)
    with pytest.raises(CalibrationError, match=r"too slow"):
        find_thigh_setup([slow_phases(samples)], SENSOR, RIGHT)


@pytest.mark.parametrize(
    ("from_s", "asked"),
    [(0.0, "stand still on both legs"), (9.0, "fingertips on the rail"), (13.0, "on both legs")],
)
def test_moving_when_it_should_be_still_is_named(from_s: float, asked: str) -> None:
    course = set_up()
    t_s = course.t_s
    fidgets = np.where((t_s >= from_s) & (t_s < from_s + 4.0), 6.0 * np.sin(8.0 * t_s), 0.0)
    with pytest.raises(CalibrationError, match=f"moved when it should be still: .*{asked}"):
        made(replace(course, flexion_deg=course.flexion_deg + fidgets))


def test_a_bent_thigh_on_one_leg_is_refused() -> None:
    with pytest.raises(CalibrationError, match=r"on one leg the thigh was bent by 1[0-9]°"):
        made(set_up(one_leg_flexion_deg=14.0))


def test_a_strap_that_slips_during_the_set_up_is_refused() -> None:
    course = set_up()
    slip = slipping(len(course), SWINGS_END_S - 1.0, (5.0, 3.0, 0.0))
    with pytest.raises(CalibrationError, match="the strap slipped"):
        made(course, loose=slip)


def test_a_cable_that_was_out_is_named() -> None:
    samples = body_samples(set_up(), RIGHT)
    with pytest.raises(CalibrationError, match=r"sent 2\.0 s of 6 s: check its cable"):
        setup_of(samples[(samples.t_s < 5.0) | (samples.t_s >= SWINGS_END_S)], RIGHT)
    with pytest.raises(CalibrationError, match="check its cable"):
        setup_of(samples[:1], RIGHT)


def test_a_sensor_that_repeats_one_value_is_named() -> None:
    stuck = BodySamples.zeros(7500)
    stuck.t_s[:] = np.arange(7500) / SENSOR.rate_hz
    with pytest.raises(CalibrationError, match="repeats one value"):
        setup_of(stuck, RIGHT)


def test_a_set_up_of_both_legs_is_refused() -> None:
    with pytest.raises(CalibrationError, match="one thigh"):
        setup_of(body_samples(set_up(), RIGHT), Side.BOTH)


def test_a_strap_that_stayed_passes_the_check_after_the_test() -> None:
    again = body_samples(standing(3.0, seed=5), RIGHT, seed=6)
    assert check_zero(good_setup(RIGHT), again, SENSOR) < 1.0


def test_a_strap_that_slipped_has_its_test_discarded() -> None:
    course = standing(3.0)
    again = body_samples(course, RIGHT, loose=slipping(len(course), -1.0, (4.0, 0.0, 0.0)))
    with pytest.raises(SlippedError, match=r"slipped by 4° during the test: .* discarded"):
        check_zero(good_setup(RIGHT), again, SENSOR)


def test_the_check_asks_for_stillness() -> None:
    moving = body_samples(squats(1, pause_s=0.0, seconds_each=3.0), RIGHT)
    with pytest.raises(CalibrationError, match="still on both legs; do the check again") as raised:
        check_zero(good_setup(RIGHT), moving, SENSOR)
    assert not isinstance(raised.value, SlippedError)
