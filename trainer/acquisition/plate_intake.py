"""A plain force plate: load cells and no motion sensor. Their common readings are its samples.

Its first three seconds are held back, as a board's are: the check at every start looks at them.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.acquisition.device_time import DeviceTime
from trainer.acquisition.intake import Taken, trial_events
from trainer.acquisition.rest import AtRest, HeldLoad
from trainer.acquisition.timeline import Timeline
from trainer.link.connection import Arrival
from trainer.motion.load import plate_load
from trainer.recording.body import BodySamples, BodySetup
from trainer.recording.calibration import Vector
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import StartState

OSCILLATOR_OFF = 0.12
"""An HX711's own oscillator is off by some percent, and the cells wait for the slowest."""
LONGEST_REST = 12.0
"""Periods between two readings numbered in a row where cells were switched off and on: four until
they convert again, four conversions that the board throws away, one and a half for one that no
longer answers, and room."""


class PlateIntake:
    """Turns arrivals of a force plate into samples without motion: it does not tilt."""

    bias_measured = False
    rest: AtRest | None = None
    bias_deg_s: Vector = (0.0, 0.0, 0.0)
    body_setup: BodySetup | None = None

    def __init__(self, load: LoadSetup, start: StartState | None = None) -> None:
        self._load = load
        self._timeline = Timeline(load.rate_hz, start, OSCILLATOR_OFF, LONGEST_REST)
        self.time = DeviceTime(load.delay_us, start)
        self._held = None if start else HeldLoad(load.rate_hz)

    @property
    def setup(self) -> SensorSetup:
        """The rate of the readings and how late they are; there is no motion sensor."""
        return SensorSetup(rate_hz=self._load.rate_hz, filter_delay_us=self._load.delay_us)

    @property
    def load_setup(self) -> LoadSetup | None:
        """How the load cells run."""
        return self._load

    @property
    def rejected(self) -> int:
        """Frames whose number and time disagreed."""
        return self._timeline.rejected

    def waiting_for(self) -> str:
        """Why no sample is delivered yet."""
        if self.rest is not None or (self._held is not None and len(self._held.counts)):
            return "looking at the empty plate for three seconds: nobody on it yet"
        return "waiting for the load cells: check their plugs"

    def start_state(self, next_seq: int) -> StartState:
        """The times of the next reading; nothing else depends on an earlier one."""
        return self.time.start_state(next_seq, self._load.rate_hz)

    def take(self, arrival: Arrival) -> Taken:
        """Take in one arrival."""
        placed = self._timeline.place(arrival.load, arrival.generation, arrival.host_ns)
        kept = arrival.load[placed.keep]
        if len(kept):
            self.time.follow(placed, int(kept["device_us"][-1]), arrival.host_ns)
        self.time.answered(arrival.round_trips)
        if self._held is not None:
            self._hold(self._held, kept)
            return Taken(
                Samples.empty(), trial_events(arrival), LoadSamples.empty(), BodySamples.empty()
            )
        samples, load = Samples.zeros(len(kept)), LoadSamples.zeros(len(kept))
        if len(kept):
            counts, ready = kept["counts"].astype(np.int32), kept["ready_mask"]
            plate = plate_load(counts, ready, self._load.calibration)
            load.counts[:], load.ready[:] = counts, ready
            load.load_n[:], load.cop_ap_mm[:] = plate.load_n, plate.cop_ap_mm
            load.cop_ml_mm[:] = plate.cop_ml_mm
            for rows in (samples, load):
                rows.seq[:], rows.device_us[:] = placed.seq, placed.device_us
                rows.epoch[:], rows.flags[:] = placed.epoch, kept["flags"]
                rows.t_s[:] = self.time.seconds(placed.device_us)
        return Taken(samples, trial_events(arrival), load, BodySamples.empty())

    def _hold(self, held: HeldLoad, records: npt.NDArray[Any]) -> None:
        held.add(records)
        if held.full:
            nothing = np.zeros((0, 3), np.int16)
            self.rest, self._held = AtRest(nothing, nothing, held.counts, held.ready), None
