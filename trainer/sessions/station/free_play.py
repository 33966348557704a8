"""Not there yet."""

from trainer.sessions.station.front import Front


def guest_flow(front: Front) -> None:
    """Not there yet."""
    raise NotImplementedError


def play_flow(front: Front, code: str) -> None:
    """Not there yet."""
    raise NotImplementedError
