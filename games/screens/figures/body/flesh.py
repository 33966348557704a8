"""Skin and clothes on the bones: each part once in its bone's frame, then moved with it."""

from functools import cache

import numpy as np

from games.engine.draw.solid import Solid, Stuff, Vectors, rings, skin, together
from games.screens.figures.body.arms import ArmBones, arms
from games.screens.figures.body.hand import hand
from games.screens.figures.body.pose import Pose
from games.screens.figures.body.skeleton import (
    ANKLE_MM,
    FOREARM_MM,
    HEAD_MM,
    SHANK_MM,
    THIGH_MM,
    UPPER_ARM_MM,
    Bones,
    Frame,
    LegBones,
    Trunk,
    bones,
)
from games.screens.figures.body.tube import Section, dyed, mirrored, path, smooth, tube

SKIN = Stuff((228, 206, 190), (112, 104, 114), 0.9)
OTHER_SKIN = Stuff((172, 162, 156), (72, 78, 92), 0.7)
SHIRT = Stuff((84, 142, 158), (28, 66, 84), 0.7)
SHORTS = Stuff((52, 84, 108), (20, 42, 60), 0.7)
BELT = Stuff((112, 160, 174), (44, 84, 102), 0.7)
HAIR = Stuff((66, 72, 84), (22, 32, 42), 0.6)
THIGH: tuple[Section, ...] = (
    (-THIGH_MM - 2, 49.0, 52.0, 0.0, 3.0),
    (-0.90 * THIGH_MM, 52.0, 56.0, 0.0, 4.0),
    (-0.72 * THIGH_MM, 58.0, 64.0, 0.0, 6.0),
    (-0.45 * THIGH_MM, 71.0, 77.0, 0.0, 8.0),
    (-0.20 * THIGH_MM, 81.0, 88.0, 1.0, 3.0),
    (0.0, 82.0, 90.0, 2.0, -4.0),
)
SHANK: tuple[Section, ...] = (
    (-SHANK_MM, 32.0, 39.0, 0.0, -4.0),
    (-0.90 * SHANK_MM, 31.0, 36.0, 0.0, -3.0),
    (-0.72 * SHANK_MM, 36.0, 41.0, 0.0, -4.0),
    (-0.50 * SHANK_MM, 48.0, 53.0, 0.0, -9.0),
    (-0.28 * SHANK_MM, 55.0, 61.0, 0.0, -11.0),
    (-0.10 * SHANK_MM, 50.0, 54.0, 0.0, -1.0),
    (0.0, 49.0, 52.0, 0.0, 3.0),
)
UPPER_ARM: tuple[Section, ...] = (
    (-UPPER_ARM_MM, 34.0, 36.0, 0.0, 0.0),
    (-0.75 * UPPER_ARM_MM, 39.0, 42.0, 0.0, 0.0),
    (-0.45 * UPPER_ARM_MM, 44.0, 49.0, 0.0, 2.0),
    (-0.15 * UPPER_ARM_MM, 50.0, 53.0, -3.0, 0.0),
    (0.0, 45.0, 50.0, -6.0, 0.0),
)
FOREARM: tuple[Section, ...] = (
    (-FOREARM_MM, 25.0, 20.0, 0.0, 0.0),
    (-0.80 * FOREARM_MM, 28.0, 24.0, 0.0, 0.0),
    (-0.45 * FOREARM_MM, 37.0, 34.0, 0.0, 0.0),
    (-0.18 * FOREARM_MM, 42.0, 40.0, 0.0, 0.0),
    (0.0, 37.0, 36.0, 0.0, 0.0),
)
HEAD: tuple[Section, ...] = tuple(
    (share * HEAD_MM - 4.0, wide, (ahead - behind) / 2, 0.0, (ahead + behind) / 2)
    for share, wide, behind, ahead in (
        (0.03, 20.0, 44.0, 84.0),
        (0.12, 43.0, 12.0, 89.0),
        (0.25, 57.0, -28.0, 90.0),
        (0.40, 67.0, -72.0, 93.0),
        (0.55, 73.0, -94.0, 94.0),
        (0.70, 75.0, -100.0, 93.0),
        (0.85, 65.0, -86.0, 77.0),
        (0.95, 40.0, -52.0, 46.0),
    )
)
# Height above the hips, half width, half depth, shift to the front.
TORSO = (
    (-78.0, 88.0, 56.0, -18.0),
    (-40.0, 146.0, 84.0, -22.0),
    (10.0, 164.0, 104.0, -18.0),
    (60.0, 156.0, 100.0, -10.0),
    (110.0, 138.0, 92.0, -2.0),
    (170.0, 127.0, 86.0, 3.0),
    (240.0, 132.0, 92.0, 4.0),
    (320.0, 148.0, 104.0, 6.0),
    (390.0, 160.0, 108.0, 4.0),
    (438.0, 168.0, 94.0, -2.0),
    (474.0, 156.0, 78.0, -8.0),
    (504.0, 112.0, 66.0, -10.0),
    (528.0, 76.0, 60.0, -6.0),
    (544.0, 62.0, 56.0, -2.0),
)
BELT_MM, BENDS_FROM_MM, BENDS_TO_MM = 84.0, 60.0, 230.0
SLEEVE, LEG_OF_SHORTS = 0.56, 0.52
TOES = ((-21.0, 188.0, 13.5), (-1.0, 190.0, 9.5), (14.0, 184.0, 9.0), (28.0, 174.0, 8.5),
        (40.0, 162.0, 8.0))  # fmt: skip
FOOT = (
    (-58.0, 20.0, 40.0), (-52.0, 29.0, 58.0), (-34.0, 33.0, 82.0), (-6.0, 33.0, 100.0),
    (22.0, 34.0, 88.0), (54.0, 37.0, 68.0), (88.0, 42.0, 50.0), (120.0, 46.0, 36.0),
    (148.0, 45.0, 26.0), (164.0, 40.0, 19.0),
)  # fmt: skip
"""Ahead of the ankle, half width, height of the instep above the sole."""


def person(pose: Pose) -> Solid:
    """All of a person in the room."""
    body = bones(pose)
    return together([*trunk_parts(body.trunk), *limb_parts(pose, body)])


def limb_parts(pose: Pose, body: Bones) -> list[Solid]:
    """Legs and arms, the measured ones lighter."""
    parts: list[Solid] = []
    for leg, way, stuff in zip(body.legs, (1, -1), (SKIN, OTHER_SKIN), strict=True):
        parts += leg_parts(leg, way, stuff)
    for arm, way in zip(arms(pose, body), (1, -1), strict=True):
        parts += arm_parts(arm, way)
    return parts


def leg_parts(leg: LegBones, way: int, stuff: Stuff) -> list[Solid]:
    """Thigh, shank and foot of the right (1) or left (-1) leg."""
    made = ((_thigh(stuff), leg.thigh), (_shank(stuff), leg.shank), (_foot(stuff), leg.foot))
    return [_placed(solid, frame, way) for solid, frame in made]


def arm_parts(arm: ArmBones, way: int) -> list[Solid]:
    """Upper arm, forearm and hand of the right (1) or left (-1) arm."""
    made = (
        (_upper_arm(), arm.upper),
        (_forearm(), arm.fore),
        (hand(arm.grip, SKIN), arm.hand),
    )
    return [_placed(solid, frame, way) for solid, frame in made]


def trunk_parts(trunk: Trunk) -> list[Solid]:
    """Pelvis and chest as one, neck and head."""
    neck = np.array([trunk.chest.place(0, -12, 380), trunk.chest.place(0, 2, 440),
                     trunk.head.place(0, 12, 40)])  # fmt: skip
    return [
        _torso(trunk),
        path(neck, (58.0, 53.0, 52.0), SKIN, 2, 24),
        _placed(_head(), trunk.head, 1),
    ]


def _placed(solid: Solid, frame: Frame, way: int) -> Solid:
    part = solid if way > 0 else mirrored(solid)
    return part.moved(frame.axes, frame.at)


def _torso(trunk: Trunk) -> Solid:
    rows = smooth(np.array(TORSO), 2)
    rows = np.vstack([rows[0] * [1, 0.02, 0.02, 1], rows[0] * [1.0, 0.7, 0.7, 1], rows])
    up, wide, deep, front = rows.T
    share = np.clip((up - BENDS_FROM_MM) / (BENDS_TO_MM - BENDS_FROM_MM), 0, 1)
    share = (share * share * (3 - 2 * share))[:, None]
    low = trunk.pelvis.at + np.outer(front, trunk.pelvis.axes[:, 1])
    low += np.outer(up, trunk.pelvis.axes[:, 2])
    from_waist = up - 115.0
    high = trunk.chest.at + np.outer(front, trunk.chest.axes[:, 1])
    high += np.outer(from_waist, trunk.chest.axes[:, 2])
    middles = low + (high - low) * share
    right = _mixed(trunk.pelvis.axes[:, 0], trunk.chest.axes[:, 0], share)
    ahead = _mixed(trunk.pelvis.axes[:, 1], trunk.chest.axes[:, 1], share)
    made = rings(middles, right, ahead, np.column_stack([wide, deep]), 44)
    gaps = (up[1:] + up[:-1]) / 2
    kinds = [SHORTS if at < BELT_MM - 14 else BELT if at < BELT_MM + 6 else SHIRT for at in gaps]
    return skin(made, kinds)


def _mixed(first: Vectors, second: Vectors, share: Vectors) -> Vectors:
    mixed_ = first + (second - first) * share
    return np.asarray(mixed_ / np.linalg.norm(mixed_, axis=1, keepdims=True))


@cache
def _thigh(stuff: Stuff) -> Solid:
    made = tube(THIGH, stuff, 3, 28)
    hem = -LEG_OF_SHORTS * THIGH_MM
    bare = made.quads[..., 2].mean(axis=1) < hem
    trousers = dyed(made, ~bare, SHORTS)
    wide = trousers.quads.copy()
    covered = wide[..., 2] > hem - 3
    wide[..., :2][covered] *= 1.07
    return trousers.reshaped(wide)


@cache
def _shank(stuff: Stuff) -> Solid:
    """With the kneecap."""
    knee = np.array([[0.0, 30.0, 34.0], [0.0, 34.5, 6.0], [0.0, 32.0, -22.0]])
    cap = path(knee, (18.0, 23.0, 17.0), stuff, 2, 10)
    return together([tube(SHANK, stuff, 2, 28), cap])


@cache
def _foot(stuff: Stuff) -> Solid:
    """Sole at minus the ankle's height, heel behind, five toes."""
    rows = smooth(np.array(FOOT), 3)
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    made = []
    for ahead, wide, high in np.vstack([rows[0] * [1, 0.1, 0.5], rows, rows[-1] * [1, 0.1, 0.5]]):
        right = wide * np.cos(angle) + 3.0 * ahead / 160
        up = np.maximum(high * (0.42 + 0.58 * np.sin(angle)), 0.0)
        made.append(np.column_stack([right, np.full(24, ahead), up - ANKLE_MM]))
    sole = skin(np.array(made)[::-1], stuff)
    toes = []
    for right, tip, radius in TOES:
        start = np.array([0.55 * right + 1, 0.76 * tip, radius - ANKLE_MM + 6])
        middle = np.array([0.95 * right, 0.92 * tip, radius - ANKLE_MM + 3])
        end = np.array([right, tip, radius - ANKLE_MM])
        toes.append(
            path(np.array([start, middle, end]), (radius, radius, radius * 0.9), stuff, 2, 8)
        )
    return together([sole, *toes])


@cache
def _upper_arm() -> Solid:
    made = tube(UPPER_ARM, SKIN, 2, 24)
    hem = -SLEEVE * UPPER_ARM_MM
    covered = made.quads[..., 2].mean(axis=1) > hem
    sleeve = dyed(made, covered, SHIRT)
    wide = sleeve.quads.copy()
    wide[..., :2][wide[..., 2] > hem - 3] *= 1.09
    return sleeve.reshaped(wide)


@cache
def _forearm() -> Solid:
    return tube(FOREARM, SKIN, 2, 20)


@cache
def _head() -> Solid:
    """Hair from the brow over the back, ears, a nose: enough to see where it looks."""
    skull = tube(HEAD, SKIN, 3, 40, (0.5, 0.3))
    middle = skull.quads.mean(axis=1)
    front, up = middle[:, 1], middle[:, 2] / HEAD_MM
    brow = 0.80 - 0.22 * np.clip((60 - front) / 60, 0, 1) - 0.36 * np.clip(-front / 30, 0, 1)
    hair = up > brow
    full = dyed(skull, hair, HAIR)
    grown = full.quads.copy()
    inside = np.array([0.0, 0.0, 0.55 * HEAD_MM])
    grown[hair] = inside + (grown[hair] - inside) * 1.05
    full = full.reshaped(grown)
    face, side = (
        HEAD_MM * np.array([0.54, 0.44, 0.36, 0.32]),
        HEAD_MM * np.array([0.34, 0.44, 0.53]),
    )
    ridge = np.column_stack([np.zeros(4), (90.0, 97.0, 103.0, 92.0), face])
    nose = path(ridge, (5.0, 7.0, 9.0, 7.0), SKIN, 3, 12)
    ears = [
        path(np.column_stack([way * np.array([70.0, 76.0, 75.0]), (-2.0, -9.0, -8.0), side]),
             (8.0, 11.0, 10.0), SKIN, 2, 10)
        for way in (1, -1)
    ]  # fmt: skip
    return together([full, nose, *ears])
