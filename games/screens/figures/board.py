"""The board in a drawing: a round deck on its dome, with a footprint that shows toes and heel.

The dome is a little higher than a real one, so that a tilt can be seen from across the room.
"""

from math import cos, radians, sin

import numpy as np

from games.engine.draw.foot import Foot
from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, MINT
from games.engine.draw.sketch import LINE, Sketch
from games.engine.draw.solid import Solid, Stuff, lathe, together
from games.engine.draw.view import Spot, Turn, View, ring, tilted
from trainer.recording.vocabulary import Side

DECK_MM, THICK_MM = 200.0, 18.0
DOME_MM, BALL_MM = 78.0, 84.0
"""How far the deck stands above the floor, and the radius of the ball it rolls on."""

FOOT_MM = 265.0
BOTH_SOLES = ((Side.LEFT, -62.0, 0.88 * FOOT_MM), (Side.RIGHT, 62.0, 0.88 * FOOT_MM))
SOLES = {side: ((side, 0.0, FOOT_MM),) for side in (Side.LEFT, Side.RIGHT)}
"""Which feet stand on the deck, how far to the right, and how long."""

ON_FACE = View(0.0, 30.0, 1.5, (0.0, 150.0))
FROM_ABOVE = View(0.0, 58.0, 1.3, (0.0, 60.0))
TOP = Stuff((58, 112, 124), (20, 50, 62), 0.1)
EDGE = Stuff((142, 172, 178), (46, 74, 84), 0.9)
UNDERSIDE = Stuff((44, 84, 98), (16, 40, 52), 0.1)
RUBBER = Stuff((112, 138, 144), (34, 54, 64), 0.9)
BEVEL_MM, FLAT_RINGS = 5.0, 8


def level(spot: Spot) -> Spot:
    """No tilt."""
    return spot


def rim_tilt_deg() -> float:
    """The tilt at which the deck's edge meets the floor."""
    low, high = 0.0, 60.0
    while high - low > 1e-3:
        middle = (low + high) / 2
        edge = tilted(middle, 0.0, BALL_MM)((0.0, DECK_MM, DOME_MM))[2]
        low, high = (middle, high) if edge > 0 else (low, middle)
    return low


def resting(towards_deg: float) -> Turn:
    """The board lying on its rim towards a direction."""
    return tilted(rim_tilt_deg(), towards_deg, BALL_MM)


def paint_board(
    sketch: Sketch, view: View, turn: Turn = level, foot: Side | None = None, up_mm: float = DOME_MM
) -> None:
    """Deck on its dome. `foot` is the one that stands on it; without it the print is a mark."""
    solid = board(up_mm).turned(turn)
    sketch.cast(solid, view)
    sketch.solid(solid, view)
    print_on(sketch, view, turn, up_mm + THICK_MM, foot)


def board(up_mm: float = DOME_MM) -> Solid:
    """The whole board as it stands, its deck's underside at that height."""
    return together([deck(up_mm), dome().moved(np.eye(3), (0.0, 0.0, up_mm - DOME_MM))])


def deck(up_mm: float, above: Stuff = TOP, below: Stuff = UNDERSIDE) -> Solid:
    """The deck alone, its underside at that height."""
    inner = [DECK_MM - BEVEL_MM - at for at in np.linspace(0, DECK_MM - BEVEL_MM, FLAT_RINGS)]
    bends = np.radians(np.linspace(0.0, 90.0, 4))
    rise = [(BEVEL_MM * sin(a), BEVEL_MM * (1 - cos(a))) for a in bends]
    lower = [(DECK_MM - BEVEL_MM + out, up_mm + high) for out, high in rise]
    upper = [(radius, 2 * up_mm + THICK_MM - high) for radius, high in reversed(lower)]
    flat_below = [(radius, up_mm) for radius in reversed(inner[1:])]
    flat_above = [(radius, up_mm + THICK_MM) for radius in inner[1:]]
    profile = [*flat_below, *lower, *upper, *flat_above]
    kinds = [
        *[below] * len(flat_below), *[EDGE] * (len(lower) + len(upper) - 1),
        *[above] * len(flat_above),
    ]  # fmt: skip
    return lathe(profile, kinds)


def dome() -> Solid:
    """The ball below a deck whose underside is `DOME_MM` high."""
    return lathe(_ball_profile(), RUBBER, corners=48)


def turned_over() -> Solid:
    """The board lying on its face: the dome points up from the underside."""
    profile = [(radius, THICK_MM + DOME_MM - up) for radius, up in reversed(_ball_profile())]
    return together([deck(0.0, UNDERSIDE, TOP), lathe(profile, RUBBER, corners=48)])


def paint_dome_on(sketch: Sketch, _: Side) -> None:
    """The board lies on its face; a dome comes down into its middle."""
    sketch.cast(deck(0.0, UNDERSIDE, TOP), ON_FACE)
    sketch.solid(deck(0.0, UNDERSIDE, TOP), ON_FACE)
    seat = ON_FACE.all(ring(BALL_MM, THICK_MM, 0.0, 360.0))
    sketch.fill(seat, ABYSS, 0.4)
    sketch.edge(seat, MINT, 0.9, 6.0)
    profile = [
        (radius, THICK_MM + DOME_MM - up + 150.0) for radius, up in reversed(_ball_profile())
    ]
    sketch.solid(lathe(profile, RUBBER, corners=48), ON_FACE)
    x, top = ON_FACE.at((0.0, 0.0, THICK_MM + 140.0))
    sketch.arrow([(x, top), ON_FACE.at((0.0, 0.0, THICK_MM + 8.0))], INK, 22)


def paint_reach(sketch: Sketch, side: Side) -> None:
    """A foot on the board, and arrows in eight directions."""
    paint_board(sketch, FROM_ABOVE, level, side)
    for towards in range(0, 360, 45):
        way = radians(towards)
        start, end = ((212.0 * sin(way), 212.0 * cos(way)), (292.0 * sin(way), 292.0 * cos(way)))
        points = FROM_ABOVE.all([(*start, DOME_MM), (*end, DOME_MM)])
        sketch.arrow(points, INK, 17)


def print_on(sketch: Sketch, view: View, turn: Turn, up_mm: float, foot: Side | None) -> None:
    """The footprint on the deck: mint if somebody stands there, else both soles as a quiet mark."""
    for side, shift, length in SOLES.get(foot, BOTH_SOLES) if foot else BOTH_SOLES:
        for part in foot_parts(side, length):
            outline = view.all(turn((x + shift, y, up_mm)) for x, y in part)
            if foot is None:
                sketch.fill(outline, INK, 0.16)
                sketch.edge(outline, INK, 0.34, 0.5 * LINE)
            else:
                sketch.fill(outline, MINT, 0.95)


def foot_parts(side: Side, length_mm: float) -> list[list[Point]]:
    """Outlines of a foot round (0, 0) as (right, forward) in millimetres."""
    parts = Foot(side, (0.0, 0.0), length_mm).outlines()
    return [[(x, -y) for x, y in part] for part in parts]


def rim_point(turn: Turn, towards_deg: float) -> Spot:
    """The deck's lower edge in a direction, as it is tilted."""
    towards = radians(towards_deg)
    return turn((DECK_MM * sin(towards), DECK_MM * cos(towards), DOME_MM))


def paint_contact(sketch: Sketch, view: View, turn: Turn, towards_deg: float) -> None:
    """Light on the lowered part of the edge."""
    span = ring(DECK_MM, DOME_MM + 0.5 * THICK_MM, towards_deg - 26, towards_deg + 26)
    points = view.all(map(turn, span))
    sketch.line(points, MINT, 30, 0.25)
    sketch.line(points, MINT, 13)


def _ball_profile() -> list[tuple[float, float]]:
    """Radius and height of the ball, cut off at the deck's underside, from the floor up."""
    profile = []
    for below_deg in range(0, 90, 6):
        up = BALL_MM * (1 - cos(radians(below_deg)))
        if up <= DOME_MM:
            profile.append((max(BALL_MM * sin(radians(below_deg)), 0.5), up))
    return profile
