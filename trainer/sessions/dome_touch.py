"""Asks for one touch of the toe edge before a real board's first trial, and says which dome is on.

An empty board on a low dome rights itself, so only an edge that is held down tells the dome. Once
told, a dome is not asked for again until midnight. `make_ready` calls this after the check at rest.
Nobody is there to touch a simulated or replayed board, whose dome is known anyway.
"""

from datetime import UTC, datetime

from trainer.motion.dome_check import DomeMatch, EdgeTouch, match_dome
from trainer.recording.conditions import FLOOR, NO_DOME, Conditions
from trainer.recording.dome import DOME_HEIGHT_MM
from trainer.recording.envelope import Rim
from trainer.sessions.board import OpenBoard, rim_of_board
from trainer.sessions.board_facts import Say
from trainer.sessions.calibration.steps import Follower
from trainer.sessions.legs import today_began
from trainer.sessions.store_access import ask_store
from trainer.store.store import Store

BEGUN_WITHIN_S = 6.0
DONE_WITHIN_S = 10.0
ASKED = "which dome is on? hold the TOE edge to the floor with one finger for a second"
NOT_TOLD = (
    "dome not checked: the toe edge was not held to the floor for a second; look at the digit on "
    "the dome"
)


def say_dome(board: OpenBoard, store: Store | None, chosen: Conditions | None, say: Say) -> None:
    """Wait some seconds for the touch and report the dome, or that it could not be told."""
    if chosen is None or chosen.level in (NO_DOME, FLOOR) or not _can_be_touched(board):
        return
    if _told_today(board, store, chosen, say):
        return
    if board.streams.rest is None:
        # Somebody is on the board already: an edge that is down now may be theirs.
        say(NOT_TOLD)
        return
    say(ASKED)
    held = _held_edge(board)
    if held is None:
        say(NOT_TOLD)
        return
    match = _match(board, store, chosen, held, say)
    say(_verdict(match, chosen.level))
    if match is not None and match.fits:
        _remember(board, store, chosen, say)


def _told_today(board: OpenBoard, store: Store | None, chosen: Conditions, say: Say) -> bool:
    which = board.identity.board_id, chosen.level, chosen.stem_hole
    told_at = ask_store(store, say, lambda asked: asked.dome_told_at(*which), otherwise=None)
    return told_at is not None and told_at >= today_began()


def _remember(board: OpenBoard, store: Store | None, chosen: Conditions, say: Say) -> None:
    which = board.identity.board_id, chosen.level, chosen.stem_hole
    now = datetime.now(UTC)
    ask_store(store, say, lambda asked: asked.note_dome(*which, now), otherwise=None)


def _can_be_touched(board: OpenBoard) -> bool:
    real = not board.simulated and board.replayed is None
    return real and not board.is_plate and board.calibration.calibrated


def _held_edge(board: OpenBoard) -> tuple[float, float] | None:
    """Mean (ap, ml) of the held edge; None if no touch began, or none was held, in time."""
    follower, touch = Follower(board), EdgeTouch(board.setup.rate_hz)
    begun_s = follower.now_s()
    while (waited_s := follower.now_s() - begun_s) < DONE_WITHIN_S:
        new = follower.wait().samples
        held = touch.add(new.ap_deg, new.ml_deg) if len(new) else None
        if held is not None:
            return held
        if waited_s > BEGUN_WITHIN_S and not touch.tipped:
            return None
    return None


def _match(
    board: OpenBoard,
    store: Store | None,
    chosen: Conditions,
    held: tuple[float, float],
    say: Say,
) -> DomeMatch | None:
    def rims(of: Store | None) -> dict[int, Rim]:
        return {dome: rim_of_board(board, of, dome, chosen.stem_hole) for dome in DOME_HEIGHT_MM}

    known = ask_store(store, say, rims, otherwise=None) or rims(None)
    return match_dome(*held, chosen.level, known)


def _verdict(match: DomeMatch | None, level: int) -> str:
    if match is None:
        return f"{NOT_TOLD} (no dome's edge is on the floor at that tilt)"
    if match.fits:
        return f"dome {level} is on: its toe edge lies at {match.tilt_deg:.1f}°"
    return (
        f"another dome? the edge lies at {match.words}: put dome {level} on, or say --level "
        f"{match.looks_like}; if the dome is right, run baps calibrate level, then front and rim"
    )
