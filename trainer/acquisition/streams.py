"""Turn the records of one sensor, as they come over the wire, into rows of its table.

The leading stream delivers `Samples`: the motion sensor under the board, or the load cells of a
plain force plate, whose samples hold no motion. The key of another stream's row is the number of
the next sample.
"""

from dataclasses import replace
from math import inf
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from trainer.acquisition.bias_search import BiasSearch, FoundBias, HeldLoad
from trainer.acquisition.clock import BoardClock, Pace, Placed, Timeline
from trainer.acquisition.table import HELD_S, Table
from trainer.motion.load import plate_load
from trainer.motion.thigh_angles import ThighAngles
from trainer.motion.tilt_filter import TiltFilter
from trainer.motion.vqf_filter import BIAS_KNOWN, BIAS_LEARNED
from trainer.recording.body import BodySamples, BodySetup, SacrumSetup
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.json_form import Json
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorCalibration, SensorSetup, Vector
from trainer.recording.trial import StartState

OSCILLATOR_OFF = 0.12
"""An HX711's oscillator is off by some percent, and a reading waits for the slowest cell."""
LONGEST_REST = 12.0
"""Periods between two consecutive readings if the cells were switched off and on: four until they
convert again, four conversions that the board discards, one and a half for a cell that no longer
answers, and some room."""
SPARE = 1.3
"""Cells may run faster than their nominal rate; the table must still hold 64 s."""

Records = npt.NDArray[Any]


class LeadingStream(Protocol):
    """The stream that a board's samples come from."""

    samples: Table[Samples]
    pace: Pace
    setup: SensorSetup

    @property
    def waiting_for(self) -> str:
        """Why no sample is delivered yet."""

    def deliver(self, records: Records, placed: Placed, clock: BoardClock) -> None:
        """Deliver the n records that were kept, or hold them back."""


class ImuStream:
    """The motion sensor under the board; it always leads.

    On a sacrum nobody leaves it alone: it starts at once with the bias of its set-up, and goes on
    learning what is left of it.
    """

    def __init__(
        self,
        setup: SensorSetup,
        calibration: SensorCalibration,
        stored_bias_deg_s: Vector | None,
        start: StartState | None = None,
        sacrum: SacrumSetup | None = None,
    ) -> None:
        self.setup = setup
        self.sacrum = sacrum
        self.pace = Pace(1e6 / setup.rate_hz)
        self.samples = Table(Samples, round(HELD_S * setup.rate_hz))
        self.bias_deg_s: Vector = (0.0, 0.0, 0.0)
        self.found: FoundBias | None = None
        self._calibration = start.calibration if start else calibration
        self._search = BiasSearch(setup, stored_bias_deg_s)
        self._filter: TiltFilter | None = None
        if start is not None:
            self._resume(start)
        elif sacrum is not None:
            self.bias_deg_s = sacrum.gyro_bias_deg_s
            self._filter = self._new_filter()

    @property
    def waiting_for(self) -> str:
        return self._search.reason

    def deliver(self, records: Records, placed: Placed, clock: BoardClock) -> None:
        if self._filter is None:
            held = self._held_back(records, placed.seq)
            if held == len(records):
                return
            records, placed = records[held:], placed.after(held)
        assert self._filter is not None
        accel, gyro = records["accel"], records["gyro"]
        clock.begin_seconds(int(placed.device_us[0]))
        tilt = self._filter.update(placed.seq, accel, gyro)
        rows = Samples(
            seq=placed.seq,
            epoch=placed.epoch,
            device_us=placed.device_us,
            t_s=clock.t_s(placed.device_us, self.setup.delay_us),
            ap_deg=tilt.ap_deg,
            ml_deg=tilt.ml_deg,
            ap_rate_deg_s=tilt.ap_rate_deg_s,
            ml_rate_deg_s=tilt.ml_rate_deg_s,
            accel_counts=accel,
            gyro_counts=gyro,
            flags=records["flags"],
        )
        self.samples.append(rows, placed.seq)

    def start_state(self, times: StartState) -> StartState:
        """Everything the tilt of the next sample depends on."""
        state: dict[str, Json] = self._filter.state() if self._filter else {}
        return replace(
            times,
            calibration=self._calibration,
            gyro_bias_deg_s=self.bias_deg_s,
            filter_state=state,
        )

    def _held_back(self, records: Records, seq: IntArray) -> int:
        """Look for three still seconds; how many records were held back for it.

        A busy computer takes in many seconds at once: who only looked at the last three of them
        would miss a board that was left alone before.
        """
        for first in range(0, len(seq), self._search.step):
            piece = slice(first, first + self._search.step)
            accel, gyro = records["accel"][piece], records["gyro"][piece]
            self.found = self._search.add(seq[piece], accel, gyro)
            if self.found is not None:
                self._begin(self.found)
                return min(piece.stop, len(seq))
        return len(seq)

    def _begin(self, found: FoundBias) -> None:
        self.bias_deg_s = found.bias_deg_s
        self._filter = self._new_filter()
        self._filter.update(found.seq, found.accel, found.gyro)

    def _resume(self, start: StartState) -> None:
        self.bias_deg_s = start.gyro_bias_deg_s
        self._filter = self._new_filter()
        if start.filter_state:
            self._filter.restore(start.filter_state)

    def _new_filter(self) -> TiltFilter:
        settings = BIAS_KNOWN if self.sacrum is None else BIAS_LEARNED
        return TiltFilter(self.setup, self._calibration, self.bias_deg_s, settings)


class LoadStream:
    """The load cells beside a motion sensor."""

    def __init__(self, load: LoadSetup, first_seq: int = 0) -> None:
        self.load_setup = load
        self.rows = Table(LoadSamples, round(SPARE * HELD_S * load.rate_hz))
        self.held = HeldLoad(load.rate_hz)
        self._line = Timeline(Pace(1e6 / load.rate_hz, OSCILLATOR_OFF, inf), first_seq)

    def take(self, records: Records, clock: BoardClock, key: int) -> None:
        """Add n records; hold them back until there are samples."""
        if not clock.begun:
            self.held.add(records)
            return
        placed = clock.place(records, self._line)
        if len(placed.keep):
            rows = self.rows_of(records[placed.keep], placed, clock)
            self.rows.append(rows, np.full(len(rows), key))

    def rows_of(self, records: Records, placed: Placed, clock: BoardClock) -> LoadSamples:
        """Rows of n records that are kept."""
        counts, ready = records["counts"].astype(np.int32), records["ready_mask"]
        plate = plate_load(counts, ready, self.load_setup.calibration)
        return LoadSamples(
            seq=placed.seq,
            epoch=placed.epoch,
            device_us=placed.device_us,
            t_s=clock.t_s(placed.device_us, self.load_setup.delay_us),
            counts=counts,
            ready=ready,
            flags=records["flags"],
            load_n=plate.load_n,
            cop_ap_mm=plate.cop_ap_mm,
            cop_ml_mm=plate.cop_ml_mm,
        )


class PlateStream(LoadStream):
    """The leading load cells of a plain force plate.

    Their first three seconds are held back for the check at every start, as a board's are.
    """

    def __init__(self, load: LoadSetup, start: StartState | None = None) -> None:
        super().__init__(load)
        self.setup = SensorSetup(rate_hz=load.rate_hz, filter_delay_us=load.delay_us, who_am_i=0)
        self.pace = Pace(1e6 / load.rate_hz, OSCILLATOR_OFF, LONGEST_REST)
        self.samples = Table(Samples, round(SPARE * HELD_S * load.rate_hz))
        self._holding = start is None

    @property
    def waiting_for(self) -> str:
        if len(self.held.counts):
            return "looking at the empty plate for three seconds: nobody on it yet"
        return "waiting for the load cells: check their plugs"

    def deliver(self, records: Records, placed: Placed, clock: BoardClock) -> None:
        if self._holding:
            self.held.add(records)
            self._holding = not self.held.full
            return
        clock.begin_seconds(int(placed.device_us[0]))
        load = self.rows_of(records, placed, clock)
        samples = Samples.zeros(len(load))
        for name in ("seq", "epoch", "device_us", "t_s", "flags"):
            getattr(samples, name)[:] = getattr(load, name)
        self.rows.append(load, load.seq)
        self.samples.append(samples, samples.seq)


class BodyStream:
    """The body sensor beside the motion sensor under the board."""

    def __init__(self, setup: BodySetup, first_seq: int = 0) -> None:
        self._setup = setup
        self.rows = Table(BodySamples, round(HELD_S * setup.setup.rate_hz))
        self._line = Timeline(Pace(1e6 / setup.setup.rate_hz, longest_rest=inf), first_seq)
        self._angles = ThighAngles(setup.thigh, setup.setup) if setup.thigh else None
        if self._angles is not None and setup.state:
            self._angles.restore(setup.state)

    @property
    def setup(self) -> BodySetup:
        """How the sensor runs, with everything the angles of its next sample depend on."""
        return replace(self._setup, state=self._angles.state() if self._angles else {})

    def take(self, records: Records, clock: BoardClock, key: int) -> None:
        """Add n records; those before the first sample are ignored."""
        if not clock.begun:
            return
        placed = clock.place(records, self._line)
        if not len(placed.keep):
            return
        kept = records[placed.keep]
        flexion_deg, medial_lean_deg = self._thigh(placed, kept)
        rows = BodySamples(
            seq=placed.seq,
            epoch=placed.epoch,
            device_us=placed.device_us,
            t_s=clock.t_s(placed.device_us, self._setup.setup.delay_us),
            accel_counts=kept["accel"],
            gyro_counts=kept["gyro"],
            flags=kept["flags"],
            thigh_flexion_deg=flexion_deg,
            thigh_medial_lean_deg=medial_lean_deg,
        )
        self.rows.append(rows, np.full(len(rows), key))

    def _thigh(self, placed: Placed, records: Records) -> tuple[FloatArray, FloatArray]:
        if self._angles is None:
            missing = np.full(len(records), np.nan)
            return missing, missing
        motion = self._angles.update(placed.seq, records["accel"], records["gyro"])
        return motion.flexion_deg, motion.medial_lean_deg
