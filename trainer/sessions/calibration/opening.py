"""A guide that brings its own board: each run of it opens the board afresh and gives it back."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from trainer.recording.guidance import Figure, Guidance, Guide
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.steps import told

LOOKING = "Looking for the board."


def on_board(
    title: str,
    opened: Callable[[], AbstractContextManager[OpenBoard]],
    guide_of: Callable[[OpenBoard], Guide],
) -> Guide:
    """Say that the board is looked for, open it, follow its guide; a refusal is told as its end."""
    return told(title, _on_board(title, opened, guide_of))


def _on_board(
    title: str,
    opened: Callable[[], AbstractContextManager[OpenBoard]],
    guide_of: Callable[[OpenBoard], Guide],
) -> Guide:
    yield Guidance(title, 0, 0, Figure.WAIT, LOOKING)
    with opened() as board:
        return (yield from guide_of(board))
