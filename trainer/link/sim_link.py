"""`sim:`: a simulated board under a simulated patient, or under whoever steers the window."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from trainer.link.base import HostClock
from trainer.link.board_link import BoardLink
from trainer.link.errors import BadUri
from trainer.link.simulated_firmware import FirmwareIdentity, SimulatedFirmware
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.vocabulary import Eyes, Side
from trainer.simulation.board_state import TICK_S, SimulatedBoard, trace_of
from trainer.simulation.imu import Imu
from trainer.simulation.lead_in import LeadIn
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import motion_of_trace
from trainer.simulation.sensed import ImuErrors
from trainer.simulation.steered import SteeredBoard
from trainer.simulation.traits import PatientTraits
from trainer.wire.messages import CalibrationStep, ImuSample, SampleFlag, Start, WriteCalibration

STEERED = ("mouse", "keys", "gamepad")
SIMULATED_BOARD_ID = 0x5111
MICROS_STEP = 4
"""`micros()` of a 16 MHz AVR counts in fours."""
STILL_S, FADE_S = 3.5, 0.5
"""Long enough for the gyroscope's bias, before anybody stands on the board."""
SENSOR_ERRORS = ImuErrors(gyro_bias_deg_s=(1.8, -2.6, 0.9), clock_error=0.003)
FACTORY_CALIBRATION = WriteCalibration(
    tag=0,
    sensor=0,
    counter=1,
    board_id=SIMULATED_BOARD_ID,
    steps=CalibrationStep.LEVEL | CalibrationStep.FRONT,
    unix_s=0,
    mount=(1.0, 0.0, 0.0, 0.0),
    accel_scale=(1.0, 1.0, 1.0),
    accel_offset_g=(0.0, 0.0, 0.0),
    gyro_scale=(1.0, 1.0, 1.0),
)
READERS: Mapping[str, Callable[[str], Any]] = {
    "skill": float,
    "seed": int,
    "side": Side,
    "level": int,
    "day": int,
    "eyes": Eyes,
    "still_s": float,
}
"""Keys of `sim:patient?…` and how their values are read."""


@dataclass(frozen=True)
class PatientOptions:
    """The query of `sim:patient?…`."""

    skill: float = 0.5
    seed: int = 1
    side: Side = Side.RIGHT
    level: int = 2
    day: int = 0
    eyes: Eyes = Eyes.OPEN
    still_s: float = STILL_S

    @classmethod
    def parse(
        cls, query: Mapping[str, str], uri: str, strict: Mapping[str, str]
    ) -> "PatientOptions":
        """Read the query; `strict` is the part the person typed. `BadUri` names what is wrong."""
        unknown = sorted(set(strict) - set(READERS))
        if unknown:
            raise BadUri(f"--board {uri}: {unknown[0]} is not one of {', '.join(READERS)}")
        values: dict[str, Any] = {}
        for key in READERS.keys() & query.keys():
            try:
                values[key] = READERS[key](query[key])
            except ValueError:
                raise BadUri(f"--board {uri}: {key} cannot be {query[key]}") from None
        options = cls(**values)
        if not 0 <= options.skill <= 1 or not 1 <= options.level <= 5:
            raise BadUri(f"--board {uri}: skill is 0 to 1 and level is 1 to 5")
        if options.seed < 0 or options.day < 0 or not 3 <= options.still_s < math.inf:
            raise BadUri(f"--board {uri}: seed and day are 0 or more, still_s is 3 or more")
        return options


class SimulatedSource:
    """A simulated board and its sensor, advanced to whatever time is asked for."""

    def __init__(self, board: SimulatedBoard, imu: Imu, stimulus: Stimulus) -> None:
        self._board = board
        self._imu = imu
        self._stimulus = stimulus
        self._rate_hz = 0
        self._began_us = 0.0
        self._slots = 0
        self._ticks = 0

    def begin(self, start: Start, now_us: float) -> None:
        """Stream from now on; the board itself lives on through a second start."""
        self._rate_hz, self._slots = start.imu_rate_hz, 0
        self._began_us = now_us - self._ticks * 1e6 * TICK_S if self._ticks else now_us
        self._first_us = now_us

    def due(self, now_us: float) -> Iterable[ImuSample]:
        """The slots up to now."""
        self._live_until(now_us)
        last = int((now_us - self._first_us) * self._rate_hz / 1e6)
        slots = np.arange(self._slots, last + 1)
        self._slots = max(self._slots, last + 1)
        device_us = self._first_us + slots * 1e6 / self._rate_hz
        readings = self._imu.read((device_us - self._began_us) / 1e6)
        stamps = device_us.astype(np.int64) // MICROS_STEP * MICROS_STEP
        for slot, stamp, accel, gyro, new in zip(
            slots.tolist(),
            stamps.tolist(),
            readings.accel_counts.tolist(),
            readings.gyro_counts.tolist(),
            readings.new_data.tolist(),
            strict=True,
        ):
            flags = SampleFlag.NEW_DATA if new else SampleFlag(0)
            yield ImuSample(0, slot, stamp, flags, 0, tuple(accel), tuple(gyro))

    def _live_until(self, now_us: float) -> None:
        ticks = int((now_us - self._began_us) / (1e6 * TICK_S)) + 1 - self._ticks
        if ticks <= 0:
            return
        self._ticks += ticks
        target = self._stimulus.shown()
        states = [self._board.step(TICK_S, target) for _ in range(ticks)]
        self._imu.meet(motion_of_trace(trace_of(states)))


class SimulatedBoardLink(BoardLink):
    """`sim:patient`, `sim:mouse`, `sim:keys`, `sim:gamepad`."""

    def __init__(
        self,
        uri: str,
        kind: str,
        options: PatientOptions,
        clock: HostClock,
        steering: Steering,
        stimulus: Stimulus,
    ) -> None:
        imu = Imu(errors=SENSOR_ERRORS, seed=options.seed)
        source = SimulatedSource(_board(kind, options, steering), imu, stimulus)
        identity = FirmwareIdentity(SIMULATED_BOARD_ID)
        super().__init__(uri, SimulatedFirmware(identity, source, [FACTORY_CALIBRATION]), clock)


def _board(kind: str, options: PatientOptions, steering: Steering) -> SimulatedBoard:
    lead_in = LeadIn(options.still_s, FADE_S)
    if kind in STEERED:
        return SteeredBoard(steering, options.level, lead_in)
    traits = PatientTraits(
        skill=options.skill,
        side=options.side,
        level=options.level,
        eyes=options.eyes,
        day=options.day,
        lead_in=lead_in,
    )
    return SimulatedPatient(traits, options.seed)
