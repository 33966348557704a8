"""Every way a table can be wrong has one line that says what and where."""

import json
from pathlib import Path

import numpy as np
import pytest

from trainer.metrics import TableError, Unit, read_envelope, read_table

HEADER = "t_s,ap_deg,ml_deg\n"
GOOD = "0.00,1,2\n0.01,3,4\n0.02,5,6\n"


def written(tmp_path: Path, content: str | bytes, name: str = "sway.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    path = written(tmp_path, "seq,ml_deg,note,ap_deg,time_s\n7,2,x,1,0.0\n8,4,y,3,0.1\n")
    table = read_table(path)
    assert (table.time_s.tolist(), table.ap.tolist(), table.ml.tolist()) == (
        [0.0, 0.1],
        [1.0, 3.0],
        [2.0, 4.0],
    )
    assert table.unit is Unit.DEG


def test_a_log_is_measured_by_tilt_and_not_by_its_rates_or_contact_point(tmp_path: Path) -> None:
    head = "t_s,seq,epoch,ap_deg,ml_deg,ap_rate_deg_s,ml_rate_deg_s,cop_ap_mm,cop_ml_mm\n"
    path = written(tmp_path, head + "0.0,0,0,1,2,10,20,100,200\n0.1,1,0,3,4,30,40,300,400\n")
    assert read_table(path).ap.tolist() == [1.0, 3.0]
    contact = read_table(path, Unit.MM)
    assert (contact.ml.tolist(), contact.unit) == ([200.0, 400.0], Unit.MM)


def test_json_lines_are_read_by_the_same_names(tmp_path: Path) -> None:
    rows = [{"t_s": i / 10, "seq": i, "ap_deg": i, "ml_deg": -i, "flag": None} for i in range(3)]
    path = written(tmp_path, "\n".join(json.dumps(row) for row in rows) + "\n", "sway.jsonl")
    table = read_table(path)
    assert (table.ap.tolist(), table.ml.tolist()) == ([0, 1, 2], [0, -1, -2])


def test_without_known_names_the_columns_are_time_ml_ap(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "a,b,c\n0.0,1,2\n0.1,3,4\n"), Unit.MM)
    assert (table.ml.tolist(), table.ap.tolist(), table.unit) == ([1, 3], [2, 4], Unit.MM)


@pytest.mark.parametrize("separator", [",", ";", "\t", ", "])
def test_a_table_without_a_header_is_read_by_place(tmp_path: Path, separator: str) -> None:
    content = "# made by hand\n\n" + GOOD.replace(",", separator)
    assert read_table(written(tmp_path, content), Unit.CM).ml.tolist() == [1, 3, 5]


def test_the_header_wins_over_the_unit_given(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, HEADER + GOOD), Unit.CM).unit is Unit.DEG
    assert read_table(written(tmp_path, "t,x_cm,y_cm\n" + GOOD)).unit is Unit.CM


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    content = ("\ufeff" + HEADER + GOOD).replace("\n", "\r\n").encode()
    assert read_table(written(tmp_path, content)).ap.tolist() == [1, 3, 5]


BROKEN = {
    "text": (HEADER + "0.0,1,2\n0.1,abc,4\n", r"line 3, column ap_deg: holds 'abc', not a number"),
    "nan": (HEADER + "0.0,1,2\n0.1,3,nan\n", r"line 3, column ml_deg: holds nan"),
    "infinity": (HEADER + "0.0,1,2\n0.1,inf,4\n", r"line 3, column ap_deg: holds inf"),
    "empty cell": (HEADER + "0.0,1,2\n0.1,,4\n", r"line 3, column ap_deg: holds nothing"),
    "cut row": (HEADER + GOOD + "0.03,7\n", r"line 5 has 2 columns and none for ml_deg"),
    "unsorted": (HEADER + "0.0,1,2\n0.2,3,4\n0.1,5,6\n", r"line 4: time goes back from 0.2 to 0.1"),
    "repeated": (HEADER + "0.0,1,2\n0.1,3,4\n0.1,5,6\n", r"line 4: time 0.1 s repeats"),
    "empty": ("", r"is empty"),
    "blank": (" \n\n", r"is empty"),
    "header alone": (HEADER, r"header and no rows"),
    "only comments": ("# nothing\n", r"holds no rows"),
    "binary": (bytes(range(256)), r"not a text table"),
    "zeros": (b"t_s,ap_deg\0", r"not a text table"),
    "no partner": ("t_s,ap_deg,x\n" + GOOD, r"no such column: ml_deg \(there are t_s, ap_deg, x\)"),
    "no time": ("time,ap_deg,ml_deg\n" + GOOD, r"no such column: t_s or time_s"),
    "unknown unit": ("t_s,ap_in,ml_in\n" + GOOD, r"column ap_in: its unit is none of"),
    "two units": ("t_s,ap_mm,ml_mm,ap_cm,ml_cm\n0,1,2,3,4\n", r"several units: say which"),
    "mixed units": ("t,x_mm,y_cm\n" + GOOD, r"x_mm and y_cm are in different units"),
    "no unit": ("a,b,c\n" + GOOD, r"give --unit"),
    "two columns": ("a,b\n0,1\n", r"has 2 columns; wanted are time"),
    "json text": ('{"t_s": 0, "ap_deg": "x", "ml_deg": 1}\n', r"line 1, column ap_deg: holds 'x'"),
    "json cut": ('{"t_s": 0, "ap_deg": 0, "ml_deg": 1}\n{"t_s"', r"line 2 is not JSON"),
    "json list": ('{"t_s": 0, "ap_deg": 0, "ml_deg": 1}\n[1]', r"line 2 is not a JSON object"),
    "raw sensor": ('{"class": "B", "data": {"x": [1]}}', r"--board replay:FILE"),
    "open quote": (HEADER + '0.0,"1,2\n' + GOOD, r"line 5"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    content, message = BROKEN[kind]
    path = written(tmp_path, content)
    with pytest.raises(TableError, match=message) as raised:
        read_table(path)
    assert str(raised.value).startswith(str(path))
    assert "\n" not in str(raised.value)


def test_text_in_the_first_row_does_not_make_it_a_header(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"line 1, column 2 \(ML\): holds 'x'"):
        read_table(written(tmp_path, "0.0,x,2\n" + GOOD), Unit.MM)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no such file"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(TableError, match="folder"):
        read_table(tmp_path)


def test_a_number_is_a_rim_of_that_tilt_all_round() -> None:
    assert read_envelope("8.6").limit_deg([1, 0, -1], [0, -1, 0]).tolist() == [8.6] * 3


def test_a_rim_file_gives_a_tilt_for_each_direction(tmp_path: Path) -> None:
    content = json.dumps({"directions_deg": [0, 90, 180, 270], "tilt_deg": [8, 10, 8, 6]})
    rim = read_envelope(str(written(tmp_path, content, "rim.json")))
    assert rim.limit_deg(0.0, np.array([1.0, -1.0])).tolist() == [10.0, 6.0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0", "between 0 and 90"),
        ("-3", "between 0 and 90"),
        ("nan", "between 0 and 90"),
        ("gone.json", "neither a number of degrees nor a file"),
    ],
)
def test_a_wrong_rim_is_refused(text: str, message: str) -> None:
    with pytest.raises(TableError, match=message):
        read_envelope(text)


@pytest.mark.parametrize(
    "content",
    [
        "nonsense",
        "[1, 2]",
        '{"directions_deg": [0]}',
        '{"directions_deg": [0, 90], "tilt_deg": [8]}',
        '{"directions_deg": [90, 0], "tilt_deg": [8, 8]}',
        '{"directions_deg": [0], "tilt_deg": [-8]}',
        '{"directions_deg": [0], "tilt_deg": [NaN]}',
    ],
)
def test_a_wrong_rim_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, content, "rim.json")
    with pytest.raises(TableError, match=r"rim\.json"):
        read_envelope(str(path))
