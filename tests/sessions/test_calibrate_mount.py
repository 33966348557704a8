"""`level`, `front` and `accel` over a stream: prompts, rest, checked results, refusals."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from tests.posed_board import PosedSource
from tests.sessions.calibrating import assert_refused, followed, opened
from trainer.motion.calibration import LevelPose
from trainer.motion.readings import rotation_of
from trainer.motion.tilt import tilt_from_down
from trainer.recording.guidance import Figure
from trainer.recording.sensor import SensorCalibration
from trainer.sessions.calibration.mount import accel_guide, front_guide, level_guide
from trainer.wire.messages import ImuSample

MOUNT = Rotation.from_euler("xyz", [170, 35, -80], degrees=True)
UPSIDE_DOWN = Rotation.from_euler("x", 180, degrees=True)
START = Rotation.from_euler("xy", [40, 20], degrees=True)
"""How the board lies about before anybody asks for a pose."""
FLOOR = Rotation.from_euler("xy", [3, -2], degrees=True)


def euler(axis: str, angle_deg: float) -> Rotation:
    return Rotation.from_euler(axis, angle_deg, degrees=True)


FACE_DOWN = FLOOR * euler("x", 180)
FACE_DOWN_TURNED = FLOOR * euler("z", 180) * euler("x", 180)
LYING = (FACE_DOWN, FACE_DOWN_TURNED, FACE_DOWN)
FACES = [START, *(euler("x", a) for a in (0, 90, 180, 270)), euler("y", 90), euler("y", -90)]


def levelled(mount: Rotation, pose: LevelPose = LevelPose.FACE_DOWN, *poses: Rotation):
    board = opened(PosedSource([START, *(poses or LYING)], mount))
    return followed(lambda keep: level_guide(board, keep, pose))


class LossySource(PosedSource):
    """A quarter of the samples is damaged on the way, and 0.1 s at a stretch now and then."""

    def due(self, now_us: float) -> Iterator[ImuSample]:
        arrives = np.random.default_rng(5).random(10_000) > 0.25
        for sample in super().due(now_us):
            if arrives[sample.seq] and sample.seq % 130 > 10:
                yield sample


def fronted(mount: Rotation, calibration: SensorCalibration, toes=12.0, heel=-12.0):
    board = opened(PosedSource([START, euler("y", toes), euler("y", heel)], mount), calibration)
    return followed(partial(front_guide, board))


@pytest.mark.parametrize("mount", [MOUNT, UPSIDE_DOWN, Rotation.identity()])
def test_level_and_front_find_a_sensor_glued_on_anyhow_upside_down_too(mount) -> None:
    level = levelled(mount)
    assert len(level.prompts) == 3
    assert level.finished.passed
    assert level.kept[0].counter == 1
    assert level.line("floor slopes") == "3.6°"
    front = fronted(mount, level.kept[0])
    assert front.finished.passed, front.finished
    done = front.kept[0]
    assert done.calibrated
    assert done.counter == 2
    assert np.degrees((rotation_of(done.mount) * mount.inv()).magnitude()) < 0.3


def test_a_turn_is_counted_by_time_when_samples_are_lost() -> None:
    board = opened(LossySource([START, *LYING], MOUNT))
    run = followed(lambda keep: level_guide(board, keep, LevelPose.FACE_DOWN))
    assert run.finished.passed, run.finished
    assert abs(float(run.line("turned").rstrip("°")) - 180.0) < 5.0


def test_tilt_of_a_sensor_glued_upside_down_has_the_signs_of_the_docs() -> None:
    done = fronted(UPSIDE_DOWN, levelled(UPSIDE_DOWN).kept[0]).kept[0]
    for pose, expected in ((euler("y", 10), (10, 0)), (euler("x", 10), (0, 10))):
        reading = UPSIDE_DOWN.inv().apply(pose.inv().apply([0.0, 0.0, 1.0]))
        ap_deg, ml_deg = tilt_from_down(-rotation_of(done.mount).apply(reading)[np.newaxis])
        assert (ap_deg[0], ml_deg[0]) == pytest.approx(expected, abs=0.3)


def test_progress_rises_while_the_board_rests_and_notices_say_what_is_missing() -> None:
    run = levelled(Rotation.identity())
    second = [m for m in run.moments if m.figure is Figure.DECK_TURNED]
    assert max(m.progress for m in second) > 0.9
    assert {"waiting for the board to be moved", "moving: let go of it"} <= run.notices


def test_a_board_put_back_as_it_lay_is_refused() -> None:
    run = levelled(MOUNT, LevelPose.ON_BLOCKS, FLOOR, FLOOR * euler("x", 30), FLOOR)
    assert_refused(run, "level step again")


def test_a_board_moved_during_levelling_is_refused() -> None:
    moved = FACE_DOWN_TURNED * euler("x", 4), FACE_DOWN * euler("x", 4)
    run = levelled(MOUNT, LevelPose.FACE_DOWN, FACE_DOWN, *moved)
    assert_refused(run, "it was moved", "baps calibrate level again")
    assert run.finished.failed == ("back where it lay first",)
    assert run.line("back where it lay first") == "4.0° off"


def test_a_board_laid_on_something_half_way_is_refused() -> None:
    tipped = FLOOR * euler("x", 25) * euler("z", 180)
    assert_refused(levelled(MOUNT, LevelPose.ON_BLOCKS, FLOOR, tipped, FLOOR), "did not lie flat")


def test_a_board_that_happens_to_rest_is_not_taken_for_the_first_pose(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.poses.PATIENCE_S", 5.0)
    assert_refused(levelled(MOUNT, LevelPose.FACE_DOWN, START), "gave up", "Pick the board up")


def test_a_board_that_never_rests_is_given_up_with_the_prompt(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.poses.PATIENCE_S", 12.0)
    run = levelled(MOUNT, LevelPose.ON_BLOCKS, FLOOR, FLOOR)
    assert_refused(run, "Turn it half way round")


def test_front_without_level_says_to_find_level_first() -> None:
    assert_refused(fronted(MOUNT, SensorCalibration()), "baps calibrate level")


def test_edges_that_go_down_by_different_angles_are_not_kept() -> None:
    level = levelled(Rotation.identity()).kept[0]
    run = fronted(Rotation.identity(), level, toes=12.0, heel=-8.0)
    assert_refused(run, "baps calibrate front again", "baps calibrate level")
    assert run.finished.failed == ("difference",)
    assert run.line("difference") == "4.0°"


def test_accel_finds_the_sensor_s_errors_from_six_faces() -> None:
    scale, offset, gyro = (1.03, 0.98, 1.0), (0.05, -0.03, 0.04), (0.97, 1.02, 1.03)
    board = opened(PosedSource(FACES, Rotation.identity(), scale, offset, gyro))
    run = followed(partial(accel_guide, board))
    done = run.kept[0]
    assert run.finished.passed
    assert done.accel_scale == pytest.approx(scale, abs=0.003)
    assert done.accel_offset_g == pytest.approx(offset, abs=0.003)
    assert done.gyro_scale == pytest.approx(gyro, abs=0.005)


def test_accel_of_a_sensor_that_never_lay_on_its_faces_is_refused() -> None:
    board = opened(PosedSource(FACES, MOUNT))
    assert_refused(followed(partial(accel_guide, board)), "six different faces")


def test_gravity_far_off_sends_to_accel() -> None:
    board = opened(PosedSource([START, *LYING], accel_offset_g=(0.0, 0.0, -0.18)))
    run = followed(lambda keep: level_guide(board, keep, LevelPose.FACE_DOWN))
    assert_refused(run, "baps calibrate accel")
