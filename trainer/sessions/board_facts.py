"""What is known about a board before it streams: its EEPROM and the database together.

`trainer.sessions.board` asks once per opened board. The newer of the two calibrations wins, and the
place that holds the older one is brought up to date.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from trainer.acquisition.eeprom import (
    read_calibration,
    read_load_calibration,
    write_calibration,
    write_load_calibration,
)
from trainer.link.connection import Connection
from trainer.link.faults import FaultBook
from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.load import NO_LOAD_CALIBRATION, LoadCalibration
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration, Vector
from trainer.recording.vocabulary import Placement
from trainer.sessions.store_access import STAND_INS
from trainer.store.errors import StoreError
from trainer.store.store import Store
from trainer.store.which_calibration import choose_calibration, choose_load_calibration
from trainer.wire.frozen import BOARD_SENSOR, Hello

C = TypeVar("C", SensorCalibration, LoadCalibration)
Say = Callable[[str], None]
THIGH_HOLDS = timedelta(hours=2)
"""A strap is taken off after a visit; the next time it sits differently."""
ANYBODY = "*"
"""In place of a patient's code: whoever wears the sensors, as in a check of their straps."""
NONSENSE = (
    "a calibration stored in the board makes no sense and is ignored: run baps calibrate {steps}"
)


@dataclass(frozen=True)
class StoredOnBoard:
    """What a board's EEPROM holds; None for what it does not hold."""

    calibration: SensorCalibration | None = None
    load_calibration: LoadCalibration | None = None


@dataclass(frozen=True)
class BoardFacts:
    """What the EEPROM and the database know about a board, agreed between the two."""

    calibration: SensorCalibration = UNCALIBRATED
    bias_deg_s: Vector | None = None
    load_calibration: LoadCalibration = NO_LOAD_CALIBRATION
    thigh: ThighSetup | None = None
    on_sacrum: bool = False
    sacrum: SacrumSetup | None = None


FactsFor = Callable[[Hello, StoredOnBoard], BoardFacts]
"""Looks up a board by its hello message and by what its EEPROM holds."""


def facts_from(store: Store | None, say: Say, patient_code: str | None = None) -> FactsFor:
    """Facts by the rule of the docs: the higher counter wins, and a disagreement is reported.

    A calibration made on another board is reported and ignored. So is a set-up of thigh or sacrum
    of another patient than `patient_code`: a guest has none. `ANYBODY` takes the newest, whoever's.
    """

    def look_up(hello: Hello, stored: StoredOnBoard) -> BoardFacts:
        calibration = _of_this_board(stored.calibration, hello, "level, then front", say)
        load = _of_this_board(stored.load_calibration, hello, "load", say)
        from_board = BoardFacts(
            calibration or UNCALIBRATED, load_calibration=load or NO_LOAD_CALIBRATION
        )
        if store is None or not hello.board_id:
            return from_board
        try:
            facts = _agreed(store, hello.board_id, calibration, load, say)
            return replace(
                facts,
                thigh=_thigh_setup(store, hello.board_id, patient_code, say),
                on_sacrum=store.deck_sensor_on(hello.board_id) is Placement.SACRUM,
                sacrum=_sacrum_setup(store, hello.board_id, patient_code),
            )
        except StoreError as error:
            say(str(error))
            return from_board

    return look_up


def agreed_facts(
    connection: Connection, hello: Hello, facts_for: FactsFor, has_cells: bool
) -> BoardFacts:
    """Read the EEPROM, look up the rest, and give the board what the database knew better."""
    stored = StoredOnBoard(
        read_calibration(connection, BOARD_SENSOR),
        read_load_calibration(connection) if has_cells else None,
    )
    facts = facts_for(hello, _without_nonsense(stored, connection.faults))
    # The board accepts a calibration only as long as it does not stream.
    newer, newer_load = facts.calibration, facts.load_calibration
    if newer.board_id == hello.board_id and _is_newer(newer, stored.calibration):
        write_calibration(connection, newer)
    if newer_load.board_id == hello.board_id and _is_newer(newer_load, stored.load_calibration):
        write_load_calibration(connection, newer_load)
    return facts


def other_board(theirs: int, here: int, steps: str) -> str:
    """The message about a calibration from another board, with the steps to run instead."""
    return (
        f"a calibration from another board ({theirs:016x}) is not used on this one ({here:016x}): "
        f"run baps calibrate {steps}"
    )


def _without_nonsense(stored: StoredOnBoard, faults: FaultBook) -> StoredOnBoard:
    """A stored calibration with impossible content is reported and left out."""
    calibration, load = stored.calibration, stored.load_calibration
    if calibration is not None and not calibration.steps:
        calibration = None
        faults.tell(NONSENSE.format(steps="level, then front"))
    if load is not None and not load.calibrated:
        load = None
        faults.tell(NONSENSE.format(steps="load"))
    return StoredOnBoard(calibration, load)


def _is_newer(
    known: SensorCalibration | LoadCalibration, on_board: SensorCalibration | LoadCalibration | None
) -> bool:
    return known.counter > (on_board.counter if on_board else 0)


def _of_this_board(on_board: C | None, hello: Hello, steps: str, say: Say) -> C | None:
    if on_board is None or on_board.board_id in (0, hello.board_id):
        return on_board
    say(other_board(on_board.board_id, hello.board_id, steps))
    return None


def _agreed(
    store: Store,
    board_id: int,
    calibration: SensorCalibration | None,
    load: LoadCalibration | None,
    say: Say,
) -> BoardFacts:
    """The newer of board and database; the database stores what it did not know. `StoreError`."""
    sensor = choose_calibration(calibration, store.newest_calibration(board_id, BOARD_SENSOR))
    cells = choose_load_calibration(load, store.newest_load_calibration(board_id))
    bias = store.last_gyro_bias(board_id)
    # Adding a calibration that is already stored changes nothing.
    if sensor.calibration is not None and sensor.calibration is calibration:
        store.add_calibration(calibration)
    if cells.calibration is not None and cells.calibration is load:
        store.add_load_calibration(load)
    for disagreement in filter(None, (sensor.said, cells.said)):
        say(disagreement)
    return BoardFacts(
        sensor.calibration or UNCALIBRATED,
        bias.deg_s if bias else None,
        cells.calibration or NO_LOAD_CALIBRATION,
    )


def _thigh_setup(
    store: Store, board_id: int, patient_code: str | None, say: Say
) -> ThighSetup | None:
    """The thigh set-up, if it is recent enough and this patient's."""
    thigh = store.newest_thigh_setup(board_id)
    if thigh is None or datetime.now(UTC) - thigh.made_at >= THIGH_HOLDS:
        return None
    if patient_code in (ANYBODY, thigh.patient_code):
        return thigh
    if patient_code is None or patient_code in STAND_INS:
        say(
            f"the thigh sensor was set up for {thigh.patient_code}: it is used with --patient alone"
        )
    else:
        say(
            "the thigh sensor was set up for another patient: run baps calibrate thigh --patient "
            f"{patient_code} --side left|right to use it"
        )
    return None


def _sacrum_setup(store: Store, board_id: int, patient_code: str | None) -> SacrumSetup | None:
    """The sacrum's set-up, if it is recent enough and this patient's."""
    sacrum = store.newest_sacrum_setup(board_id)
    if sacrum is None or patient_code not in (ANYBODY, sacrum.patient_code):
        return None
    return sacrum if datetime.now(UTC) - sacrum.made_at < THIGH_HOLDS else None
