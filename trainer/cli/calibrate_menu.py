"""`baps calibrate --window` without a step: one after the other is chosen in the window."""

from collections.abc import Sequence
from datetime import date

from games.engine.setup import Station
from games.engine.window import Window
from games.screens.guided import guide_in_window
from games.screens.menu import MenuRow, choose_in_window
from trainer.cli.board_access import opened_board, say
from trainer.cli.calibrate_running import (
    Flips,
    GuideOf,
    Way,
    guide_maker,
    opened_window,
    print_figures,
)
from trainer.recording.vocabulary import Side
from trainer.sessions.calibration.load import KnownWeight, load_guide, zero_guide
from trainer.sessions.calibration.menu import Asked, rows_of
from trainer.sessions.calibration.mount import accel_guide, front_guide, level_guide
from trainer.sessions.calibration.range import RangeOf, range_guide
from trainer.sessions.calibration.rim import RimOf, rim_guide
from trainer.sessions.calibration.thigh import thigh_guide
from trainer.sessions.errors import SessionError
from trainer.sessions.rims import rim_of_board
from trainer.store.store import Store


def choose_and_run(way: Way, asked: Asked) -> None:
    """Show the menu, do what is chosen, and again, until somebody leaves."""
    guides = guides_of(way, asked)
    with Store.open() as store, opened_window() as (window, station):
        chosen = 0
        while True:
            rows = _rows(way, store, asked)
            name = _choose(rows, window, station, chosen)
            if name is None:
                return
            chosen = next(at for at, row in enumerate(rows) if row.name == name)
            fresh = guide_maker(rows[chosen].title, way, store, guides[name])
            done = guide_in_window(fresh(), window, station=station, side=way.side, again=fresh)
            print_figures(done)


def guides_of(way: Way, asked: Asked) -> dict[str, GuideOf]:
    """The guide of each row of the menu."""
    side, flips = asked.side or Side.RIGHT, Flips(frozenset(), way)
    return {
        "accel": lambda board, kept: accel_guide(board, kept.sensor),
        "level": lambda board, kept: level_guide(board, kept.sensor, asked.pose),
        "front": lambda board, kept: front_guide(board, kept.sensor),
        "rim": lambda board, kept: rim_guide(board, kept.rim, RimOf(asked.level)),
        "range": lambda board, kept: range_guide(
            board,
            lambda reach: kept.range(asked.patient_code or "", reach),
            RangeOf(side, rim_of_board(board, kept.store, asked.level), date.today()),
        ),
        "load": lambda board, kept: load_guide(
            board, kept.load, KnownWeight(asked.weight_kg or 0.0, flips.cells), flips.met
        ),
        "zero": lambda board, kept: zero_guide(board, kept.load),
        "thigh": lambda board, kept: thigh_guide(
            board, lambda setup: kept.thigh(setup, asked.patient_code), side
        ),
    }


def _rows(way: Way, store: Store, asked: Asked) -> Sequence[MenuRow]:
    say("looking for the board")
    with opened_board(way.board_uri, store) as board:
        rows = rows_of(board, store, asked)
    if not rows:
        raise SessionError(
            "a force plate is calibrated by a known weight: say with --weight-kg what it weighs"
        )
    return rows


def _choose(rows: Sequence[MenuRow], window: Window, station: Station, chosen: int) -> str | None:
    at = min(chosen, len(rows) - 1)
    return choose_in_window(rows, window, station=station, chosen=at)
