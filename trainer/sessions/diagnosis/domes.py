"""What each dome of a board is: its rim and its stiffness. Nothing here can fail."""

from math import fsum

from trainer.motion.dome_balance import stiffness_words
from trainer.recording.dome import DOME_HEIGHT_MM
from trainer.recording.envelope import Rim
from trainer.sessions.board import OpenBoard, rim_of_board
from trainer.sessions.diagnosis.finding import Finding
from trainer.store.store import Store

PART = "domes"


def dome_findings(board: OpenBoard, store: Store | None) -> list[Finding]:
    """The mean rim of each dome in the middle hole, for information; `StoreError`."""
    if board.is_plate:
        return []
    return [_finding(rim_of_board(board, store, level)) for level in DOME_HEIGHT_MM]


def _finding(rim: Rim) -> Finding:
    mean_deg = fsum(rim.tilt_deg) / len(rim.tilt_deg)
    note = f"{rim.source.value}, {rim.dome_style.value}, {stiffness_words(rim.dome)}"
    return Finding(PART, f"rim_dome_{rim.level}", mean_deg, "°", True, note=note)
