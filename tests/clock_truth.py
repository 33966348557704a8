"""A simulated link whose truth is known: how arrivals and pings of a drifting board look to a host.

A board's samples reach a bridge that sends them on in bursts (4.096 ms: an Uno's 16U2; 16 ms: an
FTDI chip), the system delivers them, and a reader thread wakes up sooner or later. Pings go out
without bursts, and their answers come back in them.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.trial import ClockMap

MS = 1e6
BEGIN_NS = 5_000_000_000_000
PERIOD_US = 2000
Drift = Callable[[FloatArray], FloatArray]
"""How far the rate has drifted, in ppm, from minutes."""


def steady(minutes: FloatArray) -> FloatArray:
    return np.zeros_like(minutes)


def warming(minutes: FloatArray) -> FloatArray:
    """100 ppm within ten minutes."""
    return 10 * minutes


def to_and_fro(minutes: FloatArray) -> FloatArray:
    """20 ppm a minute, one way and the other."""
    return np.asarray(20 * np.abs((minutes + 2.5) % 5 - 2.5))


@dataclass(frozen=True)
class SimulatedLine:
    """`burst_ms` 0 is an unbatched link; a busy host wakes its reader late, by up to 80 ms."""

    seconds: float = 60.0
    burst_ms: float = 0.0
    off: float = 0.005
    drift: Drift = steady
    busy: bool = False
    seed: int = 1


@dataclass(frozen=True)
class Heard:
    """What the host heard, in order of arrival; times in ns, device times in us."""

    device_us: list[int]
    host_ns: list[int]
    true_ns: FloatArray
    pings: list[tuple[int, int, int]]
    """(sent, answered, device time)"""


class Errors:
    """Follows a fit along a line: the map's error at each arrival, and how far it leapt there."""

    def __init__(self, fit: Any, heard: Heard) -> None:
        pings, error_ms, leap_ms, before = deque(heard.pings), [], [], ClockMap()
        for n, (device_us, host_ns) in enumerate(zip(heard.device_us, heard.host_ns, strict=True)):
            fit.arrived(device_us, host_ns)
            while pings and pings[0][1] <= host_ns:
                fit.answered(*pings.popleft())
            here = fit.map()
            error_ms.append((here.host_ns(device_us) - heard.true_ns[n]) / MS)
            leap_ms.append((here.host_ns(device_us) - before.host_ns(device_us)) / MS)
            before = here
        self.t_s = (np.array(heard.device_us) - heard.device_us[0]) / 1e6
        self.error_ms, self.leap_ms = np.array(error_ms), np.array(leap_ms)

    def after(self, seconds: float) -> FloatArray:
        """The sizes of the errors from then on."""
        return np.asarray(np.abs(self.error_ms[self.t_s >= seconds]))

    def leaps_after(self, seconds: float) -> FloatArray:
        """The sizes of the leaps from then on."""
        return np.asarray(np.abs(self.leap_ms[self.t_s >= seconds]))


def heard(line: SimulatedLine) -> Heard:
    """All that arrives on a line."""
    random = np.random.default_rng(line.seed)
    true_ns = _truth(line)
    device_us = np.arange(1, int(line.seconds * 1e6 / PERIOD_US)) * PERIOD_US
    # A sensor is read in 0.48 ms and more, and its 26 bytes take 0.52 ms.
    left_ns = true_ns(device_us) + (1.06 + random.uniform(0, 0.03, len(device_us))) * MS
    there_ns = np.maximum.accumulate(_through_bridge(line, left_ns, random))
    newest, read_ns = _read(there_ns, _wake_up(line, random, len(there_ns)))
    came_us = device_us[newest]
    return Heard(
        came_us.tolist(),
        read_ns.astype(np.int64).tolist(),
        true_ns(came_us),
        _pings(line, true_ns, read_ns, random),
    )


def _truth(line: SimulatedLine) -> Callable[[Any], FloatArray]:
    """The host time of a device time: the integral of the drifting rate."""
    us = np.arange(0, line.seconds + 5, 0.1) * 1e6
    off = line.off + 1e-6 * line.drift(us / 60e6)
    gained_us = np.concatenate(([0.0], np.cumsum((off[1:] + off[:-1]) / 2 * np.diff(us))))
    return lambda at: np.asarray(BEGIN_NS + 1000.0 * (at + np.interp(at, us, gained_us)))


def _through_bridge(line: SimulatedLine, left_ns: FloatArray, random: Any) -> FloatArray:
    """When the system has what left the board: at the end of its burst, over USB."""
    if not line.burst_ms:
        return np.asarray(left_ns + (0.1 + random.exponential(0.05, len(left_ns))) * MS)
    phase = line.seed * 1.7 % line.burst_ms
    number = np.ceil((left_ns - BEGIN_NS) / MS / line.burst_ms - phase / line.burst_ms)
    usb_ms = 0.1 + random.exponential(0.05, len(left_ns))
    return np.asarray(BEGIN_NS + (number * line.burst_ms + phase + usb_ms) * MS)


def _wake_up(line: SimulatedLine, random: Any, n: int) -> FloatArray:
    if not line.busy:
        return np.asarray((0.03 + random.exponential(0.05, n)) * MS)
    late_ms = 0.05 + random.exponential(0.3, n)
    late_ms += (random.random(n) < 0.05) * random.pareto(1.5, n) * 2
    return np.asarray(np.minimum(late_ms, 80.0) * MS)


def _read(there_ns: FloatArray, late_ns: FloatArray) -> tuple[Any, FloatArray]:
    """The newest sample of each read and the read's time: it takes all that is there."""
    newest, read_ns, first = [], [], 0
    there, wake = there_ns.tolist(), (there_ns + late_ns).tolist()
    while first < len(there):
        last = first
        while last + 1 < len(there) and there[last + 1] <= wake[first]:
            last += 1
        newest.append(last)
        read_ns.append(wake[first])
        first = last + 1
    return np.array(newest), np.array(read_ns)


def _pings(
    line: SimulatedLine, true_ns: Callable[[Any], FloatArray], read_ns: FloatArray, random: Any
) -> list[tuple[int, int, int]]:
    """Sent at every frame of a game; out in the next USB frame of 1 ms."""
    at_s = np.arange(0.005, line.seconds - 1, 1 / 60)
    n = len(at_s)
    sent_ns = BEGIN_NS + at_s * 1e9 + random.uniform(0, 0.3, n) * MS
    out_ms = 0.1 + random.uniform(0, 1.0, n) + 0.12 + random.uniform(0, 0.05, n)
    board_ns = sent_ns + _wake_up(line, random, n) + out_ms * MS
    us = np.arange(0, line.seconds + 5, 0.1) * 1e6
    device_us = np.interp(board_ns, true_ns(us), us)
    there_ns = _through_bridge(line, board_ns + 0.2 * MS, random)
    answered_ns = read_ns[np.minimum(np.searchsorted(read_ns, there_ns), len(read_ns) - 1)]
    rows = np.array([sent_ns, answered_ns, device_us]).T.round().astype(np.int64)
    return [(sent, answered, us) for sent, answered, us in rows.tolist()]
