"""How large the ring is that a patient is asked to stay in."""

from trainer.recording.envelope import Range, Rim

SMALLEST_RING_DEG = 2.5
"""Standing people move; a ring smaller than this would reward going stiff."""

LARGEST_RIM_SHARE = 0.8
"""A ring that reached the rim would let the patient rest on it."""


def ring_radius_deg(share: float, rim: Rim, limit: Range | None) -> float:
    """Radius of a round ring: a share of the smaller of rim and range, where that is smallest.

    Never below `SMALLEST_RING_DEG`, unless a very flat dome leaves no room for it.
    """
    room_deg = min(rim.tilt_deg)
    reach_deg = min(room_deg, *limit.tilt_deg) if limit is not None else room_deg
    wanted_deg = max(share * reach_deg, SMALLEST_RING_DEG)
    return round(min(wanted_deg, LARGEST_RIM_SHARE * room_deg), 3)
