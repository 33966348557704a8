"""When the board's rim lies on the floor, as games and metrics count it."""

from typing import overload

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope

ENTERED_ABOVE = 0.95
ROOM_DEG = 0.5
"""Under a person the mat dents and the deck sags: its edge lands this much short of the rim that
was rolled empty, which is more than 5 % of a low dome's."""
LEFT_BELOW = 0.85
SHORTEST_S = 0.05
_ROUNDING_S = 1e-6


@overload
def touches(tilt_deg: float, limit_deg: float) -> bool: ...


@overload
def touches(tilt_deg: FloatArray, limit_deg: FloatArray) -> npt.NDArray[np.bool_]: ...


def touches(
    tilt_deg: float | FloatArray, limit_deg: float | FloatArray
) -> bool | npt.NDArray[np.bool_]:
    """Whether a tilt begins a contact: above 95 % of the rim, or 0.5° short of it if that is less.

    Operators alone, so that a game can ask for one sample at a time without making arrays.
    """
    near = (tilt_deg > ENTERED_ABOVE * limit_deg) | (tilt_deg > limit_deg - ROOM_DEG)
    return near & (tilt_deg >= LEFT_BELOW * limit_deg)


def rim_contact(
    times_s: npt.ArrayLike, ap_deg: npt.ArrayLike, ml_deg: npt.ArrayLike, rim: Envelope
) -> npt.NDArray[np.bool_]:
    """For each sample whether it belongs to a rim contact.

    Each tilt is compared with the rim in its own direction. A contact begins as `touches` says
    and ends below 85 %. A contact shorter than 50 ms is a bounce and does not count. One that is
    still running at the last sample is judged by its length so far.
    """
    times, limit = np.asarray(times_s, dtype=float), rim.limit_deg(ap_deg, ml_deg)
    if not len(times):
        return np.zeros(0, dtype=bool)
    tilt = np.asarray(np.hypot(ap_deg, ml_deg), dtype=np.float64)
    entered = touches(tilt, limit)
    decided = entered | (tilt < LEFT_BELOW * limit)
    # Between the two thresholds the last decided sample holds.
    newest = np.maximum.accumulate(np.where(decided, np.arange(len(tilt)), 0))
    touching = entered[newest]
    for first, after in zip(*contact_edges(touching), strict=True):
        if times[min(after, len(times) - 1)] - times[first] < SHORTEST_S - _ROUNDING_S:
            touching[first:after] = False
    return touching


def contact_edges(
    touching: npt.NDArray[np.bool_],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The first index of each contact, and the index after its last."""
    change = np.diff(np.concatenate([[False], touching, [False]]).astype(np.int8))
    return np.flatnonzero(change == 1), np.flatnonzero(change == -1)
