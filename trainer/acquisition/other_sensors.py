"""Load cells and body sensor: their records as samples on the time of the sensor under the board.

One clock stamps all sensors, the board's. It is unwrapped along the samples of the sensor under the
board, and the records of the others are placed beside them.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.acquisition.timeline import SEQ_WRAP, US_WRAP
from trainer.motion.load import plate_load
from trainer.motion.thigh_angles import ThighAngles
from trainer.recording.body import BodySamples, BodySetup
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import FloatArray, IntArray

FARTHEST_US = 5_000_000
"""Farther than this from the board's own samples a record was damaged, or is of another stream."""
SHORTEST_SHARE = 0.8
"""A slot begins late or a cell runs fast; never does so much less than a period pass."""
FASTEST_LOAD_HZ = 100.0
"""An HX711 at 80 Hz whose oscillator is as fast as they come."""


@dataclass(frozen=True)
class BoardTime:
    """Where the newest sample of the board stands: what others' times are unwrapped by.

    `origin_us` is the device time whose `t_s` is 0, for a record of the board's own filter delay.
    """

    newest_us: int
    newest_raw_us: int
    origin_us: int
    epoch: int
    delay_us: int

    def unwrapped_us(self, raw_us: int) -> int:
        """A 32-bit device time near the newest sample's as one that never wraps."""
        half = US_WRAP // 2
        return self.newest_us + (raw_us - self.newest_raw_us + half) % US_WRAP - half

    def t_s(self, device_us: IntArray, delay_us: int) -> FloatArray:
        """Seconds on the board's clock of records whose sensor is late by `delay_us`."""
        return np.asarray((device_us - delay_us + self.delay_us - self.origin_us) / 1e6)


@dataclass(frozen=True)
class PlacedOthers:
    """Which records to keep, and their unwrapped numbers; arrays of one length."""

    keep: IntArray
    seq: IntArray
    device_us: IntArray


class OtherTimeline:
    """Unwraps the slot numbers of one sensor beside the board's.

    `first_seq` is what a replay's first record was numbered; 0 takes the board's own number.
    """

    def __init__(self, fastest_hz: float, first_seq: int = 0) -> None:
        self._period_us = 1e6 / fastest_hz
        self._generation: int | None = None
        self._first_seq = first_seq
        self._seq = 0
        self._raw_seq = 0
        self._device_us = 0
        self.rejected = 0

    def place(self, records: npt.NDArray[Any], generation: int, board: BoardTime) -> PlacedOthers:
        """Place n records that arrived together; n may be 0."""
        kept: list[tuple[int, int, int]] = []
        raw = zip(records["seq"].tolist(), records["device_us"].tolist(), strict=True)
        for index, (raw_seq, raw_us) in enumerate(raw):
            device_us = board.unwrapped_us(raw_us)
            if abs(device_us - board.newest_us) > FARTHEST_US:
                self.rejected += 1
            elif self._follows(raw_seq, device_us, generation):
                kept.append((index, self._seq, device_us))
            else:
                self.rejected += 1
        columns = np.array(kept, np.int64).reshape(-1, 3).T
        return PlacedOthers(*columns)

    def _follows(self, raw_seq: int, device_us: int, generation: int) -> bool:
        slots = max(1, round((device_us - self._device_us) / self._period_us))
        if self._generation is None:
            slots = self._first_seq or raw_seq
        elif generation == self._generation:
            slots = (raw_seq - self._raw_seq) % SEQ_WRAP
            if not slots or device_us - self._device_us < slots * SHORTEST_SHARE * self._period_us:
                return False
        self._generation = generation
        self._seq += slots
        self._raw_seq, self._device_us = raw_seq, device_us
        return True


class LoadIntake:
    """Records of the load cells to samples."""

    def __init__(self, setup: LoadSetup, first_seq: int = 0) -> None:
        self.setup = setup
        self._timeline = OtherTimeline(FASTEST_LOAD_HZ, first_seq)

    @property
    def rejected(self) -> int:
        """Frames whose number and time disagreed."""
        return self._timeline.rejected

    def take(self, records: npt.NDArray[Any], generation: int, board: BoardTime) -> LoadSamples:
        """Samples of n records."""
        placed = self._timeline.place(records, generation, board)
        kept = records[placed.keep]
        counts, ready = kept["counts"].astype(np.int32), kept["ready_mask"].copy()
        plate = plate_load(counts, ready, self.setup.calibration)
        return LoadSamples(
            seq=placed.seq,
            epoch=np.full(len(kept), board.epoch, np.int64),
            device_us=placed.device_us,
            t_s=board.t_s(placed.device_us, self.setup.delay_us),
            counts=counts,
            ready=ready,
            flags=kept["flags"].copy(),
            load_n=plate.load_n,
            cop_ap_mm=plate.cop_ap_mm,
            cop_ml_mm=plate.cop_ml_mm,
        )


class BodyIntake:
    """Records of the body sensor to samples."""

    def __init__(self, setup: BodySetup, first_seq: int = 0) -> None:
        self._setup = setup
        self._timeline = OtherTimeline(setup.setup.rate_hz, first_seq)
        self._angles = ThighAngles(setup.thigh, setup.setup) if setup.thigh else None
        if self._angles is not None and setup.state:
            self._angles.restore(setup.state)

    @property
    def setup(self) -> BodySetup:
        """How the sensor runs, with all that the angles of its next sample depend on."""
        return replace(self._setup, state=self._angles.state() if self._angles else {})

    @property
    def rejected(self) -> int:
        """Frames whose number and time disagreed."""
        return self._timeline.rejected

    def take(self, records: npt.NDArray[Any], generation: int, board: BoardTime) -> BodySamples:
        """Samples of n records."""
        placed = self._timeline.place(records, generation, board)
        kept = records[placed.keep]
        flexion_deg, medial_lean_deg = self._tell(placed.seq, kept)
        return BodySamples(
            seq=placed.seq,
            epoch=np.full(len(kept), board.epoch, np.int64),
            device_us=placed.device_us,
            t_s=board.t_s(placed.device_us, self._setup.setup.filter_delay_us),
            accel_counts=kept["accel"].copy(),
            gyro_counts=kept["gyro"].copy(),
            flags=kept["flags"].copy(),
            thigh_flexion_deg=flexion_deg,
            thigh_medial_lean_deg=medial_lean_deg,
        )

    def _tell(self, seq: IntArray, records: npt.NDArray[Any]) -> tuple[FloatArray, FloatArray]:
        if self._angles is None or not len(records):
            missing = np.full(len(records), np.nan)
            return missing, missing
        motion = self._angles.update(seq, records["accel"], records["gyro"])
        return motion.flexion_deg, motion.medial_lean_deg
