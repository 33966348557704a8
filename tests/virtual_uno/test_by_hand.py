"""`python -m tests.virtual_uno`: its help, its answer to bad lines, and that it ends for good."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.virtual_uno.building import ROOT, Built

COMMAND = [sys.executable, "-m", "tests.virtual_uno"]
HANGS_UP = ["env", "--default-signal=HUP"]
"""Children of a program that was started with nohup would ignore their terminal's end, too."""
OPTIONS_OF_BAPS = {"--board", "--check", "--help", "--on", "--zero"}
"""Named on the page of the virtual Uno, but not listed by its help."""
PATIENCE_S = 120.0


@contextmanager
def by_hand(*options: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        [*HANGS_UP, *COMMAND, *options],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_until_gone(link: Path) -> None:
    """The simulator removes its link when it ends."""
    deadline = time.monotonic() + PATIENCE_S
    while link.is_symlink():
        assert time.monotonic() < deadline, "the simulator goes on"
        time.sleep(0.02)


def test_help_is_its_own_and_names_every_option_of_the_page(built: Built) -> None:
    told = subprocess.run(
        [*COMMAND, "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    page = (ROOT / "tests/virtual_uno/README.md").read_text(encoding="utf-8")
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) - OPTIONS_OF_BAPS
    assert "usage: python -m tests.virtual_uno" in told
    assert {"--cells", "--move", "--patient", "--recording", "--glued", "--link"} <= options
    assert {option for option in options if f"{option} " not in told} == set()


def test_bad_lines_are_answered_and_the_next_good_one_is_taken(built: Built, tmp_path) -> None:
    bad = "wait 0\nroll nan\n\x00\npose\nweigh 1e999 centre\n"
    with by_hand("--link", str(tmp_path / "board")) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().startswith("port ")
        process.stdin.write(bad + "help\n")
        process.stdin.flush()
        assert process.stdout.readline().startswith("  pose ")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE_S)
    assert "Traceback" not in said
    assert said.count("it goes: ") == 4


def test_an_option_nobody_knows_ends_it_at_once(built: Built) -> None:
    with by_hand("--move", "level", "--boddy") as process:
        assert process.wait(timeout=PATIENCE_S) == 2
        assert process.stderr is not None
        assert "--boddy" in process.stderr.read()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_the_simulator_ends_with_whoever_started_it(built: Built, tmp_path: Path, number) -> None:
    link = tmp_path / "board"
    with by_hand("--link", str(link)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"port {link}\n"
        assert link.is_symlink()
        process.send_signal(number)
        process.wait(timeout=PATIENCE_S)
        wait_until_gone(link)


def test_the_simulator_ends_with_its_starter_while_a_host_has_the_port(
    built: Built, tmp_path: Path
) -> None:
    link = tmp_path / "board"
    with by_hand("--link", str(link)) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with link.open("rb", buffering=0) as port:
            assert port.readable()
            process.kill()
            wait_until_gone(link)
