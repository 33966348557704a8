"""From joint angles to places in the room: each bone's frame, and where the body stands.

A frame is its joint's place and three axes as columns: right, front and up of that bone as in
upright standing, so a bone runs along minus up. Lengths are shares of the height, after Drillis
and Contini (in Winter, Biomechanics and Motor Control of Human Movement).
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

import numpy as np

from games.engine.draw.solid import Vectors
from games.screens.figures.body.pose import Base, Leg, Pose

HEIGHT_MM = 1700.0
HEAD_MM = HEIGHT_MM / 7.5
THIGH_MM, SHANK_MM, FOOT_MM = 0.245 * HEIGHT_MM, 0.246 * HEIGHT_MM, 0.152 * HEIGHT_MM
ANKLE_MM = 0.039 * HEIGHT_MM
UPPER_ARM_MM, FOREARM_MM = 0.186 * HEIGHT_MM, 0.146 * HEIGHT_MM
HIP_MM, SHOULDER_MM = 86.0, 172.0
"""From the middle to a hip and to a shoulder."""

WAIST_MM, CHEST_MM, NECK_MM = 115.0, 322.0, 448.0
"""From between the hips up to the waist; from there to the shoulders and to the head's joint."""

UNDER_SIDE_MM = 178.0
TOES_OUT_DEG, LIFTED_MM = 7.0, 80.0
LYING = {
    Base.SIDE: np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]),
    Base.BACK: np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]]),
}
"""Right, front and up of the body in the room; on the side the head is ahead and the face right."""


@dataclass(frozen=True)
class Frame:
    """A joint's place, and the bone's right, front and up as columns."""

    at: Vectors
    axes: Vectors

    def place(self, right: float, front: float, up: float) -> Vectors:
        """A place in the room, told in this frame."""
        return np.asarray(self.at + self.axes @ np.array([right, front, up]))

    def shifted(self, by: Vectors) -> "Frame":
        return Frame(self.at + by, self.axes)


@dataclass(frozen=True)
class LegBones:
    """The frames at hip, knee and ankle."""

    thigh: Frame
    shank: Frame
    foot: Frame

    def shifted(self, by: Vectors) -> "LegBones":
        return LegBones(*(bone.shifted(by) for bone in (self.thigh, self.shank, self.foot)))


@dataclass(frozen=True)
class Trunk:
    """The frames between the hips, at the waist and where the head turns."""

    pelvis: Frame
    chest: Frame
    head: Frame

    def shoulder(self, way: float) -> Vectors:
        """The right (1) or left (-1) shoulder's joint."""
        return self.chest.place(way * SHOULDER_MM, -4.0, CHEST_MM)

    def shifted(self, by: Vectors) -> "Trunk":
        return Trunk(*(bone.shifted(by) for bone in (self.pelvis, self.chest, self.head)))


@dataclass(frozen=True)
class Bones:
    """All of it but the arms; legs are (measured, other)."""

    trunk: Trunk
    legs: tuple[LegBones, LegBones]


def bones(pose: Pose) -> Bones:
    """The body in the room; a foot that carries it stands flat, its ankle over (0, 0)."""
    lying = LYING.get(pose.base, np.eye(3))
    upright = lying @ pitch(-pose.pelvis_deg)
    pelvis = Frame(np.zeros(3), upright @ roll(-pose.drop_deg))
    chest_axes = lying @ pitch(-pose.lean_deg) @ roll(pose.side_deg)
    chest = Frame(pelvis.place(0.0, 0.0, WAIST_MM), chest_axes)
    head = Frame(chest.place(0.0, 8.0, NECK_MM), chest_axes @ pitch(-pose.nod_deg))
    legs = tuple(
        _leg(leg, pelvis.place(way * HIP_MM, 0.0, 0.0), upright, way)
        for leg, way in ((pose.own, 1.0), (pose.other, -1.0))
    )
    trunk = Trunk(pelvis, chest, head)
    by = _to_its_place(pose, legs)
    own, other = (leg.shifted(by) for leg in legs)
    if pose.base is Base.LEG:
        own, other = _planted(own), _levelled(other, pose)
    elif pose.base is Base.OTHER_LEG:
        own, other = _levelled(own, pose), _planted(other)
    return Bones(trunk.shifted(by), (own, other))


def _leg(leg: Leg, hip: Vectors, upright: Vectors, way: float) -> LegBones:
    thigh_axes = upright @ roll(-way * leg.out_deg) @ pitch(leg.hip_deg) @ yaw(-way * leg.turn_deg)
    thigh = Frame(hip, thigh_axes)
    shank = Frame(thigh.place(0.0, 0.0, -THIGH_MM), thigh_axes @ pitch(-leg.knee_deg))
    ankle = shank.place(0.0, 0.0, -SHANK_MM)
    foot = Frame(ankle, shank.axes @ pitch(leg.ankle_deg) @ yaw(-way * TOES_OUT_DEG))
    return LegBones(thigh, shank, foot)


def _planted(leg: LegBones) -> LegBones:
    """The same with its sole flat on the ground."""
    ahead, aside = leg.foot.axes[1, 1], leg.foot.axes[0, 1]
    return LegBones(leg.thigh, leg.shank, Frame(leg.foot.at, yaw(degrees(atan2(-aside, ahead)))))


def _levelled(leg: LegBones, pose: Pose) -> LegBones:
    """The same with a sole that lies flat sideways near the ground, as an ankle lets it."""
    near = 1.0 - min(max((leg.foot.at[2] - pose.under_foot_mm - ANKLE_MM) / LIFTED_MM, 0.0), 1.0)
    front = leg.foot.axes[:, 1]
    level = np.cross(front, [0.0, 0.0, 1.0])
    right = leg.foot.axes[:, 0] * (1 - near) + near * level / np.linalg.norm(level)
    right = right / np.linalg.norm(right)
    axes = np.column_stack([right, front, np.cross(right, front)])
    return LegBones(leg.thigh, leg.shank, Frame(leg.foot.at, axes))


def _to_its_place(pose: Pose, legs: tuple[LegBones, ...]) -> Vectors:
    """How far the body has to move so that what carries it lies on the ground."""
    if pose.base is Base.SIDE:
        return np.array([0.0, 0.0, UNDER_SIDE_MM])
    if pose.base is Base.SEAT:
        return np.array([0.0, 0.0, pose.under_foot_mm])
    ankle = legs[1 if pose.base is Base.OTHER_LEG else 0].foot.at
    return np.array([pose.right_mm, 0.0, pose.under_foot_mm + ANKLE_MM]) - ankle


def bent(start: Vectors, end: Vectors, lengths: tuple[float, float], towards: Vectors) -> Vectors:
    """The joint between two bones from start to end, bent towards a direction."""
    way = end - start
    apart = float(np.clip(np.linalg.norm(way), abs(lengths[0] - lengths[1]) + 1, sum(lengths) - 1))
    along = way / np.linalg.norm(way)
    aside = towards - along * (towards @ along)
    aside = aside / np.linalg.norm(aside)
    share = (lengths[0] ** 2 - lengths[1] ** 2 + apart**2) / (2 * apart)
    return np.asarray(start + share * along + (lengths[0] ** 2 - share**2) ** 0.5 * aside)


def pitch(angle_deg: float) -> Vectors:
    """About the right axis; what hangs down swings forward."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])


def roll(angle_deg: float) -> Vectors:
    """About the front axis; what points up leans to the right."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])


def yaw(angle_deg: float) -> Vectors:
    """About the up axis; what points ahead turns to the left."""
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
