"""Host times of samples from a clock map that is still being learned. Pure.

The map of a live board moves by parts of a millisecond whenever it learns something. Times that
were given out cannot follow, so the next ones approach the new map at a limited pace: they rise
strictly, their steps are at most 1 % too long or too short, and an error of 5 ms is gone after half
a second. A restarted board has another clock: there the times follow at once.
"""

from dataclasses import dataclass

import numpy as np

from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.trial import ClockMap

APPROACH_NS_PER_US = 10.0
"""How much of a deviation disappears in each microsecond of device time."""
SHORTEST_STEP_S = 1e-6
"""Between two samples of a restarted board whose new map overlaps the old one's times."""


@dataclass(frozen=True)
class _Line:
    """A map, and the deviation from it that is left at a device time."""

    clock_map: ClockMap
    joint_us: int
    off_ns: float = 0.0

    def off_at(self, device_us: IntArray) -> FloatArray:
        """How far the times still are from the map, in ns."""
        gone_ns = APPROACH_NS_PER_US * np.maximum(device_us - self.joint_us, 0)
        left = np.maximum(abs(self.off_ns) - gone_ns, 0.0)
        return np.asarray(np.copysign(left, self.off_ns))

    def seconds(self, device_us: IntArray) -> FloatArray:
        straight_ns = self.clock_map.offset_ns + self.clock_map.ns_per_us * device_us
        return np.asarray((straight_ns + self.off_at(device_us)) / 1e9)


class HostTimes:
    """Follows the map of one board from block to block."""

    def __init__(self) -> None:
        self._line: _Line | None = None
        self._old_line: _Line | None = None
        """That of the epoch before, for what was sampled before the board restarted."""
        self._epoch = 0
        self._newest_us = 0

    def follow(self, newest_us: int, epoch: int, clock_map: ClockMap) -> None:
        """A block that ends at this device time has come, and this is the map now."""
        if self._line is None:
            self._line = _Line(clock_map, newest_us)
        elif epoch != self._epoch:
            self._old_line, self._line = self._line, _Line(clock_map, newest_us)
        else:
            # Where the previous block ended, the old line and the new one meet.
            joint_us = self._newest_us
            left_ns = float(self._line.off_at(np.array([joint_us]))[0])
            old_ns = left_ns + self._line.clock_map.host_ns(joint_us)
            self._line = _Line(clock_map, joint_us, old_ns - clock_map.host_ns(joint_us))
        self._epoch, self._newest_us = epoch, newest_us

    def seconds(self, device_us: IntArray, epoch: IntArray | None = None) -> FloatArray:
        """Host times of n moments of this block, or of shortly before it.

        Those of an earlier epoch are placed by the last map of their own clock, if one was known.
        """
        assert self._line is not None
        times = self._line.seconds(device_us)
        if epoch is None or self._old_line is None or (epoch == self._epoch).all():
            return times
        return np.where(epoch == self._epoch, times, self._old_line.seconds(device_us))


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
