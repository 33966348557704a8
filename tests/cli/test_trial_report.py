"""What a trial, a history and a measured file look like to a person at the terminal."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from trainer.cli.main import cli
from trainer.metrics import all_metrics
from trainer.metrics.readable import number, read_first, with_unit, words_of
from trainer.reading.words import EDGE_NOT_KNEE, ENDINGS, length
from trainer.recording.conditions import FLOOR, NO_DOME
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


def labels(lines: list[str]) -> list[str]:
    return [line[2:49].strip() for line in lines if line.startswith("  ")]


THERAPISTS = [
    "rim contacts (rim_contacts)",
    "tilt away from level (osi)",
    "speed of the board (mean_tilt_velocity)",
    "failure, from letting go (time_to_failure_s)",
]


def test_after_a_training_a_person_reads_its_score_four_numbers_and_where_the_rest_is(run) -> None:
    first = run(*PLAYED).stdout.splitlines()
    assert first[0] == "Bullseye: completed, 5 s of 5 s"
    assert labels(first) == ["In the ring", *THERAPISTS]
    assert "all numbers: play with --all, or baps history SIM --json" in first
    second = run(*PLAYED, "--all").stdout
    assert "earlier trials" in second
    assert "quadrant_toes_inside_pct" in second
    assert EDGE_NOT_KNEE in second
    reached = first[1].split()[-2]
    assert reached in run("history", "SIM").stdout
    assert f"{reached} s" in next(s for s in second.splitlines() if "earlier trials" in s)


def test_the_terminal_stays_english_when_the_windows_do_not(run) -> None:
    run("settings", "--language", "de")
    stance = ("play", "steady-stance", "--board", "sim:patient?skill=0.9", "--fast")
    lines = run(*stance, "--seconds", "10").stdout.splitlines()
    assert labels(lines)[0] == THERAPISTS[0]
    assert "of the time" in lines[1]


def test_a_trial_while_seated_says_why_it_has_no_numbers_of_sway(run) -> None:
    lines = run(*PLAYED, "--stance", "seated").stdout.splitlines()
    assert any("sitting: no numbers of sway" in line for line in lines)
    assert not any("failure" in line for line in lines)
    assert not any("sitting" in line for line in run(*PLAYED).stdout.splitlines())


def test_an_assessment_has_no_score_for_the_therapist_and_its_time_to_failure_is_censored(
    run,
) -> None:
    test = ("play", "steady-stance", "--board", "sim:patient?skill=0.9", "--fast")
    run(*test, "--seconds", "5")
    lines = run(*test, "--seconds", "5").stdout.splitlines()
    assert labels(lines) == THERAPISTS
    rim, tilt, _, failure = (line[49:].strip() for line in lines[1:5])
    assert re.fullmatch(r"\d+ \(\d+\.\d % of the time\)", rim)
    assert re.fullmatch(r"[\d.]+° \(toes to heel [\d.]+°, side to side [\d.]+°\)", tilt)
    assert failure == "no failure until 8.0 s after letting go"


def test_an_earlier_score_that_does_not_count_is_not_told_after_a_trial(run) -> None:
    run(*PLAYED)
    listed = json.loads(run("history", "SIM", "--json").stdout)
    run("correct", "void", listed["series"][0]["trials"][0]["id"], "--reason", "tried out")
    assert "earlier trials" not in run(*PLAYED).stdout


def test_a_measured_file_shows_values_and_names_what_has_none_in_one_line(run, tmp_path) -> None:
    times = np.arange(1000) / 100
    table = tmp_path / "sway.csv"
    sway = np.stack([times, np.sin(5 * times), np.cos(3 * times)], axis=1)
    np.savetxt(table, sway, delimiter=",", header="t_s,ap_deg,ml_deg", comments="")
    short = run("metrics", str(table)).stdout
    (missing,) = [line for line in short.splitlines() if "no value for" in line]
    assert "inside_bias" in missing
    assert "definition" not in short
    assert EDGE_NOT_KNEE not in short
    assert EDGE_NOT_KNEE in run("metrics", str(table), "--side", "left").stdout
    assert "definition" in run("metrics", str(table), "--definitions").stdout
    everything = run("metrics", str(table), "--all").stdout
    assert "inside_bias: no value, needs the standing leg" in everything


def test_every_metric_that_is_read_first_exists_and_every_ending_has_words() -> None:
    known = {name for metric in all_metrics() for name in metric.names}
    for level in (NO_DOME, FLOOR, 2):
        assert set(read_first(level)) <= known
        assert all(words_of(name) != name for name in read_first(level))
        assert len(read_first(level)) <= 5
    assert set(ENDINGS) == set(Outcome)


def test_a_number_has_the_digits_of_the_patients_window() -> None:
    assert with_unit("time_on_target_s", 17.56) == f"{shown('time_on_target_s', 17.56)} s"
    assert with_unit("time_on_target_s", 17.56) == "17.5 s"
    assert with_unit("time_to_failure_s", 17.56) == "17.6 s"
    assert with_unit("osi", 2.96) == "2.96°"
    assert number("osi", None) == "–"


def test_a_trial_that_does_not_count_says_why_after_it_and_in_the_history(run) -> None:
    closed = ("steady-stance", "--eyes", "closed", "--board", "sim:patient", "--fast")
    text = run("play", *closed).stdout
    why = re.search(r"does not count: (the board was on its rim .*)", text)[1]
    assert "tilt away from level" not in text
    shown = run("history", "SIM", "--trials").stdout.splitlines()
    assert f"    does not count: {why}" in shown
    assert f"does not count: {why}\n" in run("history", "SIM").stdout


def test_a_completed_trial_is_as_long_as_it_was_asked_for() -> None:
    assert length(Outcome.COMPLETED, 20.0, 23.002) == "20 s of 20 s"
    assert length(Outcome.STOPPED, 20.0, 7.25) == "4.2 s of 20 s"
