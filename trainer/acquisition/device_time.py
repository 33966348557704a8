"""The board's clock: unwrapped, mapped to the host's, and counted from the first sample."""

from collections.abc import Iterable

from trainer.acquisition.clock_fit import ClockFit
from trainer.acquisition.other_sensors import BoardTime
from trainer.acquisition.timeline import Placed
from trainer.link.connection import RoundTrip
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.trial import ClockMap, StartState


class DeviceTime:
    """Follows the samples of the leading sensor; `delay_us` is how late they are.

    `start` is a replay's: its map stands, and its seconds go on.
    """

    def __init__(self, delay_us: int, start: StartState | None = None) -> None:
        self._delay_us = delay_us
        self._clock = ClockFit()
        self._fixed_map = start.clock_map if start else None
        self._origin_us: int | None = None
        self._newest_raw_us = 0
        self.newest_us = 0
        self.epoch = 0
        if start is not None:
            self._origin_us = start.first_device_us - round(start.first_t_s * 1e6)

    @property
    def begun(self) -> bool:
        """Whether there is a zero of `t_s` yet."""
        return self._origin_us is not None

    def follow(self, placed: Placed, raw_us: int, host_ns: int) -> None:
        """Take the times of samples that arrived together, at least one; `raw_us` is the last's."""
        if placed.epoch != self.epoch:
            # A reset board counts from a new zero, and what was known of its clock is void.
            self.epoch, self._clock = placed.epoch, ClockFit()
        self.newest_us = int(placed.device_us[-1])
        self._newest_raw_us = raw_us
        self._clock.arrived(self.newest_us, host_ns)

    def answered(self, round_trips: Iterable[RoundTrip]) -> None:
        """Take in what pings told."""
        for trip in round_trips:
            device_us = self.board_time().unwrapped_us(trip.device_us)
            self._clock.answered(trip.sent_ns, trip.answered_ns, device_us)

    def seconds(self, device_us: IntArray) -> FloatArray:
        """`t_s` of samples; the first ever asked for is at 0."""
        if self._origin_us is None:
            self._origin_us = int(device_us[0])
        return (device_us - self._origin_us) / 1e6

    def board_time(self) -> BoardTime:
        """What other sensors' times are placed by."""
        origin_us = self.newest_us if self._origin_us is None else self._origin_us
        return BoardTime(self.newest_us, self._newest_raw_us, origin_us, self.epoch, self._delay_us)

    def clock_map(self) -> ClockMap:
        """Host time from device time, as known now; of a replay, as it was recorded."""
        return self._fixed_map or self._clock.map()

    def live_clock_map(self) -> ClockMap:
        """Host time from device time of this very run."""
        return self._clock.map()

    def newest_motion_us(self) -> float:
        """The device time the newest sample tells of: its slot less the sensor's delay."""
        return self.newest_us - self._delay_us

    def quickest_round_trip_ns(self) -> int | None:
        """The shortest ping so far."""
        return self._clock.quickest_round_trip_ns()

    def start_state(self, next_seq: int, rate_hz: float) -> StartState:
        """The times of the next sample, in a state that knows nothing else."""
        next_us = self.newest_us + round(1e6 / rate_hz)
        origin_us = self._origin_us or 0
        return StartState(
            clock_map=self.clock_map(),
            first_seq=next_seq,
            first_epoch=self.epoch,
            first_device_us=next_us,
            first_t_s=(next_us - origin_us) / 1e6,
        )
