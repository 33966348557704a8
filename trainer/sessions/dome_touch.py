"""Asks for one touch of the toe edge before a real board's first trial, and says which dome is on.

An empty board on a low dome rights itself, so only an edge that is held down tells the dome.
`make_ready` calls this after the check at rest. Nobody is there to touch a simulated or replayed
board, whose dome is known anyway.
"""

from trainer.motion.dome_check import DomeMatch, EdgeTouch, match_dome
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.dome import DOME_HEIGHT_MM
from trainer.sessions.board import OpenBoard, rim_of_board
from trainer.sessions.board_facts import Say
from trainer.sessions.calibration.steps import Follower
from trainer.store.errors import StoreError
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
    if chosen is None or chosen.level == NO_DOME or not _can_be_touched(board):
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
    say(_verdict(_match(board, store, chosen, held, say), chosen.level))


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
    try:
        rims = {dome: rim_of_board(board, store, dome, chosen.stem_hole) for dome in DOME_HEIGHT_MM}
    except StoreError as error:
        say(str(error))
        return _match(board, None, chosen, held, say)
    return match_dome(*held, chosen.level, rims)


def _verdict(match: DomeMatch | None, level: int) -> str:
    if match is None:
        return f"{NOT_TOLD} (no dome's edge is on the floor at that tilt)"
    if match.fits:
        return f"dome {level} is on: its toe edge lies at {match.tilt_deg:.1f}°"
    return (
        f"another dome? the edge lies at {match.words}: put dome {level} on, or say --level "
        f"{match.looks_like}; if the dome is right, run baps calibrate level, then front and rim"
    )
