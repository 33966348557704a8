"""A hand with four fingers and a thumb, in a few grips.

In the hand's frame up runs from the wrist to the fingers, right is the thumb's side (of a right
hand), and front is the way the back of the hand looks.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from games.engine.draw.solid import Solid, Stuff, Vectors, together
from games.screens.figures.body.tube import path, tube

PALM = (
    (-8.0, 25.0, 18.0, 0.0, 0.0),
    (18.0, 29.0, 17.0, 1.0, 0.0),
    (50.0, 38.0, 16.5, 1.0, -1.0),
    (80.0, 41.0, 14.0, 0.0, 0.0),
    (98.0, 38.0, 11.0, -1.0, 0.0),
)
FINGERS = ((27.0, 94.0, 71.0, 9.4, 3.0), (9.0, 98.0, 79.0, 9.6, 0.5),
           (-9.5, 95.0, 73.0, 9.2, -2.5), (-27.0, 86.0, 57.0, 8.2, -6.0))  # fmt: skip
"""Base to the thumb's side and along, length, radius, and spread in degrees, from the index on."""

PHALANGES = (0.45, 0.30, 0.25)
THUMB_RADII = (15.5, 13.5, 10.8, 9.6)


@dataclass(frozen=True)
class Grip:
    """How far each finger joint is bent, and the thumb's joints (thumb side, back, along)."""

    bends_deg: tuple[float, float, float]
    thumb: tuple[tuple[float, float, float], ...]
    spread: float = 1.0


OPEN = Grip((10.0, 12.0, 8.0), ((16, -6, 14), (42, -16, 50), (56, -20, 80), (62, -22, 104)))
RELAXED = Grip((24.0, 26.0, 16.0), ((16, -6, 14), (36, -24, 50), (42, -34, 80), (42, -42, 102)))
FLAT = Grip((-6.0, 6.0, 2.0), ((16, -4, 14), (46, -8, 46), (66, -9, 70), (82, -10, 88)), 1.8)
PRESS = Grip((26.0, 14.0, -8.0), ((16, -6, 14), (40, -22, 48), (48, -36, 76), (50, -46, 100)), 1.5)
EDGE = Grip((58.0, 42.0, 22.0), ((16, -8, 14), (36, -30, 44), (40, -54, 66), (36, -74, 84)), 0.7)
TIPS = Grip((44.0, 30.0, 14.0), ((16, -8, 14), (36, -28, 48), (38, -46, 74), (34, -60, 96)), 1.2)


@cache
def hand(grip: Grip, stuff: Stuff, corners: int = 8) -> Solid:
    """A right hand in its own frame."""
    parts = [tube(PALM, stuff, 2, 2 * corners, (0.3, 0.8))]
    for across, along, length, radius, spread in FINGERS:
        joints = _finger(across, along, length, spread * grip.spread, grip.bends_deg)
        radii = [radius * share for share in (1.0, 0.96, 0.88, 0.74)]
        parts.append(path(joints, radii, stuff, 2, corners))
    parts.append(path(np.array(grip.thumb, np.float64), THUMB_RADII, stuff, 2, corners))
    return together(parts)


def fingertip(grip: Grip, finger: int = 1) -> Vectors:
    """Where a finger ends, in the hand's frame."""
    across, along, length, _, spread = FINGERS[finger]
    return np.asarray(_finger(across, along, length, spread * grip.spread, grip.bends_deg)[-1])


def _finger(
    across: float, along: float, length: float, spread_deg: float, bends_deg: tuple[float, ...]
) -> Vectors:
    """Its joints, from inside the palm to the tip; a bend leads to the palm's side."""
    aside = np.radians(spread_deg)
    at = np.array([across, 0.0, along - 8.0])
    joints, bend = [at], 0.0
    for share, more in zip(PHALANGES, bends_deg, strict=True):
        bend += np.radians(more)
        way = np.array([np.sin(aside) * np.cos(bend), -np.sin(bend), np.cos(aside) * np.cos(bend)])
        at = at + way * length * share
        joints.append(at)
    return np.array(joints)
