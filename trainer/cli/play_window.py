"""`baps play` in a window: the first picture at once, then the program, the board, and the rounds.

Until the board is ready, everything is done beside a picture (`games.engine.meanwhile`), loading
the rest of the program, too: that takes longer than opening the window.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from games.engine.meanwhile import Meanwhile
from games.engine.placing import Wanted
from games.engine.window import Window
from games.screens.arrival import ArrivalScreen, Waiting
from trainer.cli.play import Request, tour
from trainer.cli.terminal import say
from trainer.home import stills_folder

if TYPE_CHECKING:
    from pygame import Surface

    from games.engine.activity import Activity
    from games.engine.setup import Station
    from trainer.cli.trial import PlayedWith
    from trainer.sessions.settings import Settings
    from trainer.sessions.visit import Visit

GAMEPAD = "gamepad"
NO_GAMEPAD = "no gamepad found: plug one in, or tilt the board with the mouse or the arrow keys"
NO_SUCH_SCREEN = "screen {wanted} is not there: the window is on screen 1"


def play_in_window(request: Request, settings: "Settings") -> None:
    """Open the window and play in it."""
    station = settings.station(stills_folder())
    arrival = ArrivalScreen(station)
    wanted = Wanted(not request.windowed, request.display or settings.display)

    def first(surface: "Surface") -> None:
        arrival.draw(surface, Waiting.PROGRAM)

    with Window(station, wanted=wanted, first_picture=first) as window:
        if not window.on_wanted_screen:
            say(NO_SUCH_SCREEN.format(wanted=wanted.screen))
        waiter = Meanwhile(window, arrival, say)
        waiter.run(_load)
        _visit(request, station, window, waiter)


def _load() -> None:
    """Load the rest of the program."""
    from games.registry import activities

    activities()


def _visit(request: Request, station: "Station", window: Window, waiter: Meanwhile) -> None:
    from trainer.cli.stream import also_streamed
    from trainer.cli.trial import named_activity, visiting

    chosen = named_activity(request.activity) if request.activity else None

    def ahead(visit: "Visit") -> None:
        _paint_ahead(_in_order(chosen, visit)[0], visit, request, window)

    with visiting(*request.visit, station, waiter, ahead) as (visit, played_with):
        say(request.on_board(visit))
        with also_streamed(visit.board, request.lsl):
            _play_all(_in_order(chosen, visit), visit, request, window, played_with)


def _in_order(chosen: "Activity | None", visit: "Visit") -> "list[Activity]":
    """What is played; a tour begins with a training, whose light shows what the board does."""
    from games.engine.activity import Kind

    if chosen is not None:
        return [chosen]
    return sorted(tour(visit), key=lambda activity: activity.kind is not Kind.TRAINING)


def _paint_ahead(activity: "Activity", visit: "Visit", request: Request, window: Window) -> None:
    """Paint the place of the first round, which is then kept (`games.worlds.kit.stills`)."""
    from trainer.recording.trial import PastScores
    from trainer.sessions.errors import SessionError

    # What forbids the round is said when it begins.
    with suppress(SessionError):
        setup = visit.setup(activity, request.conditions, request.seed)
        activity.scene(activity.stage(setup, window.layout, PastScores()))


def _play_all(
    activities: "list[Activity]",
    visit: "Visit",
    request: Request,
    window: Window,
    played_with: "PlayedWith",
) -> None:
    from games.engine.input import gamepad_found
    from trainer.cli.report import report_trial
    from trainer.link.uri import steered_by

    steered = played_with.steering if steered_by(request.board_uri) else None
    if steered_by(request.board_uri) == GAMEPAD and not gamepad_found():
        say(NO_GAMEPAD)
    for activity in activities:
        again = True
        while again:
            played, kept = visit.play_in_window(
                activity, request.conditions, request.seed, window, steered, played_with.stimulus
            )
            if kept is not None:
                report_trial(visit, activity, kept, request.all_numbers)
            again = played.again
        if played.result is None or played.closed:
            return
