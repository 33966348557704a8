"""Is this board fit for use? Every sensor and the link, each figure with pass or fail and advice.

`baps diagnose` calls it; what is judged how stands in `trainer.sessions.diagnosis`.
"""

from contextlib import suppress

from trainer.acquisition.eeprom import read_calibration, read_load_calibration
from trainer.link.base import CommandRefused
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.finding import Finding, Heard, Part, listen
from trainer.sessions.diagnosis.link import link_findings, switch_findings
from trainer.sessions.diagnosis.load_cells import load_findings
from trainer.sessions.diagnosis.motion_sensor import BOARD_PART, BODY_PART, motion_findings
from trainer.sessions.diagnosis.self_test import self_test
from trainer.sessions.fitted import body_of, cells_of
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR

__all__ = ["DIAGNOSE_S", "Finding", "diagnose", "unusable"]

DIAGNOSE_S = 10.0
CHECK_WIRES, CHECK_STRAP = "check its four wires", "check the strap cable"
FELL_SILENT = "it answered when the board was reached, and sends nothing now: check its cable"


def diagnose(board: OpenBoard, seconds: float = DIAGNOSE_S) -> list[Finding]:
    """Listen to a streaming board at rest, end its stream, test its sensors, and judge it all."""
    heard = listen(board, seconds)
    board.feed.end_stream()
    return [
        *_board(board, heard),
        *_body(board, heard),
        *load_findings(heard, board.intake.load_setup, _cells(board), _remembers_cells(board)),
        *link_findings(board, heard),
        *(switch_findings(heard.stretch.samples) if len(heard.stretch.samples) else ()),
    ]


def unusable(board: OpenBoard, why: str) -> list[Finding]:
    """What can be said of a board whose samples never became usable."""
    told = board.connection.faults.active
    return [
        BOARD_PART.truth("usable_data", False, why),
        *(Part(part).faults(told) for part in dict.fromkeys(fault.part for fault in told)),
    ]


def no_sensor(why: str) -> list[Finding]:
    """What can be said of a board that answers without any sensor."""
    return [BOARD_PART.truth("fitted", False, why)]


def _board(board: OpenBoard, heard: Heard) -> list[Finding]:
    if board.is_plate:
        return [BOARD_PART.not_fitted(_remembers(board, BOARD_SENSOR), CHECK_WIRES)]
    samples, calibrated = heard.stretch.samples, board.calibration.calibrated
    told, tested = BOARD_PART.faults(heard.faults), self_test(board, BOARD_SENSOR)
    if len(samples) < 2:
        advice = "no data: check cable and power"
        return [BOARD_PART.judged("samples", len(samples), "1", False, advice), told, *tested]
    return [
        *motion_findings(BOARD_PART, samples, heard.host_s, board.setup, board.calibration),
        told,
        *tested,
        BOARD_PART.truth(
            "calibrated",
            calibrated,
            "run baps calibrate level, then baps calibrate front; "
            "until then the board is taken as marked on the sensor",
        ),
    ]


def _body(board: OpenBoard, heard: Heard) -> list[Finding]:
    body, samples = board.intake.body_setup, heard.stretch.body
    if body is None or board.hello is None or body_of(board.hello) is None:
        return [BODY_PART.not_fitted(_remembers(board, BODY_SENSOR), CHECK_STRAP)]
    told, tested = BODY_PART.faults(heard.faults), self_test(board, BODY_SENSOR)
    if len(samples) < 2:
        return [BODY_PART.judged("samples", len(samples), "1", False, FELL_SILENT), told, *tested]
    return [*motion_findings(BODY_PART, samples, heard.host_s, body.setup), told, *tested]


def _cells(board: OpenBoard) -> int:
    cells = cells_of(board.hello) if board.hello else None
    return cells.present if cells else 0


def _remembers(board: OpenBoard, sensor: int) -> bool:
    """Whether the board holds a calibration of this motion sensor."""
    with suppress(CommandRefused):
        remembered = read_calibration(board.connection, sensor)
        return remembered is not None and bool(remembered.steps)
    return False


def _remembers_cells(board: OpenBoard) -> bool:
    """Whether the board holds a calibration of load cells."""
    with suppress(CommandRefused):
        remembered = read_load_calibration(board.connection)
        return remembered is not None and remembered.calibrated
    return False
