"""How `baps calibrate` runs a guide: in the terminal or in the window, on a board it opens."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click

from games.engine.setup import Station
from games.engine.window import NoDisplay, Window
from games.screens.guided import guide_in_window
from trainer.cli.board_access import opened_board, say
from trainer.cli.guided import guide_on_terminal
from trainer.recording.guidance import Finished, Guide
from trainer.recording.load import CELLS
from trainer.recording.vocabulary import Side
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.keeping import CalibrationKeeper
from trainer.sessions.calibration.load import how_to_flip
from trainer.sessions.calibration.opening import on_board
from trainer.sessions.errors import SessionError
from trainer.store.store import Store

GuideOf = Callable[[OpenBoard, CalibrationKeeper], Guide]
NOTHING_CHANGED = "nothing was changed"


@dataclass(frozen=True)
class Way:
    """Which board, who does it, and where it is shown."""

    board_uri: str
    operator: str
    window: bool
    side: Side = Side.RIGHT


def run(title: str, way: Way, guide_of: GuideOf, unchanged: str = NOTHING_CHANGED) -> None:
    """Follow a guide to its end and print what came of it; `SessionError` when it did not pass.

    `unchanged` is then said of what was there before.
    """
    with Store.open() as store:
        fresh = guide_maker(title, way, store, guide_of)
        finished = _in_window(fresh, way) if way.window else guide_on_terminal(fresh(), say)
    print_figures(finished)
    if not finished.passed:
        raise SessionError(f"{finished.advice} ({unchanged})" if unchanged else finished.advice)


def guide_maker(title: str, way: Way, store: Store, guide_of: GuideOf) -> Callable[[], Guide]:
    """What makes a fresh guide, on a board that it opens itself, each time it is called."""
    return lambda: on_board(
        title,
        lambda: opened_board(way.board_uri, store),
        lambda board: guide_of(board, CalibrationKeeper(board, store, way.operator)),
    )


def print_figures(finished: Finished) -> None:
    """The lines of a result, to standard output."""
    for label, text in finished.lines:
        failed = ": NOT GOOD" if label in finished.failed else ""
        click.echo(f"{label}: {text}{failed}")


@contextmanager
def opened_window() -> Iterator[tuple[Window, Station]]:
    """A window; `SessionError` with the way out where none can be opened."""
    station = Station()
    try:
        window = Window(station)
    except NoDisplay:
        raise SessionError(
            "no window can be opened here: leave --window out, the terminal leads as well"
        ) from None
    with window:
        yield window, station


@dataclass
class Flips:
    """Cells to be taken as turned round: said on the command line, agreed to on the way."""

    cells: frozenset[int]
    way: Way

    def met(self, cells: frozenset[int]) -> str:
        """Ask whether to take these so. Empty when somebody agrees, otherwise what to do."""
        names = " and ".join(CELLS[cell] for cell in sorted(cells - self.cells))
        if self.way.window:
            # The window's "do it again" is the answer: the next run takes them as turned round.
            self.cells = cells
            return "do it again to take it as turned round, or leave and swap its wires"
        if _somebody_can_answer():
            click.echo(err=True)
            question = f"The {names} cell is wired backwards. Take it as turned round?"
            if click.confirm(question, err=True):
                return ""
        return how_to_flip(cells)


def _somebody_can_answer() -> bool:
    return sys.stdin.isatty()


def _in_window(fresh: Callable[[], Guide], way: Way) -> Finished:
    with opened_window() as (window, station):
        return guide_in_window(fresh(), window, station=station, side=way.side, again=fresh)
