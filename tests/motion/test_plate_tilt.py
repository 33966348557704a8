"""On a dome the plate sees the tilt, too: it must agree with the board and its motion sensor."""

from datetime import UTC, datetime

import numpy as np
import pytest

from tests.load_plate import SimulatedPlate
from trainer.motion.load import contact_at_level, plate_load, plate_tilt
from trainer.motion.load_calibration import calibrate_load
from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.dome import CAP_RADIUS_MM
from trainer.recording.load import LoadSetup
from trainer.recording.sensor import UNCALIBRATED, SensorSetup
from trainer.simulation.board_state import TICK_S, BoardState, BoardTrace, LeadIn, trace_of
from trainer.simulation.imu import read_all
from trainer.simulation.load_cells import CellErrors, LoadCells, plate_forces_n
from trainer.simulation.load_on_plate import BoardLoad, Stander, loads_of
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import motion_of_trace
from trainer.simulation.sensed import ImuErrors
from trainer.simulation.traits import PatientTraits

SECONDS = 12.0
AGREE_WITHIN_DEG = 0.5


def balanced(level: int, skill: float) -> list[BoardState]:
    traits = PatientTraits(skill=skill, level=level, lead_in=LeadIn(0.5, 0.5))
    patient = SimulatedPatient(traits, 3)
    return [patient.step(TICK_S) for _ in range(round(SECONDS / TICK_S))]


def disagreement_deg(
    states: list[BoardState], t_s: np.ndarray, ap_deg: np.ndarray, ml_deg: np.ndarray, seed: int
) -> np.ndarray:
    """Between the plate and tilts at these times, reading by reading with the weight on it."""
    errors = CellErrors.drawn(seed)
    calibration = calibrate_load(SimulatedPlate(errors).weighed(), datetime.now(UTC))
    board = BoardLoad(CAP_RADIUS_MM, Stander(), seed=seed)
    cells = LoadCells(errors, seed=seed)
    cells.meet(plate_forces_n(*loads_of([board.next(state) for state in states])))
    found = cells.due(SECONDS - 2 * TICK_S)
    load = plate_load(found.counts, found.ready, calibration)
    met_s = found.t_s - LoadSetup().delay_us / 1e6
    tilt = np.interp(met_s, t_s, ap_deg), np.interp(met_s, t_s, ml_deg)
    cop = load.cop_ap_mm, load.cop_ml_mm
    at_level = contact_at_level(*cop, *tilt, CAP_RADIUS_MM)
    seen = plate_tilt(*cop, CAP_RADIUS_MM, at_level)
    apart = np.hypot(seen[0] - tilt[0], seen[1] - tilt[1])
    return np.asarray(apart[(met_s > 1.5) & (load.load_n > 500)])


def true_times(trace: BoardTrace) -> np.ndarray:
    return trace.t_s - TICK_S


@pytest.mark.parametrize("level", [1, 3, 5])
@pytest.mark.parametrize("skill", [0.0, 0.5, 1.0])
def test_the_plates_tilt_agrees_with_the_true_tilt(level: int, skill: float) -> None:
    states = balanced(level, skill)
    true = trace_of(states)
    apart = disagreement_deg(states, true_times(true), true.ap_deg, true.ml_deg, seed=level)
    assert len(apart) > 300
    assert np.sqrt(np.mean(apart**2)) < AGREE_WITHIN_DEG


@pytest.mark.parametrize("level", [2, 4])
def test_the_plates_tilt_agrees_with_the_motion_sensors(level: int) -> None:
    states = balanced(level, 0.5)
    setup, errors = SensorSetup(), ImuErrors(gyro_bias_deg_s=(1.8, -2.6, 0.9))
    readings = read_all(motion_of_trace(trace_of(states)), setup, errors, seed=5)
    tilt = TiltFilter(setup, UNCALIBRATED, errors.gyro_bias_deg_s).update(
        np.arange(len(readings.accel_counts)), readings.accel_counts, readings.gyro_counts
    )
    t_s = np.arange(len(tilt.ap_deg)) / setup.rate_hz - setup.delay_us / 1e6
    apart = disagreement_deg(states, t_s, tilt.ap_deg, tilt.ml_deg, seed=level)
    assert np.sqrt(np.mean(apart**2)) < AGREE_WITHIN_DEG
    assert np.percentile(apart, 99) < AGREE_WITHIN_DEG
