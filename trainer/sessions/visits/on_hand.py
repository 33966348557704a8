"""What is on hand for a plan, as `trainer.plans` takes it: the activities, and a board for them."""

from dataclasses import replace
from functools import cache

from games.registry import activities
from trainer.plans.facts import ALL_DOMES, UNKNOWN_BOARD, ActivityFacts, BoardFacts
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_news import KeptBoard
from trainer.sessions.floor import thigh_worn


@cache
def activity_facts() -> dict[str, ActivityFacts]:
    """Every activity by name."""
    return {
        each.name: ActivityFacts(
            each.name,
            each.title,
            each.surface,
            each.seconds,
            each.eyes,
            each.by_thigh,
            each.on_one_leg,
        )
        for each in activities().values()
    }


def board_facts(board: OpenBoard | None, weight_known: bool) -> BoardFacts:
    """What can be done on this board; without one, all that a board may be able to do."""
    if board is None:
        return replace(UNKNOWN_BOARD, weighs=weight_known)
    cells = board.streams.load_setup
    weighs = weight_known and cells is not None and cells.calibration.calibrated
    levels = () if board.is_plate or board.on_sacrum else ALL_DOMES
    return BoardFacts(levels, board.is_plate, weighs, thigh_worn(board))


class OnHand:
    """What can be done on a visit's board; while that is away, what could be done on it last.

    Otherwise a step that needs what only this board has would be left out while it is pulled.
    """

    def __init__(self, kept: KeptBoard, weighed: bool) -> None:
        self._kept, self._weighed = kept, weighed
        self._known = board_facts(None, weighed)

    def __call__(self) -> BoardFacts:
        board = self._kept.board()
        if board is not None:
            self._known = board_facts(board, self._weighed)
        return self._known
