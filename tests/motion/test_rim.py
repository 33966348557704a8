"""Rims from rolled boards: medians of both turns, and what was no rolling is refused."""

from collections.abc import Callable

import numpy as np
import pytest

from trainer.motion.calibration import CalibrationError
from trainer.motion.rim import RimTurn, rim_of, turns_apart_deg
from trainer.recording.envelope import Rim
from trainer.recording.vocabulary import Source

RATE_HZ = 100.0
TEMPLATE = Rim((0.0,), (1.0,), Source.MEASURED, 5, 3, 1)
Tilt = Callable[[np.ndarray], np.ndarray]


def even(direction: np.ndarray) -> np.ndarray:
    return np.full_like(direction, 11.0)


def rolled(tilt: Tilt, sense: int, turned_deg: float = 365.0, deg_s: float = 36.0) -> RimTurn:
    """A turn from the toes on, in blocks as a feed brings them."""
    turn = RimTurn(RATE_HZ, sense)
    direction = sense * np.arange(0.0, turned_deg, deg_s / RATE_HZ)
    tilts, along = tilt(direction % 360.0), np.radians(direction)
    for start in range(0, len(direction), 3):
        part = slice(start, start + 3)
        turn.add((tilts * np.cos(along))[part], (tilts * np.sin(along))[part])
    return turn


def test_directions_run_from_the_toes_to_the_right_and_keep_their_own_tilt() -> None:
    def lopsided(direction: np.ndarray) -> np.ndarray:
        return 11.0 + 2.0 * np.sin(np.radians(direction))

    rim = rim_of(rolled(lopsided, 1), rolled(lopsided, -1), TEMPLATE)
    assert (rim.board_id, rim.level, rim.stem_hole) == (5, 3, 1)
    assert float(rim.limit_deg(0.0, 1.0)) == pytest.approx(13.0, abs=0.05)
    assert float(rim.limit_deg(0.0, -1.0)) == pytest.approx(9.0, abs=0.05)


@pytest.mark.parametrize("sense", [1, -1])
def test_a_turn_is_done_when_every_direction_was_seen_in_its_own_sense(sense: int) -> None:
    assert not rolled(even, sense, turned_deg=350.0).done
    assert rolled(even, sense).done
    wrong = RimTurn(RATE_HZ, -sense)
    along = np.radians(sense * np.arange(0.0, 365.0, 0.36))
    wrong.add(11.0 * np.cos(along), 11.0 * np.sin(along))
    assert wrong.progress == 0.0


def test_what_is_said_of_half_a_turn_tells_how_far_it_went() -> None:
    assert "only 180° of 360°" in str(rolled(even, 1, turned_deg=180.3).half_way())


def test_the_median_spares_a_turn_a_knock() -> None:
    def knocked(direction: np.ndarray) -> np.ndarray:
        return np.where(np.abs(direction - 90.0) < 0.2, 14.0, 11.0)

    rim = rim_of(rolled(knocked, 1), rolled(even, -1), TEMPLATE)
    assert rim.tilt_deg == pytest.approx([11.0] * 36, abs=0.01)


def test_turns_that_disagree_are_refused_with_the_place_and_by_how_much() -> None:
    def pressed(direction: np.ndarray) -> np.ndarray:
        return 11.0 + 1.5 * np.exp(-(((direction - 180.0) / 60.0) ** 2))

    turns = rolled(even, 1), rolled(pressed, -1)
    assert turns_apart_deg(*turns).max() == pytest.approx(1.5, abs=0.05)
    with pytest.raises(CalibrationError, match=r"disagree by 1\.5° towards the heel edge"):
        rim_of(*turns, TEMPLATE)


def test_a_board_lifted_for_longer_than_a_bump_is_refused() -> None:
    def lifted(direction: np.ndarray) -> np.ndarray:
        return np.where(np.abs(direction - 200.0) < 6.0, 4.0, 11.0)

    with pytest.raises(CalibrationError, match="lifted"):
        rolled(lifted, 1)


def test_a_board_rolled_too_fast_shows_it_and_is_refused_in_the_end() -> None:
    assert rolled(even, 1, turned_deg=200.0, deg_s=300.0).too_fast
    with pytest.raises(CalibrationError, match="too fast"):
        rolled(even, 1, turned_deg=720.0, deg_s=300.0)
