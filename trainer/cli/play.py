"""`baps play`: activities in the patient's window, or headless."""

import os
import sys
from dataclasses import dataclass, replace

import click

from games.engine.activity import Activity, Kind, Surface
from games.engine.hand import gamepad_found
from games.engine.parameters import HARDEST_RUNG
from games.engine.window import Window
from games.registry import activities, activity_named
from trainer.cli.board_access import opened_board, say, trial_context
from trainer.cli.options import (
    FiniteRange,
    board_option,
    condition_options,
    conditions_from,
    seed_option,
)
from trainer.cli.report import announce, progress_bar, report_trial, save_picture
from trainer.link.uri import steered_by
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import Steering, Stimulus
from trainer.sessions.board import OpenBoard
from trainer.sessions.daily_check import say_daily_check
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.knowledge import settle
from trainer.sessions.visit import Visit
from trainer.sessions.visitors import open_store, patient_for
from trainer.store.places import places
from trainer.store.store import Store

PICTURES = "pictures"
NO_GAMEPAD = "no gamepad found: plug one in, or tilt the board with the mouse or the arrow keys"
SIMULATED_PATIENT, MOUSE, GAMEPAD = "sim:patient", "sim:mouse", "gamepad"


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line."""

    activity: str | None
    board_uri: str
    patient_code: str | None
    conditions: Conditions
    seed: int
    headless: bool
    fast: bool


@click.command("play")
@click.argument("activity", required=False)
@board_option
@condition_options
@click.option("--seconds", type=FiniteRange(5, 600), default=20, show_default=True)
@click.option(
    "--rung",
    type=click.IntRange(1, HARDEST_RUNG),
    default=1,
    show_default=True,
    help="how hard a training is, 1 to 12",
)
@seed_option
@click.option("--headless", is_flag=True, help="no window: for simulated patients and replays")
@click.option("--fast", is_flag=True, help="headless and faster than time, simulations only")
@click.pass_context
def command(
    context: click.Context,
    /,
    activity: str | None,
    board_uri: str,
    patient_code: str | None,
    seconds: float,
    rung: int,
    seed: int,
    headless: bool,
    fast: bool,
    **conditions: object,
) -> None:
    """Play ACTIVITY, or without one the tour: every activity on a simulated board.

    The tour opens a window on a board that the mouse tilts; without a display a simulated patient
    plays a trial of each activity. A board is looked for when an activity is named.

    \b
    Examples:
      baps play
      baps play bullseye --patient K7 --side left
      baps play steady-stance --board sim:patient?skill=0.4 --headless --fast
      baps play bullseye --board replay:trial:ID --headless --fast
    """
    headless = headless or fast or not _has_display()
    given = context.get_parameter_source("board_uri") is not click.core.ParameterSource.DEFAULT
    if activity is None and not given:
        board_uri = SIMULATED_PATIENT if headless else MOUSE
        fast = headless
    _check_fast(fast, board_uri)
    trial = replace(conditions_from(activity or "", seconds, conditions), rung=rung)
    _play(Request(activity, board_uri, patient_code, trial, seed, headless, fast))


def _play(request: Request) -> None:
    named = activity_named(request.activity) if request.activity else None
    steering, stimulus = Steering(), Stimulus()
    with open_store(say) as store:
        code = patient_for(store, request.patient_code, request.board_uri)
        link_context = trial_context(
            request.conditions, request.seed, store, steering, stimulus, request.fast
        )
        with opened_board(request.board_uri, store, link_context, code) as board:
            settle(board, store, say)
            chosen = [named] if named else _tour(board)
            say_daily_check(board, store, request.conditions, say)
            visit = _visit(board, store, code)
            announce(visit, say)
            if request.headless:
                _headless(visit, chosen, request, stimulus)
            else:
                _in_window(visit, chosen, request, steering, stimulus)


def _tour(board: OpenBoard) -> list[Activity]:
    surface = Surface.PLATE if board.is_plate else Surface.DOME
    return [a for a in activities().values() if a.surface is surface]


def _headless(visit: Visit, chosen: list[Activity], request: Request, stimulus: Stimulus) -> None:
    for activity in chosen:
        with progress_bar(activity.title) as progress:
            kept = visit.play_headless(
                activity, request.conditions, request.seed, stimulus, progress
            )
        report_trial(visit, activity, kept)
        if kept.delivered.stored:
            save_picture(visit, activity, kept, places().home / PICTURES)


def _in_window(
    visit: Visit,
    chosen: list[Activity],
    request: Request,
    steering: Steering,
    stimulus: Stimulus,
) -> None:
    steered = steering if steered_by(request.board_uri) else None
    if steered_by(request.board_uri) == GAMEPAD and not gamepad_found():
        say(NO_GAMEPAD)
    # On a tour the light comes first: it shows what the board does.
    order = sorted(chosen, key=lambda activity: activity.kind is not Kind.TRAINING)
    with Window(visit.station) as window:
        for activity in order:
            again = True
            while again:
                played, kept = visit.play_in_window(
                    activity, request.conditions, request.seed, window, steered, stimulus
                )
                if kept is not None:
                    report_trial(visit, activity, kept)
                again = played.again
            if played.result is None or played.closed:
                return


def _visit(board: OpenBoard, store: Store | None, code: str) -> Visit:
    delivery = StoreDelivery(store, places().spool, say)
    return Visit(board, code, delivery, places().journals, say, store)


def _check_fast(fast: bool, board_uri: str) -> None:
    if fast and not board_uri.startswith(("sim:patient", "sim:plate", "replay:")):
        raise click.UsageError("--fast is for simulated patients and replays")


def _has_display() -> bool:
    if os.environ.get("SDL_VIDEODRIVER") == "dummy":
        return False
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
