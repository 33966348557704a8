"""What stands around a person: rail, step, seat, pillow, and the elastic band between the legs."""

import numpy as np

from games.engine.draw.solid import Solid, Stuff, Vectors, block
from games.screens.figures.body.arms import (
    RAIL_RIGHT_MM,
    RAIL_THICK_MM,
    RAIL_UP_MM,
)
from games.screens.figures.body.skeleton import SHANK_MM, LegBones
from games.screens.figures.body.tube import path

WOOD = Stuff((158, 138, 118), (62, 56, 58), 0.25)
STEEL = Stuff((132, 158, 170), (40, 62, 74), 0.9)
CLOTH = Stuff((96, 120, 140), (40, 60, 78), 0.6)
BAND = Stuff((196, 170, 232), (118, 92, 160), 0.6)
MAT = Stuff((34, 70, 84), (16, 40, 52), 0.3)
MAT_WIDE_MM, MAT_LONG_MM, MAT_THICK_MM = 760.0, 1980.0, 22.0
RAIL_FROM_MM, RAIL_TO_MM = -420.0, 640.0
BAND_HIGH_MM, BAND_OFF_MM = 0.80, 44.0


def rail() -> list[Solid]:
    """A bar along the side of the other leg, on two posts."""
    right, up = RAIL_RIGHT_MM, RAIL_UP_MM
    ends = np.array([[right, at, up] for at in np.linspace(RAIL_FROM_MM, RAIL_TO_MM, 8)])
    posts = [
        path(
            np.array([[right, at, high] for high in np.linspace(12.0, up, 8)]), [17.0] * 8, STEEL, 2
        )
        for at in (RAIL_FROM_MM + 90.0, RAIL_TO_MM - 90.0)
    ]
    return [*posts, path(ends, [RAIL_THICK_MM] * 8, STEEL, 2, 16)]


def step(right_mm: float, high_mm: float, wide_mm: float = 300.0) -> Solid:
    """A block to stand on."""
    return block((wide_mm, 400.0, high_mm), WOOD, 9.0).moved(np.eye(3), (right_mm, 60.0, 0.0))


def stool(hips_mm: float) -> list[Solid]:
    """A seat below the hips, on a foot."""
    seat = block((420.0, 400.0, 60.0), CLOTH, 22.0).moved(np.eye(3), (0, -40.0, hips_mm - 152.0))
    foot = block((300.0, 280.0, hips_mm - 152.0), WOOD, 9.0).moved(np.eye(3), (0, -50.0, 0.0))
    return [foot, seat]


def mat(middle: Vectors) -> Solid:
    """Below somebody who lies; its top is the floor that the body lies on."""
    made = block((MAT_WIDE_MM, MAT_LONG_MM, MAT_THICK_MM), MAT, 9.0)
    return made.moved(np.eye(3), (middle[0], middle[1], -MAT_THICK_MM))


def pillow(at: Vectors, high_mm: float) -> Solid:
    """Below the head of somebody who lies on the side."""
    return block((380.0, 300.0, high_mm), CLOTH, min(high_mm / 2 - 4, 40.0)).moved(
        np.eye(3), (at[0], at[1], 0.0)
    )


def band(legs: tuple[LegBones, LegBones]) -> list[Solid]:
    """A flat loop round both shanks above the ankles, taut between them."""
    places = [leg.shank.place(0.0, -4.0, -BAND_HIGH_MM * SHANK_MM) for leg in legs]
    loops = [_cuff(leg) for leg in legs]
    strands = []
    for front in (1.0, -1.0):
        shift = np.array([0.0, front * BAND_OFF_MM, 0.0])
        line = np.linspace(places[0] + shift, places[1] + shift, 8)
        strands.append(path(line, [12.0] * 8, BAND, 1, 10, 0.35, np.array([0.0, 1.0, 0.0])))
    return [*loops, *strands]


def _cuff(leg: LegBones) -> Solid:
    angle = np.linspace(0, 2 * np.pi, 17)
    high = -BAND_HIGH_MM * SHANK_MM
    round_ = np.array([leg.shank.place(37 * np.sin(a), -4 + 42 * np.cos(a), high) for a in angle])
    return path(round_, [11.0] * 17, BAND, 1, 8)
