"""Free play at the station: the valley on the station's board, for a patient or a guest.

It is no part of a patient's plan, so its trials have a visit of their own. A guest may tilt a
simulated board with the mouse where none is plugged in.
"""

import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.engine.idle import IdleWork
from games.screens.valley.postcards import Postcards
from trainer.link.uri import LinkContext
from trainer.recording.conditions import NOTHING_CHOSEN, Conditions
from trainer.recording.interfaces import Steering
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_news import Presence
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.errors import SessionError
from trainer.sessions.evening import Evening, painting
from trainer.sessions.opening import opened_board
from trainer.sessions.playing import Playing
from trainer.sessions.readiness import make_ready
from trainer.sessions.station.board_wait import board_ready
from trainer.sessions.station.footing import Footing, ask_footing
from trainer.sessions.station.front import Closed, Front
from trainer.sessions.store_access import patient_for
from trainer.sessions.visit import Visit
from trainer.sessions.visits.assembled import Room
from trainer.store.errors import StoreError
from trainer.store.spool import Spool

NO_BOARD = "No board is plugged in: play with the mouse?"
WITH_MOUSE, WAIT, LEAVE = "Play with the mouse", "Wait for the board", "Back"
BOARD, MOUSE = "on_board", "sim:mouse"
AS_USUAL = Footing(Conditions(""), NOTHING_CHOSEN)
"""How `baps play` lets a guest stand."""


def guest_flow(front: Front) -> None:
    """Somebody without a code plays, on whatever board is there."""
    wanted = _wanted(front)
    if wanted == MOUSE:
        _told(front, lambda: _play_with_mouse(front))
    elif wanted == BOARD:
        _told(front, lambda: _play_on_board(front, None, AS_USUAL))


def play_flow(front: Front, code: str) -> None:
    """A patient plays, on the leg and the dome that somebody says."""
    footing = ask_footing(front, code)
    if footing is not None and board_ready(front):
        _told(front, lambda: _play_on_board(front, code, footing))


def _wanted(front: Front) -> str:
    """What a guest plays on: `BOARD`, `MOUSE`, or empty if they go back."""
    kept = front.room.board

    def missing() -> bool:
        return kept.news.state is Presence.NONE

    if board_ready(front, missing):
        return BOARD
    if not missing():
        return ""
    mouse = Choice(MOUSE, WITH_MOUSE, primary=True)
    taken = front.ask(NO_BOARD, [mouse, Choice(BOARD, WAIT), Choice(BACK, LEAVE)])
    if taken == BOARD:
        return BOARD if board_ready(front) else ""
    return MOUSE if taken == MOUSE else ""


def _told(front: Front, play: Callable[[], None]) -> None:
    """Play; what forbids it is told."""
    try:
        play()
    except (SessionError, StoreError, OSError) as error:
        front.tell(str(error))


def _play_on_board(front: Front, code: str | None, footing: Footing) -> None:
    room = front.room
    with room.board.lent() as board:
        uri = board.identity.uri
        known = front.waiting(lambda: patient_for(room.database, code, uri))
        _spend(front, _visit(room, board, known, footing), footing.conditions, front.steering)


def _play_with_mouse(front: Front) -> None:
    """On a simulated board of its own, which has no rail."""
    room = replace(front.room, station=replace(front.room.station, rail_button=False))
    steering = Steering()
    context = LinkContext(steering=steering, stimulus=front.stimulus, standing=room.standing)
    with ExitStack() as opened:

        def ready() -> tuple[OpenBoard, str]:
            code = patient_for(room.database, None, MOUSE)
            board = opened.enter_context(opened_board(MOUSE, room.say, room.database, context))
            make_ready(board, room.database, None, room.say)
            return board, code

        board, code = front.waiting(ready)
        _spend(front, _visit(room, board, code, AS_USUAL), AS_USUAL.conditions, steering)


def _visit(room: Room, board: OpenBoard, code: str, footing: Footing) -> Visit:
    spool = room.places.spool
    return Visit(
        board,
        code,
        StoreDelivery(room.database, spool, room.say),
        room.places.journals,
        room.say,
        room.database,
        Spool(spool),
        room.station,
        footing.chosen,
        standing=room.standing,
    )


def _spend(front: Front, visit: Visit, conditions: Conditions, steering: Steering | None) -> None:
    """An evening in the valley; `Closed` if the window was closed there."""
    seed = zlib.crc32(visit.visit_id.encode()) & 0x7FFFFFFF
    playing = Playing(visit, front.window, conditions, seed, front.stimulus, steering)
    postcards = Postcards(visit.station.stills_folder)
    idle = IdleWork(painting(playing, postcards))
    if Evening(playing, front.waiting, idle, postcards).spend():
        raise Closed
