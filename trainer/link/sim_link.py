"""`sim:`: a simulated board under a simulated patient, or under whoever steers the window."""

import heapq
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trainer.link.base import BadUri, HostClock
from trainer.link.simulated_contacts import SimulatedContacts
from trainer.link.simulated_firmware import (
    BOARD_IMU,
    BoardLink,
    FirmwareIdentity,
    FromBoard,
    SimulatedFirmware,
    body_imu,
    load_cells,
)
from trainer.link.simulated_sensors import (
    CellStream,
    ImuStream,
    LyingStream,
    WornSensor,
    factory_load_calibration,
    sacrum_sensor,
)
from trainer.motion.exercises import Exercise
from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.dome import Dome
from trainer.recording.interfaces import Steering, Stimulus
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.vocabulary import DomeStyle, Eyes, Side, Stance, Support
from trainer.simulation.board_state import NOBODY, TICK_S, LeadIn, SimulatedBoard, trace_of
from trainer.simulation.body import MOST_COLLAPSE_DEG
from trainer.simulation.exercising import ExercisingPatient
from trainer.simulation.imu import Imu
from trainer.simulation.load_on_plate import BoardLoad, QuietStanding, Stander, StillBoard
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import motion_of_trace
from trainer.simulation.sensed import ImuErrors
from trainer.simulation.steered import SteeredBoard
from trainer.simulation.traits import PatientTraits
from trainer.wire.frozen import PlacementCode
from trainer.wire.messages import CalibrationStep, Start, WriteCalibration, WriteLoadCalibration

STEERED = ("mouse", "keys", "gamepad")
PLATE, FLOOR = "plate", "floor"
SIMULATED_BOARD_ID = 0x5111
SIMULATED_PLATE_ID = 0x5112
CELL_RATES_HZ = (80, 10)
STANCES = (Stance.SINGLE_LEG, Stance.TWO_LEG)
STILL_S, FADE_S = 3.5, 0.5
"""Long enough to measure the gyroscope's bias before anybody stands on the board."""
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


class Straps(StrEnum):
    """Which straps a simulated patient wears on the floor."""

    BOTH = "both"
    THIGH = "thigh"
    SACRUM = "sacrum"
    NONE = "none"


READERS: Mapping[str, Callable[[str], Any]] = {
    "skill": float,
    "seed": int,
    "side": Side,
    "level": int,
    "dome_style": DomeStyle,
    "stem_hole": int,
    "nobody": int,
    "day": int,
    "eyes": Eyes,
    "support": Support,
    "still_s": float,
    "cells": int,
    "stance": Stance,
    "weight_kg": float,
    "rail": float,
    "thigh": int,
    "contacts": int,
    "exercise": Exercise,
    "straps": Straps,
    "pulled_s": float,
    "collapse": float,
}
"""Keys of `sim:…` and how their values are read."""


@dataclass(frozen=True)
class PatientOptions:
    """The query of `sim:…`.

    `cells` is the load cells' rate, 0 for none; a plate always has cells. `thigh` 1 straps a body
    sensor to the patient's thigh; `contacts` 1 fits a foot mat and a touch strip on the rail. With
    `nobody` 1 nobody ever steps on: the board lies where its own mass leaves it. On the floor
    `exercise` is what the patient does, with these `straps`; the thigh's cable is pulled `pulled_s`
    seconds after the board was switched on. By `collapse` degrees the hip gives way, whatever the
    board does.
    """

    skill: float = 0.5
    seed: int = 1
    side: Side = Side.RIGHT
    level: int = 2
    dome_style: DomeStyle = DomeStyle.CAPS
    stem_hole: int = 0
    nobody: int = 0
    day: int = 0
    eyes: Eyes = Eyes.OPEN
    support: Support = Support.NONE
    still_s: float = STILL_S
    cells: int = 0
    stance: Stance = Stance.SINGLE_LEG
    weight_kg: float = 70.0
    rail: float = 0.0
    thigh: int = 0
    contacts: int = 0
    exercise: Exercise = Exercise.SQUAT
    straps: Straps = Straps.BOTH
    pulled_s: float = math.inf
    collapse: float = 0.0

    @classmethod
    def parse(
        cls, query: Mapping[str, str], uri: str, strict: Mapping[str, str]
    ) -> "PatientOptions":
        """Read the query; `BadUri` names what is wrong. `strict` is the part that the person
        typed."""
        unknown = sorted(set(strict) - set(READERS))
        if unknown:
            raise BadUri(f"board {uri}: {unknown[0]} is not one of {', '.join(READERS)}")
        values: dict[str, Any] = {}
        for key in READERS.keys() & query.keys():
            try:
                values[key] = READERS[key](query[key])
            except ValueError:
                raise BadUri(f"board {uri}: {key} cannot be {query[key]}") from None
        options = cls(**values)
        if not 0 <= options.skill <= 1 or not 1 <= options.level <= 5:
            raise BadUri(f"board {uri}: skill is 0 to 1 and level is 1 to 5")
        if options.seed < 0 or options.day < 0 or not 3 <= options.still_s < math.inf:
            raise BadUri(f"board {uri}: seed and day are 0 or more, still_s is 3 or more")
        options._check_sensors(uri)
        return options

    def _check_sensors(self, uri: str) -> None:
        if self.cells not in (0, *CELL_RATES_HZ):
            raise BadUri(f"board {uri}: cells is 80, 10 or 0")
        weighed = self.cells or uri.startswith(f"sim:{PLATE}")
        if self.stance not in (STANCES if weighed else (*STANCES, Stance.SEATED)):
            raise BadUri(
                f"board {uri}: stance is single_leg or two_leg, or without load cells seated"
            )
        if not 0 <= self.stem_hole <= 4 or self.nobody not in (0, 1):
            raise BadUri(f"board {uri}: stem_hole is 0 to 4, nobody is 1 for an empty board")
        if self.thigh not in (0, 1):
            raise BadUri(f"board {uri}: thigh is 1 with a body sensor, else 0")
        if self.contacts not in (0, 1):
            raise BadUri(f"board {uri}: contacts is 1 with foot mat and rail strip, else 0")
        if not 20 <= self.weight_kg <= 200 or not 0 <= self.rail < 1:
            raise BadUri(f"board {uri}: weight_kg is 20 to 200 and rail 0 to below 1")
        if not self.pulled_s > 0:
            raise BadUri(f"board {uri}: pulled_s is above 0")
        if not 0 <= self.collapse <= MOST_COLLAPSE_DEG:
            raise BadUri(f"board {uri}: collapse is 0 to {MOST_COLLAPSE_DEG:g} degrees")

    @property
    def lead_in(self) -> LeadIn:
        """The stillness before anybody stands there."""
        return NOBODY if self.nobody else LeadIn(self.still_s, FADE_S)

    @property
    def holds_rail(self) -> bool:
        """Whether a hand closes the strip on the rail; it does not feel fingertips."""
        return self.rail > 0 or self.support is Support.RAIL

    @property
    def dome(self) -> Dome:
        """The dome under the board."""
        return Dome(self.level, self.dome_style, self.stem_hole)

    @property
    def stander(self) -> Stander:
        """Who presses on the cells."""
        body_n = self.weight_kg * STANDARD_GRAVITY
        return Stander(body_n, self.stance, self.side, self.rail, self.lead_in)


@dataclass(frozen=True)
class Fitted:
    """The sensors of a simulated board; None for a sensor that it does not have."""

    contacts: SimulatedContacts
    imu: ImuStream | None = None
    cells: CellStream | None = None
    worn: WornSensor | None = None


class SimulatedSource:
    """A simulated board and its sensors, advanced to whatever time is asked for."""

    def __init__(self, board: SimulatedBoard, fitted: Fitted, stimulus: Stimulus) -> None:
        self._board = board
        self._fitted = fitted
        self._stimulus = stimulus
        self._began_us = 0.0
        self._ticks = 0

    def begin(self, start: Start, now_us: float) -> None:
        """Stream from now on; a second start does not restart the board itself."""
        self._began_us = now_us - self._ticks * 1e6 * TICK_S if self._ticks else now_us
        fitted = self._fitted
        if fitted.imu is not None:
            fitted.imu.begin(start.imu_rate_hz, now_us)
        if fitted.worn is not None and start.body_rate_hz:
            half_slot_us = 5e5 / start.body_rate_hz
            fitted.worn.stream.begin(start.body_rate_hz, now_us + half_slot_us)
        if fitted.cells is not None:
            fitted.cells.begin(start, now_us)

    def due(self, now_us: float) -> Iterable[FromBoard]:
        """The slots and the readings of the cells up to now, in the order of their times."""
        self._live_until(now_us)
        fitted, began_us = self._fitted, self._began_us
        parts: list[Iterable[FromBoard]] = []
        if fitted.imu is not None:
            parts.append(fitted.imu.due(now_us, began_us))
        if fitted.worn is not None:
            parts.append(fitted.worn.stream.due(now_us, began_us))
        if fitted.cells is not None:
            parts.append(fitted.cells.due(self._ticks, began_us))
        if fitted.worn is not None:
            parts.append(fitted.worn.told(now_us, began_us))
        parts.append(fitted.contacts.due(began_us))
        return heapq.merge(*parts, key=lambda sent: sent.device_us)

    def _live_until(self, now_us: float) -> None:
        ticks = int((now_us - self._began_us) / (1e6 * TICK_S)) + 1 - self._ticks
        if ticks <= 0:
            return
        self._ticks += ticks
        target = self._stimulus.shown()
        states = [self._board.step(TICK_S, target) for _ in range(ticks)]
        fitted = self._fitted
        fitted.contacts.meet(states)
        if fitted.imu is not None:
            trace = trace_of(states)
            fitted.imu.meet(motion_of_trace(trace))
            if fitted.worn is not None:
                fitted.worn.meet(trace)
        if fitted.cells is not None:
            fitted.cells.meet(states)


class SimulatedBoardLink(BoardLink):
    """`sim:patient`, `sim:mouse`, `sim:keys`, `sim:gamepad`, `sim:plate`, `sim:floor`."""

    def __init__(
        self,
        uri: str,
        kind: str,
        options: PatientOptions,
        clock: HostClock,
        steering: Steering,
        stimulus: Stimulus,
    ) -> None:
        contacts = SimulatedContacts(bool(options.contacts), on_rail=options.holds_rail)
        worn = None
        self.sacrum: SacrumSetup | None = None
        if kind == PLATE:
            firmware = _plate(options, contacts)
        elif kind == FLOOR:
            if options.straps in (Straps.BOTH, Straps.THIGH):
                worn = WornSensor(options.side, options.seed, contacts, options.pulled_s)
            firmware, self.sacrum = _floor(options, worn, contacts, stimulus)
        else:
            if options.thigh:
                worn = WornSensor(options.side, options.seed, contacts)
            board = _board(kind, options, steering)
            firmware = _tilting(options, board, worn, contacts, stimulus)
        super().__init__(uri, firmware, clock)
        self.worn: ThighSetup | None = worn.setup if worn else None
        self.dome_style = options.dome_style


def _tilting(
    options: PatientOptions,
    board: SimulatedBoard,
    worn: WornSensor | None,
    contacts: SimulatedContacts,
    stimulus: Stimulus,
) -> SimulatedFirmware:
    """A board on a dome, with load cells under it and a body sensor where they are asked for."""
    sensors, cells = [BOARD_IMU], None
    stored: list[WriteCalibration | WriteLoadCalibration] = [FACTORY_CALIBRATION]
    if worn is not None:
        sensors.append(body_imu(PlacementCode.THIGH))
    if options.cells:
        on_plate = BoardLoad(options.dome.radius_mm, options.stander, seed=options.seed)
        cells = CellStream(on_plate.next, options.cells, options.seed, contacts)
        sensors.append(load_cells(options.cells))
        stored.append(factory_load_calibration(SIMULATED_BOARD_ID))
    imu = ImuStream(0, Imu(errors=SENSOR_ERRORS, seed=options.seed), contacts)
    return SimulatedFirmware(
        FirmwareIdentity(SIMULATED_BOARD_ID, sensors=tuple(sensors)),
        SimulatedSource(board, Fitted(contacts, imu, cells, worn), stimulus),
        stored,
    )


def _floor(
    options: PatientOptions,
    worn: WornSensor | None,
    contacts: SimulatedContacts,
    stimulus: Stimulus,
) -> tuple[SimulatedFirmware, SacrumSetup | None]:
    """Nobody on the board: somebody exercises on the floor, and its sensor is on the sacrum, or
    lies idle in the deck."""
    sacrum: SacrumSetup | None = None
    if options.straps in (Straps.BOTH, Straps.SACRUM):
        imu, sacrum = sacrum_sensor(SENSOR_ERRORS, options.seed, contacts)
    else:
        imu = LyingStream(0, Imu(errors=SENSOR_ERRORS, seed=options.seed), contacts)
    patient = ExercisingPatient(
        options.side,
        options.skill,
        options.seed,
        options.lead_in,
        options.exercise,
        options.collapse,
    )
    sensors = [BOARD_IMU, *([body_imu(PlacementCode.THIGH)] if worn else [])]
    firmware = SimulatedFirmware(
        FirmwareIdentity(SIMULATED_BOARD_ID, sensors=tuple(sensors)),
        SimulatedSource(patient, Fitted(contacts, imu, worn=worn), stimulus),
        [FACTORY_CALIBRATION],
    )
    return firmware, sacrum


def _plate(options: PatientOptions, contacts: SimulatedContacts) -> SimulatedFirmware:
    """A plain force plate: load cells and no motion sensor."""
    rate_hz = options.cells or CELL_RATES_HZ[0]
    person = QuietStanding(options.stander, options.seed)
    cells = CellStream(lambda _state: person.step(TICK_S), rate_hz, options.seed, contacts)
    return SimulatedFirmware(
        FirmwareIdentity(SIMULATED_PLATE_ID, sensors=(load_cells(rate_hz),)),
        SimulatedSource(StillBoard(), Fitted(contacts, cells=cells), Stimulus()),
        [factory_load_calibration(SIMULATED_PLATE_ID)],
    )


def _board(kind: str, options: PatientOptions, steering: Steering) -> SimulatedBoard:
    if kind in STEERED:
        return SteeredBoard(steering, options.dome, options.lead_in)
    traits = PatientTraits(
        skill=options.skill,
        side=options.side,
        level=options.level,
        dome_style=options.dome_style,
        stem_hole=options.stem_hole,
        eyes=options.eyes,
        support=options.support,
        day=options.day,
        lead_in=options.lead_in,
        seated=options.stance is Stance.SEATED,
        collapse_deg=options.collapse,
    )
    return SimulatedPatient(traits, options.seed)
