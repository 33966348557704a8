"""Which rim a board has on a dome: one answer for trials, ranges and the check at every start."""

from dataclasses import replace

from trainer.recording.conditions import NO_DOME
from trainer.recording.envelope import Rim, assumed_rim, assumed_tilt_deg, no_rim, round_rim
from trainer.recording.vocabulary import Source
from trainer.sessions.board import OpenBoard
from trainer.store.store import Store


def rim_of_board(board: OpenBoard, store: Store | None, level: int, stem_hole: int = 0) -> Rim:
    """The rim rolled last, the simulation's own, the assumed one, a plate's none. `StoreError`."""
    board_id = board.identity.board_id
    if level == NO_DOME:
        return no_rim(board_id)
    if board.simulated:
        return round_rim(assumed_tilt_deg(level), Source.SIMULATED, level, board_id)
    known = store.newest_rim(board_id, level, stem_hole) if store else None
    return known or replace(assumed_rim(level, board_id), stem_hole=stem_hole)
