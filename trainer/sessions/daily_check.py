"""The check at every start: does what is stored of this board still hold, and is it that dome?

Looks at the three still seconds that every stream begins with, so it costs no time. What it finds
is said and stored nowhere. `baps play` and `baps log` call it.
"""

from collections.abc import Callable

import numpy as np

from trainer.acquisition.bias_search import AtRest
from trainer.motion.calibration import CalibrationError
from trainer.motion.load_calibration import ZeroVerdict, check_zero
from trainer.motion.load_steps import FEWEST_READINGS, cell_reading
from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.motion.rest_checks import (
    GYRO_SD_LIMIT_DEG_S,
    gravity_fits,
    gravity_g,
    match_dome,
    rest_tilt_deg,
)
from trainer.recording.conditions import NO_DOME, Conditions
from trainer.recording.envelope import ASSUMED_DOME_HEIGHT_MM
from trainer.recording.vocabulary import Source
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.finding import Finding, Part
from trainer.sessions.errors import SessionError
from trainer.sessions.rims import rim_of_board
from trainer.store.errors import StoreError
from trainer.store.store import Store

BOARD, CELLS = Part("board"), Part("load cells")
NOISE_LIMIT_DEG_S = GYRO_SD_LIMIT_DEG_S / 2
"""Still, but four times as loud as an MPU-6050 is: a wire works loose before it comes off."""


MOTION_SILENT = (
    "this board was calibrated with a motion sensor, which does not answer now: check its four "
    "wires, then run baps diagnose"
)
CELLS_SILENT = (
    "this board was calibrated with load cells, which do not answer now: check their power and "
    "cable, or go on without loads"
)


def require_known_sensors(
    board: OpenBoard, store: Store | None, say: Callable[[str], None]
) -> None:
    """`SessionError` where the motion sensor that a board was calibrated with does not answer.

    Load cells that do not answer are said: tilt is measured without them.
    """
    if board.simulated or board.replayed is not None:
        return
    if board.is_plate and board.calibration.calibrated:
        raise SessionError(MOTION_SILENT)
    if store is None or board.intake.load_setup is not None:
        return
    try:
        if store.newest_load_calibration(board.identity.board_id) is not None:
            say(CELLS_SILENT)
    except StoreError as error:
        say(str(error))


def say_daily_check(
    board: OpenBoard, store: Store | None, chosen: Conditions | None, say: Callable[[str], None]
) -> None:
    """Say what was found: each failure with the step to redo; all good in one line.

    `chosen` says which dome and stem hole, None where nobody chose any. Simulated boards are only
    told of when something is wrong.
    """
    try:
        findings = daily_check(board, store, chosen)
    except StoreError as error:
        say(str(error))
        findings = daily_check(board, None, chosen)
    for finding in findings:
        if not finding.passed:
            say(f"check at rest: {finding.advice}")
    if findings and all(finding.passed for finding in findings) and not board.simulated:
        say("checked at rest: " + ", ".join(map(_shown, findings)))


def daily_check(
    board: OpenBoard, store: Store | None, chosen: Conditions | None
) -> tuple[Finding, ...]:
    """Gravity, noise, dome and zero load; nothing of a board that nobody left alone.

    `StoreError` where the database does not tell the rims.
    """
    rest = board.intake.rest
    if rest is None:
        return ()
    if board.is_plate:
        return _zero(board, rest)
    return (*_sensor(board, rest), *_dome(board, rest, store, chosen), *_zero(board, rest))


def _sensor(board: OpenBoard, rest: AtRest) -> tuple[Finding, ...]:
    felt_g = gravity_g(board.calibration, accel_g(rest.accel_counts, board.setup).mean(axis=0))
    noise = float(gyro_deg_s(rest.gyro_counts, board.setup).std(axis=0).max())
    return (
        BOARD.judged(
            "gravity",
            felt_g,
            "g",
            gravity_fits(board.calibration, felt_g),
            f"the sensor feels {felt_g:.2f} g at rest: run baps calibrate accel, then level and "
            "front",
        ),
        BOARD.judged(
            "noise",
            noise,
            "°/s",
            noise < NOISE_LIMIT_DEG_S,
            f"the sensor is noisy at rest ({noise:.2f} °/s): check its wires, run baps diagnose",
        ),
    )


def _dome(
    board: OpenBoard, rest: AtRest, store: Store | None, chosen: Conditions | None
) -> tuple[Finding, ...]:
    if chosen is None or chosen.level == NO_DOME or not board.calibration.calibrated:
        return ()
    level, hole = chosen.level, chosen.stem_hole
    mean_g = accel_g(rest.accel_counts, board.setup).mean(axis=0)
    ap_deg, ml_deg = rest_tilt_deg(board.calibration, mean_g[np.newaxis])
    rims = {dome: rim_of_board(board, store, dome, hole) for dome in ASSUMED_DOME_HEIGHT_MM}
    if hole:
        # What is assumed is a stem in the middle: only domes that were rolled there are compared.
        rims = {dome: rim for dome, rim in rims.items() if rim.source is not Source.ASSUMED}
    if level not in rims:
        return ()
    match = match_dome(float(ap_deg[0]), float(ml_deg[0]), level, rims)
    if match is None:
        return ()
    advice = (
        f"the empty board's resting tilt of {match.words}: put dome {level} on, or say --level "
        f"{match.looks_like}; if the dome is right, run baps calibrate level, then front and rim"
    )
    return (BOARD.judged("resting tilt", match.tilt_deg, "°", match.fits, advice),)


def _zero(board: OpenBoard, rest: AtRest) -> tuple[Finding, ...]:
    cells = board.intake.load_setup
    if cells is None or len(rest.load_counts) < FEWEST_READINGS:
        return ()
    try:
        check = check_zero(cells.calibration, cell_reading(rest.load_counts, rest.load_ready))
    except CalibrationError as error:
        # What to do next is told for a step of the calibration; here there is no such step.
        what = str(error).partition(":")[0]
        advice = f"{what}: keep off the board and start again; if it stays so, run baps diagnose"
        return (CELLS.truth("zero load", False, advice),)
    advice = check.advice
    if check.verdict is ZeroVerdict.SHIFTED:
        advice = f"{advice}: run baps calibrate load --zero"
    passed = check.verdict is ZeroVerdict.GOOD
    return (CELLS.judged("zero load", check.total_n, "N", passed, advice),)


def _shown(finding: Finding) -> str:
    return f"{finding.name} {finding.value:.2f} {finding.unit}"
