"""`level`, `front`, `accel`: how the sensor sits on its board, and the sensor's own errors."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from trainer.motion.calibration import LevelPose, Turn, accel, front, level, turned_deg
from trainer.motion.readings import angle_deg
from trainer.motion.rest_checks import (
    edge_tilts_deg,
    face_error_g,
    floor_slope_deg,
    gravity_fits,
    gravity_g,
    turn_error_deg,
)
from trainer.recording.guidance import Figure, Guide
from trainer.recording.sensor import SensorCalibration
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.poses import PoseWatch, Rest
from trainer.sessions.calibration.steps import (
    Check,
    Step,
    checked,
    require_motion,
    until_refused,
    waiting_for_data,
)
from trainer.texts import said

Keep = Callable[[SensorCalibration], SensorCalibration]

LEVEL, FRONT, ACCEL = "Level", "Front", "Accelerometer"
LAYING = {
    LevelPose.FACE_DOWN: (
        Figure.DECK_FACE_DOWN,
        "Pick the board up, lay it face down on the floor and let go of it.",
    ),
    LevelPose.ON_BLOCKS: (
        Figure.DECK_ON_BLOCKS,
        "Pick the board up, lay it face up on three blocks and let go of it.",
    ),
}
TURNING = "Turn it half way round (180°) on the spot and let go of it."
TURNING_BACK = "Turn it back half way round, to where it lay first, and let go of it."
EDGES = (
    (
        Figure.TOES_DOWN,
        "Set the board on its dome and hold the TOE edge to the floor for 2 seconds.",
    ),
    (Figure.HEEL_DOWN, "Now hold the HEEL edge to the floor for 2 seconds."),
)
TURNED, BACK_AGAIN, OFF = "turned", "back where it lay first", "{angle} off"
SLOPES, GRAVITY = "floor slopes", "gravity"
TOES_AT, HEEL_AT, DIFFERENCE = "toe edge down", "heel edge down", "difference"
SCALE, OFFSET = "largest scale error corrected", "largest offset corrected"
FACES_LEFT, TURNS_LEFT = "remaining error, six faces", "remaining error, turns"
NEXT, LEVEL_THEN_FRONT = "next", "baps calibrate level, then front"
NOT_BACK = (
    "the board does not lie as it did first: it was moved or pushed, or it rocks; run baps "
    "calibrate level again"
)
EDGES_DIFFER = (
    "toe and heel edge went down by different angles: hold each to the floor on an even place and "
    "run baps calibrate front again; if the angles differ again, level is wrong: run baps "
    "calibrate level"
)
KEPT = "calibration {number} of board {board}: {steps}"
FACES = (
    (Figure.BOX_LABEL_UP, "Pick the sensor's box up, lay it on a table, label up, and let go."),
    (Figure.BOX_LABEL_DOWN, "Turn it over, label down, and let go."),
    (Figure.BOX_LEFT_SIDE, "Stand it on its long left side and let go."),
    (Figure.BOX_RIGHT_SIDE, "Stand it on its long right side and let go."),
    (Figure.BOX_FRONT_SIDE, "Stand it on its front side and let go."),
    (Figure.BOX_REAR_SIDE, "Stand it on its rear side and let go."),
)

FACE_WITHIN_G = 0.01
TURN_WITHIN_DEG = 3.0
EDGES_ALIKE_WITHIN_DEG = 3.0
BACK_WITHIN_DEG = 1.0
"""A third rest repeats the first: two cannot tell a sloping floor from a board that moved."""


def level_guide(board: OpenBoard, keep: Keep, pose: LevelPose) -> Guide:
    """Rest, half a turn on the spot, rest, and back as a check."""
    return until_refused(LEVEL, _level(board, keep, pose))


def front_guide(board: OpenBoard, keep: Keep) -> Guide:
    """Toe edge to the floor, then heel edge."""
    return until_refused(FRONT, _front(board, keep))


def accel_guide(board: OpenBoard, keep: Keep) -> Guide:
    """Six faces, in any order; once per sensor."""
    return until_refused(ACCEL, _accel(board, keep))


def _level(board: OpenBoard, keep: Keep, pose: LevelPose) -> Guide:
    require_motion(board)
    yield from waiting_for_data(board, LEVEL, 3)
    watch = PoseWatch(board)
    first = yield from watch.next(Step(LEVEL, 1, 3, *LAYING[pose]))
    second = yield from watch.next(Step(LEVEL, 2, 3, Figure.DECK_TURNED, TURNING))
    back = yield from watch.next(Step(LEVEL, 3, 3, LAYING[pose][0], TURNING_BACK))
    moved = angle_deg(first.accel_g, back.accel_g)
    turned = turned_deg(second.turn_deg_s, first.accel_g, second.rate_hz)
    done = _dated(level(board.calibration, first.accel_g, second.accel_g, turned, pose))
    checks = (
        Check(TURNED, f"{abs(turned):.0f}°"),
        Check(
            BACK_AGAIN,
            said(OFF).format(angle=f"{moved:.1f}°"),
            moved < BACK_WITHIN_DEG,
            NOT_BACK,
        ),
        Check(SLOPES, f"{floor_slope_deg(done, first.accel_g, second.accel_g):.1f}°"),
        _gravity_check(done, (first, second)),
    )
    return checked(LEVEL, checks, lambda: kept_words(keep(done)))


def _front(board: OpenBoard, keep: Keep) -> Guide:
    require_motion(board)
    yield from waiting_for_data(board, FRONT, 2)
    watch = PoseWatch(board)
    toes = yield from watch.next(Step(FRONT, 1, 2, *EDGES[0]))
    heel = yield from watch.next(Step(FRONT, 2, 2, *EDGES[1]))
    done = _dated(front(board.calibration, toes.accel_g, heel.accel_g))
    tilts = edge_tilts_deg(done, toes.accel_g, heel.accel_g)
    checks = (
        Check(TOES_AT, f"{tilts[0]:.1f}°"),
        Check(HEEL_AT, f"{tilts[1]:.1f}°"),
        Check(
            DIFFERENCE,
            f"{abs(tilts[0] - tilts[1]):.1f}°",
            abs(tilts[0] - tilts[1]) < EDGES_ALIKE_WITHIN_DEG,
            EDGES_DIFFER,
        ),
        _gravity_check(done, (toes, heel)),
    )
    return checked(FRONT, checks, lambda: kept_words(keep(done)))


def _accel(board: OpenBoard, keep: Keep) -> Guide:
    require_motion(board)
    yield from waiting_for_data(board, ACCEL, len(FACES))
    watch = PoseWatch(board)
    rests: list[Rest] = []
    for number, (figure, prompt) in enumerate(FACES, 1):
        rests.append((yield from watch.next(Step(ACCEL, number, len(FACES), figure, prompt))))
    readings = [rest.accel_g for rest in rests]
    turns = [Turn(rest.turn_deg_s, rest.rate_hz) for rest in rests[1:]]
    done = _dated(accel(board.calibration, readings, turns))
    return checked(ACCEL, _accel_checks(done, readings, turns), lambda: kept_words(keep(done)))


def _accel_checks(
    done: SensorCalibration, readings: Sequence[np.ndarray], turns: Sequence[Turn]
) -> tuple[Check, ...]:
    again = "run baps calibrate accel again, with two seconds of stillness on each face"
    faces_g, turned = face_error_g(done, readings), turn_error_deg(done, readings, turns)
    scale = 100 * max(abs(s - 1) for s in (*done.accel_scale, *done.gyro_scale))
    offset = 1000 * max(map(abs, done.accel_offset_g))
    return (
        Check(SCALE, f"{scale:.1f} %"),
        Check(OFFSET, f"{offset:.0f} mg"),
        Check(
            FACES_LEFT,
            f"{1000 * faces_g:.1f} mg",
            faces_g < FACE_WITHIN_G,
            f"the faces contradict each other: {again}",
        ),
        Check(
            TURNS_LEFT,
            f"{turned:.1f}°",
            turned < TURN_WITHIN_DEG,
            f"the turns between the faces contradict them: {again}",
        ),
        Check(NEXT, LEVEL_THEN_FRONT),
    )


def _gravity_check(done: SensorCalibration, rests: Sequence[Rest]) -> Check:
    off = max((gravity_g(done, rest.accel_g) for rest in rests), key=lambda g: abs(g - 1))
    return Check(
        GRAVITY,
        f"{off:.3f} g",
        gravity_fits(done, off),
        f"the sensor feels {off:.2f} g at rest: run baps calibrate accel",
    )


def kept_words(kept: SensorCalibration) -> str:
    steps = ", ".join(sorted(kept.steps))
    board = f"{kept.board_id:016x}"
    return said(KEPT).format(number=kept.counter, board=board, steps=steps)


def _dated(calibration: SensorCalibration) -> SensorCalibration:
    return replace(
        calibration,
        counter=calibration.counter + 1,
        made_at=datetime.now(UTC).replace(microsecond=0),
    )
