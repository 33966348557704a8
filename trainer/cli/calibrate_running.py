"""Runs a step of `baps calibrate` in the terminal or the window, and the menu of steps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from trainer.cli.board_access import opened_board
from trainer.cli.options import stem_hole_from
from trainer.cli.settings import station_settings
from trainer.cli.terminal import guide_on_terminal, say, somebody_can_answer
from trainer.motion.calibration import LevelPose
from trainer.motion.load_checks import check_weight
from trainer.recording.guidance import Finished, Guide
from trainer.recording.load import CELLS
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.stem_hole import CENTRE
from trainer.recording.vocabulary import DomeStyle, Side, Stance, Support
from trainer.sessions.board_facts import ANYBODY
from trainer.sessions.calibration.guides import GUIDES, Asked, guide_for
from trainer.sessions.calibration.load import how_to_flip
from trainer.sessions.calibration.steps import on_board
from trainer.sessions.errors import SessionError
from trainer.sessions.store_access import patient_for
from trainer.store.store import Store

if TYPE_CHECKING:
    from games.engine.setup import Station
    from games.engine.window import Window
    from games.screens.menu import MenuRow

NOTHING_CHANGED = "nothing was changed"
NOBODY_CONFIRMS = (
    "somebody must see the shape and confirm it: run this at a terminal or with --window, or "
    "accept the shape unseen with --yes"
)
POSES = {"floor": LevelPose.FACE_DOWN, "blocks": LevelPose.ON_BLOCKS}


@dataclass(frozen=True)
class Way:
    """Which board, which operator, and whether to use a window."""

    board_uri: str
    operator: str
    window: bool


def run(step: str, way: Way, **given: Any) -> None:
    """Run a step to its end and print its result; `SessionError` if it did not pass."""
    asked = asked_for(way, given)
    if asked.standing.contradiction:
        raise SessionError(asked.standing.contradiction)
    with Store.open() as store:
        if asked.patient_code is not None:
            patient_for(store, asked.patient_code, way.board_uri)
        if step == "range" and not (way.window or asked.confirmed or somebody_can_answer()):
            raise SessionError(NOBODY_CONFIRMS)
        fresh = _guide_maker(step, way, store, asked)
        finished = _in_window(fresh, asked) if way.window else guide_on_terminal(fresh())
    print_figures(finished)
    if not finished.passed:
        # After a slipped strap values are discarded, which its message says.
        kept = "" if step == "thigh-check" else f" ({NOTHING_CHANGED})"
        raise SessionError(f"{finished.advice}{kept}")


def choose_and_run(way: Way, **given: Any) -> None:
    """Show the menu and run the chosen step, until somebody leaves."""
    from games.screens.guided import guide_in_window
    from games.screens.menu import choose_in_window

    asked = asked_for(way, given)
    with Store.open() as store:
        if asked.patient_code is not None:
            patient_for(store, asked.patient_code, way.board_uri)
        with opened_window() as (window, station):
            chosen = 0
            while True:
                rows = _rows(way, store, asked)
                at = min(chosen, len(rows) - 1)
                name = choose_in_window(rows, window, station=station, chosen=at)
                if name is None:
                    return
                chosen = next(at for at, row in enumerate(rows) if row.name == name)
                fresh = _guide_maker(name, way, store, asked, rows[chosen].title)
                side = asked.side or Side.RIGHT
                done = guide_in_window(fresh(), window, station=station, side=side, again=fresh)
                print_figures(done)


def asked_for(way: Way, given: dict[str, Any]) -> Asked:
    """The options as the steps need them; `CalibrationError` for an impossible weight."""
    weight_kg = given.get("weight_kg")
    if weight_kg is not None:
        check_weight(weight_kg * STANDARD_GRAVITY)
    flips = Flips(way.window, frozenset(map(CELLS.index, given.get("flips", ()))))
    side = given.get("side")
    return Asked(
        level=given.get("level", 2),
        stem_hole=stem_hole_from(given) if "stem_hole" in given else CENTRE,
        own_dome=given.get("own_dome", False),
        dome_style=DomeStyle(given.get("dome_style", DomeStyle.CAPS)),
        patient_code=given.get("patient_code"),
        side=Side(side) if side else None,
        weight_kg=weight_kg,
        flipped=lambda: flips.cells,
        on_backwards=flips.met,
        pose=POSES[given.get("stand", "floor")],
        stance=_stance(given),
        support=Support(given.get("support") or Support.NONE),
        confirmed=given.get("confirmed", False),
    )


def _stance(given: dict[str, Any]) -> Stance:
    """As said, or as usual for the side."""
    usual = Stance.TWO_LEG if given.get("side") == Side.BOTH else Stance.SINGLE_LEG
    return Stance(given.get("stance") or usual)


def print_figures(finished: Finished) -> None:
    """Print the lines of a result."""
    for label, text in finished.lines:
        failed = ": NOT GOOD" if label in finished.failed else ""
        click.echo(f"{label}: {text}{failed}")


@contextmanager
def opened_window() -> "Iterator[tuple[Window, Station]]":
    """A window; `SessionError` with advice if none can be opened."""
    from games.engine.window import NoDisplay, Window

    station = station_settings().station()
    try:
        window = Window(station)
    except NoDisplay:
        raise SessionError(
            "no window can be opened here: leave --window out, the terminal shows the same steps"
        ) from None
    with window:
        yield window, station


@dataclass
class Flips:
    """Cells accepted as wired backwards: by --flip, or by an answer during the step."""

    window: bool
    cells: frozenset[int] = field(default_factory=frozenset)

    def met(self, cells: frozenset[int]) -> str:
        """Ask whether to accept these cells. Returns "" if somebody agrees, otherwise advice."""
        names = " and ".join(CELLS[cell] for cell in sorted(cells - self.cells))
        if self.window:
            # In the window "do it again" means yes: the next run accepts these cells.
            self.cells = cells
            return "do it again to take it as turned round, or leave and swap its wires"
        if somebody_can_answer():
            click.echo(err=True)
            question = f"The {names} cell is wired backwards. Take it as turned round?"
            if click.confirm(question, err=True):
                return ""
        return how_to_flip(cells)


def _guide_maker(
    step: str, way: Way, store: Store, asked: Asked, title: str = ""
) -> Callable[[], Guide]:
    """A function that makes a new guide at each call; the guide opens the board itself."""
    return partial(
        on_board,
        title or GUIDES[step][0],
        lambda: opened_board(way.board_uri, store, patient_code=ANYBODY),
        lambda board: guide_for(step, asked, board, store, way.operator),
    )


def _rows(way: Way, store: Store, asked: Asked) -> "tuple[MenuRow, ...]":
    from trainer.sessions.calibration.menu import rows_of

    say("looking for the board")
    with opened_board(way.board_uri, store, patient_code=ANYBODY) as board:
        rows = rows_of(board, store, asked)
    if not rows:
        raise SessionError(
            "a force plate is calibrated with a known weight: add --weight-kg and what it weighs"
        )
    return rows


def _in_window(fresh: Callable[[], Guide], asked: Asked) -> Finished:
    from games.screens.guided import guide_in_window

    side = asked.side or Side.RIGHT
    with opened_window() as (window, station):
        return guide_in_window(fresh(), window, station=station, side=side, again=fresh)
