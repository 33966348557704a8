"""BAPS trainer: an instrumented balance board, its games, and its sway metrics.

`trainer.open_board(uri)` is a board in Python; docs/research.md shows how to use it. Nothing else
of the packages is promised to stay.

The packages below follow the way of a sample: `link` brings bytes, `wire` turns them into
messages, `acquisition` into time and tilt, `recording` holds one trial, `metrics` makes numbers
of it, `store` keeps them. `sessions` puts these together; `cli` is how people call it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer.sessions.blocks import Block, BoardEvent, LoadBlock, ThighBlock
    from trainer.sessions.live_board import BoardError, LiveBoard, open_board

__all__ = [
    "Block",
    "BoardError",
    "BoardEvent",
    "LiveBoard",
    "LoadBlock",
    "ThighBlock",
    "open_board",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for: every command imports this package, and must start quickly."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from trainer.sessions import blocks, live_board  # noqa: PLC0415  imports numpy and the store

    return getattr(live_board if hasattr(live_board, name) else blocks, name)
