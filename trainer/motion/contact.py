"""When the board's rim lies on the floor, as games and metrics count it."""

import numpy as np
import numpy.typing as npt

ENTERED_ABOVE = 0.95
LEFT_BELOW = 0.85
SHORTEST_S = 0.05
_ROUNDING_S = 1e-6


def rim_contact(times_s: npt.ArrayLike, rim_share: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """For each sample whether it belongs to a rim contact.

    `rim_share` is the tilt as a share of the rim in its own direction. A contact begins above 0.95
    and ends below 0.85. A contact shorter than 50 ms is a bounce and does not count. One that is
    still running at the last sample is judged by its length so far.
    """
    times, share = np.asarray(times_s, dtype=float), np.asarray(rim_share, dtype=float)
    if not len(share):
        return np.zeros(0, dtype=bool)
    decided = (share > ENTERED_ABOVE) | (share < LEFT_BELOW)
    # Between the two thresholds the last decided sample holds.
    newest = np.maximum.accumulate(np.where(decided, np.arange(len(share)), 0))
    touching = share[newest] > ENTERED_ABOVE
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
