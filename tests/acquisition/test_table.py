"""A table that grows in place: what is held, what a slice keeps, and when storage is given back."""

import numpy as np
import pytest

from trainer.acquisition.table import FIRST_ROWS, Table
from trainer.recording.samples import Samples

HELD = 2000


def rows(first: int, n: int) -> Samples:
    made = Samples.zeros(n)
    made.seq[:] = made.device_us[:] = np.arange(first, first + n)
    return made


def filled(table: Table[Samples], n: int, step: int = 1) -> None:
    for first in range(table.end, table.end + n, step):
        made = rows(first, step)
        table.append(made, made.seq)


@pytest.mark.parametrize("step", [1, 7, 5 * HELD])
def test_the_newest_rows_are_held_and_the_storage_stays_bounded(step: int) -> None:
    table = Table(Samples, HELD)
    filled(table, 10 * HELD, step)
    held = table.rows()
    assert len(held) >= HELD
    assert held.seq[-1] == table.end - 1
    assert np.all(np.diff(held.seq) == 1)
    assert len(table._keys) <= 2 * (HELD + step)


def test_a_slice_stays_right_however_the_table_goes_on() -> None:
    table = Table(Samples, HELD)
    filled(table, FIRST_ROWS - 10)
    early = table.rows(100)
    expected = early.seq.copy()
    filled(table, 10 * HELD)
    assert np.array_equal(early.seq, expected)
    with pytest.raises(ValueError, match="read-only"):
        early.seq[0] = 1


def test_rows_that_are_kept_survive_and_are_given_back_when_they_are_released() -> None:
    table = Table(Samples, HELD)
    filled(table, HELD)
    first = table.end
    table.keep_from(first)
    filled(table, 10 * HELD)
    assert np.array_equal(table.rows(first).seq, np.arange(first, table.end))
    table.release()
    assert len(table._keys) <= 2 * HELD
    assert HELD <= len(table.rows()) <= 2 * HELD


def test_rows_are_found_by_their_keys() -> None:
    table = Table(Samples, HELD)
    made = rows(0, 6)
    table.append(made, np.array([3, 3, 5, 5, 8, 9]))
    assert table.between(-1).seq.tolist() == [0, 1, 2, 3, 4, 5]
    assert table.between(3, 8).seq.tolist() == [2, 3, 4]
    assert len(table.between(9)) == 0
    assert table.last_key == 9
