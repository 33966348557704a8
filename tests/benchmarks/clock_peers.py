"""Other ways to place device times on the host's clock; each has the methods of `ClockFit`."""

from collections import deque

import numpy as np

from trainer.recording.trial import ClockMap

WINDOW_US = 60_000_000
BUCKET_US = 250_000
SHORTEST_FIT_US = 3_000_000
KEPT_PINGS = 960
"""Sixteen seconds of them: fewer would be rid of the quickest one too soon."""


class SupportingLine:
    """The line under the middle of the lower hull of a minute's arrivals, less half of the quickest
    ping's way there and back."""

    def __init__(self) -> None:
        self._minima: dict[int, tuple[float, float]] = {}
        self._pings: deque[tuple[int, float, float]] = deque(maxlen=KEPT_PINGS)
        self._origin = (0, 0)
        self._map: ClockMap | None = None

    def arrived(self, device_us: int, host_ns: int) -> None:
        if not self._minima:
            self._origin = (device_us, host_ns)
        x = device_us - self._origin[0]
        y = host_ns - self._origin[1] - 1000.0 * x
        bucket = device_us // BUCKET_US
        if y < self._minima.get(bucket, (0, np.inf))[1]:
            self._minima[bucket] = (x, y)
            self._minima.pop(bucket - WINDOW_US // BUCKET_US, None)
            self._map = None

    def answered(self, sent_ns: int, answered_ns: int, device_us: int) -> None:
        x = device_us - self._origin[0]
        middle = (sent_ns + answered_ns) // 2 - self._origin[1] - 1000.0 * x
        self._pings.append((answered_ns - sent_ns, x, middle))
        self._map = None

    def map(self) -> ClockMap:
        self._map = self._map or self._fitted()
        return self._map

    def _fitted(self) -> ClockMap:
        points = sorted(self._minima.values())
        x, y, rate = _support(points)
        constant = y - rate * x
        if self._pings:
            trip, at, middle = min(self._pings)
            constant -= min(max(constant + rate * at - middle, 0.0), float(trip))
        device_us, host_ns = self._origin
        return ClockMap(host_ns + constant - (1000.0 + rate) * device_us, 1000.0 + rate)


class LeastSquares:
    """The line through the arrivals of the last minute, forgotten exponentially."""

    def __init__(self) -> None:
        self._sums = np.zeros(5)
        self._newest: tuple[int, int] = (0, 0)

    def arrived(self, device_us: int, host_ns: int) -> None:
        """Sums are kept about the newest arrival: moved to it, faded, and one point added."""
        step = device_us - self._newest[0]
        gain = host_ns - self._newest[1] - 1000.0 * step
        n, x, y, xx, xy = self._sums if self._newest[0] else np.zeros(5)
        xy += -gain * x - step * y + step * gain * n
        xx += -2 * step * x + step * step * n
        fade = np.exp(-step / (WINDOW_US / 2)) if self._newest[0] else 0.0
        self._sums = fade * np.array([n, x - step * n, y - gain * n, xx, xy])
        self._sums[0] += 1
        self._newest = (device_us, host_ns)

    def answered(self, sent_ns: int, answered_ns: int, device_us: int) -> None:
        """Arrivals alone are fitted."""

    def map(self) -> ClockMap:
        n, x, y, xx, xy = self._sums
        spread = n * xx - x * x
        rate = (n * xy - x * y) / spread if spread > 0 else 0.0
        device_us, host_ns = self._newest
        ns_per_us = 1000.0 + rate
        return ClockMap(host_ns + (y - rate * x) / n - ns_per_us * device_us, ns_per_us)


class ArrivalStamp:
    """No map: a sample was taken when it arrived."""

    def __init__(self) -> None:
        self._newest = (0, 0)

    def arrived(self, device_us: int, host_ns: int) -> None:
        self._newest = (device_us, host_ns)

    def answered(self, sent_ns: int, answered_ns: int, device_us: int) -> None:
        """Not looked at."""

    def map(self) -> ClockMap:
        device_us, host_ns = self._newest
        return ClockMap(host_ns - 1000.0 * device_us)


def _support(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """A point of the lower hull and the slope there."""
    if points[-1][0] - points[0][0] < SHORTEST_FIT_US:
        return (*min(points, key=lambda point: point[1]), 0.0)
    hull: list[tuple[float, float]] = []
    for x, y in points:
        while len(hull) > 1:
            (ax, ay), (bx, by) = hull[-2:]
            if (bx - ax) * (y - ay) > (by - ay) * (x - ax):
                break
            hull.pop()
        hull.append((x, y))
    middle = (points[0][0] + points[-1][0]) / 2
    right = next(n for n, point in enumerate(hull) if point[0] > middle)
    (ax, ay), (bx, by) = hull[right - 1], hull[right]
    return ax, ay, (by - ay) / (bx - ax)
