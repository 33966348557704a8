"""What happens around a virtual board for a while: how it and the thigh are moved, what it carries.

The pieces are pure functions from one state to the next; `bench` joins them to what a person does.
Orientations are rotations from board or thigh axes to the world's, gravity along the world's -z.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation

from tests.virtual_uno.motions import RATE_HZ
from trainer.recording.load import Four

Array = npt.NDArray[np.float64]

UPRIGHT = Rotation.identity()
_EMPTY_N: Four = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class State:
    """One moment: board and thigh axes to world, newtons on the four cells."""

    board: Rotation = UPRIGHT
    thigh: Rotation = UPRIGHT
    force_n: Four = _EMPTY_N


@dataclass(frozen=True)
class Scene:
    """States a millisecond apart: two paths of n orientations, and forces (n, 4) in newtons."""

    board: Rotation
    thigh: Rotation
    force_n: Array

    @property
    def seconds(self) -> float:
        """How long it lasts; its last state is held from then on."""
        return len(self.force_n) / RATE_HZ

    @property
    def end(self) -> State:
        """Its last state."""
        a, b, c, d = self.force_n[-1].tolist()
        return State(self.board[-1], self.thigh[-1], (a, b, c, d))


@dataclass(frozen=True)
class Mounts:
    """How the sensors sit: from sensor axes to those of board and thigh."""

    board: Rotation = UPRIGHT
    thigh: Rotation = UPRIGHT


def tilted(ap_deg: float, ml_deg: float) -> Rotation:
    """A board with this tilt that was not turned about the vertical."""
    return Rotation.from_rotvec([ml_deg, ap_deg, 0.0], degrees=True)


def held(state: State, seconds: float) -> Scene:
    """Nothing happens."""
    n = round(seconds * RATE_HZ)
    return Scene(_still(state.board, n), _still(state.thigh, n), np.tile(state.force_n, (n, 1)))


def moved(state: State, board: Rotation, seconds: float) -> Scene:
    """The board is turned smoothly about one axis."""
    n = round(seconds * RATE_HZ)
    return Scene(_turned(state.board, board, n), _still(state.thigh, n), _same_n(state, n))


def rolled(state: State, rim_deg: float, turns: float, seconds: float) -> Scene:
    """From the edge it rests on round the rim at an even pace; negative turns go left round.

    Right round, clockwise from above, is from the toes over the right.
    """
    n = round(seconds * RATE_HZ)
    phase = downhill_rad(state.board) + 2 * np.pi * turns * np.arange(n) / n
    rows = np.column_stack((rim_deg * np.sin(phase), rim_deg * np.cos(phase), np.zeros(n)))
    board = Rotation.from_rotvec(rows, degrees=True)
    return Scene(board, _still(state.thigh, n), _same_n(state, n))


def downhill_rad(board: Rotation) -> float:
    """Which edge is lowest: 0 the toes, a quarter turn the right."""
    x, y, _ = board.inv().apply((0.0, 0.0, 1.0))
    return float(np.arctan2(y, -x))


def loaded(state: State, force_n: Four, seconds: float) -> Scene:
    """The forces on the cells go over to these."""
    n = round(seconds * RATE_HZ)
    share = _eased(n)[:, None]
    forces = (1 - share) * np.array(state.force_n) + share * np.array(force_n)
    return Scene(_still(state.board, n), _still(state.thigh, n), forces)


def bent(state: State, flexion_deg: Array, inward_deg: float = 0.0) -> Scene:
    """The thigh goes through these flexions, a millisecond apart.

    `inward_deg` is its lean at the deepest one, positive where the knee goes to the left.
    """
    n = len(flexion_deg)
    deepest = max(float(np.max(np.abs(flexion_deg))), 1e-9)
    rows = np.column_stack((inward_deg * flexion_deg / deepest, -flexion_deg, np.zeros(n)))
    thigh = Rotation.from_rotvec(rows, degrees=True)
    return Scene(_still(state.board, n), thigh, _same_n(state, n))


def joined(parts: Sequence[Scene]) -> Scene:
    """One after the other."""
    return Scene(
        Rotation.concatenate([part.board for part in parts]),
        Rotation.concatenate([part.thigh for part in parts]),
        np.concatenate([part.force_n for part in parts]),
    )


def through(angles_deg: Sequence[float], seconds_each: float) -> Array:
    """Smoothly from one angle to the next, a millisecond apart."""
    share = _eased(round(seconds_each * RATE_HZ))
    legs = itertools.pairwise(angles_deg)
    return np.concatenate([start + (stop - start) * share for start, stop in legs])


def save(scene: Scene, mounts: Mounts, folder: Path) -> None:
    """Write it as the action `scene:FOLDER` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    _felt(scene.board, mounts.board).astype("<f4").tofile(folder / "board.f32")
    _felt(scene.thigh, mounts.thigh).astype("<f4").tofile(folder / "body.f32")
    scene.force_n.astype("<f4").tofile(folder / "load.f32")


def _felt(path: Rotation, mount: Rotation) -> Array:
    """Gravity in g and rate in deg/s, n by 6, in the axes of a sensor at the turning point."""
    sensor = path * mount
    accel = sensor.inv().apply((0.0, 0.0, 1.0))
    step = (sensor[:-1].inv() * sensor[1:]).as_rotvec(degrees=True) * RATE_HZ
    gyro = np.vstack((step, np.zeros((1, 3))))
    return np.column_stack((accel, gyro))


def _eased(n: int) -> Array:
    return 0.5 - 0.5 * np.cos(np.pi * np.arange(1, n + 1) / n)


def _turned(start: Rotation, stop: Rotation, n: int) -> Rotation:
    whole = (stop * start.inv()).as_rotvec()
    return Rotation.from_rotvec(_eased(n)[:, None] * whole) * start


def _still(rotation: Rotation, n: int) -> Rotation:
    return Rotation.from_quat(np.tile(rotation.as_quat(), (n, 1)))


def _same_n(state: State, n: int) -> Array:
    return np.tile(state.force_n, (n, 1))
