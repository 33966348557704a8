"""What a trial, a history and a measured file look like to a person at the terminal."""

import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from trainer.cli.main import cli
from trainer.cli.words import ENDINGS, length, number, read_first, with_unit
from trainer.metrics import all_metrics
from trainer.recording.shown import shown
from trainer.recording.vocabulary import Outcome


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)

    def call(*arguments: str) -> Result:
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, (result.output, result.exception)
        return result

    return call


PLAYED = ("play", "bullseye", "--board", "sim:patient?skill=0.9", "--fast", "--seconds", "5")


def test_after_a_trial_a_person_reads_the_headline_five_numbers_and_where_the_rest_is(run) -> None:
    first = run(*PLAYED).stdout.splitlines()
    assert first[0] == "Bullseye: completed, 5 s"
    labels = [line[2:42].strip() for line in first if line.startswith("  ")]
    assert labels == [
        "In the ring",
        "tilt away from level (osi)",
        "tilt toes to heel (apsi)",
        "tilt side to side (mlsi)",
        "speed of the board (mean_tilt_velocity)",
        "time tilted far inside (inside_time_pct)",
    ]
    assert "all numbers: play with --all, or baps history SIM --json" in first
    second = run(*PLAYED, "--all").stdout
    assert "earlier trials" in second
    assert "quadrant_toes_inside_pct" in second
    reached = first[1].split()[-2]
    assert reached in run("history", "SIM").stdout
    assert f"{reached} s" in next(s for s in second.splitlines() if "earlier trials" in s)


def test_a_measured_file_shows_values_and_names_what_has_none_in_one_line(run, tmp_path) -> None:
    times = np.arange(1000) / 100
    table = tmp_path / "sway.csv"
    sway = np.stack([times, np.sin(5 * times), np.cos(3 * times)], axis=1)
    np.savetxt(table, sway, delimiter=",", header="t_s,ap_deg,ml_deg", comments="")
    short = run("metrics", str(table)).stdout
    (missing,) = [line for line in short.splitlines() if "no value for" in line]
    assert "inside_bias" in missing
    assert "definition" not in short
    assert "definition" in run("metrics", str(table), "--definitions").stdout
    everything = run("metrics", str(table), "--all").stdout
    assert "inside_bias: no value, needs the standing leg" in everything


def test_every_metric_that_is_read_first_exists_and_every_ending_has_words() -> None:
    known = {name for metric in all_metrics() for name in metric.names}
    thigh = {name for name in known if name.startswith(("thigh", "pelvis", "repetition"))}
    board, floor, plate = (
        read_first(names) for names in (known - thigh, thigh, known - thigh - {"osi"})
    )
    assert {*board, *floor, *plate} <= known
    assert len(board) == len(floor) == len(plate) == 5
    assert set(read_first(known)) == {*board, "thigh_lean_mean", "thigh_lean_sd"}
    assert set(ENDINGS) == set(Outcome)


def test_a_number_has_the_digits_of_the_patients_window() -> None:
    assert with_unit("time_on_target_s", 17.56) == f"{shown('time_on_target_s', 17.56)} s"
    assert with_unit("time_on_target_s", 17.56) == "17.6 s"
    assert with_unit("osi", 2.96) == "2.96°"
    assert number("osi", None) == "–"


def test_a_trial_that_does_not_count_says_why_after_it_and_in_the_history(run) -> None:
    closed = ("steady-stance", "--eyes", "closed", "--board", "sim:patient", "--fast")
    text = run("play", *closed).stdout
    why = re.search(r"does not count: (the board was on its rim .*)", text)[1]
    assert "tilt away from level" not in text
    assert f"does not count: {why}" in run("history", "SIM").stdout


def test_a_completed_trial_is_as_long_as_it_was_asked_for() -> None:
    assert length(Outcome.COMPLETED, 20.0, 23.002) == "20 s"
    assert length(Outcome.STOPPED, 20.0, 7.25) == "4.2 s"
