"""`baps play` in a window: the first picture at once, then the program, the board, and the rounds.

Until the board is ready, everything is done beside a picture (`games.engine.meanwhile`), loading
the rest of the program, too: that takes longer than opening the window.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from games.engine.idle import IdleWork
from games.engine.meanwhile import Meanwhile
from games.engine.placing import Wanted
from games.engine.window import Window
from games.screens.arrival import ArrivalScreen, Waiting
from trainer.cli.play import Request, tour
from trainer.cli.terminal import say
from trainer.home import stills_folder
from trainer.recording.vocabulary import LinkState

if TYPE_CHECKING:
    from pygame import Surface

    from games.engine.activity import Activity
    from games.engine.after.over import Ended
    from games.engine.setup import Station
    from trainer.cli.trial import PlayedWith
    from trainer.recording.interfaces import Steering
    from trainer.sessions.settings import Settings
    from trainer.sessions.visit import Visit

GAMEPAD = "gamepad"
NO_GAMEPAD = "no gamepad found: plug one in, or tilt the board with the mouse or the arrow keys"
ONE_SCREEN = "one screen only: the second window is beside the picture, and may be under it"
ONE_SCREEN_FULL = (
    "one screen only: the second window is behind the picture; F11 or --windowed shows both"
)
NO_SUCH_SCREEN = "screen {wanted} is not there: the window is on screen 1"


def play_in_window(request: Request, settings: "Settings") -> None:
    """Open the window and play in it."""
    station = settings.station(stills_folder())
    arrival = ArrivalScreen(station)
    wanted = Wanted(not request.windowed, request.display or settings.display)

    def first(surface: "Surface") -> None:
        arrival.draw(surface, Waiting.PROGRAM)

    beside = request.second_screen
    with Window(station, wanted=wanted, first_picture=first, second=beside) as window:
        if not window.on_wanted_screen:
            say(NO_SUCH_SCREEN.format(wanted=wanted.screen))
        if window.second is not None and not window.second.alone:
            say(ONE_SCREEN if request.windowed else ONE_SCREEN_FULL)
        waiter = Meanwhile(window, arrival, say)
        waiter.run(_load)
        _visit(request, station, window, waiter)


def _load() -> None:
    """Load the rest of the program."""
    from games.registry import activities

    activities()


def _visit(request: Request, station: "Station", window: Window, waiter: Meanwhile) -> None:
    from games.screens.valley.postcards import Postcards
    from trainer.cli.choosing import Evening, painting
    from trainer.cli.stream import also_streamed
    from trainer.cli.trial import named_activity, visiting

    chosen = named_activity(request.activity) if request.activity else None
    idle, postcards = IdleWork(), Postcards(station.stills_folder)

    def ahead(visit: "Visit") -> None:
        if chosen is not None:
            _paint_ahead(chosen, visit, request, window)
        else:
            idle.add(painting(visit, request, window, postcards))
            idle.do_until(lambda: visit.board.feed.status().state is LinkState.STREAMING)

    with visiting(*request.visit, station, waiter, ahead) as (visit, played_with):
        say(request.on_board(visit))
        with also_streamed(visit.board, request.lsl):
            play = partial(_play, visit, request, window, played_with)
            _tell_gamepad(request)
            if chosen is not None or visit.board.replayed is not None:
                _play_all(_in_order(chosen, visit), play)
            else:
                steering = _steering(request, played_with)
                evening = Evening(visit, request, window, waiter, idle, postcards)
                evening.spend(play, steering)


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


def _play_all(activities: "list[Activity]", play: "Callable[[Activity], Ended]") -> None:
    for activity in activities:
        ended = play(activity)
        if ended.result is None or ended.closed:
            return


def _play(
    visit: "Visit",
    request: Request,
    window: Window,
    played_with: "PlayedWith",
    activity: "Activity",
) -> "Ended":
    """Rounds of one activity, until nobody wants one more."""
    from trainer.cli.report import report_trial

    again = True
    while again:
        ended, kept = visit.play_in_window(
            activity,
            request.conditions,
            request.seed,
            window,
            _steering(request, played_with),
            played_with.stimulus,
        )
        if kept is not None:
            report_trial(visit, activity, kept, request.all_numbers)
        again = ended.again
    return ended


def _steering(request: Request, played_with: "PlayedWith") -> "Steering | None":
    from trainer.link.uri import steered_by

    return played_with.steering if steered_by(request.board_uri) else None


def _tell_gamepad(request: Request) -> None:
    from games.engine.input import gamepad_found
    from trainer.link.uri import steered_by

    if steered_by(request.board_uri) == GAMEPAD and not gamepad_found():
        say(NO_GAMEPAD)
