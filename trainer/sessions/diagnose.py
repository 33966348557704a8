"""May this board be used? Tests every sensor, the link and the switches; each failure has advice.

`baps diagnose` calls it. The sensors' limits are in `trainer.sessions.diagnosis`.
"""

from collections.abc import Callable
from contextlib import suppress

from trainer.acquisition.eeprom import read_calibration, read_load_calibration
from trainer.link.base import CommandRefused
from trainer.link.faults import restart_advice
from trainer.link.fitted import cells_of, foreign_chip, motion_sensor_of
from trainer.link.serial_link import SerialLink
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.contacts import ContactWatch, contact_findings
from trainer.sessions.diagnosis.finding import Finding, Observed, Part, listen
from trainer.sessions.diagnosis.load_cells import load_findings
from trainer.sessions.diagnosis.motion_sensor import (
    BOARD_PART,
    BODY_PART,
    motion_findings,
    self_test,
)
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR

__all__ = ["DIAGNOSE_S", "Finding", "diagnose", "unusable"]

DIAGNOSE_S = 10.0
CHECK_WIRES, CHECK_STRAP = "check its four wires", "check the strap cable"
FELL_SILENT = "it answered when the board was reached, and sends nothing now: check its cable"

LINK = Part("link")

LATENCY_LIMIT_MS = 8.0
SLOW_LINK = "the link is slow: set the adapter's latency timer to 1 ms"
NO_DATA = "no data: check cable and power"
DAMAGED = "bytes arrive damaged: change the USB cable, keep it away from mains cables"
UNKNOWN = "the board sends what this program does not know: flash this version's firmware"


def diagnose(
    board: OpenBoard, seconds: float = DIAGNOSE_S, say: Callable[[str], None] = lambda _: None
) -> list[Finding]:
    """Listen to a board at rest, end its stream, test its sensors, and judge everything.

    `say` gets a line for each contact that closes or opens meanwhile, so that one can try them.
    """
    observed = listen(board, seconds, ContactWatch(say))
    board.feed.end_stream()
    return [
        *_board(board, observed),
        *_body(board, observed),
        *load_findings(observed, board.streams.load_setup, _cells(board), _remembers_cells(board)),
        *link_findings(board, observed),
        *contact_findings(observed.stretch.samples),
    ]


def unusable(board: OpenBoard, why: str) -> list[Finding]:
    """Findings for a board that never sent usable samples."""
    told = board.connection.faults.active
    return [
        BOARD_PART.truth("usable_data", False, why),
        *(Part(part).faults(told) for part in dict.fromkeys(fault.part for fault in told)),
    ]


def no_sensor(why: str) -> list[Finding]:
    """Findings for a board that answers without any sensor."""
    return [BOARD_PART.truth("fitted", False, why)]


def _board(board: OpenBoard, observed: Observed) -> list[Finding]:
    if board.is_plate:
        # If it had a calibration, `open_board` would have refused.
        return [BOARD_PART.not_fitted(calibrated_once=False, check=CHECK_WIRES)]
    samples, calibrated = observed.stretch.samples, board.calibration.calibrated
    told, tested = BOARD_PART.faults(observed.faults), self_test(board, BOARD_SENSOR)
    if len(samples) < 2:
        return [BOARD_PART.judged("samples", len(samples), "1", False, NO_DATA), told, *tested]
    return [
        *motion_findings(BOARD_PART, samples, observed.host_s, board.setup, board.calibration),
        told,
        *tested,
        BOARD_PART.truth(
            "calibrated",
            calibrated,
            "run baps calibrate level, then baps calibrate front; "
            "until then the board is taken as marked on the sensor",
        ),
    ]


def _body(board: OpenBoard, observed: Observed) -> list[Finding]:
    body, samples = board.streams.body_setup, observed.stretch.body
    if board.hello is not None and (foreign := foreign_chip(board.hello, BODY_SENSOR)):
        return [BODY_PART.truth("fitted", False, foreign)]
    answers = board.hello is not None and motion_sensor_of(board.hello, BODY_SENSOR) is not None
    if body is None or not answers:
        return [BODY_PART.not_fitted(_remembers(board, BODY_SENSOR), CHECK_STRAP)]
    told, tested = BODY_PART.faults(observed.faults), self_test(board, BODY_SENSOR)
    if len(samples) < 2:
        return [BODY_PART.judged("samples", len(samples), "1", False, FELL_SILENT), told, *tested]
    return [*motion_findings(BODY_PART, samples, observed.host_s, body.setup), told, *tested]


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


def link_findings(board: OpenBoard, observed: Observed) -> list[Finding]:
    """Judge the link by what arrived."""
    frames, restarts = observed.frames, observed.restarts
    faulty = frames.bad + frames.rejected
    return [
        LINK.judged(
            "faulty_frames",
            faulty,
            "1",
            faulty == 0,
            DAMAGED,
            f"{frames.bad} failed their check, {frames.rejected} do not fit in number or time"
            if faulty
            else "",
        ),
        LINK.judged(
            "unknown_messages",
            frames.unknown,
            "1",
            frames.unknown == 0,
            UNKNOWN,
        ),
        LINK.judged(
            "restarts",
            len(restarts),
            "1",
            not restarts,
            restart_advice(restarts[-1]) if restarts else "",
        ),
        *_latency(board),
    ]


def _latency(board: OpenBoard) -> list[Finding]:
    findings = []
    trip_ns = board.streams.clock.quickest_round_trip_ns()
    if trip_ns is not None:
        latency_ms = trip_ns / 2e6
        findings.append(
            LINK.judged(
                "link_latency_ms",
                latency_ms,
                "ms",
                latency_ms < LATENCY_LIMIT_MS,
                SLOW_LINK,
                "half of the quickest round trip",
            )
        )
    link = board.connection.link
    if isinstance(link, SerialLink):
        # If the driver has a timer and ignores the request, the latency above shows it.
        note = "" if link.low_latency else "this driver does not let its latency be set"
        findings.append(
            Finding(LINK.name, "low_latency", float(link.low_latency), "1", True, "", note)
        )
    return findings
