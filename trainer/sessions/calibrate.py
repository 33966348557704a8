"""Calibration step by step: prompts out, a new `SensorCalibration` back. Keeps nothing itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from trainer.motion.calibration import LevelPose, Turn, accel, front, level, turned_deg
from trainer.recording.calibration import SensorCalibration
from trainer.sessions.board import OpenBoard
from trainer.sessions.poses import PoseWatch

Say = Callable[[str], None]

FACES = (
    "1 of 6: pick the sensor's box up and lay it on a table, label up",
    "2 of 6: turn it over, label down",
    "3 of 6: stand it on its long left side",
    "4 of 6: stand it on its long right side",
    "5 of 6: stand it on its front side",
    "6 of 6: stand it on its rear side",
)


def calibrate_level(board: OpenBoard, pose: LevelPose, say: Say) -> SensorCalibration:
    """Two resting positions, turned half way round on the spot."""
    how = "face down on the floor" if pose is LevelPose.FACE_DOWN else "face up on three blocks"
    watch = _watch(board, say)
    first = watch.next(f"Pick the board up, lay it {how} and let go of it")
    second = watch.next("Turn it half way round (180°) on the spot and let go of it")
    turned = turned_deg(second.turn_deg_s, first.accel_g, second.rate_hz)
    return _dated(level(board.calibration, first.accel_g, second.accel_g, turned, pose))


def calibrate_front(board: OpenBoard, say: Say) -> SensorCalibration:
    """Toe edge to the floor, then heel edge."""
    watch = _watch(board, say)
    toes = watch.next("Set the board on its dome and hold the TOE edge to the floor for 2 seconds")
    heel = watch.next("Now hold the HEEL edge to the floor for 2 seconds")
    return _dated(front(board.calibration, toes.accel_g, heel.accel_g))


def calibrate_accel(board: OpenBoard, say: Say) -> SensorCalibration:
    """Six faces, in any order; once per sensor."""
    watch = _watch(board, say)
    rests = [watch.next(f"{prompt}, and let go of it") for prompt in FACES]
    turns = [Turn(rest.turn_deg_s, rest.rate_hz) for rest in rests[1:]]
    return _dated(accel(board.calibration, [rest.accel_g for rest in rests], turns))


def _watch(board: OpenBoard, say: Say) -> PoseWatch:
    return PoseWatch(board.feed, board.setup, board.intake.bias_deg_s, say)


def _dated(calibration: SensorCalibration) -> SensorCalibration:
    return replace(
        calibration,
        counter=calibration.counter + 1,
        made_at=datetime.now(UTC).replace(microsecond=0),
    )
