"""Calibration finds the mount, whatever way the sensor is glued on and the floor slopes."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from trainer.motion.calibration import (
    CalibrationError,
    LevelPose,
    Turn,
    accel,
    front,
    level,
    turned_deg,
)
from trainer.motion.readings import rotation_of
from trainer.recording.sensor import UNCALIBRATED

MOUNTS = Rotation.random(12, rng=4)
FLOOR = Rotation.from_euler("xy", [3.0, -2.0], degrees=True)


def reading(board: Rotation, mount: Rotation) -> np.ndarray:
    """What a sensor feels: up in the world, seen from board and sensor. `board`: board to world."""
    return mount.inv().apply(board.inv().apply([0.0, 0.0, 1.0]))


def lying(mount: Rotation, pose: LevelPose, heading_deg: float) -> np.ndarray:
    over = Rotation.from_euler("x", 180 if pose is LevelPose.FACE_DOWN else 0, degrees=True)
    return reading(FLOOR * Rotation.from_euler("z", heading_deg, degrees=True) * over, mount)


def edge(mount: Rotation, ap_deg: float) -> np.ndarray:
    return reading(Rotation.from_euler("y", ap_deg, degrees=True), mount)


@pytest.mark.parametrize("pose", list(LevelPose))
@pytest.mark.parametrize("index", range(len(MOUNTS)))
def test_level_and_front_find_any_mount_on_a_sloping_floor(index: int, pose: LevelPose) -> None:
    mount = MOUNTS[index]
    first = level(UNCALIBRATED, lying(mount, pose, 20), lying(mount, pose, 200), 180.0, pose)
    done = front(first, edge(mount, 12.0), edge(mount, -11.0))
    assert done.calibrated
    off = (rotation_of(done.mount) * mount.inv()).magnitude()
    assert np.degrees(off) < 0.1


def test_level_refuses_a_board_that_was_not_turned() -> None:
    first = lying(MOUNTS[0], LevelPose.FACE_DOWN, 0)
    with pytest.raises(CalibrationError, match="turning it half way"):
        level(UNCALIBRATED, first, first, 2.0, LevelPose.FACE_DOWN)


def test_level_refuses_positions_that_differ_too_much() -> None:
    one, other = edge(MOUNTS[0], 0), edge(MOUNTS[0], 30)
    with pytest.raises(CalibrationError, match="did not lie flat"):
        level(UNCALIBRATED, one, other, 180.0, LevelPose.ON_BLOCKS)


def test_front_needs_level_first_and_edges_that_oppose() -> None:
    mount, pose = MOUNTS[1], LevelPose.ON_BLOCKS
    with pytest.raises(CalibrationError, match="baps calibrate level"):
        front(UNCALIBRATED, edge(mount, 10), edge(mount, -10))
    levelled = level(UNCALIBRATED, lying(mount, pose, 0), lying(mount, pose, 180), 180.0, pose)
    aslant = reading(Rotation.from_euler("x", 12, degrees=True), mount)
    with pytest.raises(CalibrationError, match="instead of 180"):
        front(levelled, edge(mount, 10), aslant)
    with pytest.raises(CalibrationError, match="hardly tilted"):
        front(levelled, edge(mount, 0.5), edge(mount, -10))


def test_accel_finds_scale_offset_and_gyro_scale() -> None:
    scale, offset = np.array([1.03, 0.98, 1.01]), np.array([0.06, -0.04, 0.05])
    gyro_scale = np.array([0.97, 1.03, 1.02])
    poses, turns = six_faces(gyro_scale)
    faces = [pose.inv().apply([0, 0, 1.0]) / scale + offset for pose in poses]
    found = accel(UNCALIBRATED, faces, turns)
    assert found.accel_scale == pytest.approx(scale, abs=1e-3)
    assert found.accel_offset_g == pytest.approx(offset, abs=1e-3)
    assert found.gyro_scale == pytest.approx(gyro_scale, abs=2e-3)


def test_accel_refuses_a_face_done_twice() -> None:
    poses, turns = six_faces(np.ones(3))
    faces = [pose.inv().apply([0, 0, 1.0]) for pose in poses]
    with pytest.raises(CalibrationError, match="six different faces"):
        accel(UNCALIBRATED, [*faces[:5], faces[0]], turns)


def six_faces(gyro_scale: np.ndarray) -> tuple[list[Rotation], list[Turn]]:
    """Six faces reached by quarter and half turns about different axes, and the turns' readings."""
    rate_hz, n = 200.0, 200
    axes = [[1, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0]]
    angles = [90, 90, 90, 90, 180]
    axes[3], angles[3] = [0, 0, 1], 90
    poses = [Rotation.identity()]
    turns = []
    for axis, angle in zip(axes, angles, strict=True):
        omega = np.array(axis) * angle * rate_hz / n
        poses.append(poses[-1] * Rotation.from_rotvec(np.radians(np.array(axis) * angle)))
        turns.append(Turn(np.tile(omega / gyro_scale, (n, 1)), rate_hz))
    return poses, turns


def test_turned_deg_is_signed() -> None:
    gyro = np.tile([0.0, 0.0, -90.0], (200, 1))
    assert turned_deg(gyro, np.array([0, 0, 2.0]), 100.0) == pytest.approx(-180.0)
