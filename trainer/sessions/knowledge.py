"""What is known of a board before it streams: its EEPROM and the database together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from trainer.recording.body import ThighSetup
from trainer.recording.load import NO_LOAD_CALIBRATION, LoadCalibration
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration
from trainer.sessions.board import (
    Knowledge,
    Known,
    OpenBoard,
    StoredOnBoard,
    wait_for_samples,
)
from trainer.store.errors import StoreError
from trainer.store.store import Store
from trainer.store.values import GyroBias
from trainer.store.which_calibration import choose_calibration, choose_load_calibration
from trainer.wire.frozen import BOARD_SENSOR, Hello

REAL = ("auto", "serial:")
C = TypeVar("C", SensorCalibration, LoadCalibration)
THIGH_HOLDS = timedelta(hours=2)
"""A strap is taken off after a visit; the next one sits differently."""


def knowledge_from(
    store: Store | None, say: Callable[[str], None], patient_code: str | None = None
) -> Knowledge:
    """The rule of the docs: the higher counter wins, and a disagreement is said.

    What the board holds of another board is told and not used; nor is the thigh set-up of another
    patient than `patient_code`, where one is named.
    """

    def know(hello: Hello, stored: StoredOnBoard) -> Known:
        calibration = _own(stored.calibration, hello, "level, then front", say)
        load = _own(stored.load_calibration, hello, "load", say)
        alone = Known(calibration or UNCALIBRATED, load_calibration=load or NO_LOAD_CALIBRATION)
        if store is None or not hello.board_id:
            return alone
        try:
            known = _agreed(store, hello.board_id, calibration, load, say)
            return replace(known, thigh=_worn(store, hello.board_id, patient_code, say))
        except StoreError as error:
            say(str(error))
            return alone

    return know


def other_board(theirs: int, here: int, steps: str) -> str:
    """What to say of a calibration from another board, and what to run instead."""
    return (
        f"a calibration from another board ({theirs:016x}) is not used on this one ({here:016x}): "
        f"run baps calibrate {steps}"
    )


def _own(on_board: C | None, hello: Hello, steps: str, say: Callable[[str], None]) -> C | None:
    if on_board is None or on_board.board_id in (0, hello.board_id):
        return on_board
    say(other_board(on_board.board_id, hello.board_id, steps))
    return None


def _agreed(
    store: Store,
    board_id: int,
    calibration: SensorCalibration | None,
    load: LoadCalibration | None,
    say: Callable[[str], None],
) -> Known:
    """What board and database say together; the database takes what it did not know.

    `StoreError` where it does not answer.
    """
    sensor = choose_calibration(calibration, store.newest_calibration(board_id, BOARD_SENSOR))
    cells = choose_load_calibration(load, store.newest_load_calibration(board_id))
    bias = store.last_gyro_bias(board_id)
    # Adding what is known already changes nothing.
    if sensor.calibration is not None and sensor.calibration is calibration:
        store.add_calibration(calibration)
    if cells.calibration is not None and cells.calibration is load:
        store.add_load_calibration(load)
    for said in (sensor.said, cells.said):
        if said:
            say(said)
    return Known(
        sensor.calibration or UNCALIBRATED,
        bias.deg_s if bias else None,
        cells.calibration or NO_LOAD_CALIBRATION,
    )


def _worn(
    store: Store, board_id: int, patient_code: str | None, say: Callable[[str], None]
) -> ThighSetup | None:
    """The thigh set-up that still holds, if it is this patient's."""
    thigh = store.newest_thigh_setup(board_id)
    if thigh is None or datetime.now(UTC) - thigh.made_at >= THIGH_HOLDS:
        return None
    if patient_code is None or thigh.patient_code == patient_code:
        return thigh
    if thigh.patient_code is None:
        at = f"{thigh.made_at.astimezone():%H:%M}"
        say(f"thigh sensor: used as set up at {at}, for whom was not said")
        return thigh
    say(
        f"the thigh sensor was set up for another patient: run baps calibrate thigh --patient "
        f"{patient_code} --side left|right to use it"
    )
    return None


def settle(board: OpenBoard, store: Store | None, say: Callable[[str], None]) -> None:
    """Wait for the first sample, and keep the bias for a day when nobody leaves the board alone."""
    wait_for_samples(board.feed, say)
    known = board.identity.board_id and board.identity.uri.startswith(REAL)
    if store is None or not known or not board.intake.bias_measured:
        return
    try:
        bias = GyroBias(board.intake.bias_deg_s, datetime.now(UTC))
        store.keep_gyro_bias(board.identity.board_id, bias)
    except StoreError as error:
        say(str(error))
