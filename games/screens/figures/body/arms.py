"""Arms that reach what the hands hold: two bones from the shoulder to a place on body or rail."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.solid import Vectors
from games.screens.figures.body.hand import FLAT, OPEN, RELAXED, TIPS, Grip, fingertip
from games.screens.figures.body.pose import Hold, Pose
from games.screens.figures.body.skeleton import (
    FOREARM_MM,
    UPPER_ARM_MM,
    Bones,
    Frame,
    bent,
)

RAIL_RIGHT_MM, RAIL_AHEAD_MM, RAIL_UP_MM, RAIL_THICK_MM = -330.0, 230.0, 930.0, 21.0
"""The rail runs ahead and back at the side of the other leg; where the fingertips lie on it."""


@dataclass(frozen=True)
class ArmBones:
    """The frames at shoulder, elbow and wrist, and how the hand is held."""

    upper: Frame
    fore: Frame
    hand: Frame
    grip: Grip


@dataclass(frozen=True)
class _Reach:
    """Where the wrist is, which way the fingers and the hand's back look, where the elbow goes."""

    wrist: Vectors
    fingers: Vectors
    back: Vectors
    elbow: Vectors
    grip: Grip


def arms(pose: Pose, body: Bones) -> tuple[ArmBones, ArmBones]:
    """The arm at the measured leg's side and the other one."""
    return _arm(pose.own_hand, body, 1.0), _arm(pose.other_hand, body, -1.0)


def _arm(hold: Hold, body: Bones, way: float) -> ArmBones:
    reach = REACHES[hold](body, way)
    shoulder = body.trunk.shoulder(way)
    elbow = bent(shoulder, reach.wrist, (UPPER_ARM_MM, FOREARM_MM), reach.elbow)
    limb = reach.wrist - elbow
    wrist = elbow + limb * (FOREARM_MM / np.linalg.norm(limb))
    return ArmBones(
        Frame(shoulder, axes_along(shoulder - elbow, body.trunk.chest.axes[:, 1])),
        Frame(elbow, axes_along(elbow - wrist, reach.back)),
        Frame(wrist, axes_along(reach.fingers, reach.back)),
        reach.grip,
    )


def axes_along(up: Vectors, front: Vectors) -> Vectors:
    """Right, front and up of a bone that runs along `up`, its front as near as can be."""
    up = up / np.linalg.norm(up)
    right = np.cross(front, up)
    right = right / np.linalg.norm(right)
    return np.column_stack([right, np.cross(up, right), up])


def _in(frame: Frame, way: float, *vector: float) -> Vectors:
    right, front, up = vector
    return np.asarray(frame.axes @ np.array([way * right, front, up]))


def _at(frame: Frame, way: float, *place: float) -> Vectors:
    right, front, up = place
    return frame.place(way * right, front, up)


def _beside(body: Bones, way: float) -> _Reach:
    chest = body.trunk.chest
    wrist = _at(chest, way, 214.0, 10.0, -228.0)
    return _Reach(
        wrist, _in(chest, way, 0.02, 0.10, -1.0), _in(chest, way, 1.0, 0.15, 0.0),
        _in(chest, way, 0.35, -1.0, 0.0), RELAXED,
    )  # fmt: skip


def _on_hip(body: Bones, way: float) -> _Reach:
    pelvis = body.trunk.pelvis
    wrist = _at(pelvis, way, 196.0, -36.0, 100.0)
    return _Reach(
        wrist, _in(pelvis, way, -0.42, 1.0, -0.30), _in(pelvis, way, 1.0, 0.45, 0.1),
        _in(body.trunk.chest, way, 1.0, -0.55, 0.0), OPEN,
    )  # fmt: skip


def _crossed(body: Bones, way: float) -> _Reach:
    chest = body.trunk.chest
    wrist = _at(chest, way, -52.0, 146.0 + 14.0 * way, 246.0 + 14.0 * way)
    return _Reach(
        wrist, _in(chest, way, -1.0, -0.34, 0.42), _in(chest, way, -0.1, 1.0, 0.1),
        _in(chest, way, 0.5, 0.1, -1.0), FLAT,
    )  # fmt: skip


def _ahead(body: Bones, way: float) -> _Reach:
    shoulder = body.trunk.shoulder(way)
    wrist = shoulder + np.array([-way * 20.0, 490.0, -60.0])
    return _Reach(
        wrist, np.array([-way * 0.1, 1.0, 0.0]), np.array([way * 0.5, 0.0, 1.0]),
        np.array([way * 0.6, 0.0, -1.0]), OPEN,
    )  # fmt: skip


def _on_rail(body: Bones, way: float) -> _Reach:
    tip = np.array([-way * RAIL_RIGHT_MM, RAIL_AHEAD_MM, RAIL_UP_MM + RAIL_THICK_MM + 6.0])
    fingers = np.array([way * 0.28, 0.92, -0.10])
    back = np.array([0.0, 0.08, 1.0])
    axes = axes_along(fingers, back)
    wrist = tip - axes @ (fingertip(TIPS) * (way, 1.0, 1.0))
    return _Reach(wrist, fingers, back, np.array([way * 0.45, -0.7, -0.6]), TIPS)


def _on_floor(body: Bones, way: float) -> _Reach:
    shoulder = body.trunk.shoulder(way)
    wrist = np.array([shoulder[0] + 300.0, shoulder[1] - 130.0, 30.0])
    return _Reach(
        wrist, np.array([0.5, 0.85, -0.06]), np.array([0.0, 0.1, 1.0]),
        np.array([0.3, -1.0, 0.6]), FLAT,
    )  # fmt: skip


def _on_mat(body: Bones, way: float) -> _Reach:
    shoulder = body.trunk.shoulder(way)
    wrist = np.array([shoulder[0] + way * 120.0, shoulder[1] + 520.0, 34.0])
    return _Reach(
        wrist, np.array([way * 0.1, 1.0, -0.05]), np.array([0.0, 0.05, 1.0]),
        np.array([way * 1.0, -0.2, 0.1]), FLAT,
    )  # fmt: skip


def _under_head(body: Bones, way: float) -> _Reach:
    wrist = body.trunk.head.place(way * 66.0, 70.0, 20.0)
    head = body.trunk.head
    return _Reach(
        wrist, _in(head, way, 0.0, -0.4, 1.0), _in(head, way, 1.0, 0.2, 0.0),
        np.array([0.9, 0.5, 0.9]), FLAT,
    )  # fmt: skip


def _on_knee(body: Bones, way: float) -> _Reach:
    leg = body.legs[0 if way > 0 else 1]
    wrist = leg.thigh.place(0.0, 74.0, -250.0)
    return _Reach(
        wrist, _in(leg.thigh, way, 0.0, 0.2, -1.0), _in(leg.thigh, way, 0.2, 1.0, 0.2),
        np.array([way * 1.0, -0.4, -0.2]), OPEN,
    )  # fmt: skip


REACHES = {
    Hold.SIDE: _beside,
    Hold.HIP: _on_hip,
    Hold.CROSSED: _crossed,
    Hold.AHEAD: _ahead,
    Hold.RAIL: _on_rail,
    Hold.FLOOR: _on_floor,
    Hold.MAT: _on_mat,
    Hold.UNDER_HEAD: _under_head,
    Hold.KNEE: _on_knee,
}
