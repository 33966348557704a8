"""`sim:`: a simulated board under a simulated patient, or under whoever steers the window."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from trainer.link.base import HostClock
from trainer.link.patient_options import CELL_RATES_HZ, FLOOR, PLATE, PatientOptions, Straps
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
    Presses,
    WornSensor,
    factory_load_calibration,
    sacrum_sensor,
)
from trainer.link.simulated_standing import StandingPatient
from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.interfaces import Standing, Steering, Stimulus
from trainer.recording.vocabulary import Stance
from trainer.simulation.board_state import TICK_S, SimulatedBoard, trace_of
from trainer.simulation.exercising import ExercisingPatient
from trainer.simulation.imu import Imu
from trainer.simulation.load_on_plate import BoardLoad, QuietStanding, StillBoard
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import motion_of_trace
from trainer.simulation.sensed import ImuErrors
from trainer.simulation.steered import SteeredBoard
from trainer.simulation.traits import PatientTraits
from trainer.wire.frozen import PlacementCode
from trainer.wire.messages import CalibrationStep, Start, WriteCalibration, WriteLoadCalibration

STEERED = ("mouse", "keys", "gamepad")
SIMULATED_BOARD_ID = 0x5111
SIMULATED_PLATE_ID = 0x5112
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
        standing: Standing,
    ) -> None:
        contacts = SimulatedContacts(bool(options.contacts), on_rail=options.holds_rail)
        worn = None
        self.sacrum: SacrumSetup | None = None
        if kind == PLATE:
            firmware = _plate(options, contacts, standing)
        elif kind == FLOOR:
            if options.straps in (Straps.BOTH, Straps.THIGH):
                worn = WornSensor(options.side, options.seed, contacts, options.pulled_s)
            firmware, self.sacrum = _floor(options, worn, contacts, stimulus)
        else:
            if options.thigh:
                worn = WornSensor(options.side, options.seed, contacts)
            patient = StandingPatient(
                options, standing, partial(_board, kind, steering), _load_on_dome, contacts
            )
            firmware = _tilting(options, patient, worn, contacts, stimulus)
        super().__init__(uri, firmware, clock)
        self.worn: ThighSetup | None = worn.setup if worn else None
        self.dome_style = options.dome_style


def _tilting(
    options: PatientOptions,
    patient: StandingPatient,
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
        cells = CellStream(patient.presses, options.cells, options.seed, contacts)
        sensors.append(load_cells(options.cells))
        stored.append(factory_load_calibration(SIMULATED_BOARD_ID))
    imu = ImuStream(0, Imu(errors=SENSOR_ERRORS, seed=options.seed), contacts)
    return SimulatedFirmware(
        FirmwareIdentity(SIMULATED_BOARD_ID, sensors=tuple(sensors)),
        SimulatedSource(patient, Fitted(contacts, imu, cells, worn), stimulus),
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


def _plate(
    options: PatientOptions, contacts: SimulatedContacts, standing: Standing
) -> SimulatedFirmware:
    """A plain force plate: load cells and no motion sensor."""
    rate_hz = options.cells or CELL_RATES_HZ[0]
    options = replace(options, cells=rate_hz)
    person = StandingPatient(options, standing, lambda _: StillBoard(), _load_on_plate, contacts)
    cells = CellStream(person.presses, rate_hz, options.seed, contacts)
    return SimulatedFirmware(
        FirmwareIdentity(SIMULATED_PLATE_ID, sensors=(load_cells(rate_hz),)),
        SimulatedSource(person, Fitted(contacts, cells=cells), Stimulus()),
        [factory_load_calibration(SIMULATED_PLATE_ID)],
    )


def _load_on_plate(options: PatientOptions) -> Presses:
    person = QuietStanding(options.stander, options.seed)
    return lambda _state: person.step(TICK_S)


def _load_on_dome(options: PatientOptions) -> Presses:
    return BoardLoad(options.dome.radius_mm, options.stander, seed=options.seed).next


def _board(kind: str, steering: Steering, options: PatientOptions) -> SimulatedBoard:
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
        trial=options.trial,
    )
    return SimulatedPatient(traits, options.seed)
