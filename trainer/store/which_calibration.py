"""Board and database may each hold a calibration: which of the two is used?"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import numpy as np

from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import NEVER, SensorCalibration

C = TypeVar("C", SensorCalibration, LoadCalibration)
V = TypeVar("V", bound=tuple[float, ...])

SENSORS, LOAD_CELLS = "calibration", "load calibration"
ON_BOARD, IN_DATABASE = "the board", "the database"


@dataclass(frozen=True)
class Chosen(Generic[C]):
    """The calibration to use, and a message if the two disagreed."""

    calibration: C | None
    said: str = ""


def choose_calibration(
    on_board: SensorCalibration | None, in_database: SensorCalibration | None
) -> Chosen[SensorCalibration]:
    """The one with the higher counter; if only the numbers differ, the board's.

    The board's calibration travels with its sensor.
    """
    return _choose(on_board, in_database, _numbers, SENSORS)


def choose_load_calibration(
    on_board: LoadCalibration | None, in_database: LoadCalibration | None
) -> Chosen[LoadCalibration]:
    """The same rule for load cells."""
    return _choose(on_board, in_database, _load_numbers, LOAD_CELLS)


def _choose(
    on_board: C | None, in_database: C | None, numbers: Callable[[C], C], what: str
) -> Chosen[C]:
    if on_board is None or in_database is None:
        return Chosen(on_board or in_database)
    if in_database.counter > on_board.counter:
        return Chosen(in_database, _older(ON_BOARD, on_board.counter, in_database.counter, what))
    if on_board.counter > in_database.counter:
        return Chosen(on_board, _older(IN_DATABASE, in_database.counter, on_board.counter, what))
    if numbers(on_board) != numbers(in_database):
        return Chosen(on_board, _unlike(on_board.counter, what))
    return Chosen(in_database)


def _older(place: str, older: int, newer: int, what: str) -> str:
    return f"{place} holds {what} number {older}, number {newer} is newer and is used"


def _unlike(counter: int, what: str) -> str:
    return (
        f"board and database hold different {what}s number {counter}: the board's is used; "
        "calibrate again to be sure"
    )


def _numbers(calibration: SensorCalibration) -> SensorCalibration:
    """Only what both can hold: the board stores no operator, and 32-bit floats."""
    return replace(
        calibration,
        made_at=NEVER,
        operator="",
        mount=_as_on_board(calibration.mount),
        accel_scale=_as_on_board(calibration.accel_scale),
        accel_offset_g=_as_on_board(calibration.accel_offset_g),
        gyro_scale=_as_on_board(calibration.gyro_scale),
    )


def _load_numbers(calibration: LoadCalibration) -> LoadCalibration:
    """The same for load cells; the board stores no residuals either."""
    return replace(
        calibration,
        made_at=NEVER,
        operator="",
        newton_per_count=_as_on_board(calibration.newton_per_count),
        cell_ap_mm=_as_on_board(calibration.cell_ap_mm),
        cell_ml_mm=_as_on_board(calibration.cell_ml_mm),
        residual_n=0.0,
        residual_mm=0.0,
    )


def _as_on_board(values: V) -> V:
    return type(values)(np.array(values, np.float32).tolist())
