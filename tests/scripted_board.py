"""A board for tests: a simulated firmware whose samples are a function of time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np

from trainer.acquisition.feed import BoardFeed
from trainer.link.base import BoardAbsent, LinkLost, SimulatedClock
from trainer.link.simulated_firmware import BoardLink, FirmwareIdentity, SimulatedFirmware
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import StartState, TrialHeader
from trainer.wire.messages import Event, ImuSample, Start, WriteCalibration

SETUP = SensorSetup()
Tilt = tuple[float, float]


def level_board(_t_s: float) -> Tilt:
    return 0.0, 0.0


@dataclass
class ScriptedSource:
    """Slots with the tilt (ap, ml in degrees, small angles) that `tilt` gives for a time."""

    tilt: Callable[[float], Tilt] = level_board
    bias_deg_s: tuple[float, float, float] = (0.0, 0.0, 0.0)
    noise_counts: float = 3.0
    skipped: frozenset[int] = frozenset()
    events: dict[int, Event] = field(default_factory=dict)
    first_seq: int = 0
    first_us: int = 0

    def begin(self, start: Start, now_us: float) -> None:
        self.rate_hz = start.imu_rate_hz
        self.began_us = now_us
        self.slot = 0
        self.random = np.random.default_rng(1)

    def due(self, now_us: float) -> Iterable[ImuSample | Event]:
        while self.slot / self.rate_hz * 1e6 <= now_us - self.began_us:
            slot, self.slot = self.slot, self.slot + 1
            if slot in self.events:
                yield self.events[slot]
            if slot not in self.skipped:
                yield self._sample(slot)

    def _sample(self, slot: int) -> ImuSample:
        t_s, step = slot / self.rate_hz, 1e-3
        (ap, ml), later = self.tilt(t_s), self.tilt(t_s + step)
        rates = np.array([(later[1] - ml) / step, (later[0] - ap) / step, 0.0])
        a, m = np.radians((ap, ml))
        accel = np.array([-np.sin(a), np.sin(m), np.sqrt(1 - np.sin(a) ** 2 - np.sin(m) ** 2)])
        noise = self.random.normal(0, self.noise_counts, 6)
        accel_counts = accel * SETUP.counts_per_g + noise[:3]
        gyro_counts = (rates + self.bias_deg_s) * SETUP.counts_per_deg_s + noise[3:]
        return ImuSample(
            sensor=0,
            seq=self.first_seq + slot,
            device_us=self.first_us + round(slot * 1e6 / self.rate_hz),
            flags=1,
            overruns=0,
            accel=tuple(np.rint(accel_counts).astype(int).tolist()),
            gyro=tuple(np.rint(gyro_counts).astype(int).tolist()),
        )


class CrankedClock:
    """Time that passes when somebody cranks; to a feed it is as good as real."""

    def __init__(self) -> None:
        self.ns = 0

    def now_ns(self) -> int:
        return self.ns

    def sleep(self, seconds: float) -> None:
        self.ns += round(seconds * 1e9)


class ScriptedLink(BoardLink):
    """A scripted board in simulated time; `silent` holds its bytes back, `unplugged` loses it.

    `stored` is what its EEPROM holds when it is plugged in again.
    """

    def __init__(self, source: ScriptedSource, board_id: int = 7) -> None:
        self._source = source
        self._identity = FirmwareIdentity(board_id)
        super().__init__("scripted", SimulatedFirmware(self._identity, source), SimulatedClock())
        self.silent = False
        self.unplugged = False
        self.stored: list[WriteCalibration] = []

    def open(self) -> None:
        if self.unplugged:
            raise BoardAbsent("scripted is not plugged in")
        self._firmware = SimulatedFirmware(self._identity, self._source, self.stored)

    def read(self) -> bytes:
        if self.unplugged:
            raise LinkLost("scripted went away")
        data = super().read()
        return b"" if self.silent else data


def pump_for(feed: BoardFeed, seconds: float) -> None:
    for _ in range(round(seconds * 60)):
        feed.pump()


def header_of(start: StartState, **changes: Any) -> TrialHeader:
    conditions, rim = Conditions("steady-stance"), assumed_rim(2)
    return TrialHeader("t", datetime.now(UTC), conditions, SETUP, start, rim, **changes)
