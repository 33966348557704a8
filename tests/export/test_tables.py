"""Samples as text come back to the last bit, whatever is in them."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.trials import same_numbers, whole
from tests.recording.any_samples import any_rows
from trainer.export.errors import NotReadable
from trainer.export.tables import (
    BIDS,
    COMMAS,
    Dialect,
    cell,
    facts_text,
    samples_from,
    samples_text,
)
from trainer.export.units import COLUMNS, column_names, hidden, shown, whole_numbers
from trainer.recording.container import STREAMS
from trainer.recording.samples import Samples

SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)
EACH = st.sampled_from(sorted(STREAMS))
HEADER = whole().recording.header


@SLOW
@given(st.data(), EACH, st.sampled_from([COMMAS, BIDS]))
def test_any_samples_come_back_to_the_last_bit(
    data: st.DataObject, stream: str, dialect: Dialect
) -> None:
    table = data.draw(any_rows(STREAMS[stream], 40).filter(len))
    text = samples_text(shown(stream, table, HEADER), dialect)
    columns = samples_from(text, column_names(stream), whole_numbers(stream), dialect, "it")
    assert same_numbers(hidden(stream, columns, HEADER), table)


def test_every_column_has_its_meaning_and_each_stream_begins_with_time() -> None:
    for stream in STREAMS:
        assert column_names(stream)[:3] == ("t_s", "seq", "epoch")
        assert set(column_names(stream)) <= set(COLUMNS)
    assert column_names("board")[3:13] == (
        *("ap_deg", "ml_deg", "ap_rate_deg_s", "ml_rate_deg_s"),
        *("ax_g", "ay_g", "az_g", "gx_deg_s", "gy_deg_s", "gz_deg_s"),
    )


def test_counts_are_written_in_the_unit_that_the_name_says() -> None:
    table = Samples.zeros(1)
    table.accel_counts[:] = 8192
    table.gyro_counts[:] = 131
    columns = shown("board", table, HEADER)
    assert columns["az_g"] == 1.0
    assert columns["gx_deg_s"] == 2.0


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"t_s,seq\n1,2\n",
        b"Time,AP,ML\n0,1,2\n",
        b"\x00\xff\n",
        b"t_s\n" * 9,
        "é\n".encode("utf-16"),
    ],
    ids=["empty", "short", "foreign", "bytes", "lines", "utf-16"],
)
def test_a_table_of_another_program_is_refused_in_one_line(text: bytes) -> None:
    with pytest.raises(NotReadable, match="it is") as caught:
        samples_from(text, column_names("board"), whole_numbers("board"), COMMAS, "it")
    assert "\n" not in str(caught.value)


def test_a_whole_number_that_is_missing_is_refused() -> None:
    text = samples_text(shown("board", Samples.zeros(2), HEADER), COMMAS)
    holed = text.replace(b"\n0.0,0,", b"\n0.0,,").replace(b"\n0,0,", b"\n0,,")
    assert holed != text
    with pytest.raises(NotReadable, match="whole number is missing"):
        samples_from(holed, column_names("board"), whole_numbers("board"), COMMAS, "it")


def test_facts_stand_on_one_line_and_no_spreadsheet_runs_them() -> None:
    assert [cell(v) for v in (None, float("nan"), 0.1, True, "a\n b", "=1+1", "-x", -2)] == [
        *("", "", "0.1", "true", "a b", "'=1+1", "'-x", "-2")
    ]
    assert facts_text([("a", "b"), ('x,"y"', np.float64(1 / 3))]) == (
        b'a,b\n"x,""y""",0.3333333333333333\n'
    )
