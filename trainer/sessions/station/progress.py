"""Not there yet."""

from trainer.sessions.station.front import Front


def progress_flow(front: Front, code: str) -> None:
    """Not there yet."""
    raise NotImplementedError
