"""Finds knocks on a board: the jolt of something hard that strikes the deck.

A film shows the strike and the accelerometer times it to a few ms, so the delay between board and
light can be counted in a film (`games.screens.flash`, `trainer.sessions.film`).
"""

import numpy as np

from trainer.recording.columns import CountArray, FloatArray, IntArray

KNOCK_G = 0.25
"""Hands that tip a board by 30° at 1.5 Hz change its acceleration by 0.02 g in 4 ms."""
RISE_S = 0.004
"""The sensor's filter spreads a jolt over about so long."""
PEAK_WITHIN = 8
"""In samples: the jolt's first peak comes no later."""


class KnockWatch:
    """Looks through samples as they come."""

    def __init__(self, counts_per_g: float, rate_hz: float) -> None:
        self._least_counts = KNOCK_G * counts_per_g
        self._apart = max(round(RISE_S * rate_hz), 1)
        self._last: FloatArray = np.zeros((0, 3))

    def take(self, accel_counts: CountArray) -> int | None:
        """Take n samples (n by 3); the index of the first that belongs to a knock, if one does."""
        before = len(self._last)
        held = np.concatenate([self._last, accel_counts.astype(float)])
        self._last = held[-self._apart :]
        jumps = np.linalg.norm(held[self._apart :] - held[: -self._apart], axis=1)
        found = np.flatnonzero(jumps >= self._least_counts)
        return int(found[0]) + self._apart - before if len(found) else None


def struck_us(device_us: IntArray, accel_counts: CountArray, at: int) -> int:
    """Device time of the first peak of the jolt that was found in sample `at`.

    It is the time of the sample, which the sensor's filter made late: the strike came so much
    earlier.
    """
    rest = accel_counts[max(at - 3, 0)].astype(float)
    force = np.linalg.norm(accel_counts[at : at + PEAK_WITHIN] - rest, axis=1)
    falls = np.flatnonzero(np.diff(force) <= 0)
    peak = int(falls[0]) if len(falls) else len(force) - 1
    return int(device_us[at + peak])
