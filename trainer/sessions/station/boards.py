"""Not there yet."""

from trainer.sessions.station.front import Front


def boards_flow(front: Front) -> None:
    """Not there yet."""
    raise NotImplementedError
