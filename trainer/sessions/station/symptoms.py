"""Not there yet."""

from trainer.sessions.station.front import Front


def symptoms_flow(front: Front, code: str) -> None:
    """Not there yet."""
    raise NotImplementedError
