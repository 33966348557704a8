"""The examples in the help texts work as typed, on a simulated board in place of a real one.

Without an activity a patient's visit begins in the valley: there somebody presses Esc.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import click
import numpy as np
import pygame
import pytest
from click.testing import CliRunner

from tests.metrics.signals import completed
from tests.recording.typed_entries import entry
from tests.stored import as_a_squat, ordinary_trial, store_measured
from trainer.cli.main import cli
from trainer.clinic import serving
from trainer.plans.templates import TEMPLATES
from trainer.recording.clinical_typed import Typed
from trainer.recording.plan import BoardItem, Legs, Plan
from trainer.sessions import evening
from trainer.store import Store

BOARD = "sim:patient?still_s=3"
WITH_A_BOARD = ("log", "play", "diagnose", "calibrate", "stream", "visit")
SHORTEST_S = {"log": "1", "diagnose": "3", "stream": "1"}
"""These pass in real time. A trial of a patient has five."""
INTO_THE_VALLEY = "baps play --patient K7 --side left"
TRIAL = "207acf63-7a32-4815-9450-6ef229b50890"
COMPARED = {
    TRIAL: date(2026, 3, 4),
    "9b1c22de-7a32-4815-9450-6ef229b50890": date(2026, 3, 25),
}


def helps(command: click.Command) -> Iterator[str]:
    yield command.help or ""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from helps(below)


def examples() -> list[str]:
    found = (re.findall(r"^ +(baps .+)$", text, re.MULTILINE) for text in helps(cli))
    return list(dict.fromkeys(line for lines in found for line in lines))


def on_a_simulated_board(words: list[str]) -> list[str]:
    """The example with nobody's hardware, quick, and without a window."""
    if words[0] == "replay":
        return [*words, "--size", "320x180"]
    if words[0] not in WITH_A_BOARD:
        return words
    if words == ["play"]:
        # The tour of everything there is: it chooses its own board.
        return [*words, "--seconds", "5"]
    simulated = next((w for w in words if w.startswith("sim:") or w.startswith("replay:")), "")
    if "--board" in words:
        words[words.index("--board") + 1] = simulated or BOARD
    else:
        words += ["--board", BOARD]
    if words[0] == "play":
        words += ["--fast", "--seconds", "5"]
    if words[0] == "visit":
        words += ["--fast"]
    if words[0] in SHORTEST_S and "--film" not in words:
        words += ["--seconds", "5" if "--patient" in words else SHORTEST_S[words[0]]]
    return words


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("BAPS_DB", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    monkeypatch.chdir(tmp_path)
    times = np.arange(2000) / 100
    table = np.stack([times, np.sin(5 * times), np.cos(3 * times)], axis=1)
    for name, unit in (("trial", "deg"), ("plate", "cm")):
        header = f"t_s,ap_{unit},ml_{unit}"
        np.savetxt(f"{name}.csv", table, delimiter=",", header=header, comments="")
    wide = np.column_stack([times, *[np.zeros(2000)] * 6, np.cos(3 * times), np.sin(5 * times)])
    np.savetxt("export.csv", wide, delimiter=",", header="t,a,b,c,d,e,f,x,y", comments="")
    return lambda *words: CliRunner().invoke(cli, words)


@pytest.fixture
def served_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages would be served until Ctrl+C, at an address that this computer does not have; a
    process that does it for true is in tests/clinic.
    """
    monkeypatch.setattr(serving, "served", lambda _app, _host, _port, _tls, opened: opened())
    monkeypatch.setattr(serving, "free_port", lambda _host, port: port)
    monkeypatch.setattr(click, "launch", lambda _address: 0)


@pytest.fixture
def left_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """SDL draws windows here and shows them nowhere. Somebody presses Esc as soon as the valley is
    there; the titles of its games, each time.
    """
    seen: list[str] = []
    choose = evening.choose_in_valley

    def press_esc(screen, *others):
        seen.extend(card.title for card in screen.cards)
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))
        return choose(screen, *others)

    monkeypatch.setattr(evening, "choose_in_valley", press_esc)
    monkeypatch.setattr("trainer.cli.play.has_display", lambda: True)
    return seen


def a_played_trial(run) -> str:
    """The beginning of the id of a trial that was played."""
    run("play", "bullseye", "--board", "sim:patient", "--fast", "--seconds", "15")
    listed = run("history", "SIM", "--json").stdout
    return re.findall(r'"id": "([^"]+)"', listed)[0][:8]


def test_a_patient_s_visit_without_an_activity_begins_in_the_valley(run, left_again) -> None:
    assert INTO_THE_VALLEY in examples()
    assert run("patient", "add", "K7").exit_code == 0
    # A window's first seconds may pass before anybody looks at the board's stillness.
    result = run(*shlex.split(INTO_THE_VALLEY)[1:], "--board", "sim:patient?still_s=12")
    assert result.exit_code == 0, (result.output, result.exception)
    assert "Bullseye" in left_again
    assert "Knee lane" not in left_again


def test_a_patient_s_visit_without_a_display_asks_for_an_activity(run) -> None:
    result = run(*shlex.split(INTO_THE_VALLEY)[1:])
    assert result.exit_code == 2
    assert "needs an activity, such as baps play bullseye --patient K7 --side left" in result.output


def with_what_it_needs(run, tmp_path: Path, example: str) -> str:
    """The example with ids that exist; what it speaks of is stored."""
    if "patient add" not in example:
        assert run("patient", "add", "K7").exit_code == 0
    if "restore" in example:
        assert run("db", "backup", str(tmp_path / "baps-monday.db")).exit_code == 0
    if "--lever-m" in example:
        assert run("patient", "weight", "K7", "--kg", "70").exit_code == 0
    if "baps plan" in example:
        assert run("plan", "new", "K7", "--template", next(iter(TEMPLATES))).exit_code == 0
        assert run("plan", "add-item", "K7", "clam").exit_code == 0
    if "baps visit" in example:
        short = BoardItem("bullseye", Legs.INVOLVED, seconds=5.0)
        now = datetime.now(UTC)
        plan = Plan("p", "short", now, (short,), anchor=False, signed_by="JD", signed_at=now)
        with Store.open() as store:
            store.add_plan("K7", plan)
    store_what_is_named(example)
    if "baps import" in example:
        assert run("export", "K7", "--format", "csv", "--out", "k7-csv").exit_code == 0
        assert run("db", "backup", str(tmp_path / "room2.db")).exit_code == 0
    if "unvoid" in example:
        assert run("correct", "void", TRIAL[:8], "--reason", "tried out").exit_code == 0
    if "replay:trial:ID" in example:
        example = example.replace(":ID", ":" + a_played_trial(run))
    if "baps replay" in example:
        example = example.replace(TRIAL[:8], a_played_trial(run))
    return example


def store_what_is_named(example: str) -> None:
    """The trials and entries that the example names."""
    if "baps correct" in example:
        trial = ordinary_trial(TRIAL, completed(2000))
        store_measured(as_a_squat(trial) if "correct eye" in example else trial)
    if "baps compare" in example:
        for trial_id, day in COMPARED.items():
            whole = ordinary_trial(trial_id, completed(2000))
            header = replace(whole.header, started_at=datetime.combine(day, time(12)).astimezone())
            store_measured(replace(whole, header=header))
    if "baps export" in example or "baps import" in example:
        store_measured(ordinary_trial(TRIAL, completed(2000)))
    if "note withdraw" in example:
        with Store.open() as store:
            store.add_entry("K7", entry(Typed("pain_now", ("3",))))


@pytest.mark.parametrize("example", [each for each in examples() if each != INTO_THE_VALLEY])
@pytest.mark.usefixtures("served_at_once")
def test_an_example_works_as_typed(run, tmp_path: Path, example: str) -> None:
    example = with_what_it_needs(run, tmp_path, example)
    words = shlex.split(example.replace("/media/usb", str(tmp_path)))[1:]
    if "--out" in words:
        Path(words[words.index("--out") + 1]).unlink(missing_ok=True)
    result = run(*on_a_simulated_board(words))
    if words[0] == "calibrate":
        # Everything was understood; a simulated board cannot be picked up, nor its sensors moved.
        assert result.exit_code == 1
        refused = "cannot be picked up" in result.stderr or "cannot be moved" in result.stderr
        assert refused or "no body sensor" in str(result.exception)
    elif words[0] in ("boards", "diagnose") or "--measure" in words:
        assert result.exit_code in (0, 1), result.output
    else:
        assert result.exit_code == 0, (result.output, result.exception)


def test_there_are_examples_for_every_command() -> None:
    assert len(examples()) > 30
