"""What a trial with a thigh sensor has beside the board's values, and from which samples."""

from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import completed, ordinary_axes, recorded
from tests.simulation.thigh_exercises import MovementFault, squats, standing, swaying
from tests.thighs import SENSOR, body_samples, good_setup
from trainer.metrics import TrialMeasures, all_metrics, measure_trial
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.smoothness import sparc
from trainer.motion.thigh_angles import ThighAngles
from trainer.recording.body import BodySamples, BodySetup, ThighSetup
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind, Side
from trainer.simulation.board_state import TICK_S
from trainer.simulation.thigh import ThighCourse

LEANS_IN = MovementFault(lean_per_flexion=0.3)
RATE_HZ = 100.0
T_S = np.arange(-100, 100) / 100.0
"""−1 to 1 s, the last left out: the 200 samples the published value is of."""
BELL = np.exp(-5.0 * T_S**2)


def squatting(
    count: int = 5, depth_deg: float = 50.0, fault: MovementFault = LEANS_IN
) -> ThighCourse:
    upright = standing(3.0, sway_deg=0.0)
    return ThighCourse.joined(upright, squats(count, depth_deg=depth_deg, fault=fault), upright)


def told(course: ThighCourse) -> BodySamples:
    """Body samples whose angles are the true ones, 100 a second."""
    step = round(1 / (TICK_S * RATE_HZ))
    samples = BodySamples.zeros(len(course) // step)
    samples.seq[:] = np.arange(len(samples))
    samples.t_s[:] = samples.seq / RATE_HZ
    samples.thigh_flexion_deg[:] = course.flexion_deg[::step][: len(samples)]
    samples.thigh_medial_lean_deg[:] = course.medial_lean_deg[::step][: len(samples)]
    return samples


def trial(
    body: BodySamples,
    events: list[TrialEvent] | None = None,
    thigh: ThighSetup | None = ThighSetup(side=Side.RIGHT),  # noqa: B008  frozen
) -> Recording:
    """A trial of as many board samples, 100 a second, as the body's stream is long."""
    n = round(float(body.t_s[-1]) * RATE_HZ) + 1
    board = recorded(ordinary_axes(n=n), events or completed(n))
    stands = replace(board.header.conditions, side=thigh.side if thigh else Side.RIGHT)
    header = replace(board.header, conditions=stands, body=BodySetup(thigh=thigh))
    return replace(board, header=header, body=body)


def with_angles(samples: BodySamples, setup: ThighSetup) -> BodySamples:
    """The samples with the angles that acquisition delivers."""
    angles = ThighAngles(setup, SENSOR).update(
        samples.seq, samples.accel_counts, samples.gyro_counts
    )
    return replace(
        samples,
        thigh_flexion_deg=angles.flexion_deg,
        thigh_medial_lean_deg=angles.medial_lean_deg,
    )


def numbers(measures: TrialMeasures) -> dict[str, float]:
    return {value.name: value.value for value in measures.values}


def test_squats_have_their_depth_lean_time_and_smoothness() -> None:
    found = numbers(measure_trial(trial(told(squatting()))))
    assert found["thigh_repetitions"] == found["thigh_repetitions_to_40"] == 5
    assert found["thigh_flexion_peak"] == pytest.approx(50.0, abs=0.1)
    assert found["thigh_medial_lean_peak"] == pytest.approx(15.0, abs=0.1)
    for depth_deg in (20, 30, 40):
        # tan² of the inclination is tan² of flexion and lean together.
        share = np.hypot(1.0, 0.3)
        assert found[f"thigh_medial_lean_at_{depth_deg}"] == pytest.approx(
            0.3 * depth_deg / share, abs=0.35
        )
    assert found["thigh_medial_velocity_peak"] == pytest.approx(15.0 * 1.875 / 1.5, rel=0.02)
    assert found["repetition_time_s"] == pytest.approx(3.0, abs=0.25)
    assert -8.0 < found["thigh_smoothness"] < -1.4


def test_spreads_are_of_the_squats() -> None:
    course = ThighCourse.joined(squatting(1, 30.0), squatting(1, 45.0), squatting(1, 60.0))
    found = numbers(measure_trial(trial(told(course))))
    assert found["thigh_flexion_peak"] == pytest.approx(45.0, abs=0.1)
    assert found["thigh_flexion_peak_sd"] == pytest.approx(15.0, abs=0.1)
    assert found["thigh_repetitions_to_40"] == 2


def test_a_lean_at_a_depth_is_of_the_squats_that_reach_it() -> None:
    course = ThighCourse.joined(squatting(2, 34.0), squatting(1, 45.0, MovementFault(0.1)))
    measures = measure_trial(trial(told(course)))
    found = numbers(measures)
    assert found["thigh_repetitions_to_30"] == 3
    assert found["thigh_repetitions_to_40"] == 1
    assert found["thigh_medial_lean_at_40"] == pytest.approx(4.0, abs=0.1)
    assert "two squats" in measures.omitted["thigh_medial_lean_at_40_sd"]
    assert found["thigh_medial_lean_at_30_sd"] > 1.0


def test_squats_too_shallow_for_a_depth_leave_it_out_with_the_reason() -> None:
    measures = measure_trial(trial(told(squatting(3, 32.0, MovementFault()))))
    assert "thigh_medial_lean_at_30" in numbers(measures)
    assert "deep enough" in measures.omitted["thigh_medial_lean_at_40"]


def test_a_trial_without_squats_counts_none_and_says_so() -> None:
    measures = measure_trial(trial(told(standing(20.0, flexion_deg=12.0, sway_deg=1.5))))
    assert numbers(measures)["thigh_repetitions"] == 0
    assert "no squat" in measures.omitted["thigh_medial_lean_peak"]


def test_a_board_alone_is_measured_as_ever() -> None:
    body = told(squatting())
    with_thigh, without = trial(body), trial(body, thigh=None)
    bare = replace(without, header=replace(without.header, body=None), body=BodySamples.empty())
    assert measure_trial(bare) == measure_trial(without)
    more, less = measure_trial(with_thigh), measure_trial(bare)
    assert more.values[: len(less.values)] == less.values
    assert (more.n, more.duration_s, more.rate_hz) == (less.n, less.duration_s, less.rate_hz)
    assert not any("thigh" in name for name in (*numbers(less), *less.omitted))


STANDING = standing(20.0, flexion_deg=12.0, medial_lean_deg=5.0, sway_deg=1.5, seed=3)


def test_a_standing_thigh_has_mean_and_spread_of_flexion_and_lean() -> None:
    found = numbers(measure_trial(trial(told(STANDING))))
    for name, truth in (("flexion", STANDING.flexion_deg), ("lean", STANDING.medial_lean_deg)):
        assert found[f"thigh_{name}_mean"] == pytest.approx(truth.mean(), abs=0.1)
        assert found[f"thigh_{name}_sd"] == pytest.approx(truth.std(), abs=0.1)


def test_squats_are_no_standing() -> None:
    found = numbers(measure_trial(trial(told(squatting()))))
    assert found["thigh_flexion_mean"] < 0.5
    assert found["thigh_lean_sd"] < 0.5


def test_a_failed_trial_has_no_values_of_standing() -> None:
    body = told(STANDING)
    events = [
        *completed(len(body))[:2],
        TrialEvent(EventKind.OUTCOME, 1200, {"outcome": "touch"}),
        TrialEvent(EventKind.END, 1200),
    ]
    measures = measure_trial(trial(body, events))
    assert "thigh_lean_mean" not in numbers(measures)
    assert "touch" in measures.omitted["thigh_lean_mean"]


def test_the_lean_on_one_leg_of_the_set_up_goes_with_its_trials() -> None:
    stood, never = (
        measure_trial(trial(told(STANDING), thigh=ThighSetup(side=Side.RIGHT, lean_on_leg_deg=deg)))
        for deg in (9.5, None)
    )
    assert numbers(stood)["thigh_lean_on_leg"] == 9.5
    assert "nobody stood on one leg" in never.omitted["thigh_lean_on_leg"]


def test_squats_before_the_measured_part_and_in_pauses_do_not_count() -> None:
    body = told(squatting())
    n = len(body)
    first, _, *last = completed(n)
    # A squat begins every four seconds from the fourth on: one is before, one in the pause.
    events = [
        first,
        TrialEvent(EventKind.MEASURE_FROM, 750),
        TrialEvent(EventKind.PAUSE, 1150),
        TrialEvent(EventKind.RESUME, 1550),
        *last,
    ]
    assert numbers(measure_trial(trial(body, events)))["thigh_repetitions"] == 3


def test_a_failed_trial_keeps_the_squats_that_were_complete() -> None:
    body = told(squatting())
    events = [
        *completed(len(body))[:2],
        TrialEvent(EventKind.OUTCOME, 1200, {"outcome": "touch"}),
        TrialEvent(EventKind.END, 1200),
    ]
    measures = measure_trial(trial(body, events))
    assert numbers(measures)["thigh_repetitions"] == 2
    assert "osi" in measures.omitted


@pytest.mark.parametrize("lost", ["cut", "nan"])
def test_a_squat_during_which_the_cable_was_out_does_not_count(lost: str) -> None:
    body = told(squatting())
    out = (body.t_s > 8.5) & (body.t_s < 9.2)
    body.thigh_flexion_deg[out] = np.nan
    kept = body if lost == "nan" else body[~out]
    assert numbers(measure_trial(trial(kept)))["thigh_repetitions"] == 4


@pytest.mark.parametrize(("standing", "said"), [(Side.LEFT, False), (Side.BOTH, True)])
def test_a_sensor_on_the_leg_that_does_not_stand_there_tells_nothing(standing, said) -> None:
    right = trial(told(squatting()))
    conditions = replace(right.header.conditions, side=standing)
    measures = measure_trial(replace(right, header=replace(right.header, conditions=conditions)))
    assert ("thigh_repetitions" in numbers(measures)) is said
    assert ("thigh_repetitions" in measures.omitted) is not said


def test_a_trial_that_never_started_has_no_thigh_values_either() -> None:
    measures = measure_trial(trial(told(squatting(1)), [TrialEvent(EventKind.END, 0)]))
    assert not measures.values
    assert "never started" in measures.omitted["thigh_flexion_peak"]


def test_times_go_by_the_measured_rate_of_the_clock() -> None:
    fast = trial(told(squatting()))
    slow = replace(fast, clock_map=replace(fast.clock_map, ns_per_us=1050.0))
    first, second = (numbers(measure_trial(t))["repetition_time_s"] for t in (fast, slow))
    assert second == pytest.approx(1.05 * first, rel=0.02)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_from_raw_counts_to_the_lean_within_2_degrees(side: Side) -> None:
    course = swaying(squatting(), seed=3)
    setup = good_setup(side, seed=3)
    samples = body_samples(course, side, seed=3)
    found = numbers(measure_trial(trial(with_angles(samples, setup), thigh=setup)))
    true = numbers(measure_trial(trial(told(course))))
    assert found["thigh_repetitions"] == true["thigh_repetitions"] == 5
    for name in (
        "thigh_flexion_peak",
        "thigh_medial_lean_peak",
        "thigh_medial_lean_at_20",
        "thigh_medial_lean_at_30",
        "thigh_medial_lean_at_40",
    ):
        assert found[name] == pytest.approx(true[name], abs=2.0), name
    assert found["repetition_time_s"] == pytest.approx(true["repetition_time_s"], abs=0.3)


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("inward_share", [0.0, 0.3])
def test_from_raw_counts_to_the_inward_turn_within_2_degrees(side: Side, inward_share) -> None:
    course = swaying(squatting(fault=MovementFault(0.2, inward_share)), seed=4)
    body = body_samples(course, side, seed=4)
    setup = good_setup(side, seed=4)
    found = numbers(measure_trial(trial(with_angles(body, setup), thigh=setup)))
    assert found["thigh_inward_turn_at_30"] == pytest.approx(inward_share * 29.4, abs=2.0)
    assert found["thigh_inward_turn_at_30_sd"] < 1.0


def test_the_inward_turn_says_that_only_its_change_means_something() -> None:
    (declared,) = (m for m in all_metrics() if "thigh_inward_turn_at_30" in m.names)
    assert "experimental, only its change means something" in declared.definition


def test_without_the_sensor_on_the_sacrum_there_is_no_pelvic_drop_and_the_reason_is_told() -> None:
    measures = measure_trial(trial(told(squatting())))
    assert "on the sacrum: baps calibrate place" in measures.omitted["pelvis_drop_deg"]


def test_squats_of_a_stream_that_was_averaged_as_a_whole_say_so_in_their_filter() -> None:
    body = told(squatting())
    holed = body[np.flatnonzero(np.arange(len(body)) % 7)]
    for stream, averaged in ((body, False), (holed, True)):
        filters = {
            value.filter
            for value in measure_trial(trial(stream)).values
            if value.name.startswith("thigh")
        }
        assert len(filters) == 1
        assert ("relevance windows" in filters.pop()) is averaged


def test_the_bell_of_the_publication_has_the_published_value() -> None:
    assert sparc(BELL, 100.0) == pytest.approx(-1.41403, abs=5e-6)


@pytest.mark.parametrize("factor", [0.01, 300.0])
def test_smoothness_does_not_depend_on_speed(factor: float) -> None:
    assert sparc(factor * BELL, 100.0) == pytest.approx(sparc(BELL, 100.0))


def test_a_shaken_movement_is_less_smooth() -> None:
    shaken = BELL * (1.0 + 0.5 * np.sin(2 * np.pi * 4.0 * T_S))
    assert sparc(shaken, 100.0) < sparc(BELL, 100.0) - 0.1


@pytest.mark.parametrize("speed", [np.zeros(50), np.zeros(0), np.ones(1)])
def test_what_does_not_move_has_no_smoothness(speed: np.ndarray) -> None:
    with pytest.raises(NotMeasurableError):
        sparc(speed, 100.0)


# ------ a strap that was pulled


def without(body: BodySamples, from_s: float, to_s: float) -> BodySamples:
    """The cable was out between these seconds."""
    return body[(body.t_s < from_s) | (body.t_s > to_s)]


def test_a_strap_that_falls_silent_for_good_leaves_the_squats_out_and_says_when() -> None:
    whole = told(squatting())
    # A squat begins every four seconds from the fourth on: two are whole before the cable is out.
    measures = measure_trial(replace(trial(whole), body=without(whole, 12.5, 99.0)))
    assert numbers(measures)["thigh_repetitions"] == 2
    for name in ("thigh_medial_lean_at_30", "thigh_smoothness", "repetition_time_s"):
        assert measures.value(name) is None
        assert measures.omitted[name].startswith("the thigh's strap sent nothing for")
        assert "only 2 whole squats" in measures.omitted[name]
    (said,) = measures.remarks
    assert "sent nothing for" in said


def test_a_cable_out_for_a_moment_costs_its_own_squat_and_is_said() -> None:
    whole = told(squatting())
    measures = measure_trial(replace(trial(whole), body=without(whole, 8.5, 9.2)))
    assert numbers(measures)["thigh_repetitions"] == 4
    assert measures.value("thigh_medial_lean_at_30") is not None
    (said,) = measures.remarks
    assert "sent nothing for 0.7 s" in said


def test_a_strap_that_always_answers_has_no_remark() -> None:
    assert measure_trial(trial(told(squatting()))).remarks == ()


# ------ a hip that gives way over a level board


def test_a_thigh_that_falls_in_over_a_level_board_is_seen_by_the_thigh_and_not_by_the_board() -> (
    None
):
    strong, weak = (
        standing(20.0, flexion_deg=12.0, medial_lean_deg=lean_deg, sway_deg=0.5)
        for lean_deg in (1.0, 14.0)
    )
    first, second = (numbers(measure_trial(trial(told(course)))) for course in (strong, weak))
    assert second["thigh_lean_mean"] - first["thigh_lean_mean"] == pytest.approx(13.0, abs=0.2)
    of_board = ("osi", "apsi", "mlsi", "mean_tilt_velocity", "inside_bias")
    assert [second[name] for name in of_board] == [first[name] for name in of_board]
