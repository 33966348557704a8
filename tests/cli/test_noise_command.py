"""`baps noise`: who measures the clinic's noise, and the line that each types next."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.store.trials import finished, metric
from trainer.cli.main import cli
from trainer.recording.container import parts_of
from trainer.recording.vocabulary import Side
from trainer.store import FinishedTrial, Store

LINE = "baps play steady-stance --patient {} --side {} --level {} --arms hips"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    for code in ("S1", "S2"):
        assert invoke("patient", "add", code).exit_code == 0
    return invoke


def measured(number: int, code: str, days_ago: int, side: Side, level: int = 2) -> FinishedTrial:
    """A trial of the anchor on a real board."""
    trial = finished(
        number, patient_code=code, side=side, level=level, activity="steady-stance", seconds=20.0
    )
    noon = datetime.combine(date.today() - timedelta(days=days_ago), time(12)).astimezone()
    head = replace(trial.recording.header, started_at=noon + timedelta(seconds=number))
    recording = replace(trial.recording, header=head)
    speed = metric("mean_tilt_velocity", 5.0 + number * 7 % 11 / 10)
    return replace(
        trial,
        recording=recording,
        parts=parts_of(recording),
        metrics=(replace(speed, censored=False),),
    )


def store_days(code: str, *days_ago: int, level: int = 2) -> None:
    first = 1000 * int(code[1:]) + 100 * level
    trials = [(ago, side) for ago in days_ago for side in (Side.LEFT, Side.RIGHT) for _ in range(3)]
    with Store.open() as store:
        for number, (ago, side) in enumerate(trials, start=first):
            assert store.save_trial(measured(number, code, ago, side, level))


def status(run, *options: str) -> dict[str, object]:
    return json.loads(run("noise", "--json", *options).stdout)


def test_the_wizard_says_how_to_begin(run) -> None:
    shown = run("noise")
    assert shown.exit_code == 0
    assert "ten people do the anchor test on two days" in shown.output
    assert run("noise", "add", "S1").output.strip() == "S1 measures the clinic's noise"
    assert "already" in run("noise", "add", "S1").output
    shown = run("noise").output
    assert "0 of 10 people have their days" in shown
    assert "simulated" not in shown
    assert LINE.format("S1", "left", 2) in shown
    assert LINE.format("S1", "right", 2) in shown
    assert "9 more to find" in shown
    assert LINE.format("S1", "left", 3) in run("noise", "--level", "3").output


def test_each_person_s_days_are_told_with_what_is_left(run) -> None:
    for code in ("S1", "S2"):
        assert run("noise", "add", code).exit_code == 0
    store_days("S1", 7, 0, level=3)
    store_days("S2", 5, level=3)
    told = status(run)
    assert (told["level"], told["done"], told["needed"], told["enough"]) == (3, 1, 10, False)
    first, second = told["people"]
    assert first["days"] == {"left": 2, "right": 2}
    assert (first["missing"], first["due"]) == ([], [])
    assert second["missing"] == ["left leg: one more day", "right leg: one more day"]
    assert second["due"] == [LINE.format("S2", side, 3) for side in ("left", "right")]
    shown = run("noise").output
    assert "S1: done" in shown
    assert "S2: left leg: one more day, right leg: one more day\n" in shown
    assert "1 of 10 people have their days" in shown
    store_days("S2", 0, level=4)
    assert "one more day (1 under other conditions, not counted)" in run("noise").output
    other_dome = status(run, "--level", "4")
    assert (other_dome["level"], other_dome["done"]) == (4, 0)


def test_the_second_day_is_another_day(run) -> None:
    assert run("noise", "add", "S1").exit_code == 0
    store_days("S1", 0)
    assert "one more day, but not today" in run("noise").output
    assert status(run)["people"][0]["due"] == []


def test_ten_people_with_two_days_tell_the_noise_in_a_sentence(run) -> None:
    for number in range(11, 21):
        code = f"S{number}"
        assert run("patient", "add", code).exit_code == 0
        assert run("noise", "add", code).exit_code == 0
        store_days(code, 7, 1)
    told = status(run)
    assert (told["done"], told["enough"]) == (10, True)
    assert "from 10 people" in told["noise"]
    assert run("noise").output.rstrip().endswith(told["noise"])
    assert "osi" not in told["noise"]
    # Of osi these trials hold nothing: for it every leg is still to be measured.
    of_osi = status(run, "--primary", "osi")
    assert of_osi["enough"] is False
    assert {len(person["due"]) for person in told["people"]} == {0}
    assert {len(person["due"]) for person in of_osi["people"]} == {2}


def test_what_is_typed_is_understood_by_play(run) -> None:
    """The line itself, on a simulated board in place of a real one."""
    assert run("noise", "add", "S1").exit_code == 0
    line = status(run)["people"][0]["due"][0].split()[1:]
    board = ("--board", "sim:patient", "--headless", "--fast", "--seconds", "5")
    assert run("patient", "weight", "S1", "--kg", "70").exit_code == 0
    played = run(*line, *board)
    assert played.exit_code == 0, played.output


def test_a_person_can_be_taken_out_again_and_keeps_the_trials(run) -> None:
    assert run("noise", "add", "S1").exit_code == 0
    store_days("S1", 7, 1)
    assert "no longer measures" in run("noise", "remove", "S1").output
    assert "did not measure" in run("noise", "remove", "S1").output
    assert status(run)["people"] == []
    assert run("history", "S1", "--json").exit_code == 0
    assert len(json.loads(run("history", "S1", "--json").stdout)["series"]) == 2


def test_who_is_no_single_person_is_refused(run) -> None:
    assert run("noise", "add", "Z9").exit_code == 1
    assert run("noise", "remove", "Z9").exit_code == 1
    assert "GUEST may be anybody" in run("noise", "add", "GUEST").output
    assert status(run)["people"] == []


@pytest.mark.parametrize("leg", ["left", "both"])
def test_who_has_an_involved_leg_is_refused(run, leg: str) -> None:
    assert run("patient", "episode", "S1", "--involved", leg).exit_code == 0
    refused = run("noise", "add", "S1")
    assert refused.exit_code == 1
    assert "S1 has an episode of care with an involved leg: ask somebody without" in refused.output
    assert status(run)["people"] == []
    # The newest episode counts, and of it nobody said a leg.
    assert run("patient", "episode", "S1", "--begin").exit_code == 0
    assert run("noise", "add", "S1").exit_code == 0
