"""Host times of samples from a clock map that is still being learned. Pure.

The map of a live board moves by parts of a millisecond whenever it learns something. Times that
were given out cannot follow, so the next ones approach the new map at a limited pace: they rise
strictly, their steps are at most 1 % too long or too short, and an error of 5 ms is gone after half
a second. A restarted board has another clock: there the times follow at once.
"""

import numpy as np

from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.trial import ClockMap

APPROACH_NS_PER_US = 10.0
"""How much of a deviation disappears in each microsecond of device time."""
SHORTEST_STEP_S = 1e-6
"""Between two samples of a restarted board whose new map overlaps the old one's times."""


class HostTimes:
    """Follows the map of one board from block to block."""

    def __init__(self) -> None:
        self._map: ClockMap | None = None
        self._epoch = 0
        self._newest_us = self._joint_us = 0
        self._off_ns = 0.0

    def follow(self, newest_us: int, epoch: int, clock_map: ClockMap) -> None:
        """A block that ends at this device time has come, and this is the map now."""
        if self._map is None or epoch != self._epoch:
            self._off_ns, self._joint_us = 0.0, newest_us
        else:
            # Where the previous block ended, the old line and the new one meet.
            joint_us = self._newest_us
            left_ns = float(self._off_at(np.array([joint_us]))[0])
            self._off_ns = left_ns + self._map.host_ns(joint_us) - clock_map.host_ns(joint_us)
            self._joint_us = joint_us
        self._map, self._epoch, self._newest_us = clock_map, epoch, newest_us

    def seconds(self, device_us: IntArray) -> FloatArray:
        """Host times of n moments of this block, or of shortly before it."""
        assert self._map is not None
        straight_ns = self._map.offset_ns + self._map.ns_per_us * device_us
        return np.asarray((straight_ns + self._off_at(device_us)) / 1e9)

    def _off_at(self, device_us: IntArray) -> FloatArray:
        """How far the times still are from the map, in ns."""
        gone_ns = APPROACH_NS_PER_US * np.maximum(device_us - self._joint_us, 0)
        left = np.maximum(abs(self._off_ns) - gone_ns, 0.0)
        return np.asarray(np.copysign(left, self._off_ns))


class Rising:
    """Keeps the times of one stream strictly rising, whatever is asked for."""

    def __init__(self) -> None:
        self._last_s = -np.inf

    def risen(self, times_s: FloatArray) -> FloatArray:
        """The n times, none of them before or at its predecessor."""
        if len(times_s) and not (times_s[0] > self._last_s and (np.diff(times_s) > 0.0).all()):
            times_s = self._pushed(times_s)
        if len(times_s):
            self._last_s = float(times_s[-1])
        return times_s

    def _pushed(self, times_s: FloatArray) -> FloatArray:
        steps = SHORTEST_STEP_S * np.arange(len(times_s))
        floor = np.maximum.accumulate(times_s - steps)
        return np.asarray(np.maximum(floor, self._last_s + SHORTEST_STEP_S) + steps)
