"""The board's one clock, which stamps the records of all its sensors.

A board counts microseconds in 32 bits and numbers the slots of each sensor in 16. Both are
unwrapped here, and both must tell the same story: a record whose number and time disagree was
damaged in a way its CRC did not catch, and is dropped. The sensor that leads moves the clock; the
records of the others are placed beside it. `clock_fit` maps it to the host's.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.acquisition.clock_fit import ClockFit, map_of_trial
from trainer.link.stream import RoundTrip
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.trial import ClockMap, StartState

SEQ_WRAP = 1 << 16
US_WRAP = 1 << 32
FARTHEST_US = 5_000_000
"""A record farther than this from the leading sensor was damaged, or belongs to another stream."""
LEAP_S = 2.0
"""No record can arrive this long before it was made, by the host's clock."""
AGREEING = 25
"""After so many rejected records in a row that agree with each other, the earlier one was wrong, or
the board has restarted unnoticed."""
SENSELESS_AFTER_NS = 500_000_000
KEPT_ARRIVALS = 500
JUMPS, JUMPS_WITHIN_NS = 3, 60_000_000_000
SENSELESS = (
    "the board's clock makes no sense: pull its plug and put it back; if that does not help, "
    "flash its firmware again"
)


@dataclass(frozen=True)
class Pace:
    """The pace of a sensor's slots: the share it may be off by, and how long it may rest.

    `longest_rest` is in periods, which pass without being counted.
    """

    period_us: float
    share_off: float = 0.0
    longest_rest: float = 0.0

    TOLERANCE = 0.6
    """In periods: a slot may begin late, but never so late that it is another one."""

    def slots(self, raw_step: int, elapsed_us: int) -> int | None:
        """How many slots passed; None if number and time disagree."""
        periods = elapsed_us / self.period_us
        slots = raw_step % SEQ_WRAP
        if self.longest_rest < inf:
            slots += SEQ_WRAP * max(0, round((periods - slots) / SEQ_WRAP))
        # One resonator times all slots, so over a long gap only the tick of `micros` adds up.
        off = self.TOLERANCE + self.share_off * slots
        if slots == 0 or not -off <= periods - slots <= off + self.longest_rest:
            return None
        return slots


class Timeline:
    """Numbers the records of one sensor, across wraps, gaps and new streams.

    `first_seq` is the first record's number; 0 takes the board's own number.
    """

    def __init__(self, pace: Pace, first_seq: int = 0) -> None:
        self._pace = pace
        self._first_seq = first_seq
        self._epoch: int | None = None
        self._raw_seq = 0
        self._device_us = 0
        self.seq = 0

    def follow(self, raw_seq: int, device_us: int, epoch: int) -> bool:
        """Go on to a record; False if it does not follow. The first record of an epoch always
        does."""
        elapsed_us = device_us - self._device_us
        if epoch == self._epoch:
            slots = self._pace.slots(raw_seq - self._raw_seq, elapsed_us)
        elif self._epoch is None:
            slots = self._first_seq or raw_seq
        else:
            slots = max(1, round(elapsed_us / self._pace.period_us))
        if slots is None:
            return False
        self.seq += slots
        self._epoch, self._raw_seq, self._device_us = epoch, raw_seq, device_us
        return True


@dataclass(frozen=True)
class Placed:
    """Which records to keep, and their unwrapped numbers; arrays of one length."""

    keep: IntArray
    seq: IntArray
    device_us: IntArray
    epoch: IntArray

    @classmethod
    def of(cls, kept: list[tuple[int, int, int, int]]) -> "Placed":
        """From rows of (index, seq, device_us, epoch)."""
        return cls(*np.array(kept, np.int64).reshape(-1, 4).T)

    def after(self, held: int) -> "Placed":
        """Without the first ones."""
        return Placed(self.keep[held:], self.seq[held:], self.device_us[held:], self.epoch[held:])


class BoardClock:
    """The leading sensor moves it, whose records are `delay_us` late; `start` is a replay's."""

    def __init__(self, pace: Pace, delay_us: int, start: StartState | None = None) -> None:
        self._pace, self._delay_us = pace, delay_us
        self._line = Timeline(pace, start.first_seq if start else 0)
        self._stray, self._strays = Timeline(pace), 0
        self._first_us = start.first_device_us if start else 0
        self._fit = ClockFit()
        self._replayed_map = start.clock_map if start else None
        self._origin_us = start.first_device_us - round(start.first_t_s * 1e6) if start else None
        self._generation: int | None = None
        self._arrivals: deque[tuple[int, int]] = deque(maxlen=KEPT_ARRIVALS)
        self._raw_us = 0
        self._host_ns: int | None = None
        self._doubted_since_ns: int | None = None
        self._jumps_ns: deque[int] = deque(maxlen=JUMPS)
        self.newest_us = 0
        self.epoch = start.first_epoch - 1 if start else -1
        self.rejected = 0
        self.senseless = False

    def follow(self, records: npt.NDArray[Any], generation: int, host_ns: int) -> Placed:
        """Place n records of the leading sensor that arrived together; n may be 0."""
        kept: list[tuple[int, int, int, int]] = []
        raw = zip(records["seq"].tolist(), records["device_us"].tolist(), strict=True)
        for index, (seq, raw_us) in enumerate(raw):
            if self._moved(seq, raw_us, generation, host_ns):
                kept.append((index, self._line.seq, self.newest_us, self.epoch))
        if kept:
            self._fit.arrived(self.newest_us, host_ns)
            self._arrivals.append((self.newest_us, host_ns))
        if len(records):
            self._judge(bool(kept), host_ns)
        return Placed.of(kept)

    def place(self, records: npt.NDArray[Any], line: Timeline) -> Placed:
        """Place n records of another sensor that arrived together."""
        kept: list[tuple[int, int, int, int]] = []
        raw = zip(records["seq"].tolist(), records["device_us"].tolist(), strict=True)
        for index, (seq, raw_us) in enumerate(raw):
            device_us = self._unwrapped_us(raw_us)
            near = abs(device_us - self.newest_us) <= FARTHEST_US
            if near and line.follow(seq, device_us, self.epoch):
                kept.append((index, line.seq, device_us, self.epoch))
            else:
                self.rejected += 1
        return Placed.of(kept)

    def answered(self, round_trips: Iterable[RoundTrip]) -> None:
        for trip in round_trips:
            device_us = self._unwrapped_us(trip.device_us)
            self._fit.answered(trip.sent_ns, trip.answered_ns, device_us)

    @property
    def begun(self) -> bool:
        """Whether `t_s` has a zero yet."""
        return self._origin_us is not None

    def begin_seconds(self, device_us: int) -> None:
        """The first delivered record of the leading sensor was made now: here `t_s` is 0."""
        if self._origin_us is None:
            self._origin_us = device_us

    def t_s(self, device_us: IntArray, delay_us: int) -> FloatArray:
        """Seconds since the first delivered sample, of records that are `delay_us` late."""
        assert self._origin_us is not None
        return np.asarray((device_us - (delay_us - self._delay_us) - self._origin_us) / 1e6)

    def clock_map(self) -> ClockMap:
        """Host time from device time, as known now; in a replay, as recorded."""
        return self._replayed_map or self._fit.map()

    def map_of_trial(self, begin: ClockMap, device_us: IntArray) -> ClockMap:
        """One line for a trial with samples of these times, which began with a map; in a replay,
        as recorded."""
        if self._replayed_map is not None or not len(device_us):
            return self.clock_map()
        return map_of_trial(begin, self._fit.map(), int(device_us[0]), int(device_us[-1]))

    def live_clock_map(self) -> ClockMap:
        """Host time from device time in this run, also in a replay."""
        return self._fit.map()

    def newest_motion_us(self) -> float:
        """The device time of the motion in the newest sample: its slot less the sensor's delay."""
        return self.newest_us - self._delay_us

    def arrival_delays_ms(self) -> FloatArray:
        """How late each of the last arrivals (at most 500, of this epoch) was: its time on the host
        less that of its newest sample's slot, by the live map."""
        taken_ns = self._fit.map().host_ns
        return np.array([(host_ns - taken_ns(us)) / 1e6 for us, host_ns in self._arrivals])

    def quickest_round_trip_ns(self) -> int | None:
        """The shortest ping so far."""
        return self._fit.quickest_round_trip_ns()

    def start_state(self, next_seq: int) -> StartState:
        """The start state of the next sample, with its times only."""
        next_us = self.newest_us + round(self._pace.period_us)
        return StartState(
            clock_map=self.clock_map(),
            first_seq=next_seq,
            first_epoch=self.epoch,
            first_device_us=next_us,
            first_t_s=(next_us - (self._origin_us or 0)) / 1e6,
        )

    def _unwrapped_us(self, raw_us: int) -> int:
        """A 32-bit device time unwrapped: the nearest to the newest record's."""
        half = US_WRAP // 2
        return self.newest_us + (raw_us - self._raw_us + half) % US_WRAP - half

    def _moved(self, seq: int, raw_us: int, generation: int, host_ns: int) -> bool:
        """Whether this record is believed; the clock then stands at it."""
        device_us = self._unwrapped_us(raw_us)
        if generation != self._generation:
            self._generation = generation
            self._begin(seq, raw_us, host_ns)
        elif not self._leaps(device_us, host_ns) and self._line.follow(seq, device_us, self.epoch):
            self.newest_us, self._raw_us, self._strays = device_us, raw_us, 0
        elif self._strays_agree(seq, device_us):
            self._jumps_ns.append(host_ns)
            self._begin(seq, raw_us, host_ns)
        else:
            self.rejected += 1
            return False
        self._host_ns = host_ns
        return True

    def _begin(self, seq: int, raw_us: int, host_ns: int) -> None:
        if self._host_ns is None:
            # The board's own microseconds are kept, so that a replay wraps where the board did.
            self.newest_us = self._first_us or raw_us
        else:
            slots = max(1, round((host_ns - self._host_ns) / (1e3 * self._pace.period_us)))
            self.newest_us += round(slots * self._pace.period_us)
        self.epoch += 1
        self._line.follow(seq, self.newest_us, self.epoch)
        # A reset board counts from a new zero, so the old map of its clock is void.
        self._fit = ClockFit()
        self._arrivals.clear()
        self._raw_us, self._strays = raw_us, 0

    def _leaps(self, device_us: int, host_ns: int) -> bool:
        """Whether the record would have arrived long before it was made."""
        short = device_us - self.newest_us < LEAP_S * 1e6
        if short or self._replayed_map is not None:
            return False
        return self._fit.map().host_ns(device_us) > host_ns + LEAP_S * 1e9

    def _strays_agree(self, seq: int, device_us: int) -> bool:
        """Whether this and the rejected records before it form a consistent run."""
        if self._strays and self._stray.follow(seq, device_us, 0):
            self._strays += 1
        else:
            self._stray, self._strays = Timeline(self._pace), 1
            self._stray.follow(seq, device_us, 0)
        return self._strays > AGREEING

    def _judge(self, believed: bool, host_ns: int) -> None:
        """Senseless: records come but none fits, or the clock jumps again and again."""
        if believed or self._doubted_since_ns is None:
            self._doubted_since_ns = host_ns
        often = len(self._jumps_ns) == JUMPS
        jumping = often and host_ns - self._jumps_ns[0] < JUMPS_WITHIN_NS
        self.senseless = jumping or host_ns - self._doubted_since_ns > SENSELESS_AFTER_NS
