"""Every way a table can be wrong has one line that says what and where."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.metrics import Request, TableError, Unit, read_envelope, read_table

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
    contact = read_table(path, Request(Unit.MM))
    assert (contact.ml.tolist(), contact.unit) == ([200.0, 400.0], Unit.MM)


def test_json_lines_are_read_by_the_same_names(tmp_path: Path) -> None:
    rows = [{"t_s": i / 10, "seq": i, "ap_deg": i, "ml_deg": -i, "flag": None} for i in range(3)]
    path = written(tmp_path, "\n".join(json.dumps(row) for row in rows) + "\n", "sway.jsonl")
    table = read_table(path)
    assert (table.ap.tolist(), table.ml.tolist()) == ([0, 1, 2], [0, -1, -2])


def test_without_known_names_the_columns_are_time_ml_ap(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "a,b,c\n0.0,1,2\n0.1,3,4\n"), Request(Unit.MM))
    assert (table.ml.tolist(), table.ap.tolist(), table.unit) == ([1, 3], [2, 4], Unit.MM)


@pytest.mark.parametrize("separator", [",", ";", "\t", ", "])
def test_a_table_without_a_header_is_read_by_place(tmp_path: Path, separator: str) -> None:
    content = "# made by hand\n\n" + GOOD.replace(",", separator)
    assert read_table(written(tmp_path, content), Request(Unit.CM)).ml.tolist() == [1, 3, 5]


def test_the_header_wins_over_the_unit_given(tmp_path: Path) -> None:
    assert read_table(written(tmp_path, HEADER + GOOD), Request(Unit.CM)).unit is Unit.DEG
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
    "unsorted": (
        HEADER + "0.0,1,2\n0.2,3,4\n0.1,5,6\n",
        r"line 4: time goes back from 0.2 s to 0.1 s",
    ),
    "repeated": (HEADER + "0.0,1,2\n0.1,3,4\n0.1,5,6\n", r"line 4: time 0.1 s repeats"),
    "empty": ("", r"is empty"),
    "blank": (" \n\n", r"is empty"),
    "header alone": (HEADER, r"header and no rows"),
    "only comments": ("# nothing\n", r"holds no rows"),
    "binary": (bytes(range(256)), r"not a text table"),
    "zeros": (b"t_s,ap_deg\0", r"not a text table"),
    "no partner": ("t_s,ap_deg,x\n" + GOOD, r"no such column: ml_deg \(there are t_s, ap_deg, x\)"),
    "no time": ("frame,ap_deg,ml_deg\n" + GOOD, r"no such column: t_s or time_s"),
    "unknown unit": ("t_s,ap_in,ml_in\n" + GOOD, r"column ap_in: its unit is not"),
    "two units": ("t_s,ap_mm,ml_mm,ap_cm,ml_cm\n0,1,2,3,4\n", r"several units: say which"),
    "mixed units": ("t,x_mm,y_cm\n" + GOOD, r"x_mm and y_cm are in different units"),
    "no unit": ("a,b,c\n" + GOOD, r"give --unit"),
    "two columns": ("a,b\n0,1\n", r"has 2 columns; it needs time"),
    "json text": ('{"t_s": 0, "ap_deg": "x", "ml_deg": 1}\n', r"line 1, column ap_deg: holds 'x'"),
    "json cut": ('{"t_s": 0, "ap_deg": 0, "ml_deg": 1}\n{"t_s"', r"line 2 is not JSON"),
    "json list": ('{"t_s": 0, "ap_deg": 0, "ml_deg": 1}\n[1]', r"line 2 is not a JSON object"),
    "raw sensor": ('{"class": "B", "data": {"x": [1]}}', r"--board replay:FILE"),
    "two recordings": (HEADER + GOOD + GOOD, r"line 5: time begins again at 0 s after 0.02 s"),
    "joined at 0.01": (HEADER + GOOD[9:] + GOOD[9:], r"line 4: time begins again at 0.01"),
    "large times": (HEADER + 2 * "1700000000.01,1,2\n", r"line 3: time 1700000000.01 s repeats"),
    "forces": ("Time,Fx[N],Fy[N]\n" + GOOD, r"column Fy\[N\]: its unit is not deg"),
    "forces by name": ("Time,Fx,Fy\n" + GOOD, r"column Fy is a force and not a position"),
    "moments": ("t_s,mx_nm,my_nm\n" + GOOD, r"column my_nm: its unit is not deg"),
    "metres": ("Time (s),AP (m),ML (m)\n" + GOOD, r"column AP \(m\): its unit is not deg"),
    "radians": ("t,pitch (rad),roll (rad)\n" + GOOD, r"its unit is not deg, mm or cm"),
    "minutes": ("Time (min),AP (mm),ML (mm)\n" + GOOD, r"Time \(min\): its unit is not s, ms"),
    "AP twice": ("t_s,ap_mm,AP (mm),ml_mm\n0,1,2,3\n", r"columns ap_mm and AP \(mm\) are the same"),
    "x twice": ("t,x_mm,X_mm\n" + GOOD, r"line 1: 2 columns are called x_mm"),
    "two times": ("t_s,Time (s),ap_mm,ml_mm\n0,1,2,3\n", r"t_s and Time \(s\) are all times"),
    "time last": ("x_mm,y_mm,Time\n" + GOOD, r"the first column, x_mm, is not the time: say which"),
    "time of a plate in mm": ("x_mm,y_mm,z_mm\n" + GOOD, r"column x_mm: its unit is not s, ms"),
    "many columns": ("a,b,c,d\n0,1,2,3\n", r"line 1: has 4 columns and none is named AP or ML"),
    "many numbers": ("0,1,2,3\n1,1,2,3\n", r"line 1: has 4 columns and no header: say which"),
    "plate's x and y": ("t,Fz,COPx[cm],COPy[cm]\n0,1,2,3\n", r"COPx\[cm\] and COPy\[cm\] is AP"),
    "comma twice": (
        HEADER + "0,010,1,2,3,4\n",
        r"line 2 has 6 columns and the header 3: a decimal",
    ),
    "thousands": ("t;ap_mm;ml_mm\n0.1;1,000;2\n", r"line 2, column ap_mm: holds '1,000'"),
    "one column": ("Subject: 7\nabc\n", r"line 1: has \d column"),
    "empty throughout": (HEADER + "0,,\n1,,\n", r"ap_deg and ml_deg are empty throughout"),
    "one long cell": ("a" * 200_000 + ",b\n", r"a line that begins 'aaaa\w+' is not CSV"),
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


SAID = [
    ("Time,AP,ML", 1.0, Unit.CM),
    ("Time (s),AP (cm),ML (cm)", 1.0, Unit.CM),
    ("TIME [s],ap[mm],ml[mm]", 1.0, Unit.MM),
    ("time_s,AP_cm,ML_cm", 1.0, Unit.CM),
    ("t (ms),COP AP (mm),COP ML (mm)", 1e-3, Unit.MM),
    ("time_us,Anterior-Posterior [°],Medio-lateral [°]", 1e-6, Unit.DEG),
    ("Time [sec],CoP_ap [millimeters],CoP_ml [millimeters]", 1.0, Unit.MM),
]


@pytest.mark.parametrize(("header", "seconds", "unit"), SAID)
def test_names_are_read_in_any_case_and_with_their_unit_in_brackets(
    tmp_path: Path, header: str, seconds: float, unit: Unit
) -> None:
    table = read_table(written(tmp_path, f"{header}\n{GOOD}"), Request(Unit.CM))
    assert table.time_s.tolist() == [time * seconds for time in (0, 0.01, 0.02)]
    assert (table.ap.tolist(), table.ml.tolist(), table.unit) == ([1, 3, 5], [2, 4, 6], unit)
    labels = (table.columns.time, table.columns.ap, table.columns.ml)
    assert (*labels, table.columns.found_by) == (*header.split(","), "name")


PLATE = "Time[s],Fx[N],Fz[N],COPx[cm],COPy[cm]\n0.00,9,700,1,2\n0.01,8,700,3,4\n"


@pytest.mark.parametrize("columns", [("Time[s]", "copy[cm]", "COPx[CM]"), ("1", "5", "4")])
def test_columns_are_those_that_are_asked_for(
    tmp_path: Path, columns: tuple[str, str, str]
) -> None:
    table = read_table(written(tmp_path, PLATE), Request(columns=columns))
    assert (table.ap.tolist(), table.ml.tolist(), table.unit) == ([2, 4], [1, 3], Unit.CM)
    assert (table.columns.ap, table.columns.found_by) == ("COPy[cm]", "--columns")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (("Time[s]", "Fx[N]", "COPx[cm]"), r"Fx\[N\]: its unit is not"),
        (("Time[s]", "COPz[cm]", "COPx[cm]"), r"no column COPz\[cm\] \(there are Time\[s\], Fx"),
        (("1", "9", "4"), r"no column 9"),
        (("1", "4", "4"), r"three different columns"),
    ],
)
def test_columns_that_cannot_be_measured_are_refused(
    tmp_path: Path, columns: tuple[str, str, str], message: str
) -> None:
    with pytest.raises(TableError, match=message):
        read_table(written(tmp_path, PLATE), Request(columns=columns))


def test_three_columns_taken_by_place_are_named(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "time_s,cop_x_cm,cop_y_cm\n" + GOOD))
    assert vars(table.columns) == {
        "time": "time_s",
        "ap": "cop_y_cm",
        "ml": "cop_x_cm",
        "found_by": "place",
    }


COMMAS = "0,00;1,5;2\n0,01;3,5;4\n"


@pytest.mark.parametrize(
    "content",
    [
        HEADER.replace(",", ";") + COMMAS,
        (HEADER.replace(",", ";") + COMMAS).replace(";", "\t"),
        "t_s ap_deg ml_deg\n" + COMMAS.replace(";", " "),
        "t_s ap_deg ml_deg\n0;1;2\n0,01;3,5;4\n".replace(";", "\t").replace(" ", "\t"),
    ],
)
def test_decimal_commas_are_read_where_commas_do_not_separate(tmp_path: Path, content: str) -> None:
    table = read_table(written(tmp_path, content))
    assert (table.time_s.tolist(), table.ap.tolist()[1:]) == ([0, 0.01], [3.5])


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig", "utf-8"])
def test_what_windows_programs_save_is_read(tmp_path: Path, encoding: str) -> None:
    content = f"Zeit µ,Time (s),AP [°],ML [°]\n{GOOD.replace('0.0', '7,0.0')}".encode(encoding)
    assert read_table(written(tmp_path, content)).unit is Unit.DEG


@pytest.mark.parametrize(
    "before",
    [
        "Subject: 7\n",
        "% made by a lab\n% Rate, Hz, 100\n",
        "# 1, 2, 3\n\n",
        "Name;Jane\n\n100 Hz\n",
        "Trial,3,\n",
        "sep=,\n",
    ],
)
@pytest.mark.parametrize("header", ["t_s,ap_deg,ml_deg", "a,b_deg,c_deg", "# t_s,ap_deg,ml_deg"])
def test_lines_before_the_header_are_skipped(tmp_path: Path, before: str, header: str) -> None:
    table = read_table(written(tmp_path, f"{before}{header}\n{GOOD}"), Request(Unit.DEG))
    assert len(table.time_s) == 3


def test_columns_may_be_separated_by_spaces(tmp_path: Path) -> None:
    content = "  Time (s)   AP (mm)  ML (mm)\n  0.00    1.0   2.0\n  0.01   -3.0   4.0\n"
    table = read_table(written(tmp_path, content))
    assert (table.ap.tolist(), table.unit) == ([1, -3], Unit.MM)
    assert read_table(written(tmp_path, "0 1 2\n1 3 4\n"), Request(Unit.MM)).ml.tolist() == [1, 3]


def test_rows_with_nobody_on_the_plate_are_left_out(tmp_path: Path) -> None:
    rows = "0.0,0,,\n0.1,0,,\n0.2,700,1,2\n0.3,700,3,4\n0.4,0,,\n"
    table = read_table(written(tmp_path, "t_s,load_n,cop_ap_mm,cop_ml_mm\n" + rows))
    assert (table.time_s.tolist(), table.ap.tolist()) == ([0.2, 0.3], [1, 3])
    assert table.begins_s == 0.0
    objects = [{"t_s": 0, "cop_ap_mm": None, "cop_ml_mm": None}]
    objects += [{"t_s": i / 10, "cop_ap_mm": i, "cop_ml_mm": i} for i in range(1, 4)]
    path = written(tmp_path, "\n".join(json.dumps(row) for row in objects), "plate.jsonl")
    assert read_table(path).ap.tolist() == [1, 2, 3]


def test_a_line_with_numbers_is_no_header(tmp_path: Path) -> None:
    table = read_table(written(tmp_path, "Trial,3,\n" + GOOD), Request(Unit.MM))
    assert table.columns.ap == "3 (AP)"
    empty_first = read_table(written(tmp_path, "0.00,,\n0.01,1,2\n0.02,3,4\n"), Request(Unit.MM))
    assert (empty_first.columns.ap, empty_first.ap.tolist()) == ("3 (AP)", [2, 4])


def test_text_in_the_first_row_does_not_make_it_a_header(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"line 1, column 2 \(ML\): holds 'x'"):
        read_table(written(tmp_path, "0.0,x,2\n" + GOOD), Request(Unit.MM))


CELLS = st.sampled_from(
    ["0", "0.01", "0,5", "-3", "1e3", "nan", "", " ", "t_s", "ap_mm", "ML (mm)", "x", '"', "#", "µ"]
)
LINES = st.lists(st.lists(CELLS, max_size=4), max_size=6)


@given(
    LINES, st.sampled_from([",", ";", "\t", " "]), st.sampled_from(["utf-8", "cp1252", "utf-16"])
)
def test_any_table_is_read_or_refused_in_one_line(
    lines: list[list[str]], delimiter: str, encoding: str
) -> None:
    content = "\n".join(delimiter.join(cells) for cells in lines).encode(encoding)
    assert_read_or_refused(content)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_in_one_line(content: bytes) -> None:
    assert_read_or_refused(content)


def assert_read_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder), content)
        try:
            table = read_table(path, Request(Unit.MM))
        except TableError as problem:
            message = str(problem)
        else:
            message = ""
            assert len(table.time_s) == len(table.ap) == len(table.ml) > 0
            assert np.isfinite([table.time_s, table.ap, table.ml]).all()
    assert "\n" not in message


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
        ("gone.json", "not a number of degrees, and no such file"),
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
