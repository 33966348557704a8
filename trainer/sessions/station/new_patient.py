"""Not there yet."""

from trainer.sessions.station.front import Front


def new_patient_flow(front: Front) -> str:
    """Not there yet."""
    raise NotImplementedError
