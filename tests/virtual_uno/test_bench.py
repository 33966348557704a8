"""What is done to the simulated board by hand is what the calibrations ask for."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from tests.virtual_uno.bench import (
    MOVE_S,
    PLACES_MM,
    REST_S,
    WORDS,
    Bench,
    BenchError,
    weight_on,
)
from tests.virtual_uno.motions import RATE_HZ
from tests.virtual_uno.scenes import Mounts, Scene, State, save
from trainer.motion.calibration import LevelPose, Turn, accel, front, level, turned_deg
from trainer.motion.load import PLATE
from trainer.motion.readings import rotation_of
from trainer.recording.sensor import UNCALIBRATED
from trainer.sessions.calibration.rim import REST_S as SEEN_AT_REST_S
from trainer.sessions.calibration.rim import REST_WITHIN_DEG

Array = npt.NDArray[np.float64]

UPSIDE_DOWN = Mounts(board=Rotation.from_euler("xyz", [178.0, 4.0, 71.0], degrees=True))
LINES = (
    "pose toe", "pose turned", "pose level", "pose level", "pose face-down", "roll 4",
    "weigh 10 rear-left", "empty", "thigh", "unstrap", "swing", "squat 15", "wait 1",
)  # fmt: skip


def _play(line: str, state: State | None = None) -> Scene:
    return Bench().play(state or State(), line)


def _felt(scene: Scene, mounts: Mounts, folder: Path) -> tuple[Array, Array]:
    """(accel, gyro) rows of the board's sensor."""
    save(scene, mounts, folder)
    rows = np.fromfile(folder / "board.f32", "<f4").reshape(-1, 6).astype(np.float64)
    return rows[:, :3], rows[:, 3:]


@pytest.mark.parametrize("line", LINES)
def test_every_word_moves_without_a_jump_from_where_things_are(line: str) -> None:
    before = _play("pose heel").end
    scene = _play(line, before)
    for path, start in ((scene.board, before.board), (scene.thigh, before.thigh)):
        whole = Rotation.concatenate([start, path])
        steps_deg = np.degrees((whole[:-1].inv() * whole[1:]).magnitude())
        assert steps_deg.max() < 0.4
    forces = np.vstack((before.force_n, scene.force_n))
    assert np.abs(np.diff(forces, axis=0)).max() < 1.0
    assert scene.seconds >= 0.8


def test_a_sensor_that_was_taken_off_is_strapped_on_before_the_stand() -> None:
    lying = _play("unstrap").end
    scene = _play("thigh", lying)
    whole = Rotation.concatenate([lying.thigh, scene.thigh])
    assert np.degrees((whole[:-1].inv() * whole[1:]).magnitude()).max() < 0.4
    worn = np.flatnonzero(np.degrees(scene.thigh.magnitude()) < 0.01)
    assert scene.seconds - worn[0] / RATE_HZ > _play("thigh").seconds + 1.0


def test_every_word_is_tried_here() -> None:
    assert {line.split()[0] for line in LINES} == set(WORDS)


SENSELESS = (
    "dance", "pose upside", "weigh ten centre", "weigh 10", "weigh inf centre", "weigh -5 centre",
    "weigh 1e300 centre", "wait", "wait 0", "wait -1", "wait nan", "wait 1e9", "roll 0", "roll inf",
    "squat nan",
)  # fmt: skip


@pytest.mark.parametrize("line", SENSELESS)
def test_a_line_without_sense_says_what_would_have(line: str) -> None:
    with pytest.raises(BenchError, match=r"help lists them|it goes:"):
        _play(line)


@given(
    st.sampled_from(sorted(WORDS)),
    st.lists(st.one_of(st.text(max_size=5), st.floats().map(str)), max_size=2),
)
def test_any_line_is_a_scene_or_says_what_would_have_been(word: str, others: list[str]) -> None:
    try:
        scene = _play(" ".join((word, *others)))
    except BenchError:
        return
    assert scene.seconds > 0
    assert np.all(np.isfinite(scene.force_n))


def test_the_gyroscope_feels_the_turns_that_the_accelerometer_shows(tmp_path: Path) -> None:
    accel_g, gyro_deg_s = _felt(_play("roll 4"), UPSIDE_DOWN, tmp_path)
    step = np.cross(accel_g[:-1], np.radians(gyro_deg_s[:-1])) / RATE_HZ
    assert np.max(np.abs(accel_g[:-1] + step - accel_g[1:])) < 1e-5


def test_level_and_front_find_the_mount_of_a_sensor_glued_upside_down(tmp_path: Path) -> None:
    down = _play("pose face-down")
    around = _play("pose turned", down.end)
    first, _ = _felt(down, UPSIDE_DOWN, tmp_path)
    second, turn = _felt(around, UPSIDE_DOWN, tmp_path)
    turned = turned_deg(turn, first[-1], RATE_HZ)
    found = level(UNCALIBRATED, first[-1], second[-1], turned, LevelPose.FACE_DOWN)
    edges = [_felt(_play(f"pose {edge}"), UPSIDE_DOWN, tmp_path)[0][-1] for edge in ("toe", "heel")]
    found = front(found, *edges)
    assert (rotation_of(found.mount).inv() * UPSIDE_DOWN.board).magnitude() < 1e-5


def test_the_six_faces_calibrate_an_accelerometer_without_errors(tmp_path: Path) -> None:
    state, faces, turns = State(), [], []
    for pose in ("level", "face-down", "left-side", "right-side", "front-side", "rear-side"):
        scene = _play(f"pose {pose}", state)
        accel_g, gyro_deg_s = _felt(scene, Mounts(), tmp_path)
        state = scene.end
        faces.append(accel_g[-1])
        turns.append(Turn(gyro_deg_s, RATE_HZ))
    found = accel(UNCALIBRATED, faces, turns[1:])
    assert np.allclose([found.accel_scale, found.gyro_scale], 1.0, atol=1e-3)


def test_the_rim_is_rolled_all_the_way_round_both_ways(tmp_path: Path) -> None:
    accel_g, _ = _felt(Bench(rim_deg=12.0).play(State(), "roll 4"), Mounts(), tmp_path)
    tilt_deg = np.degrees(np.arccos(np.clip(accel_g[:, 2], -1.0, 1.0)))
    direction = np.unwrap(np.arctan2(accel_g[:, 1], -accel_g[:, 0]))[tilt_deg > 6.0]
    assert np.max(tilt_deg) == pytest.approx(12.0, abs=0.01)
    assert np.degrees(direction.max() - direction[0]) > 380
    assert np.degrees(direction.max() - direction[-1]) > 380
    assert direction[-1] == pytest.approx(direction[0], abs=0.01)


@pytest.mark.parametrize("before", ["pose level", "pose heel"])
def test_a_roll_tips_the_board_and_rests_as_long_as_the_first_step_wants(before: str) -> None:
    scene = Bench(rim_deg=12.0).play(_play(before).end, "roll 4")
    tilt_deg = np.degrees(scene.board[: round((MOVE_S + REST_S) * RATE_HZ)].magnitude())
    on_edge = tilt_deg > 12.0 - REST_WITHIN_DEG / 2
    assert on_edge.sum() / RATE_HZ > SEEN_AT_REST_S + 0.25


def test_a_board_on_its_edge_is_tipped_already() -> None:
    lying = _play("pose heel").end
    scene = _play("pose tipped", lying)
    assert np.degrees((scene.board * lying.board.inv()).magnitude()).max() < 0.01


@pytest.mark.parametrize("place", PLACES_MM)
def test_a_weight_stands_where_it_was_put(place: str) -> None:
    force_n = np.array(_play(f"weigh 10 {place}").end.force_n)
    assert np.allclose(force_n, weight_on(10.0, place))
    assert force_n.sum() == pytest.approx(98.0665)
    centre = np.array([PLATE.cell_ap_mm, PLATE.cell_ml_mm]) @ force_n / force_n.sum()
    assert np.allclose(centre, PLACES_MM[place])


def test_a_squat_leans_in_as_far_as_it_was_told() -> None:
    scene = _play("squat 15")
    thigh = scene.thigh.apply((0.0, 0.0, 1.0))
    deepest = int(np.argmin(thigh[:, 2]))
    assert scene.seconds == pytest.approx(3.0)
    assert np.degrees(np.arctan2(-thigh[deepest, 1], -thigh[deepest, 0])) == pytest.approx(
        np.degrees(np.arctan2(15.0, 50.0)), abs=0.5
    )
