"""Host time from device time, learned while the stream runs.

Two things bound the truth. A sample or an answer arrives late and never early, so the truth lies
below all arrivals. The board reads a ping after it was sent, so the truth lies above all pings. The
map is the middle of the widest straight band that fits between them (docs/clocks.md has the
measurements).
"""

from collections import deque
from itertools import pairwise

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.trial import ClockMap

NOMINAL_NS_PER_US = 1000.0
BELIEVED_NS_PER_US = 10.0
"""A ceramic resonator is off by 0.5 %; beyond 1 % the host's clock is to blame."""
BYTE_NS = 20_000
"""On the wire, at 500 000 baud."""
SAMPLE_NS = 484_000 + 26 * BYTE_NS
"""A sensor is read, and its frame sent, no quicker than this after its slot began."""
PING_NS = 6 * BYTE_NS
PONG_NS = 10 * BYTE_NS
SPAN_US = 40e6
SLACK_NS = 100_000
"""A band narrower by this much than the widest is as good; the rate is the middle of theirs."""
REFIT_US = 100_000
CONTRADICTION_NS = 5_000_000
"""No two clocks disagree so much about what came first, unless one of them has jumped."""
KEPT_ROUND_TRIPS = 16
LEAST_TRIAL_US = 10_000_000

Point = tuple[float, float]


class ClockFit:
    """Collects arrivals and round trips of one epoch and gives a `ClockMap` at any time."""

    def __init__(self) -> None:
        self._origin: Point | None = None
        self._arrivals, self._answers, self._pings = Hull(), Hull(), Hull()
        self._round_trips_ns: deque[int] = deque(maxlen=KEPT_ROUND_TRIPS)
        self._newest: Point = (0.0, 0.0)
        self._fitted_us = 0.0
        self._below = (float("inf"), 0.0)
        self._map: ClockMap | None = None

    def arrived(self, device_us: int, host_ns: int) -> None:
        """The newest sample of a batch reached the computer; device times rise."""
        if self._origin is None:
            self._origin = (device_us, host_ns)
        x, y = self._relative(device_us, host_ns)
        self._arrivals.add(x, y)
        self._newest = (x, y)
        constant, rate = self._below
        if x - self._fitted_us > REFIT_US or y < constant + rate * x:
            self._map = None

    def answered(self, sent_ns: int, answered_ns: int, device_us: int) -> None:
        """A ping came back; `device_us` unwrapped."""
        self._round_trips_ns.append(answered_ns - sent_ns)
        if self._origin is not None:
            x, sent = self._relative(device_us, sent_ns)
            _, answered = self._relative(device_us, answered_ns)
            self._pings.add(x, -sent)
            # As late as a sample of that time would have come.
            self._answers.add(x, answered - PONG_NS + SAMPLE_NS)

    def quickest_round_trip_ns(self) -> int | None:
        """The shortest of the last pings."""
        return min(tuple(self._round_trips_ns), default=None)

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
        if self._origin is None:
            return ClockMap()
        late, pings = _lower([*self._arrivals.points, *self._answers.points]), self._pings.points
        rate = _rate(late, pings)
        above, below = _height(late, rate), -_height(pings, -rate)
        if above < below - CONTRADICTION_NS:
            return self._begun_again()
        self._below, self._fitted_us = (above, rate), self._newest[0]
        constant = _middle(above, below)
        ns_per_us = NOMINAL_NS_PER_US + rate
        device_us, host_ns = self._origin
        return ClockMap(host_ns + constant - ns_per_us * device_us, ns_per_us)

    def _begun_again(self) -> ClockMap:
        """One of the clocks has jumped: nothing from before counts."""
        self._arrivals, self._answers, self._pings = Hull(), Hull(), Hull()
        self._arrivals.add(*self._newest)
        return self._fitted()


def map_of_trial(begin: ClockMap, end: ClockMap, first_us: int, last_us: int) -> ClockMap:
    """One line for a whole trial: right at its first and its last sample, by the live maps of then.

    So its rate is the trial's mean, however the rate drifted. A trial too short for that has the
    rate at its end.
    """
    if last_us - first_us < LEAST_TRIAL_US:
        return end
    first_ns, last_ns = begin.host_ns(first_us), end.host_ns(last_us)
    ns_per_us = (last_ns - first_ns) / (last_us - first_us)
    if abs(ns_per_us - NOMINAL_NS_PER_US) > BELIEVED_NS_PER_US:
        return end
    return ClockMap(first_ns - ns_per_us * first_us, ns_per_us)


class Hull:
    """The lower hull of the points of the last 20 to 40 s, whose x rises.

    Two hulls take turns, the newer one begun half a span later: so none needs to forget a point.
    """

    def __init__(self) -> None:
        self.points: list[Point] = []
        self._next: list[Point] = []
        self._begun_us = 0.0

    def add(self, x: float, y: float) -> None:
        if x - self._begun_us > SPAN_US / 2:
            self.points, self._next, self._begun_us = self._next, [], x
        _push(self.points, (x, y))
        _push(self._next, (x, y))


def _lower(points: list[Point]) -> list[Point]:
    """The lower hull of points in any order."""
    hull: list[Point] = []
    for point in sorted(points):
        _push(hull, point)
    return hull


def _push(hull: list[Point], point: Point) -> None:
    """Andrew's monotone chain, lower half."""
    if hull and point[0] <= hull[-1][0]:
        return
    while len(hull) > 1 and _turn(hull[-2], hull[-1], point) <= 0:
        hull.pop()
    hull.append(point)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _slope(a: Point, b: Point) -> float:
    return (b[1] - a[1]) / (b[0] - a[0])


def _height(points: list[Point], rate: float) -> float:
    """Where the line of this slope that supports the points from below crosses x = 0."""
    return min((y - rate * x for x, y in points), default=float("inf"))


def _middle(above: float, below: float) -> float:
    """The middle between arrivals and pings, both less their shortest way on the wire.

    A link without a wire is quicker: then the ways are believed as far as the pings leave room.
    """
    if below == -float("inf"):
        return above - SAMPLE_NS
    believed = min(max((above - below) / (SAMPLE_NS + PING_NS), 0.0), 1.0)
    return (above - believed * SAMPLE_NS + below + believed * PING_NS) / 2


def _rate(late: list[Point], pings: list[Point]) -> float:
    """In ns per us beyond nominal: the middle of those whose band is about as wide as the widest.

    `late` and `pings` are hulls, the latter mirrored. The width is a concave function of the rate,
    straight between the slopes of the hulls' edges.
    """
    limit = BELIEVED_NS_PER_US
    if not pings:
        return min(max(_slope_in_the_middle(late), -limit), limit)
    edges = np.concatenate(([-limit, limit], _slopes(late), -_slopes(pings)))
    rates = np.sort(np.clip(edges, -limit, limit))
    widths = _heights(late, rates) + _heights(pings, -rates)
    enough = widths.max() - SLACK_NS
    return (_first_wide(rates, widths, enough) + _first_wide(rates[::-1], widths[::-1], enough)) / 2


def _slope_in_the_middle(hull: list[Point]) -> float:
    middle = (hull[0][0] + hull[-1][0]) / 2
    for left, right in pairwise(hull):
        if right[0] >= middle:
            return _slope(left, right)
    return 0.0


def _slopes(hull: list[Point]) -> FloatArray:
    x, y = np.array(hull).T
    return np.asarray(np.diff(y) / np.diff(x))


def _heights(hull: list[Point], rates: FloatArray) -> FloatArray:
    """`_height` of each rate."""
    x, y = np.array(hull).T
    return np.asarray(np.min(y - rates[:, np.newaxis] * x, axis=1))


def _first_wide(rates: FloatArray, widths: FloatArray, enough: float) -> float:
    """The rate at which the width first reaches `enough`, from one side."""
    at = int(np.argmax(widths >= enough))
    if at == 0:
        return float(rates[0])
    share = (enough - widths[at - 1]) / (widths[at] - widths[at - 1])
    return float(rates[at - 1] + share * (rates[at] - rates[at - 1]))
