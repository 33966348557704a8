"""`baps stream` and the flag `--lsl`: what they say, and what stops them."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.cli import play
from trainer.cli.main import cli
from trainer.recording.conditions import NOTHING_CHOSEN, Conditions
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.lsl import NoLsl

INSTALL = 'pip install "baps-trainer[lsl]"'
needs_lsl = pytest.mark.skipif(
    find_spec("pylsl") is None, reason="pylsl is not installed; make .venv/.dev installs it"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    return lambda *words: CliRunner().invoke(cli, words)


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    # An import of what stands here as None fails.
    monkeypatch.setitem(sys.modules, "pylsl", None)


@pytest.mark.parametrize(
    "words",
    [
        ("stream", "--lsl", "--board", "sim:patient"),
        ("log", "--lsl", "--board", "sim:patient", "--seconds", "1"),
        ("play", "bullseye", "--lsl", "--board", "sim:patient", "--headless"),
    ],
)
def test_without_the_extra_one_line_says_how_to_get_it(run, not_installed, words) -> None:
    result: Result = run(*words)
    assert isinstance(result.exception, NoLsl)
    assert str(result.exception) == f"streaming needs one more package: {INSTALL}"


def test_a_package_without_its_library_is_told_apart_from_a_missing_one(run, monkeypatch) -> None:
    def fail(name: str, *_: object) -> object:
        if name == "pylsl":
            raise RuntimeError("LSL binary library file was not found.")
        return importing(name, *_)

    importing = __import__
    monkeypatch.delitem(sys.modules, "pylsl", raising=False)
    monkeypatch.setattr("builtins.__import__", fail)
    result = run("stream", "--lsl", "--board", "sim:patient")
    assert "finds no liblsl" in str(result.exception)


def test_where_to_stream_has_to_be_said(run) -> None:
    result = run("stream", "--board", "sim:patient")
    assert result.exit_code == 2
    assert "say where to: baps stream --lsl" in result.output


@needs_lsl
def test_a_game_is_not_published_faster_than_it_happens(run) -> None:
    asked = ("play", "bullseye", "--board", "sim:patient", "--fast", "--lsl")
    result = run(*asked)
    assert result.exit_code == 2
    assert "--lsl publishes in real time: leave --fast away" in result.output


@needs_lsl
def test_a_board_that_is_not_there_is_told_before_anything_is_published(run) -> None:
    result = run("stream", "--lsl", "--board", "serial:/dev/no-such-port")
    assert "no port /dev/no-such-port" in str(result.exception)
    assert "streaming by LSL" not in result.stderr
    result = run("stream", "--lsl", "--board", "sim:dog")
    assert "sim: takes patient" in str(result.exception)


@needs_lsl
@pytest.mark.parametrize("words", [("stream", "--lsl"), ("log",)])
@pytest.mark.parametrize("uri", ["sim:mouse", "sim:keys?level=3", "sim:gamepad"])
def test_a_board_that_nobody_can_tilt_is_refused_with_what_to_do(run, words, uri) -> None:
    result = run(*words, "--board", uri, "--seconds", "0.1")
    assert isinstance(result.exception, SessionError)
    assert f"use sim:patient, or tilt it in baps play bullseye --board {uri} --lsl" in str(
        result.exception
    )
    assert result.stdout == ""


@needs_lsl
def test_it_ends_after_its_seconds_and_says_how_much_it_published(run) -> None:
    board = "sim:patient?cells=80&seed=20263"
    result = run("stream", "--lsl", "--board", board, "--seconds", "0.5")
    assert result.exit_code == 0, result.exception
    begun, *_, ended = result.stderr.splitlines()
    assert begun.startswith(
        "streaming by LSL: BAPS board, BAPS load, BAPS events; source ids baps-"
    )
    assert ended == "streamed 0.5 s, 250 samples, 0 lost on the way"
    assert result.stdout == ""


@needs_lsl
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send there")
def test_ctrl_c_ends_it_and_the_last_line_says_how_much_it_published(run, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "trainer.cli.main", "stream", "--lsl", "--board"]
    board = "sim:patient?seed=20264"
    with subprocess.Popen([*command, board], stderr=subprocess.PIPE, text=True) as started:
        assert started.stderr is not None
        while not started.stderr.readline().startswith("streaming by LSL"):
            assert started.poll() is None
        started.send_signal(signal.SIGINT)
        rest = started.stderr.read().splitlines()
    assert started.returncode == 130
    assert rest[-1].startswith("stopped; streamed ")


@needs_lsl
def test_rows_are_written_and_published_alike(run, tmp_path: Path) -> None:
    board = "sim:patient?seed=20265"
    out = tmp_path / "sway.csv"
    result = run("log", "--lsl", "--board", board, "--seconds", "0.5", "--out", str(out))
    assert result.exit_code == 0, result.exception
    assert "streaming by LSL: BAPS board, BAPS events" in result.stderr
    assert len(out.read_text(encoding="ascii").splitlines()) == 251


def test_a_played_trial_is_published_while_it_is_played(run, monkeypatch) -> None:
    published = []

    @contextmanager
    def streamed(board: OpenBoard, _say: object) -> Iterator[None]:
        published.append((board.identity.uri, board.feed.status().received))
        yield
        published.append((board.identity.uri, board.feed.status().received))

    monkeypatch.setattr("trainer.sessions.streaming.Streamer", lambda board: board)
    monkeypatch.setattr("trainer.sessions.streaming.streamed", streamed)
    conditions = Conditions("bullseye", seconds=5.0)
    # The command refuses --fast with --lsl, because nobody could receive it; here nobody does.
    asked = ("bullseye", "sim:patient", None, conditions, NOTHING_CHOSEN)
    play._play(play.Request(*asked, seed=1, headless=True, fast=True, lsl=True, all_numbers=False))
    (begun, ended) = published
    assert begun[0] == ended[0] == "sim:patient"
    assert ended[1] - begun[1] > 5 * 500
