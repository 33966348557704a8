"""Host time from device time, learned while the stream runs.

The link makes samples late and never early, so the truth runs along the lower edge of (device time,
arrival): the supporting line of the lower hull under its middle (Klipper fits in the same way).
Half the round trip of a ping is subtracted for the delay of even the quickest byte.
"""

from collections import deque

from trainer.recording.trial import ClockMap

BUCKET_US = 250_000
KEPT_BUCKETS = 240
SHORTEST_FIT_US = 3_000_000
NOMINAL_NS_PER_US = 1000.0
BELIEVED_ERROR = 0.02
"""A ceramic resonator is off by 0.5 %; beyond 2 % the host's clock is to blame."""
KEPT_ROUND_TRIPS = 16

Point = tuple[float, float]


class ClockFit:
    """Collects arrivals and round trips of one epoch and gives a `ClockMap` at any time."""

    def __init__(self) -> None:
        self._minima: deque[tuple[int, Point]] = deque(maxlen=KEPT_BUCKETS)
        self._origin: Point | None = None
        self._round_trips: deque[tuple[int, Point]] = deque(maxlen=KEPT_ROUND_TRIPS)
        self._map: ClockMap | None = None

    def arrived(self, device_us: int, host_ns: int) -> None:
        """The newest sample of a batch reached the computer."""
        if self._origin is None:
            self._origin = (device_us, host_ns)
        point = self._relative(device_us, host_ns)
        bucket = device_us // BUCKET_US
        if not self._minima or self._minima[-1][0] != bucket:
            self._minima.append((bucket, point))
            self._map = None
        elif point[1] < self._minima[-1][1][1]:
            self._minima[-1] = (bucket, point)
            self._map = None

    def answered(self, sent_ns: int, answered_ns: int, device_us: int) -> None:
        """A ping came back; `device_us` unwrapped."""
        if self._origin is not None:
            middle = (sent_ns + answered_ns) // 2
            self._round_trips.append((answered_ns - sent_ns, self._relative(device_us, middle)))
            self._map = None

    def quickest_round_trip_ns(self) -> int | None:
        """The shortest ping so far."""
        return min((trip for trip, _ in tuple(self._round_trips)), default=None)

    def map(self) -> ClockMap:
        """The map as it is known now; the null map before anything arrived."""
        if self._map is None:
            self._map = self._fitted()
        return self._map

    def _relative(self, device_us: int, host_ns: int) -> Point:
        assert self._origin is not None
        elapsed_us = device_us - self._origin[0]
        return elapsed_us, host_ns - self._origin[1] - NOMINAL_NS_PER_US * elapsed_us

    def _fitted(self) -> ClockMap:
        if self._origin is None or not self._minima:
            return ClockMap()
        at, value, slope = _support([point for _, point in self._minima])
        constant = value - slope * at - self._line_delay(at, value, slope)
        ns_per_us = NOMINAL_NS_PER_US + slope
        device_us, host_ns = self._origin
        return ClockMap(host_ns + constant - ns_per_us * device_us, ns_per_us)

    def _line_delay(self, at: float, value: float, slope: float) -> float:
        """How late the envelope runs behind the truth, by the quickest ping."""
        if not self._round_trips:
            return 0.0
        trip, (x, y) = min(self._round_trips)
        late = value + slope * (x - at) - y
        return min(max(late, 0.0), float(trip))


def _support(points: list[Point]) -> tuple[float, float, float]:
    """A point on the lower hull and the slope there, in ns per us beyond nominal."""
    lowest = min(points, key=lambda p: p[1])
    if points[-1][0] - points[0][0] < SHORTEST_FIT_US:
        return lowest[0], lowest[1], 0.0
    hull = _lower_hull(points)
    middle = (points[0][0] + points[-1][0]) / 2
    left = max((p for p in hull if p[0] <= middle), key=lambda p: p[0])
    right = min((p for p in hull if p[0] > middle), key=lambda p: p[0])
    slope = (right[1] - left[1]) / (right[0] - left[0])
    if abs(slope) > BELIEVED_ERROR * NOMINAL_NS_PER_US:
        return points[-1][0], points[-1][1], 0.0
    return left[0], left[1], slope


def _lower_hull(points: list[Point]) -> list[Point]:
    """Andrew's monotone chain, lower half; points rise in x."""
    hull: list[Point] = []
    for point in points:
        while len(hull) > 1 and _turn(hull[-2], hull[-1], point) <= 0:
            hull.pop()
        hull.append(point)
    return hull


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
