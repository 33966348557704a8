"""`baps diagnose --screen`: the table, its JSON, the film's dialogue, and what cannot be done."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pygame
import pytest
from click.testing import CliRunner, Result

from games.engine.setup import Station
from games.engine.window import NoDisplay, Window
from tests.cli.test_commands_doc import assert_documented
from tests.scripted_board import ScriptedSource, level_board
from tests.sessions.knocked_board import KnockedSource, hurried_window, knocked, tipped
from tests.sessions.test_film import STRIKES_S
from trainer.acquisition.board import plate
from trainer.cli.main import cli
from trainer.link.base import LinkError
from trainer.recording.load import LoadSetup
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.finding import Part
from trainer.sessions.errors import SessionError
from trainer.sessions.latency import STAGES
from trainer.sessions.settings import Settings, read_settings, write_settings

Run = Callable[..., Result]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run(board, *arguments)`: the command on that board, in a window that nobody sees."""

    def hurried(_station: Station) -> Window:
        opened = hurried_window(monkeypatch)
        pygame.event.clear()
        return opened

    def call(
        board: OpenBoard, *arguments: str, typed: str | None = None, opens: Any = hurried
    ) -> Result:
        @contextmanager
        def found(_uri: str, **_given: Any) -> Iterator[OpenBoard]:
            yield board

        monkeypatch.setattr("trainer.cli.board_access.opened_board", found)
        monkeypatch.setattr("trainer.cli.diagnose_screen.require_display", lambda _instead: None)
        monkeypatch.setattr("games.engine.window.Window", opens)
        return CliRunner().invoke(cli, ("diagnose", "--screen", *arguments), input=typed)

    return call


def test_every_stage_is_shown_with_its_bar_and_what_prediction_leaves(run: Run) -> None:
    result = run(knocked(ScriptedSource(tipped)), "--seconds", "6")
    rows = {line.split("│")[1].strip(): line for line in result.stdout.splitlines() if "│" in line}
    assert {*STAGES, "all of it", "left by prediction"} <= set(rows)
    assert all("#" in rows[name] for name in STAGES if name != "screen")
    assert max(map(len, result.stdout.splitlines()[:13])) <= 80
    assert "3.5 ms" in rows["sensor filter"]
    assert "?" in rows["screen"]
    assert "screen, delay: not measured, taken as 0" in result.stdout


def test_the_json_is_as_documented_and_holds_the_stations_delay(run: Run, home: Path) -> None:
    write_settings(home / "settings.json", Settings(screen_delay_ms=17.0))
    result = run(knocked(ScriptedSource(tipped)), "--seconds", "6", "--json")
    report = json.loads(result.stdout)
    assert_documented("diagnose", report)
    stages = {stage["name"]: stage for stage in report["stages"]}
    assert list(stages) == list(STAGES)
    assert stages["screen"] == {
        **{"name": "screen", "median_ms": 17.0, "p99_ms": 17.0},
        "measured": True,
    }
    assert report["left"]["newest_lag_ms"] > abs(report["left"]["lag_ms"])
    assert report["passed"] is (result.exit_code == 0)


def test_findings_are_plain_words_without_the_names_of_json(run: Run) -> None:
    result = run(knocked(ScriptedSource(tipped)), "--seconds", "6")
    *below, _ = result.stdout.splitlines()[-8:]
    assert not [line for line in below if re.search(r"[a-z]_[a-z]", line)]
    assert any(re.match(r"frames, missed \d+(\.\d)? a minute: ", line) for line in below)
    assert any(re.match(r"prediction, lag that is left -?\d+\.\d ms: ", line) for line in below)


def test_what_fails_comes_first_and_the_last_line_names_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Part("frames")
    good = part.judged("fine", 1.0, "1", True, "")
    bad = part.judged("slow", 1.0, "1", False, "mend it")
    monkeypatch.setattr("trainer.sessions.diagnosis.screen.screen_findings", lambda _: [good, bad])
    lines = run(knocked(ScriptedSource(tipped)), "--seconds", "6").stdout.splitlines()
    assert lines[-3:] == ["frames, slow 1: mend it", "frames, fine 1", "too slow: frames (slow)"]
    monkeypatch.setattr("trainer.sessions.diagnosis.screen.screen_findings", lambda _: [good])
    result = run(knocked(ScriptedSource(tipped)), "--seconds", "6")
    assert result.stdout.splitlines()[-1] == "quick enough"
    assert result.exit_code == 0


def counts(known_ms: list[float], delay_ms: float, film_hz: float) -> str:
    return "".join(f"{round((known + delay_ms) * film_hz / 1e3)}\n" for known in known_ms)


def known_of(run: Run) -> list[float]:
    board = knocked(KnockedSource(level_board, strikes_s=STRIKES_S))
    result = run(board, "--film", "240", "--json", typed="9\n9\n9\n9\n9\nn\n" * 9)
    report = json.loads(result.stdout)
    assert_documented("diagnose", report)
    assert not report["stored"]
    return list(report["known_ms"])


def test_a_film_gives_the_screens_delay_and_stores_it_when_asked_to(run: Run, home: Path) -> None:
    known_ms = known_of(run)
    assert read_settings(home / "settings.json") == Settings()
    board = knocked(KnockedSource(level_board, strikes_s=STRIKES_S))
    typed = "99\n" * 5 + "many\n" + counts(known_ms, 31.0, 240.0) + "y\n"
    result = run(board, "--film", "240", typed=typed)
    assert result.exit_code == 0, result.output
    assert "no screen takes" in result.stderr
    assert "a whole number of pictures" in result.stderr
    stored = read_settings(home / "settings.json").screen_delay_ms
    assert stored == pytest.approx(31.0, abs=2.0)
    assert f"screen delay: {stored:g} ms" in result.stderr


def test_the_end_of_the_input_stores_nothing(run: Run, home: Path) -> None:
    board = knocked(KnockedSource(level_board, strikes_s=STRIKES_S))
    assert run(board, "--film", "240", typed="8\n-\n").exit_code != 0
    assert not (home / "settings.json").exists()


def test_a_simulated_board_is_refused_before_anybody_starts_a_film(run: Run) -> None:
    def never(_station: Station) -> Window:
        raise AssertionError("a window was opened")

    board = knocked(ScriptedSource(level_board))
    simulated = replace(board, identity=replace(board.identity, uri="sim:patient"))
    result = run(simulated, "--film", "240", opens=never)
    assert result.exit_code == 1
    assert "a knock is timed" in str(result.exception)
    assert "film the deck" not in result.output


def test_a_film_without_a_screen_is_wrong_use(home: Path) -> None:
    result = CliRunner().invoke(cli, ("diagnose", "--film", "240"))
    assert result.exit_code == 2
    assert "add --screen" in result.output
    result = CliRunner().invoke(cli, ("diagnose", "--screen", "--film", "5"))
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--film", "240", "--seconds", "5"), "leave --seconds away"),
        (("--all",), "leave --all away"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    home: Path, more: tuple[str, ...], said: str
) -> None:
    result = CliRunner().invoke(cli, ("diagnose", "--screen", *more))
    assert result.exit_code == 2
    assert said in result.output.splitlines()[-1]


def test_without_a_board_a_film_advises_none_that_cannot_be_knocked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.cli.diagnose_screen.require_display", lambda _instead: None)
    monkeypatch.setattr("trainer.link.uri.candidate_ports", lambda: [])
    result = CliRunner().invoke(cli, ("diagnose", "--screen", "--film", "240"))
    assert isinstance(result.exception, LinkError)
    assert str(result.exception).startswith("no board found: plug it in by USB")
    assert "sim:patient" not in str(result.exception)


@pytest.mark.parametrize("more", [(), ("--film", "240")])
def test_without_a_display_one_line_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    result = CliRunner().invoke(cli, ("diagnose", "--screen", *more))
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert "no display: log in at the computer's own screen" in line


def test_a_display_that_refuses_a_window_is_one_line_too(run: Run) -> None:
    def refuses(_station: Station) -> None:
        raise NoDisplay("no window could be opened")

    result = run(knocked(ScriptedSource(level_board)), opens=refuses)
    assert isinstance(result.exception, SessionError)
    assert "no window can be opened here: log in" in str(result.exception)


def test_a_force_plate_is_told_that_no_light_follows_it(run: Run) -> None:
    board = knocked(ScriptedSource(level_board))
    plated = replace(board, streams=plate(LoadSetup()))
    result = run(plated)
    assert isinstance(result.exception, SessionError)
    assert "no light on the screen follows it" in str(result.exception)
