"""Motion sensors and load cells of simulated boards, as messages that fall due."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import inf

import numpy as np

from trainer.link.simulated_contacts import SimulatedContacts
from trainer.motion.load import PLATE
from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S, BoardState, BoardTrace
from trainer.simulation.imu import Imu
from trainer.simulation.load_cells import CellErrors, LoadCells, plate_forces_n
from trainer.simulation.load_on_plate import PointLoad, loads_of
from trainer.simulation.pose import Motion, level
from trainer.simulation.sacrum import strapped_sacrum
from trainer.simulation.sensed import ImuErrors
from trainer.simulation.thigh import LiveThigh, strapped
from trainer.wire.frozen import BODY_SENSOR
from trainer.wire.messages import (
    BoardEventKind,
    Event,
    FaultCode,
    ImuSample,
    LoadRates,
    LoadSample,
    SampleFlag,
    Start,
    WriteLoadCalibration,
)

NEW_DATA = SampleFlag.NEW_DATA.value
MICROS_STEP = 4
"""`micros()` of a 16 MHz AVR counts in fours."""
STRAP_OFF_DEG = (3.0, -4.0, 5.0)
BODY_BIAS_DEG_S = (-1.2, 0.8, 2.1)


class ImuStream:
    """The slots of one sensor. Times in microseconds of the board's clock."""

    def __init__(self, sensor: int, imu: Imu, contacts: SimulatedContacts) -> None:
        self._sensor = sensor
        self._imu = imu
        self._contacts = contacts
        self._rate_hz = 0
        self._slots = 0
        self._first_us = 0.0

    def begin(self, rate_hz: int, first_us: float) -> None:
        """A stream begins with a slot at this time; a rate of 0 leaves the sensor off."""
        self._rate_hz, self._slots, self._first_us = rate_hz, 0, first_us

    def meet(self, motion: Motion) -> None:
        """Let the sensor feel the next stretch of motion."""
        self._imu.meet(motion)

    def due(self, now_us: float, began_us: float) -> Iterable[ImuSample]:
        """The slots up to now; `began_us` is when the board was switched on."""
        if not self._rate_hz or now_us < self._first_us:
            return
        last = int((now_us - self._first_us) * self._rate_hz / 1e6)
        slots = np.arange(self._slots, last + 1)
        self._slots = max(self._slots, last + 1)
        device_us = self._first_us + slots * 1e6 / self._rate_hz
        readings = self._imu.read((device_us - began_us) / 1e6)
        stamps = device_us.astype(np.int64) // MICROS_STEP * MICROS_STEP
        for slot, stamp, accel, gyro, new in zip(
            slots.tolist(),
            stamps.tolist(),
            readings.accel_counts.tolist(),
            readings.gyro_counts.tolist(),
            readings.new_data.tolist(),
            strict=True,
        ):
            # Plain numbers: combining flags of an enumeration takes longer than all the rest.
            flags = self._contacts.flags_at(stamp - began_us).value | (NEW_DATA if new else 0)
            yield ImuSample(self._sensor, slot, stamp, flags, 0, tuple(accel), tuple(gyro))


class LyingStream(ImuStream):
    """The sensor of a deck that lies level and idle, whatever the patient does elsewhere."""

    def meet(self, motion: Motion) -> None:
        """As much time passes as the motion takes."""
        super().meet(level(len(motion) * TICK_S))


class PulledStream(ImuStream):
    """A sensor whose cable is pulled so many seconds after the board was switched on."""

    def __init__(self, sensor: int, imu: Imu, contacts: SimulatedContacts, pulled_s: float) -> None:
        super().__init__(sensor, imu, contacts)
        self._pulled_us = pulled_s * 1e6

    def due(self, now_us: float, began_us: float) -> Iterable[ImuSample]:
        """The slots up to now, or up to when it was pulled."""
        return super().due(min(now_us, began_us + self._pulled_us), began_us)


class WornSensor:
    """A body sensor strapped to the thigh of whoever stands on a simulated board.

    Its cable is pulled `pulled_s` after the board was switched on, and never plugged in again.
    """

    def __init__(
        self, side: Side, seed: int, contacts: SimulatedContacts, pulled_s: float = inf
    ) -> None:
        strap = strapped(side, STRAP_OFF_DEG)
        errors = ImuErrors(
            mount=strap.mount,
            lever_arm_m=strap.lever_arm_m,
            gyro_bias_deg_s=BODY_BIAS_DEG_S,
            clock_error=-0.004,
        )
        imu = Imu(errors=errors, seed=seed + 1)
        self.stream = PulledStream(BODY_SENSOR, imu, contacts, pulled_s)
        self._pulled_us, self._told = pulled_s * 1e6, False
        # Nobody swings a simulated leg before a trial, so the set-up comes from the strap itself.
        self.setup = ThighSetup(side=side, mount=strap.mount, gyro_bias_deg_s=BODY_BIAS_DEG_S)
        self._thigh = LiveThigh(side)

    def meet(self, trace: BoardTrace) -> None:
        """What the patient does next."""
        self.stream.meet(self._thigh.meet(trace))

    def told(self, now_us: float, began_us: float) -> Iterable[Event]:
        """What the board reports of a cable that was pulled, once."""
        at_us = began_us + self._pulled_us
        if self._told or now_us < at_us:
            return
        self._told = True
        yield Event(BoardEventKind.FAULT, FaultCode.SENSOR_SILENT, BODY_SENSOR, 1, int(at_us))


SIMULATED_PATIENT = "simulated"


def sacrum_sensor(
    errors: ImuErrors, seed: int, contacts: SimulatedContacts
) -> tuple[ImuStream, SacrumSetup]:
    """The deck's sensor on a sacrum, and the set-up that a still stand would find."""
    strap = strapped_sacrum()
    worn = replace(errors, mount=strap.mount, lever_arm_m=strap.lever_arm_m)
    setup = SacrumSetup(
        mount=strap.mount,
        gyro_bias_deg_s=errors.gyro_bias_deg_s,
        patient_code=SIMULATED_PATIENT,
    )
    return ImuStream(0, Imu(errors=worn, seed=seed), contacts), setup


ERRORS = CellErrors.drawn(seed=1)
RATES_EVERY_US = 1_000_000

Presses = Callable[[BoardState], PointLoad]
"""The load on the plate at the next tick, with the board in this state."""


def factory_load_calibration(board_id: int) -> WriteLoadCalibration:
    """The calibration of these cells in the board's EEPROM."""
    zero_counts = tuple(round(zero) for zero in ERRORS.zero_counts)
    per_count = tuple(1.0 / (gain * ERRORS.counts_per_n) for gain in ERRORS.gain)
    return WriteLoadCalibration(
        tag=0,
        counter=1,
        board_id=board_id,
        unix_s=0,
        zero_counts=zero_counts,
        newton_per_count=per_count,
        cell_ap_mm=PLATE.cell_ap_mm,
        cell_ml_mm=PLATE.cell_ml_mm,
    )


class CellStream:
    """Four cells under a board: turns the load on them into messages.

    Times in microseconds of the board's clock; `began_us` is when the board was switched on.
    """

    def __init__(
        self, presses: Presses, rate_hz: float, seed: int, contacts: SimulatedContacts
    ) -> None:
        self._presses = presses
        self._contacts = contacts
        self._cells = LoadCells(ERRORS, rate_hz, seed)
        self._seq = 0
        self._wanted = False
        self._first_us = 0.0
        self._rates_us = 0.0

    def begin(self, start: Start, now_us: float) -> None:
        """A stream begins: earlier readings are dropped, and counting restarts."""
        self._wanted = start.load_rate_hz > 0
        self._seq, self._first_us = 0, now_us
        self._rates_us = now_us + RATES_EVERY_US

    def meet(self, states: list[BoardState]) -> None:
        """The board's next states, a tick apart."""
        points = [self._presses(state) for state in states]
        self._cells.meet(plate_forces_n(*loads_of(points)))

    def due(self, ticks: int, began_us: float) -> Iterable[LoadSample | LoadRates]:
        """What fell due within this many ticks since the board was switched on, each message
        once."""
        found = self._cells.due((ticks - 1) * TICK_S)
        rows = zip(
            (began_us + found.t_s * 1e6).tolist(),
            found.counts.tolist(),
            found.ready.tolist(),
            strict=True,
        )
        for at_us, counts, ready in rows:
            if at_us < self._first_us or not self._wanted:
                continue
            stamp = int(at_us) // MICROS_STEP * MICROS_STEP
            if at_us >= self._rates_us:
                self._rates_us += RATES_EVERY_US
                yield LoadRates(stamp, self._periods_us())
            flags = self._contacts.flags_at(stamp - began_us) | SampleFlag.NEW_DATA
            yield LoadSample(self._seq, stamp, flags, ready, tuple(counts))
            self._seq += 1

    def _periods_us(self) -> tuple[int, ...]:
        return tuple(round(period_s * 1e6) for period_s in self._cells.periods_s)
