"""Not there yet."""

from trainer.sessions.station.front import Front


def unlock_flow(front: Front, code: str) -> None:
    """Not there yet."""
    raise NotImplementedError
