"""Load calibrations follow the rule of the sensor's: the higher counter wins and says so."""

from dataclasses import replace

import numpy as np
import pytest

from trainer.recording.load import LoadCalibration
from trainer.store.which_calibration import choose_load_calibration

STORED = LoadCalibration(
    9, 3, zero_counts=(1, 2, 3, 4), newton_per_count=(2e-4,) * 4, operator="JD", residual_n=0.3
)
AS_32_BITS = (float(np.float32(2e-4)),) * 4
ON_BOARD = replace(STORED, operator="", residual_n=0.0, newton_per_count=AS_32_BITS)


def test_the_higher_counter_wins_and_the_other_side_is_told() -> None:
    newer = replace(ON_BOARD, counter=4)
    chosen = choose_load_calibration(newer, STORED)
    assert chosen.calibration is newer
    assert chosen.said.startswith("the database holds load calibration number 3")
    older = choose_load_calibration(replace(ON_BOARD, counter=2), STORED)
    assert older.calibration is STORED
    assert older.said.startswith("the board holds load calibration number 2")


def test_one_calibration_on_both_sides_is_the_database_s_which_knows_more() -> None:
    chosen = choose_load_calibration(ON_BOARD, STORED)
    assert chosen.calibration is STORED
    assert chosen.said == ""


def test_no_number_is_another_one_for_having_32_bits_on_the_board() -> None:
    # With 32 bits it lies on the other side of where five digits are rounded up.
    near = 0.12345499999
    stored = replace(STORED, newton_per_count=(near,) * 4)
    on_board = replace(stored, newton_per_count=(float(np.float32(near)),) * 4)
    assert choose_load_calibration(on_board, stored).said == ""


@pytest.mark.parametrize(("on_board", "stored"), [(None, STORED), (ON_BOARD, None)])
def test_what_one_side_alone_knows_is_used(on_board, stored) -> None:
    chosen = choose_load_calibration(on_board, stored)
    assert chosen.calibration is (on_board or stored)
    assert chosen.said == ""


def test_other_numbers_under_one_counter_are_told_and_the_board_s_are_used() -> None:
    other = replace(ON_BOARD, zero_counts=(1, 2, 3, 5))
    chosen = choose_load_calibration(other, STORED)
    assert chosen.calibration is other
    assert "different load calibrations number 3" in chosen.said
