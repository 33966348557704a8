"""`baps play` in a window: the first picture at once, then the program, the board, and the rounds.

Until the board is ready, everything is done beside a picture (`games.engine.meanwhile`), loading
the rest of the program, too: that takes longer than opening the window.
"""

from typing import TYPE_CHECKING

from games.engine.idle import IdleWork
from games.engine.meanwhile import Meanwhile
from games.engine.placing import Wanted
from games.engine.window import Window
from games.screens.arrival import ArrivalScreen, Waiting
from trainer.cli.play import Request
from trainer.cli.terminal import say
from trainer.home import stills_folder
from trainer.recording.vocabulary import LinkState

if TYPE_CHECKING:
    from pygame import Surface

    from games.engine.activity import Activity
    from games.engine.setup import Station
    from trainer.cli.trial import PlayedWith
    from trainer.sessions.playing import Playing
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

    beside = request.second_screen or settings.second_screen
    with Window(station, wanted=wanted, first_picture=first, second=beside) as window:
        say_screens(window, wanted)
        waiter = Meanwhile(window, arrival, say)
        waiter.run(_load)
        _visit(request, station, window, waiter)


def say_screens(window: Window, wanted: Wanted) -> None:
    """Which of the screens that were asked for are not there."""
    if not window.on_wanted_screen:
        say(NO_SUCH_SCREEN.format(wanted=wanted.screen))
    if window.second is not None and not window.second.alone:
        say(ONE_SCREEN_FULL if wanted.full_screen else ONE_SCREEN)


def _load() -> None:
    """Load the rest of the program."""
    from games.registry import activities

    activities()


def _visit(request: Request, station: "Station", window: Window, waiter: Meanwhile) -> None:
    from games.screens.valley.postcards import Postcards
    from trainer.cli.stream import also_streamed
    from trainer.cli.trial import PlayedWith, named_activity, visiting
    from trainer.sessions.evening import Evening, paint_place, painting

    chosen = named_activity(request.activity) if request.activity else None
    idle, postcards = IdleWork(), Postcards(station.stills_folder)

    def ahead(visit: "Visit") -> None:
        playing = _playing(visit, request, window, PlayedWith())
        if chosen is not None:
            paint_place(chosen, playing)
        else:
            idle.add(painting(playing, postcards))
            idle.do_until(lambda: visit.board.feed.status().state is LinkState.STREAMING)

    with visiting(*request.visit, station, waiter, ahead) as (visit, played_with):
        say(request.on_board(visit))
        with also_streamed(visit.board, request.lsl):
            playing = _playing(visit, request, window, played_with)
            _tell_gamepad(request)
            if chosen is not None or visit.board.replayed is not None:
                _play_all(_in_order(chosen, visit), playing)
            else:
                Evening(playing, waiter.run, idle, postcards).spend()


def _playing(
    visit: "Visit", request: Request, window: Window, played_with: "PlayedWith"
) -> "Playing":
    """Rounds as this call asks for them, each with a report on the terminal."""
    from trainer.cli.trial_report import report_trial
    from trainer.link.uri import steered_by
    from trainer.sessions.playing import Playing

    return Playing(
        visit,
        window,
        request.conditions,
        request.seed,
        played_with.stimulus,
        played_with.steering if steered_by(request.board_uri) else None,
        lambda activity, kept: report_trial(visit, activity, kept, request.all_numbers),
    )


def _in_order(chosen: "Activity | None", visit: "Visit") -> "list[Activity]":
    """What is played; a tour begins with a training, whose light shows what the board does."""
    from games.engine.activity import Kind
    from trainer.sessions.playable import tour

    if chosen is not None:
        return [chosen]
    return sorted(tour(visit.board), key=lambda activity: activity.kind is not Kind.TRAINING)


def _play_all(activities: "list[Activity]", playing: "Playing") -> None:
    for activity in activities:
        ended = playing.rounds(activity)
        if ended.result is None or ended.closed:
            return


def _tell_gamepad(request: Request) -> None:
    from games.engine.input import gamepad_found
    from trainer.link.uri import steered_by

    if steered_by(request.board_uri) == GAMEPAD and not gamepad_found():
        say(NO_GAMEPAD)
