"""Calibration steps over a stream: prompts, rest, results, refusals."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from tests.posed_board import SETUP, PosedSource
from tests.scripted_board import ScriptedLink
from trainer.acquisition.feed import BoardFeed
from trainer.acquisition.intake import Intake, KnownBoard
from trainer.link.connection import Connection, StreamRequest
from trainer.motion.calibration import CalibrationError, LevelPose
from trainer.motion.rotation import rotation_of
from trainer.recording.calibration import UNCALIBRATED, SensorCalibration
from trainer.recording.trial import BoardIdentity
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.sessions.calibrate import calibrate_accel, calibrate_front, calibrate_level
from trainer.sessions.errors import SessionError

MOUNT = Rotation.from_euler("xyz", [170, 35, -80], degrees=True)
START = Rotation.from_euler("xy", [40, 20], degrees=True)
"""How the board lies about before anybody asks for a pose."""
FLOOR = Rotation.from_euler("xy", [3, -2], degrees=True)


def euler(axis: str, angle_deg: float) -> Rotation:
    return Rotation.from_euler(axis, angle_deg, degrees=True)


def opened(source: PosedSource, calibration: SensorCalibration = UNCALIBRATED) -> OpenBoard:
    connection = Connection(ScriptedLink(source), StreamRequest())
    connection.connect()
    connection.start()
    intake = Intake(SETUP, KnownBoard(calibration))
    feed = BoardFeed(connection, intake)
    feed.open()
    board = OpenBoard(feed, connection, intake, BoardIdentity(), calibration)
    wait_for_samples(feed, lambda _: None)
    return board


def test_level_and_front_find_a_sensor_glued_on_anyhow() -> None:
    said: list[str] = []
    face_down = FLOOR * euler("x", 180)
    board = opened(
        PosedSource([START, face_down, FLOOR * euler("z", 180) * euler("x", 180)], MOUNT)
    )
    levelled = calibrate_level(board, LevelPose.FACE_DOWN, said.append)
    assert len(said) == 2
    assert levelled.counter == 1
    board = opened(PosedSource([START, euler("y", 12), euler("y", -12)], MOUNT), levelled)
    done = calibrate_front(board, said.append)
    assert done.calibrated
    error = np.degrees((rotation_of(done.mount) * MOUNT.inv()).magnitude())
    assert error < 0.3


def test_a_board_put_back_as_it_lay_is_refused() -> None:
    lifted = [START, FLOOR, FLOOR * euler("x", 30), FLOOR]
    board = opened(PosedSource(lifted, MOUNT))
    with pytest.raises(CalibrationError, match="level step again"):
        calibrate_level(board, LevelPose.ON_BLOCKS, lambda _: None)


def test_a_board_that_happens_to_rest_is_not_taken_for_the_first_pose(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.poses.PATIENCE_S", 5.0)
    board = opened(PosedSource([START]))
    with pytest.raises(SessionError, match="Pick the board up"):
        calibrate_level(board, LevelPose.FACE_DOWN, lambda _: None)


def test_a_board_that_never_rests_is_given_up_with_the_prompt(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.poses.PATIENCE_S", 12.0)
    board = opened(PosedSource([START, FLOOR, FLOOR]))
    with pytest.raises(SessionError, match="Turn it half way round"):
        calibrate_level(board, LevelPose.ON_BLOCKS, lambda _: None)


def test_accel_finds_the_sensor_s_errors_from_six_faces() -> None:
    scale, offset, gyro = (1.03, 0.98, 1.0), (0.05, -0.03, 0.04), (0.97, 1.02, 1.03)
    faces = [
        START,
        euler("x", 0),
        euler("x", 90),
        euler("x", 180),
        euler("x", 270),
        euler("y", 90),
        euler("y", -90),
    ]
    board = opened(PosedSource(faces, MOUNT, scale, offset, gyro))
    with pytest.raises(CalibrationError, match="six different faces"):
        calibrate_accel(board, lambda _: None)
    board = opened(PosedSource(faces, Rotation.identity(), scale, offset, gyro))
    done = calibrate_accel(board, lambda _: None)
    assert done.accel_scale == pytest.approx(scale, abs=0.003)
    assert done.accel_offset_g == pytest.approx(offset, abs=0.003)
    assert done.gyro_scale == pytest.approx(gyro, abs=0.005)
