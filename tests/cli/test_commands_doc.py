"""docs/commands.md says what the commands are: all of their options, columns and JSON keys."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest
from click.testing import CliRunner

from trainer.cli.main import COMMANDS, cli
from trainer.link.patient_options import READERS
from trainer.link.uri import FORMS
from trainer.plans.screening import QUESTIONS
from trainer.plans.templates import TEMPLATES
from trainer.sessions.diagnose import Finding
from trainer.sessions.rows import BODY_DIGITS, DIGITS, LOAD_DIGITS

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
GENERAL = {"--help", "-h"}


def sections() -> dict[str, str]:
    """The page's text by the heading above it."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and subcommand, as typed."""
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            for below, subcommand in command.commands.items():
                yield f"{name} {below}", subcommand


def keys_in(value: Any) -> set[str]:
    """All keys of nested JSON but the names of metrics, which docs/metrics.md explains."""
    if isinstance(value, list):
        return set().union(*map(keys_in, value))
    if not isinstance(value, dict):
        return set()
    named_by_metric = {k for k in ("metrics", "omitted") if isinstance(value.get(k), dict)}
    return set(value).union(*(keys_in(v) for k, v in value.items() if k not in named_by_metric))


def run(*arguments: str) -> Any:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result


def assert_documented(section: str, printed: Any) -> None:
    keys = keys_in(printed)
    assert keys
    assert [k for k in sorted(keys) if f'"{k}"' not in sections()[section]] == []


def test_every_command_has_its_section_and_no_other_is_described() -> None:
    assert set(sections()) == {"Surroundings", "Boards", *COMMANDS}


@pytest.mark.parametrize(("name", "command"), list(all_commands()))
def test_every_command_and_option_is_in_its_section(name: str, command: click.Command) -> None:
    section = sections()[name.split(maxsplit=1)[0]]
    assert f"baps {name}" in section
    options = {
        spelled
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for spelled in parameter.opts
    }
    assert [o for o in sorted(options - GENERAL) if o not in section] == []


@pytest.mark.parametrize("heading", sorted(COMMANDS))
def test_no_option_is_described_that_the_command_does_not_have(heading: str) -> None:
    mine = [c for name, c in all_commands() if name.split()[0] == heading]
    spelled = {
        option
        for command in mine
        for p in command.params
        for option in (*p.opts, *p.secondary_opts)
    }
    described = set(re.findall(r"--[a-z][a-z-]+", sections()[heading]))
    assert sorted(described - spelled) == []


@pytest.mark.parametrize("name", [name for name, _ in all_commands()])
def test_help_has_an_example_that_can_be_typed(name: str) -> None:
    shown = run(*name.split(), "--help").output
    assert "Example" in shown
    assert f"baps {name}" in shown


def test_every_exit_code_and_every_variable_is_named() -> None:
    for word in ("| 0 |", "| 1 |", "| 2 |", "| 130 |", "| 141 |"):
        assert word in PAGE
    for variable in ("BAPS_DB", "BAPS_HOME", "BAPS_LOG_KEY", "BAPS_TEST_DATA"):
        assert f"`{variable}`" in sections()["Surroundings"]
    for name in COMMANDS:
        assert "Exit code 0" in sections()[name]


def test_every_board_and_every_key_of_a_simulated_one_is_named() -> None:
    section = sections()["Boards"]
    kinds = {
        re.match(r"[a-z]+(:[a-z]+)?", form) for form in FORMS.replace(" or ", ", ").split(", ")
    }
    assert [k.group() for k in kinds if k and f"`{k.group()}" not in section] == []
    assert [k for k in (*READERS, "speed") if f"`{k}`" not in section] == []


def test_rows_of_log_are_described_in_their_order() -> None:
    section = sections()["log"]
    every = DIGITS | LOAD_DIGITS | BODY_DIGITS
    described = [n for n in re.findall(r"`([a-z_]+)`", section) if n in every]
    assert described == list(every)
    example = re.findall(r'"([a-z_]+)":', section)
    assert example == list(DIGITS)


def test_activities_as_json(home: Path) -> None:
    assert_documented("activities", json.loads(run("activities", "--json").stdout))


def test_patients_and_the_history_of_a_trial_as_json(home: Path) -> None:
    run("patient", "add", "K7")
    board = ("--board", "sim:patient?skill=0.9", "--headless", "--fast")
    run("play", "bullseye", *board, "--patient", "K7", "--side", "left", "--seconds", "5")
    assert_documented("patient", json.loads(run("patient", "list", "--json").stdout))
    history = json.loads(run("history", "K7", "--json").stdout)
    assert history["series"][0]["trials"][0]["metrics"]
    assert_documented("history", history)


def test_what_was_noted_as_json(home: Path) -> None:
    run("patient", "add", "K7")
    strength = ("strength_abduction", "148", "151", "--unit", "N", "--lever-m", "0.4")
    run(
        "note", "add", "K7", *strength, "--weight-kg", "70", "--side", "left", "--position", "prone"
    )
    run("note", "add", "K7", "patient_specific_task", "6", "--label", "stairs")
    run("note", "exercise", "K7", "clam", "--side", "left", "--repetitions", "12")
    noted = json.loads(run("note", "list", "K7", "--json").stdout)
    for entry in (*noted["entries"], *noted["exercises"]):
        run("note", "withdraw", "K7", entry["entry_id"], "--reason", "tried out")
    assert_documented("note", noted)
    assert_documented("note", json.loads(run("note", "list", "K7", "--all", "--json").stdout))


def test_the_episode_and_the_noise_as_json(home: Path) -> None:
    run("patient", "add", "K7")
    episode = run("patient", "episode", "K7", "--involved", "left", "--json").stdout
    assert_documented("patient", json.loads(episode))
    run("patient", "add", "S1")
    run("noise", "add", "S1")
    assert_documented("noise", json.loads(run("noise", "--json").stdout))


def test_what_belongs_to_a_patient_as_json(home: Path) -> None:
    run("patient", "add", "K7")
    run("patient", "background", "K7", "--diagnosis", "ACL")
    run("patient", "stop", "K7", "--reason", "calf", "--side", "left")
    shown = json.loads(run("patient", "show", "K7", "--json").stdout)
    unlock = ("--side", "left", "--reason", "well", "--json")
    assert_documented("patient", json.loads(run("patient", "unlock", "K7", *unlock).stdout))
    for key in ("background", "stops"):
        assert_documented("patient", shown[key])
    rest = ("--from", "2026-03-04", "--reason", "flu")
    assert_documented("patient", json.loads(run("patient", "rest", "K7", *rest, "--json").stdout))
    sector = ("--side", "left", "--from-deg", "60", "--to-deg", "120", "--until", "2999-01-01")
    no_go = run("patient", "no-go", "K7", *sector, "--reason", "graft", "--json").stdout
    assert_documented("patient", json.loads(no_go))
    answer = f"{next(iter(QUESTIONS))}=yes"
    screened = json.loads(run("patient", "screen", "K7", "--answer", answer, "--json").stdout)
    assert_documented("patient", {**screened, "answers": None})


def test_a_plan_as_json(home: Path) -> None:
    run("patient", "add", "K7")
    run("plan", "new", "K7", "--template", next(iter(TEMPLATES)))
    run("plan", "add-item", "K7", "clam")
    assert_documented("plan", json.loads(run("plan", "show", "K7", "--json").stdout))
    assert_documented("plan", json.loads(run("plan", "templates", "--json").stdout))


def test_what_was_recomputed_as_json(home: Path) -> None:
    assert_documented("recompute", json.loads(run("recompute", "--json").stdout))


def test_metrics_as_json(tmp_path: Path) -> None:
    times = np.arange(400) / 100
    sway = np.stack([times, np.sin(5 * times), np.cos(3 * times)], axis=1)
    table = tmp_path / "sway.csv"
    np.savetxt(table, sway, delimiter=",", header="t_s,ap_deg,ml_deg", comments="")
    assert_documented("metrics", json.loads(run("metrics", str(table), "--json").stdout))


def test_boards_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.cli.boards.candidate_ports", lambda: [("/dev/none", "CH340")])
    shown = CliRunner().invoke(cli, ("boards", "--json"))
    assert shown.exit_code == 1
    assert_documented("boards", json.loads(shown.stdout))


def test_findings_of_diagnose_as_json() -> None:
    assert_documented(
        "diagnose",
        {
            "board": "",
            "passed": True,
            "findings": [asdict(Finding("board sensor", "rate_hz", 500.0, "Hz", passed=True))],
        },
    )
