"""`baps diagnose --screen`: the latency budget of this board and screen; with `--film` the
screen's own delay."""

import json
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from trainer.cli.diagnose import print_finding
from trainer.cli.settings import station_settings
from trainer.cli.terminal import console, require_display, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from games.engine.setup import Station
    from games.engine.window import Window
    from trainer.sessions.diagnosis.finding import Finding
    from trainer.sessions.film import ScreenDelay
    from trainer.sessions.latency import Budget, Stage
    from trainer.sessions.screen_watch import Watched

NO_DISPLAY = "log in at the computer's own screen, whose delay this measures"
NO_REAL_BOARD = "no board found: plug it in by USB; on a simulated one nobody can knock"
PLAIN_NAMES = {
    "missed_per_min": "missed",
    "vsync": "vertical sync",
    "delay_p99_ms": "delay at worst (p99)",
    "way_p99_ms": "whole way at worst (p99)",
    "lag_ms": "lag that is left",
}
"""What people read for the names of JSON."""
BAR_WIDTH = 26
LEAVE_OUT = "-"


def show_budget(board_uri: str, seconds: float, as_json: bool) -> None:
    """Measure and print the budget; exit code 1 if something is to be done about it."""
    from trainer.sessions.diagnosis.screen import screen_findings

    require_display(NO_DISPLAY)
    watched = _watched(board_uri, seconds)
    findings = screen_findings(watched)
    if as_json:
        click.echo(json.dumps(_report(board_uri, watched, findings), indent=2))
    else:
        _print_budget(watched.budget)
        _print_verdict(findings)
    sys.exit(0 if all(finding.passed for finding in findings) else 1)


def _watched(board_uri: str, seconds: float) -> "Watched":
    from trainer.cli.board_access import opened_board
    from trainer.link.uri import LinkContext, steered_by
    from trainer.recording.interfaces import Steering
    from trainer.sessions.board import wait_for_samples
    from trainer.sessions.readiness import waiting_voice
    from trainer.sessions.screen_watch import watch_screen

    settings = station_settings()
    steering = Steering()
    with opened_board(board_uri, context=LinkContext(steering=steering)) as board:
        wait_for_samples(board.feed, waiting_voice(board, say))
        say(f"measuring for {seconds:g} s: tilt the board to and fro")
        with opened_window(settings.station()) as window:
            return watch_screen(
                board,
                window,
                settings.station(),
                seconds,
                screen_ms=settings.screen_delay_ms,
                steering=steering if steered_by(board_uri) else None,
            )


def opened_window(station: "Station") -> "Window":
    """The window to measure in; `SessionError` if none can be opened."""
    from games.engine.window import NoDisplay, Window
    from trainer.sessions.errors import SessionError

    try:
        return Window(station)
    except NoDisplay:
        raise SessionError(f"no window can be opened here: {NO_DISPLAY}") from None


def _print_verdict(findings: "list[Finding]") -> None:
    """Failures with their advice, then the others, then whether something is to be done."""
    findings = [replace(f, name=PLAIN_NAMES.get(f.name, f.name)) for f in findings]
    for finding in sorted(findings, key=lambda finding: finding.passed):
        print_finding(finding)
    failed = [f"{finding.part} ({finding.name})" for finding in findings if not finding.passed]
    click.echo(f"too slow: {', '.join(failed)}" if failed else "quick enough")


def _report(board_uri: str, watched: "Watched", findings: "list[Finding]") -> dict[str, object]:
    budget = watched.budget
    return {
        "board": board_uri,
        "passed": all(finding.passed for finding in findings),
        "stages": [asdict(stage) for stage in budget.stages],
        "total_median_ms": budget.total_median_ms,
        "total_p99_ms": budget.total_p99_ms,
        "left": asdict(budget.left) if budget.left else None,
        "findings": [asdict(finding) for finding in findings],
    }


def _print_budget(budget: "Budget") -> None:
    from rich.table import Column, Table

    table = Table(
        Column("stage", no_wrap=True),
        Column("median", justify="right", no_wrap=True),
        Column("p99", justify="right", no_wrap=True),
        Column("on the way", no_wrap=True),
    )
    full_ms, before_ms = sum(stage.median_ms for stage in budget.stages), 0.0
    for stage in budget.stages:
        table.add_row(*_row(stage, before_ms, full_ms))
        before_ms += stage.median_ms
    table.add_section()
    total = f"{budget.total_median_ms:.1f} ms", f"{budget.total_p99_ms:.1f} ms"
    table.add_row("all of it", *total, _bar(0.0, full_ms, full_ms))
    if budget.left is not None:
        table.add_row("left by prediction", f"{budget.left.lag_ms:+.1f} ms", "", "")
    console().print(table)


def _row(stage: "Stage", before_ms: float, full_ms: float) -> tuple[str, str, str, str]:
    if not stage.measured:
        return stage.name, "?", "?", ""
    figures = f"{stage.median_ms:.1f} ms", f"{stage.p99_ms:.1f} ms"
    return stage.name, *figures, _bar(before_ms, stage.median_ms, full_ms)


def _bar(from_ms: float, long_ms: float, full_ms: float) -> str:
    """A bar where its stage lies on the way, in blocks that every terminal has."""
    # Even the shortest part is one character, also at the end.
    begin = min(round(BAR_WIDTH * from_ms / full_ms), BAR_WIDTH - 1)
    end = max(round(BAR_WIDTH * (from_ms + long_ms) / full_ms), begin + 1)
    return " " * begin + "#" * (end - begin)


def measure_screen(board_uri: str, film_hz: float, as_json: bool) -> None:
    """Flash at knocks, take what was counted in the film, and offer to store the delay."""
    from trainer.link.base import NoBoard

    require_display(NO_DISPLAY)
    try:
        known_ms = _flashed(board_uri, film_hz)
    except NoBoard:
        raise NoBoard(NO_REAL_BOARD) from None
    delay = _counted(known_ms, film_hz)
    stored = _stored(delay)
    if as_json:
        report = {**asdict(delay), "known_ms": known_ms, "stored": stored}
        click.echo(json.dumps(report, indent=2))


def _flashed(board_uri: str, film_hz: float) -> "list[float]":
    """The program's own part of each flash, in ms."""
    from trainer.cli.board_access import opened_board
    from trainer.sessions.board import wait_for_samples
    from trainer.sessions.film import film_flashes, require_knocks
    from trainer.sessions.readiness import waiting_voice

    station = station_settings().station()
    with opened_board(board_uri) as board:
        require_knocks(board)
        wait_for_samples(board.feed, waiting_voice(board, say))
        say(f"film the deck and the screen together, at {film_hz:g} pictures a second")
        with opened_window(station) as window:
            return film_flashes(board, window, station)


def _counted(known_ms: "Sequence[float]", film_hz: float) -> "ScreenDelay":
    """Ask for the counts until they make sense."""
    from trainer.sessions.film import CountAgain, screen_delay

    say("in the film, count from the picture in which the spoon touches to the first white one")
    while True:
        try:
            return screen_delay(known_ms, list(_counts(len(known_ms))), film_hz)
        except CountAgain as error:
            say(str(error))


def _counts(flashes: int) -> "Iterator[int | None]":
    for number in range(1, flashes + 1):
        words = f"flash {number}, pictures ({LEAVE_OUT} leaves it out)"
        yield click.prompt(words, value_proc=_count, err=True)


def _count(typed: str) -> int | None:
    if typed.strip() == LEAVE_OUT:
        return None
    if not typed.strip().isdecimal():
        raise click.UsageError(f"a whole number of pictures, or {LEAVE_OUT}")
    return int(typed)


def _stored(delay: "ScreenDelay") -> bool:
    """Print the delay; True if somebody wants it stored, which is then done."""
    from trainer.sessions.settings import read_settings, write_settings
    from trainer.store.places import places

    found = f"{delay.delay_ms:.0f} ± {delay.uncertain_ms:.0f} ms"
    say(f"this screen is {found} late ({delay.flashes} flashes)")
    if not click.confirm("store it as the screen's delay?", default=True, err=True):
        return False
    path = places().settings
    rounded = float(round(delay.delay_ms))
    write_settings(path, replace(read_settings(path), screen_delay_ms=rounded))
    say(f"screen delay: {rounded:g} ms; baps settings --screen-delay-ms changes it")
    return True
