"""The pelvis by itself: drops and lifts of known size and time, on either leg."""

from dataclasses import replace

import numpy as np
import pytest

from tests.metrics.signals import completed, recorded
from trainer.metrics import TrialMeasures, measure_trial
from trainer.motion.exercises import EXERCISE, Exercise
from trainer.recording.body import SacrumSetup
from trainer.recording.conditions import FLOOR
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import smooth_steps

RATE_HZ = 100.0
SIDES = pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])


def moved(start_deg: float, end_deg: float, seconds: float) -> np.ndarray:
    share, _ = smooth_steps(np.arange(round(seconds * RATE_HZ)) / (seconds * RATE_HZ))
    return start_deg + share * (end_deg - start_deg)


def stood(seconds: float, deg: float = 0.0) -> np.ndarray:
    return np.full(round(seconds * RATE_HZ), deg)


def one(drop_deg: float, lift_deg: float, stands_deg: float = 0.0) -> np.ndarray:
    """Two seconds down, two up to above the start, one back, one of standing."""
    low, high = stands_deg + drop_deg, stands_deg - lift_deg
    return np.concatenate(
        [
            moved(stands_deg, low, 2.0),
            moved(low, high, 2.0),
            moved(high, stands_deg, 1.0),
            stood(1.0, stands_deg),
        ]
    )


def trial(drop: np.ndarray, side: Side) -> Recording:
    """A trial whose pelvis drops so; the first seconds, before it is measured, it stands."""
    course = np.concatenate([stood(6.0, drop[0]), drop])
    way = 1.0 if side is Side.LEFT else -1.0
    board = recorded(np.stack([np.zeros(len(course)), way * course]), completed(len(course)))
    conditions = replace(board.header.conditions, side=side, level=FLOOR)
    parameters = {"gate_radius_deg": 10.0, EXERCISE: Exercise.PELVIC_DROP.value}
    header = replace(
        board.header, conditions=conditions, parameters=parameters, sacrum=SacrumSetup()
    )
    return replace(board, header=header)


def measured(drop: np.ndarray, side: Side = Side.RIGHT) -> TrialMeasures:
    return measure_trial(trial(drop, side))


@SIDES
def test_drop_lift_and_time_of_five_repetitions_are_what_they_were(side: Side) -> None:
    found = measured(np.concatenate([one(8.0, 5.0)] * 5), side)
    assert found.value("pelvis_repetitions") == 5
    assert found.value("pelvis_drop_deg") == pytest.approx(8.0, abs=0.1)
    assert found.value("pelvis_lift_deg") == pytest.approx(5.0, abs=0.1)
    assert found.value("pelvis_drop_deg_sd") == pytest.approx(0.0, abs=0.1)
    # Slower than 1 deg/s at both ends counts as standing.
    assert found.value("pelvis_repetition_time_s") == pytest.approx(4.6, abs=0.3)
    assert found.why_not == ""


def test_the_spread_is_of_the_repetitions() -> None:
    found = measured(np.concatenate([one(deg, 5.0) for deg in (6.0, 8.0, 10.0)]))
    assert found.value("pelvis_drop_deg") == pytest.approx(8.0, abs=0.15)
    assert found.value("pelvis_drop_deg_sd") == pytest.approx(2.0, abs=0.15)


def test_who_stands_with_a_hanging_pelvis_is_measured_against_that_stand() -> None:
    found = measured(np.concatenate([one(7.0, 3.0, stands_deg=6.0)] * 3))
    assert found.value("pelvis_drop_deg") == pytest.approx(7.0, abs=0.15)
    assert found.value("pelvis_lift_deg") == pytest.approx(3.0, abs=0.15)


def test_a_pelvis_that_only_comes_back_up_has_no_lift() -> None:
    found = measured(np.concatenate([one(8.0, 0.0)] * 3))
    assert found.value("pelvis_lift_deg") == pytest.approx(0.0, abs=0.15)
    assert found.value("pelvis_drop_deg") == pytest.approx(8.0, abs=0.1)


@pytest.mark.parametrize("sway_deg", [0.0, 1.2])
def test_standing_is_no_drop_and_the_reason_is_told(sway_deg: float) -> None:
    t_s = np.arange(1500) / RATE_HZ
    found = measured(sway_deg * np.sin(2.0 * np.pi * 0.3 * t_s))
    assert found.value("pelvis_repetitions") == 0
    assert "no drop of the pelvis was seen" in found.omitted["pelvis_drop_deg"]
    assert found.why_not.startswith("nothing was seen of it")


def test_a_drop_that_the_end_cuts_off_is_none() -> None:
    cut = np.concatenate([one(8.0, 5.0), moved(0.0, 8.0, 2.0)])
    assert measured(cut).value("pelvis_repetitions") == 1
