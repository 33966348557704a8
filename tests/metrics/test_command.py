"""`baps metrics FILE` as a person types it, on generated files."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from tests.metrics.signals import circle, ordinary_axes
from trainer.cli.metrics import command


def table_file(
    tmp_path: Path, axes: np.ndarray, unit: str, rate_hz: float = 100.0, noise_s: float = 0.0
) -> Path:
    n = axes.shape[1]
    times = np.arange(n) / rate_hz + np.random.default_rng(1).uniform(0, noise_s, n)
    path = tmp_path / "sway.csv"
    rows = (f"{t:.6f},{ap!r},{ml!r}" for t, ap, ml in zip(times, *axes.tolist(), strict=True))
    path.write_text(f"t_s,ap_{unit},ml_{unit}\n" + "\n".join(rows) + "\n")
    return path


def run(path: Path, *options: str) -> Result:
    return CliRunner().invoke(command, [str(path), *options])


def printed(path: Path, *options: str) -> dict:
    result = run(path, *options, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def numbers(found: dict) -> dict[str, float]:
    return {entry["name"]: entry["value"] for entry in found["metrics"]}


def test_json_holds_what_is_documented_and_nothing_else(tmp_path: Path) -> None:
    found = printed(table_file(tmp_path, ordinary_axes(), "cm"))
    assert set(found) == {
        *("n", "duration_s", "rate_hz", "metrics", "omitted"),
        *("columns", "resampled", "notes"),
    }
    assert (found["n"], found["duration_s"], found["rate_hz"]) == pytest.approx((2000, 19.99, 100))
    keys = {"name", "value", "unit", "definition", "rate_hz", "filter", "words", "plain", "better"}
    assert all(set(entry) == keys for entry in found["metrics"])


def test_lengths_give_force_plate_metrics_and_degrees_board_metrics(tmp_path: Path) -> None:
    plate = numbers(printed(table_file(tmp_path, ordinary_axes(), "mm")))
    assert {"bds_area", "sway_area_rate", "mean_frequency", "rms"} <= set(plate)
    assert "osi" not in plate
    board = numbers(printed(table_file(tmp_path, ordinary_axes(), "deg")))
    assert {"osi", "sd_ap", "rms", "mean_tilt_velocity"} <= set(board)
    assert not {"bds_area", "sway_area_rate", "mean_frequency"} & set(board)


def test_units_follow_the_file(tmp_path: Path) -> None:
    found = printed(table_file(tmp_path, ordinary_axes(), "cm"))
    units = {entry["name"]: entry["unit"] for entry in found["metrics"]}
    assert (units["rms"], units["mean_velocity"], units["bds_area"]) == ("cm", "cm/s", "cm²")
    assert units["mean_frequency"] == "Hz"


def test_millimetres_are_ten_times_centimetres(tmp_path: Path) -> None:
    centimetres = numbers(printed(table_file(tmp_path, ordinary_axes(), "cm")))
    millimetres = numbers(printed(table_file(tmp_path, 10 * ordinary_axes(), "mm")))
    assert millimetres["rms"] == pytest.approx(10 * centimetres["rms"])
    assert millimetres["bds_area"] == pytest.approx(100 * centimetres["bds_area"])


def test_side_and_envelope_add_the_metrics_that_need_them(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(), "deg")
    bare = printed(path)
    assert "--side" in bare["omitted"]["inside_bias"]
    assert "--envelope" in bare["omitted"]["rim_contacts"]
    full = numbers(printed(path, "--side", "left", "--envelope", "14.5"))
    assert full["inside_bias"] == pytest.approx(ordinary_axes()[1].mean(), abs=0.01)
    assert full["rim_contacts"] == 0
    assert {"rim_quarter_1_pct", "quadrant_toes_inside_pct", "inside_time_pct"} <= set(full)


def test_an_envelope_makes_the_rim_rule_count(tmp_path: Path) -> None:
    path = table_file(tmp_path, np.full((2, 2000), 5.0) + circle(0.1, 1, 2000, 100.0), "deg")
    assert "osi" in numbers(printed(path))
    resting = printed(path, "--envelope", "7")
    assert set(numbers(resting)) == {"rim_contacts", "rim_time_pct"}
    assert "on its rim" in resting["omitted"]["osi"]


def test_skipped_seconds_enter_no_value(tmp_path: Path) -> None:
    axes = ordinary_axes()
    axes[:, :400] += 20
    found = printed(table_file(tmp_path, axes, "cm"), "--skip-s", "5")
    assert (found["n"], found["duration_s"]) == (1500, pytest.approx(14.99))
    assert numbers(found)["range_ap"] < 10


def test_raw_and_filtered_say_so_in_every_value(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(), "cm")
    raw = printed(path, "--filter-hz", "none")
    assert {entry["filter"] for entry in raw["metrics"]} == {"none"}
    for entry in printed(path, "--filter-hz", "5")["metrics"]:
        assert entry["filter"] == "none" if entry["name"].startswith("bds_") else "5 Hz"


def test_bds_figures_do_not_depend_on_the_filter(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(), "cm")
    filtered, raw = printed(path), printed(path, "--filter-hz", "none")
    for name in ("bds_area", "bds_velocity", "bds_mean_frequency"):
        assert numbers(filtered)[name] == numbers(raw)[name]


def test_a_board_at_500_hz_is_measured_at_100(tmp_path: Path) -> None:
    axes = ordinary_axes(n=10000, rate_hz=500.0)
    found = printed(table_file(tmp_path, axes, "deg", 500.0))
    assert (found["n"], found["rate_hz"]) == (2000, 100.0)
    slow = printed(table_file(tmp_path, axes[:, ::5], "deg"))
    assert numbers(found)["osi"] == pytest.approx(numbers(slow)["osi"], rel=1e-3)


def test_uneven_stamps_are_measured_at_their_median_interval(tmp_path: Path) -> None:
    even = printed(table_file(tmp_path, ordinary_axes(), "cm"))
    uneven = printed(table_file(tmp_path, ordinary_axes(), "cm", noise_s=0.006))
    assert uneven["rate_hz"] == pytest.approx(100, rel=0.02)
    assert numbers(uneven)["rms"] == pytest.approx(numbers(even)["rms"], rel=0.01)


def test_people_get_a_table_with_what_is_missing_and_why(tmp_path: Path) -> None:
    result = run(table_file(tmp_path, ordinary_axes(), "deg"))
    assert result.exit_code == 0
    assert "osi" in result.output
    assert "inside_bias" in result.output
    assert "Not a medical device" in result.output


def lines_of(path: Path, change: Callable[[list[str]], list[str]]) -> Path:
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(change(lines)))
    return path


def test_a_lost_sample_leaves_every_other_one_as_it_was(tmp_path: Path) -> None:
    axes = np.random.default_rng(5).normal(size=(2, 6000)).cumsum(axis=1) / 10
    options = ("--filter-hz", "none")
    whole = printed(table_file(tmp_path, axes, "cm"), *options)
    path = lines_of(table_file(tmp_path, axes, "cm"), lambda lines: lines[:3000] + lines[3001:])
    holed = printed(path, *options)
    assert whole["resampled"] == ""
    assert holed["resampled"] == "1 hole of at most 0.02 s: 1 sample averaged from the neighbours"
    assert {entry["filter"] for entry in holed["metrics"]} == {"none"}
    for name in ("mean_velocity", "bds_velocity", "rms"):
        assert numbers(holed)[name] == pytest.approx(numbers(whole)[name], rel=5e-4), name


def test_averaging_a_whole_uneven_record_is_told_with_the_filter(tmp_path: Path) -> None:
    uneven = printed(table_file(tmp_path, ordinary_axes(), "cm", noise_s=0.009))
    assert "whole record" in uneven["resampled"]
    for entry in uneven["metrics"]:
        assert entry["filter"].startswith("relevance windows of two intervals")


def test_the_columns_measured_are_named(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(), "cm")
    lines_of(path, lambda lines: ["Time (s),AP [cm],ML [cm]\n", *lines[1:]])
    assert printed(path)["columns"] == {
        "time": "Time (s)",
        "ap": "AP [cm]",
        "ml": "ML [cm]",
        "found_by": "name",
    }
    assert "AP AP [cm], ML ML [cm]" in run(path).output


def test_columns_can_be_named_on_the_command_line(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(), "cm")
    swapped = printed(path, "--columns", "1,3,2")
    by_name = printed(path, "--columns", "t_s,ml_cm,ap_cm")
    assert numbers(swapped)["rms_ap"] == numbers(printed(path))["rms_ml"]
    assert numbers(by_name) == numbers(swapped)


def test_the_tables_title_and_formulas_are_printed_as_they_are(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(), "cm").rename(tmp_path / "trial[left].csv")
    output = run(path, "--definitions").output
    assert "trial[left].csv" in output
    assert "ml[i+1]" in output
    assert "…" not in output


def test_records_under_20_s_are_marked(tmp_path: Path) -> None:
    short = printed(table_file(tmp_path, ordinary_axes(n=1900), "cm"))
    assert any("shorter than 20 s" in note for note in short["notes"])
    assert printed(table_file(tmp_path, ordinary_axes(), "cm"))["notes"] == []
    longer = table_file(tmp_path, ordinary_axes(n=4000), "cm")
    assert printed(longer, "--until-s", "15")["notes"] == short["notes"]


def test_measuring_ends_at_until_s(tmp_path: Path) -> None:
    axes = ordinary_axes(n=4000)
    axes[:, :500] += 20
    axes[:, 3500:] += 20
    found = printed(table_file(tmp_path, axes, "cm"), "--skip-s", "6", "--until-s", "34")
    assert (found["n"], found["duration_s"]) == (2800, pytest.approx(27.99))
    assert numbers(found)["range_ap"] < 10


def test_a_gap_in_a_part_that_is_not_measured_does_no_harm(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(n=4000), "cm")
    lines_of(path, lambda lines: lines[:301] + lines[401:3601] + lines[3701:])
    assert run(path).exit_code == 1
    found = printed(path, "--skip-s", "4", "--until-s", "36")
    assert (found["n"], found["resampled"]) == (3200, "")
    assert printed(path, "--skip-s", "3.5", "--until-s", "36.5")["n"] == 3200
    assert run(path, "--skip-s", "2.9", "--until-s", "36").exit_code == 1


def test_seconds_are_counted_from_the_first_row_also_if_nobody_stood_there(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(n=4000), "mm")
    emptied = [f"{i / 100:.6f},,\n" for i in range(300)]
    lines_of(path, lambda lines: lines[:1] + emptied + lines[301:])
    assert printed(path)["n"] == 3700
    assert printed(path, "--skip-s", "5")["n"] == 3500


CONSTANT = np.full((2, 2000), 3.0)


def test_a_constant_signal_has_no_frequency_and_no_warning(tmp_path: Path) -> None:
    found = printed(table_file(tmp_path, CONSTANT, "cm"))
    assert numbers(found)["path_length"] == pytest.approx(0, abs=1e-6)
    assert "does not move" in found["omitted"]["bds_mean_frequency"]
    assert "does not move" in found["omitted"]["mean_frequency"]


REFUSED = {
    "a handful of rows": (ordinary_axes(n=5), "cm", 100.0, [], "5 samples are too few"),
    "time in milliseconds": (ordinary_axes(n=100), "cm", 0.1, [], "are the times in seconds"),
    "milliseconds, raw": (
        *(ordinary_axes(n=2000), "cm", 0.1, ["--filter-hz", "none"]),
        "are the times in seconds",
    ),
    "less than a second": (ordinary_axes(n=50), "cm", 101.0, [], "0.50 s are too short: 20"),
    "less than a second left": (
        *(ordinary_axes(), "cm", 100.0, ["--skip-s", "19.7"]),
        "--skip-s 19.7 leaves too little: 0.30 s are too short",
    ),
    "tilt in no degrees": (1000 * ordinary_axes(), "deg", 100.0, [], "in another unit"),
    "nothing left": (ordinary_axes(), "cm", 100.0, ["--skip-s", "20"], "skip less"),
    "no such rim": (ordinary_axes(), "deg", 100.0, ["--envelope", "x.json"], "no such file"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_measured_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    axes, unit, rate_hz, options, message = REFUSED[kind]
    result = run(table_file(tmp_path, axes, unit, rate_hz), *options)
    assert result.exit_code == 1
    assert message in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert result.output.startswith("Error: ")


def test_a_gap_is_refused_with_its_place(tmp_path: Path) -> None:
    path = table_file(tmp_path, ordinary_axes(), "cm")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:501] + lines[701:]))
    result = run(path)
    assert result.exit_code == 1
    assert "no samples between 4.990 s and 7.000 s" in result.output


@pytest.mark.parametrize(
    "options",
    [
        ["--unit", "inch"],
        ["--filter-hz", "fast"],
        ["--filter-hz", "-1"],
        ["--skip-s", "-2"],
        ["--side", "middle"],
        ["--columns", "1,2"],
        ["--until-s", "x"],
    ],
)
def test_a_wrong_option_is_a_usage_error(tmp_path: Path, options: Sequence[str]) -> None:
    assert run(table_file(tmp_path, ordinary_axes(), "cm"), *options).exit_code == 2


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    result = run(tmp_path / "gone.csv")
    assert result.exit_code == 1
    assert "there is no such file" in result.output
