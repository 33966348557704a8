"""Before a board is used: wait for its data, keep its bias, and check what is stored about it.

The check uses the three still seconds that every stream begins with, so it costs no time; then
`dome_touch` asks which dome is on. Findings are shown and not stored. `baps play` and `baps log`
call it.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from trainer.acquisition.bias_search import AtRest
from trainer.motion.calibration import CalibrationError
from trainer.motion.load_calibration import ZeroVerdict, check_zero
from trainer.motion.load_steps import FEWEST_READINGS, cell_reading
from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.motion.rest_checks import (
    GYRO_SD_LIMIT_DEG_S,
    gravity_fits,
    gravity_g,
)
from trainer.recording.conditions import Conditions
from trainer.recording.interfaces import FeedStatus
from trainer.sessions.board import START_PATIENCE_S, OpenBoard, wait_for_samples
from trainer.sessions.diagnosis.finding import Finding, Part
from trainer.sessions.dome_touch import say_dome
from trainer.store.errors import StoreError
from trainer.store.store import Store
from trainer.store.values import GyroBias

Say = Callable[[str], None]
Look = Callable[[FeedStatus], None]

BOARD, CELLS = Part("board"), Part("load cells")
NOISE_LIMIT_DEG_S = GYRO_SD_LIMIT_DEG_S / 2
"""Four times the noise of an MPU-6050 at rest: a wire works loose before it comes off."""
REAL = ("auto", "serial:")

TAKEN_FOR_A_PLATE = (
    "no motion sensor answers, so this board is used as a force plate: if it has a motion sensor, "
    "check its four wires"
)
CELLS_SILENT = (
    "this board was calibrated with load cells, which do not answer now: check their power and "
    "cable, or go on without loads"
)


def unseen(_status: FeedStatus) -> None:
    """Nobody follows how the board comes to rest."""


FEELS = "the sensor feels {felt} g at rest: run baps calibrate accel, then level and front"
GOOD_AT_REST = "checked at rest: {figures}"
AT_REST = {
    "gravity": "gravity {value} g",
    "noise": "noise {value} °/s",
    "zero load": "zero load {value} N",
}
NOISY = "the sensor is noisy at rest ({noise} °/s): check its wires, run baps diagnose"


def make_ready(
    board: OpenBoard,
    store: Store | None,
    conditions: Conditions | None,
    say: Say,
    look: Look = unseen,
    patience_s: float = START_PATIENCE_S,
) -> None:
    """Wait for data and check the board at rest; `SessionError` if it cannot be used.

    `conditions` hold the dome and the stem hole; None if nobody chose any. `look` follows how the
    board comes to rest.
    """
    for line in board.replayed.lost if board.replayed else ():
        say(line)
    say_missing_sensors(board, store, say)
    wait_and_keep_bias(board, store, say, look, patience_s)
    say_daily_check(board, say)
    say_dome(board, store, conditions, say)
    if board.uncalibrated_words and board.replayed is None:
        say(board.uncalibrated_words)


def wait_and_keep_bias(
    board: OpenBoard,
    store: Store | None,
    say: Say,
    look: Look = unseen,
    patience_s: float = START_PATIENCE_S,
) -> None:
    """Wait for the first sample, then store the bias that was measured at rest.

    It is used on a day when nobody leaves the board alone at the start.
    """
    wait_for_samples(board.feed, waiting_voice(board, say), patience_s, look)
    known = board.identity.board_id and board.identity.uri.startswith(REAL)
    if store is None or not known or not board.streams.bias_measured:
        return
    try:
        bias = GyroBias(board.streams.bias_deg_s, datetime.now(UTC))
        store.keep_gyro_bias(board.identity.board_id, bias)
    except StoreError as error:
        say(str(error))


def waiting_voice(board: OpenBoard, say: Say) -> Say:
    """Messages while waiting for data; silent for simulated boards, which nobody can disturb."""
    return _silent if board.simulated else say


def _silent(_text: str) -> None:
    pass


def say_missing_sensors(board: OpenBoard, store: Store | None, say: Say) -> None:
    """Report a board without a motion sensor, and silent load cells: tilt is measured without them.

    `open_board` has refused a board whose calibrated motion sensor does not answer.
    """
    if board.simulated or board.replayed is not None or board.on_sacrum:
        return
    if board.is_plate:
        say(TAKEN_FOR_A_PLATE)
    if store is None or board.streams.load_setup is not None:
        return
    try:
        if store.newest_load_calibration(board.identity.board_id) is not None:
            say(CELLS_SILENT)
    except StoreError as error:
        say(str(error))


def say_daily_check(board: OpenBoard, say: Say) -> None:
    """Report each failure with the step to redo, or in one line that everything is good.

    A simulated board is only mentioned if something is wrong.
    """
    findings = daily_check(board)
    for finding in findings:
        if not finding.passed:
            say(f"check at rest: {finding.advice}")
    if findings and all(finding.passed for finding in findings) and not board.simulated:
        say(GOOD_AT_REST.format(figures=", ".join(map(_shown, findings))))


def daily_check(board: OpenBoard) -> tuple[Finding, ...]:
    """Gravity, noise and zero load; empty if nobody left the board alone."""
    rest = board.streams.rest
    if rest is None:
        return ()
    if board.is_plate:
        return _zero(board, rest)
    return (*_sensor(board, rest), *_zero(board, rest))


def _sensor(board: OpenBoard, rest: AtRest) -> tuple[Finding, ...]:
    felt_g = gravity_g(board.calibration, accel_g(rest.accel_counts, board.setup).mean(axis=0))
    noise = float(gyro_deg_s(rest.gyro_counts, board.setup).std(axis=0).max())
    return (
        BOARD.judged(
            "gravity",
            felt_g,
            "g",
            gravity_fits(board.calibration, felt_g),
            FEELS.format(felt=f"{felt_g:.2f}"),
        ),
        BOARD.judged(
            "noise",
            noise,
            "°/s",
            noise < NOISE_LIMIT_DEG_S,
            NOISY.format(noise=f"{noise:.2f}"),
        ),
    )


def _zero(board: OpenBoard, rest: AtRest) -> tuple[Finding, ...]:
    cells = board.streams.load_setup
    if cells is None or len(rest.load_counts) < FEWEST_READINGS:
        return ()
    try:
        check = check_zero(cells.calibration, cell_reading(rest.load_counts, rest.load_ready))
    except CalibrationError as error:
        # The error's advice is about a calibration step, which is not running here.
        what = str(error).partition(":")[0]
        advice = f"{what}: keep off the board and start again; if it stays so, run baps diagnose"
        return (CELLS.truth("zero load", False, advice),)
    advice = check.advice
    if check.verdict is ZeroVerdict.SHIFTED:
        advice = f"{advice}: run baps calibrate load --zero"
    passed = check.verdict is ZeroVerdict.GOOD
    return (CELLS.judged("zero load", check.total_n, "N", passed, advice),)


def _shown(finding: Finding) -> str:
    return AT_REST[finding.name].format(value=f"{finding.value:.2f}")
