"""What a plan must know of activities and of the board on hand, as `trainer.plans` takes it."""

from dataclasses import replace
from functools import cache

from games.registry import activities
from trainer.plans.facts import ALL_DOMES, UNKNOWN_BOARD, ActivityFacts, BoardFacts
from trainer.sessions.board import OpenBoard
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
