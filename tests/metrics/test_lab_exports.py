"""Tables as labs really export them: each is measured as the plain one is, or says what to do.

The plain table has 25 s of sway at 100 Hz; every export holds the same samples in other clothes.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from tests.metrics.signals import ordinary_axes
from trainer.cli.metrics import command

N, RATE_HZ = 2500, 100.0
AP, ML = np.round(10 * ordinary_axes(n=N), 4)
TIMES_S = np.arange(N) / RATE_HZ
BEGAN = datetime(2026, 11, 22, 9, 59, 50, tzinfo=UTC)
SECONDS = [f"{t:.2f}" for t in TIMES_S]
HEADER = "time_s,ap_mm,ml_mm"


def clock(begins: datetime = BEGAN) -> list[str]:
    """ISO date-times in milliseconds, without a zone."""
    moments = (begins + timedelta(seconds=float(t)) for t in TIMES_S)
    return [moment.replace(tzinfo=None).isoformat(timespec="milliseconds") for moment in moments]


def rows(times: Iterable[str] = SECONDS, ap: Iterable[str] | None = None) -> list[str]:
    first = ap or (f"{value:.4f}" for value in AP)
    return [f"{t},{a},{m:.4f}" for t, a, m in zip(times, first, ML, strict=True)]


def european(lines: Iterable[str]) -> list[str]:
    """Cells separated by semicolons, decimals by commas."""
    return [line.replace(",", ";").replace(".", ",") for line in lines]


def written(tmp_path: Path, lines: Iterable[str], end: str = "\n") -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes((end.join(lines) + end).encode())
    return path


def run(path: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(path), *options])


def measured(path: Path, *options: str) -> dict:
    result = run(path, *options, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def values(found: dict) -> dict[str, float]:
    return {entry["name"]: entry["value"] for entry in found["metrics"]}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    return values(measured(written(tmp_path_factory.mktemp("plain"), [HEADER, *rows()])))


MS = [f"{1000 * t:.0f}" for t in TIMES_S]
EUROPEAN = european(rows())
UNITS = ("s;mm;mm", "[s];[mm];[mm]", "(sec);(millimetres);(mm)")
ALIKE: dict[str, Callable[[], list[str]]] = {
    "byte-order mark": lambda: ["\ufeff" + HEADER, *rows()],
    **{
        f"units below: {units}": lambda units=units: ["\ufefft;AP;ML", units, *EUROPEAN]
        for units in UNITS
    },
    "units below, tabs": lambda: [
        line.replace(",", "\t") for line in ("Time,AP,ML", "ms,mm,mm", *rows(MS))
    ],
    "units below some": lambda: [
        "Frame;Time;Fz;AP;ML",
        ";s;N;mm;mm",
        *(f"{n};{row}" for n, row in enumerate(european(f"{r}" for r in _with_force()))),
    ],
    "units below, by place": lambda: ["t,x,y", "s,mm,mm", *_by_place(rows())],
    "units without names": lambda: ["s,mm,mm", *_by_place(rows())],
    "milliseconds": lambda: ["Time (ms),AP (mm),ML (mm)", *rows(MS)],
    "epoch in s": lambda: [HEADER, *rows(f"{1.7e9 + t:.3f}" for t in TIMES_S)],
    "epoch in ms": lambda: ["timestamp_ms,ap_mm,ml_mm", *rows(f"{1.7e12 + int(t)}" for t in MS)],
    "date-times": lambda: ["timestamp,ap_mm,ml_mm", *rows(clock())],
    "date-times of a zone": lambda: ["Time,ap_mm,ml_mm", *rows(f"{t}Z" for t in clock())],
    "date-times with space and comma": lambda: [
        "DateTime;ap_mm;ml_mm",
        *european(rows(t.replace("T", " ") for t in clock())),
    ],
    "times of day": lambda: ["Time (hh:mm:ss),ap_mm,ml_mm", *rows(t[11:] for t in clock())],
    "times of day with a comma": lambda: [
        "Time;ap_mm;ml_mm",
        *european(rows(t[11:] for t in clock())),
    ],
    "times of day over midnight": lambda: [
        "Time,ap_mm,ml_mm",
        *rows(t[11:] for t in clock(BEGAN.replace(hour=23))),
    ],
    "minutes and seconds over the hour": lambda: [
        "Time,ap_mm,ml_mm",
        *rows(t[14:] for t in clock()),
    ],
    "times of day without a header": lambda: _by_place(rows(t[11:] for t in clock())),
    "an empty column at the end": lambda: [f"{line}," for line in (HEADER, *rows())],
    "empty cells at the end": lambda: [HEADER, *(f"{row},," for row in rows())],
    "an empty column and no header": lambda: [f"{row}," for row in _by_place(rows())],
    "the header once more": lambda: [HEADER, *rows()[:1200], HEADER, *rows()[1200:]],
    "header and units once more": lambda: [
        *(head := ["t;AP;ML", "s;mm;mm"]),
        *EUROPEAN[:1200],
        *head,
        *EUROPEAN[1200:],
    ],
    "empty lines": lambda: [HEADER, *(line for row in rows() for line in (row, ""))],
    "a minus of word processors": lambda: [HEADER, *(row.replace("-", "−") for row in rows())],
    "quoted cells": lambda: [
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in (HEADER, *rows())
    ],
}


def _with_force() -> list[str]:
    return [f"{t},700.5,{a:.4f},{m:.4f}" for t, a, m in zip(SECONDS, AP, ML, strict=True)]


def _by_place(lines: list[str]) -> list[str]:
    """Time, ML, AP."""
    return [",".join((t, m, a)) for t, a, m in (line.split(",") for line in lines)]


@pytest.mark.parametrize("kind", ALIKE)
def test_an_export_is_measured_as_the_plain_table(tmp_path: Path, plain, kind: str) -> None:
    found = measured(written(tmp_path, ALIKE[kind]()), "--unit", "mm")
    assert values(found) == pytest.approx(plain, rel=1e-6)
    assert found["notes"] == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_windows_and_old_macs_are_read(tmp_path: Path, plain, end: str) -> None:
    assert values(measured(written(tmp_path, [HEADER, *rows()], end))) == pytest.approx(plain)


def test_all_of_it_at_once(tmp_path: Path, plain) -> None:
    head = ["\ufeffPatient;7", "Date;22.11.2026", "", "Time;AP;ML;", "[ms];[mm];[mm];"]
    lines = [*head, *(f"{row};" for row in european(rows(MS))), "", "Mean;0,1;0,2;"]
    found = measured(written(tmp_path, lines, "\r\n"))
    assert values(found) == pytest.approx(plain, rel=1e-9)
    assert found["notes"] == ["rows at the end without a time are left out: 'Mean'"]


@pytest.mark.parametrize("end", [["Mean,0.1,0.2", "SD,0.3,0.4"], ["", "Mean: 3.2"], [",0.1,0.2"]])
def test_summary_rows_at_the_end_are_left_out_and_told(tmp_path: Path, plain, end) -> None:
    found = measured(written(tmp_path, [HEADER, *rows(), *end]))
    assert values(found) == pytest.approx(plain)
    assert "without a time are left out" in found["notes"][0]


@pytest.mark.parametrize("cell", ["NaN", "NA", "#N/A", "n/a", "-", ""])
def test_a_moment_without_both_axes_is_a_hole(tmp_path: Path, plain, cell: str) -> None:
    lines = rows()
    lines[1200] = f"{SECONDS[1200]},{cell},{cell}"
    found = measured(written(tmp_path, [HEADER, *lines]))
    assert found["resampled"] == "1 hole of at most 0.02 s: 1 sample averaged from the neighbours"
    assert values(found) == pytest.approx(plain, rel=0.02)


def changed(at: int, row: str) -> list[str]:
    lines = rows()
    lines[at] = row
    return [HEADER, *lines]


def back_by(seconds: float) -> list[str]:
    """The clock is set back in the middle."""
    return rows([*SECONDS[:1200], *(f"{t - seconds:.2f}" for t in TIMES_S[1200:])])


def ap_of(form: str) -> list[str]:
    return rows(ap=[form.format(abs(value) % 10) for value in AP])


REFUSED: dict[str, tuple[Callable[[], list[str]], str]] = {
    "units below that nobody measures in": (
        lambda: ["t;AP;ML", "s;m;m", *EUROPEAN],
        "line 2: column AP [m]: its unit is not deg, mm or cm",
    ),
    "NaN in one axis": (lambda: changed(1200, "12.00,nan,1"), "line 1202, column ap_mm: holds nan"),
    "NaN as a time": (lambda: changed(1200, "nan,1,1"), "line 1202, column time_s: holds nan"),
    "text in the middle": (lambda: changed(1200, "12.00,bad,1"), "line 1202, column ap_mm: holds"),
    "a missing axis": (
        lambda: [line.rpartition(",")[0] for line in (HEADER, *rows())],
        "no such column: ml_mm (there are time_s, ap_mm)",
    ),
    "an empty axis": (
        lambda: [HEADER, *(f"{row.rpartition(',')[0]}," for row in rows())],
        "line 2, column ml_mm: holds nothing",
    ),
    "one sample": (lambda: [HEADER, rows()[0]], "1 samples are too few"),
    "a header alone": (lambda: [HEADER], "a header and no rows"),
    "milliseconds that nobody named": (
        lambda: ["time,ap_mm,ml_mm", *rows(MS)],
        "are the times in seconds? A header such as Time (ms) says otherwise",
    ),
    "an epoch of single precision": (
        lambda: [HEADER, *rows(f"{float(np.float32(1.7e9 + t)):.3f}" for t in TIMES_S)],
        "they were saved with too few digits; export more digits, or seconds since the start",
    ),
    "a day before the month": (
        lambda: ["Time,ap_mm,ml_mm", *rows(f"22.11.2026 {t[11:]}" for t in clock())],
        "not a time: give seconds, 10:00:00.010 or 2026-11-22T10:00:00.010",
    ),
    "a clock set back": (
        lambda: [HEADER, *back_by(5.0)],
        "time goes back from 11.99 s to 7 s; the clock was set back, or two recordings were",
    ),
    "minutes and seconds set back": (
        lambda: [HEADER, *rows([t[14:] for t in clock()[:2000] + clock()[1500:2000]])],
        "line 2002: time goes back from ",
    ),
    "a clock that begins again": (lambda: [HEADER, *back_by(12.0)], "time begins again at 0 s"),
    "a clock set forward": (
        lambda: [HEADER, *back_by(-3600.0)],
        "no samples between 11.990 s and 3612.000 s: measure the parts before and after it",
    ),
    "a gap": (
        lambda: [HEADER, *rows()[:1200], *rows()[1300:]],
        "no samples between 11.990 s and 13.000 s",
    ),
    "thousands with a comma": (
        lambda: ["t;ap_mm;ml_mm", *(f"{t};1,001.5;2.5" for t in SECONDS)],
        "line 2, column ap_mm: holds '1,001.5', not a number: export it with decimal points",
    ),
    "thousands with a point": (
        lambda: ["t;ap_mm;ml_mm", *(f"{t};1.001,5;2" for t in range(N))],
        "line 2: '1.001,5' is not a number: export it with decimal points",
    ),
    "thousands with an apostrophe": (lambda: [HEADER, *ap_of("1'00{:.4f}")], "separators of thous"),
    "commas for both": (
        lambda: [HEADER, *(row.replace(".", ",") for row in rows())],
        "line 2 has 6 columns and the header 3: a decimal comma?",
    ),
    "rows with a number that the header does not name": (
        lambda: [HEADER, *(f"{n},{row}" for n, row in enumerate(rows()))],
        "line 2 has 4 columns and the header 3: give every column a name",
    ),
    "no position on any plate": (
        lambda: [HEADER, *ap_of("{:.3f}e200")],
        "mm is more than 10000: are the columns in another unit?",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_says_what_to_do_in_one_line(tmp_path: Path, kind: str) -> None:
    lines, message = REFUSED[kind]
    result = run(written(tmp_path, lines()))
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.splitlines()) == 1


# ------ values that were held


def noted(tmp_path: Path, ap: np.ndarray, digits: int = 4, rate_hz: float = RATE_HZ) -> list[str]:
    """What is noted about this AP beside an ordinary ML."""
    pairs = enumerate(zip(ap, np.resize(ML, len(ap)), strict=True))
    table = [f"{n / rate_hz:.4f},{a:.{digits}f},{m:.4f}" for n, (a, m) in pairs]
    found = measured(written(tmp_path, [HEADER, *table]))
    return [note for note in found["notes"] if "ap_mm" in note]


def test_an_axis_cut_off_at_the_end_of_its_range_is_noted(tmp_path: Path) -> None:
    most = 0.6 * AP.max()
    (note,) = noted(tmp_path, np.minimum(AP, most))
    assert note.startswith(f"ap_mm stays at its largest, {most:.4g} mm, for ")
    assert "cut off at the end of a range" in note
    assert len(noted(tmp_path, np.clip(AP, 0.6 * AP.min(), most))) == 2


def test_an_axis_that_stood_still_and_one_that_never_moved_are_noted(tmp_path: Path) -> None:
    stuck = AP.copy()
    stuck[1000:1300] = stuck[1000]
    assert noted(tmp_path, stuck) == ["ap_mm stands still for 3 s: was its sensor stuck?"]
    (dead,) = noted(tmp_path, np.zeros(N))
    assert dead.startswith("ap_mm never changed")


@pytest.mark.parametrize("digits", [0, 1, 2, 4])
def test_coarse_digits_and_slow_peaks_are_not_taken_for_a_sensor_at_its_end(
    tmp_path: Path, digits: int
) -> None:
    slow = 8.0 * np.sin(2 * np.pi * 0.3 * np.arange(12500) / 500.0)
    assert noted(tmp_path, slow, digits, 500.0) == []
    assert noted(tmp_path, AP, digits) == []


def test_samples_that_were_repeated_to_a_higher_rate_are_not_held(tmp_path: Path) -> None:
    assert noted(tmp_path, np.repeat(AP, 10), 4, 1000.0) == []


def test_what_a_plate_does_not_have_is_said(tmp_path: Path) -> None:
    found = measured(written(tmp_path, [HEADER, *rows()]), "--side", "left", "--envelope", "8")
    assert found["notes"] == [
        "--side and --envelope are for a board in degrees: a plate has neither"
    ]
