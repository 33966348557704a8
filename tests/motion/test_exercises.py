"""The paces of the exercises off the board."""

from itertools import pairwise

import numpy as np
import pytest

from trainer.motion.exercises import EXERCISE, Exercise, exercise_of

EACH = pytest.mark.parametrize("exercise", list(Exercise))


@pytest.mark.parametrize(
    ("exercise", "since_s", "stroke", "depth", "number"),
    [
        (Exercise.SQUAT, -1.0, 2, 0.0, 0),
        (Exercise.SQUAT, 0.0, 0, 0.0, 1),
        (Exercise.SQUAT, 1.0, 0, 0.5, 1),
        (Exercise.SQUAT, 2.0, 1, 1.0, 1),
        (Exercise.SQUAT, 5.0, 2, 0.0, 1),
        (Exercise.SQUAT, 29.9, 2, 0.0, 5),
        (Exercise.STEP_DOWN, 2.2, 1, 1.0, 1),
        (Exercise.STEP_DOWN, 3.5, 2, 0.5, 1),
        (Exercise.PELVIC_DROP, 2.0, 1, 1.0, 1),
        (Exercise.PELVIC_DROP, 3.0, 1, 0.2, 1),
        (Exercise.PELVIC_DROP, 4.0, 2, -0.6, 1),
        (Exercise.PELVIC_DROP, 5.5, 3, 0.0, 1),
        (Exercise.PELVIC_DROP, 7.0, 0, 0.5, 2),
    ],
)
def test_where_to_be_at_a_second(exercise, since_s, stroke, depth, number) -> None:
    place = exercise.pace.at(since_s)
    assert (place.stroke, place.number) == (stroke, number)
    assert place.depth == pytest.approx(depth, abs=1e-9)


@EACH
def test_a_light_at_this_pace_never_jumps_and_its_speed_is_what_it_does(exercise: Exercise) -> None:
    times = np.arange(0.0, 2.0 * exercise.pace.cycle_s, 0.001)
    places = [exercise.pace.at(t_s) for t_s in times.tolist()]
    for before, after in pairwise(places):
        assert after.depth - before.depth == pytest.approx(0.001 * before.depth_per_s, abs=5e-6)


@EACH
def test_half_a_minute_holds_five_repetitions(exercise: Exercise) -> None:
    assert exercise.pace.repetitions_in(30.0) == 5
    assert exercise.pace.repetitions_in(29.0) == 4


@EACH
def test_a_trial_s_parameters_name_the_exercise(exercise: Exercise) -> None:
    assert exercise_of({EXERCISE: exercise.value}) is exercise


def test_a_trial_on_the_board_is_none_of_them() -> None:
    assert exercise_of({"gate_radius_deg": 3.0}) is None
