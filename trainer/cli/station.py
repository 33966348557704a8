"""`baps` on a computer with a display: the station, full screen."""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING

from games.engine.meanwhile import Meanwhile
from games.engine.placing import Wanted
from games.engine.window import Window
from games.screens.arrival import ArrivalScreen, Waiting
from trainer.cli.play_window import say_screens
from trainer.cli.settings import settings_for
from trainer.home import stills_folder

if TYPE_CHECKING:
    from pygame import Surface

    from trainer.sessions.settings import Settings

Tell = Callable[[str], None]


def open_station(
    board_uri: str,
    *,
    code: str | None = None,
    windowed: bool = False,
    second_screen: bool = False,
    tell: Tell,
) -> None:
    """Open the station on this board, at the visit of a patient if a code is given.

    `second_screen`, or the station's setting, opens the therapist's own window.
    """
    settings = settings_for(board_uri)
    station = settings.station(stills_folder())
    arrival = ArrivalScreen(station)

    def first(surface: "Surface") -> None:
        arrival.draw(surface, Waiting.PROGRAM)

    wanted = Wanted(not windowed, settings.display)
    beside = second_screen or settings.second_screen
    with Window(station, wanted=wanted, first_picture=first, second=beside) as window:
        say_screens(window, wanted)
        meanwhile = Meanwhile(window, arrival, tell)
        meanwhile.run(_load)
        _work(board_uri, settings, window, meanwhile, code, tell)


def _load() -> None:
    """Load the rest of the program beside the first picture."""
    from games.registry import activities
    from trainer.sessions.station import patients

    activities()
    del patients


def _work(
    board_uri: str,
    settings: "Settings",
    window: Window,
    meanwhile: Meanwhile,
    code: str | None,
    tell: Tell,
) -> None:
    from games.desk.desk import Desk
    from trainer.link.uri import LinkContext, steered_by
    from trainer.recording.interfaces import Standing, Steering, Stimulus
    from trainer.sessions.board_care import BoardCare
    from trainer.sessions.kept_board import kept_board
    from trainer.sessions.station.front import Closed, Front
    from trainer.sessions.station.heard import Heard
    from trainer.sessions.station.patients import at_patient, patients_flow, without_database
    from trainer.sessions.store_access import open_store
    from trainer.sessions.visits.assembled import Room
    from trainer.store.places import places

    standing, stimulus, steering = Standing(), Stimulus(), Steering()
    context = partial(LinkContext, stimulus=stimulus, steering=steering, standing=standing)
    station = settings.station(stills_folder())
    heard = Heard(tell)

    def opened() -> bool:
        """Until it ends; True if somebody tries the database again, which did not answer."""
        news: list[str] = []
        with ExitStack() as stack:
            # A server may let seconds pass before it is given up.
            store = meanwhile.run(lambda: stack.enter_context(open_store(news.append)))
            board = stack.enter_context(kept_board(board_uri, store, heard.say, context))
            desk = Desk(window, station, board)
            room = Room(store, places(), board, station, settings.name, tell, standing)
            care = BoardCare(board, store, station=station)
            by_hand = steering if steered_by(board_uri) else None
            front = Front(desk, window, room, care, stimulus, by_hand, heard)
            if store is None:
                return without_database(front, " ".join(news))
            for line in news:
                tell(line)
            if code is None:
                patients_flow(front)
            else:
                at_patient(front, code)
            return False

    with suppress(Closed):
        while opened():
            pass
