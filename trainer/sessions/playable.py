"""Which activities a board can be used for. `baps play` and the station ask."""

from games.engine.activity import Activity, Kind, Surface
from games.engine.night import in_order
from games.registry import activities
from trainer.sessions.board import OpenBoard
from trainer.sessions.floor import thigh_worn


def tour(board: OpenBoard) -> list[Activity]:
    """Everything that can be played on this board."""
    surface = Surface.PLATE if board.is_plate else Surface.DOME
    if board.on_sacrum:
        surface = Surface.FLOOR
    strapped = thigh_worn(board)
    found = [each for each in activities().values() if each.surface is surface]
    return [each for each in found if strapped or not each.by_thigh]


def offered(board: OpenBoard) -> list[Activity]:
    """What this board measures, and what is done on the floor beside it, if its straps are on."""
    found = tour(board)
    if board.is_plate or board.on_sacrum:
        return found
    strapped = thigh_worn(board)
    floor = [each for each in activities().values() if each.surface is Surface.FLOOR]
    return [*found, *(each for each in floor if strapped or not each.by_thigh)]


def trainings(board: OpenBoard) -> list[Activity]:
    """What has a postcard on this board, from dusk to sunrise."""
    return in_order(each for each in offered(board) if each.kind is Kind.TRAINING)
