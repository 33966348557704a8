"""Which rim a board has on a dome: one answer for trials, ranges and the check at every start."""

from dataclasses import replace

from trainer.recording.conditions import NO_DOME
from trainer.recording.envelope import Rim, assumed_rim, assumed_tilt_deg, no_rim, round_rim
from trainer.recording.vocabulary import Source
from trainer.sessions.board import OpenBoard
from trainer.store.store import Store


def rim_of_board(board: OpenBoard, store: Store | None, level: int, stem_hole: int = 0) -> Rim:
    """The rim to use, asking the database if it can know one. `StoreError`."""
    rolled = level != NO_DOME and not board.simulated
    board_id = board.identity.board_id
    known = store.newest_rim(board_id, level, stem_hole) if store and rolled else None
    return rim_given(board, known, level, stem_hole)


def rim_given(board: OpenBoard, known: Rim | None, level: int, stem_hole: int = 0) -> Rim:
    """A plate's none, the simulation's own, the one rolled last (`known`), or the assumed one."""
    board_id = board.identity.board_id
    if level == NO_DOME:
        return no_rim(board_id)
    if board.simulated:
        return round_rim(assumed_tilt_deg(level), Source.SIMULATED, level, board_id)
    return known or replace(assumed_rim(level, board_id), stem_hole=stem_hole)
