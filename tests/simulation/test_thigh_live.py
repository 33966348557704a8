"""Thighs above a simulated board: the same in any stretches, and what they are said to do."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from tests.simulation.thigh_exercises import PerformedThigh, squats
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import BoardTrace, trace
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import Motion, joined
from trainer.simulation.thigh import LiveThigh, ThighCourse, thigh_motion
from trainer.simulation.traits import PatientTraits

RUN = trace(SimulatedPatient(PatientTraits(skill=0.2), seed=2), 6.0)
SQUAT = squats(1)
THIGHS = {
    "live": lambda: LiveThigh(Side.RIGHT),
    "performed": lambda: PerformedThigh(SQUAT, Side.LEFT),
}


def part(whole: BoardTrace, first: int, after: int) -> BoardTrace:
    names = ("ap_deg", "thigh_flexion_deg", "thigh_medial_lean_deg", "thigh_inward_deg")
    return replace(whole, **{name: getattr(whole, name)[first:after] for name in names})


def in_stretches(thigh: LiveThigh | PerformedThigh, edges: list[int]) -> Motion:
    return joined(*(thigh.meet(part(RUN, first, after)) for first, after in pairwise(edges)))


@pytest.mark.parametrize("kind", THIGHS)
def test_a_thigh_is_the_same_in_stretches_of_any_length(kind: str) -> None:
    at_once = THIGHS[kind]().meet(RUN)
    cut = in_stretches(THIGHS[kind](), [0, 1, 2, 2, 40, 41, 3000, len(RUN)])
    assert np.array_equal(cut.down, at_once.down)
    assert np.array_equal(cut.gyro_deg_s, at_once.gyro_deg_s)
    assert len(at_once) == len(RUN)


def test_an_exercise_is_done_once_and_its_end_is_held() -> None:
    found = PerformedThigh(SQUAT, Side.LEFT).meet(RUN)
    wanted = thigh_motion(SQUAT, Side.LEFT)
    assert np.array_equal(found.down[: len(SQUAT)], wanted.down)
    assert np.all(found.down[len(SQUAT) :] == wanted.down[-1])
    assert not found.gyro_deg_s[len(SQUAT) :].any()


def test_a_patients_thigh_leans_as_its_hip_does_and_jumps_nowhere() -> None:
    run = RUN
    motion = LiveThigh(Side.RIGHT).meet(run)
    course = ThighCourse(run.thigh_flexion_deg, run.thigh_medial_lean_deg, np.zeros(len(run)))
    true = thigh_motion(course, Side.RIGHT).down
    assert np.std(run.thigh_medial_lean_deg) > 0.3
    assert np.degrees(np.linalg.norm(motion.down - true, axis=1)).max() < 0.6
    assert np.abs(motion.gyro_deg_s).max() < 60.0
