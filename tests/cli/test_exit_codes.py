"""Exit codes and the number of lines, as docs/commands.md promises: whole processes."""

import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from trainer.cli.main import FAMILIES, is_for_people

BAPS = (sys.executable, "-m", "trainer.cli.main")


@pytest.fixture
def started(tmp_path: Path):
    environment = {
        "BAPS_HOME": str(tmp_path / "home"),
        "PATH": "",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def start(*arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*BAPS, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def ended(process: "subprocess.Popen[str]") -> tuple[int, list[str]]:
    _, said = process.communicate(timeout=120)
    return process.returncode, said.splitlines()


def test_the_bare_command_shows_its_help_line_by_line(started) -> None:
    code, lines = ended(started())
    assert code == 2
    assert lines[0].startswith("Usage: baps")
    assert [line for line in lines if line.split()[:1] == ["play"]]


def test_wrong_use_is_told_in_two_lines(started) -> None:
    wrong = {
        ("plya",): "there is no command 'plya': did you mean play?",
        ("patient", "foot", "K7"): "--side",
        ("patient", "foot", "K7", "--side", "north"): "left",
        ("log", "--seed", "-1"): "--seed",
        ("calibrate", "--level", "3", "rim"): "baps calibrate rim",
        ("play", "tap", "--rung", "3"): "leave --rung away",
        ("play", "bullseye", "--fast"): "add --board sim:patient",
        ("note", "add", "K7", "pain", "3"): "did you mean pain_now",
        ("note", "add", "K7", "akps", "80", "--sied", "left"): "--sied",
    }
    running = {arguments: started(*arguments) for arguments in wrong}
    for arguments, process in running.items():
        code, lines = ended(process)
        assert (code, len(lines)) == (2, 2), lines
        assert lines[0].startswith("Error: ")
        assert wrong[arguments] in lines[0]
        assert lines[1].startswith("Options and examples: baps ")


def test_a_failure_is_told_in_one_line(started) -> None:
    failing = {
        ("history", "Z9"): "no patient Z9",
        ("note", "add", "Z9", "pain_now", "3"): "no patient Z9",
        ("noise", "add", "Z9"): "no patient Z9",
        ("log", "--board", "serial:/dev/null"): "baps boards",
        ("log", "--board", "sim:patiend"): "did you mean patient?",
        ("calibrate", "level", "--board", "sim:patient"): "cannot be picked up",
        ("calibrate", "rim", "--window"): "no display",
        ("play", "bullseye", "--board", "serial:/dev/null"): "no display",
        ("play", "bullseye", "--board", "sim:mouse"): "no display",
    }
    running = {arguments: started(*arguments) for arguments in failing}
    for arguments, process in running.items():
        code, lines = ended(process)
        assert (code, len(lines)) == (1, 1), lines
        assert lines[0].startswith("Error: ")
        assert failing[arguments] in lines[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("patient", "list"),
        ("activities",),
        ("play", "bullseye", "--board", "sim:patient", "--fast", "--seconds", "5"),
    ],
)
def test_a_reader_that_goes_away_is_code_141_everywhere(started, arguments) -> None:
    process = started(*arguments)
    # Long before the command has anything to print.
    process.stdout.close()
    process.stdout = None
    code, said = ended(process)
    assert code == 141, said
    assert not any("Error" in line for line in said)


def test_ctrl_c_where_nothing_was_recorded_claims_nothing(started) -> None:
    process = started("diagnose", "--board", "sim:patient", "--seconds", "60")
    assert process.stderr.readline().startswith("listening to the board for 60 s")
    process.send_signal(signal.SIGINT)
    code, said = ended(process)
    assert (code, said[-1]) == (130, "stopped")


def test_every_family_of_errors_for_people_is_there_and_known() -> None:
    for family in FAMILIES:
        module, _, name = family.rpartition(".")
        error = getattr(import_module(module), name)
        assert is_for_people(error.__new__(error))
    assert not is_for_people(ValueError("a fault of the program"))
