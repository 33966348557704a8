"""The board in a drawing: a round deck on its dome, with a footprint that shows toes and heel.

The dome is a little higher than a real one, so that a tilt can be seen from across the room.
"""

from math import cos, radians, sin

from games.engine.draw.foot import Foot
from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, DEEP, INK, MINT, MIST, SHALLOW, WATER, mixed
from games.engine.draw.sketch import LINE, Sketch
from games.engine.draw.view import Spot, Turn, View, hull, ring, tilted
from trainer.recording.vocabulary import Side

DECK_MM, THICK_MM = 200.0, 18.0
DOME_MM, BALL_MM = 78.0, 84.0
"""How far the deck stands above the floor, and the radius of the ball it rolls on."""

FOOT_MM = 265.0
BOTH_SOLES = ((Side.LEFT, -62.0, 0.88 * FOOT_MM), (Side.RIGHT, 62.0, 0.88 * FOOT_MM))
SOLES = {side: ((side, 0.0, FOOT_MM),) for side in (Side.LEFT, Side.RIGHT)}
"""Which feet stand on the deck, how far to the right, and how long."""

FROM_ABOVE = View(0.0, 58.0, 1.3, (0.0, 60.0))
TOP, UNDERSIDE = mixed(WATER, SHALLOW, 0.85), mixed(DEEP, SHALLOW, 0.45)
SIDE_COLOUR, DOME = mixed(DEEP, MIST, 0.55), mixed(SHALLOW, MIST, 0.45)


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


def paint_floor(sketch: Sketch, view: View, radius_mm: float = 300.0) -> None:
    """A quiet patch of floor."""
    patch = view.all(ring(radius_mm, 0.0))
    sketch.fill(patch, ABYSS, 0.35)
    sketch.edge(patch, MIST, 0.18, 0.7 * LINE)


def paint_board(
    sketch: Sketch, view: View, turn: Turn = level, foot: Side | None = None, up_mm: float = DOME_MM
) -> None:
    """Deck on its dome. `foot` is the one that stands on it; without it the print is a mark."""
    sketch.shade(view.all(ring(0.96 * DECK_MM, 0.0)), 18, 0.75)
    if up_mm:
        ball = _ball()
        sketch.fill(hull(view.all(map(turn, ball))), DOME)
    paint_deck(sketch, view, turn, up_mm)
    print_on(sketch, view, turn, up_mm + THICK_MM, foot)


def paint_deck(sketch: Sketch, view: View, turn: Turn, up_mm: float) -> None:
    """The deck alone, its underside at that height."""
    under = view.all(map(turn, ring(DECK_MM, up_mm)))
    top = view.all(map(turn, ring(DECK_MM, up_mm + THICK_MM)))
    body = hull([*under, *top])
    sketch.fill(body, SIDE_COLOUR)
    sketch.fill(top, TOP)
    inner = view.all(map(turn, ring(0.95 * DECK_MM, up_mm + THICK_MM)))
    sketch.edge(inner, MIST, 0.25, 0.6 * LINE)
    sketch.edge(top, MIST, 0.95)
    sketch.edge(body, MIST, 0.95)


def paint_reach(sketch: Sketch, side: Side) -> None:
    """A foot on the board, and arrows in eight directions."""
    paint_floor(sketch, FROM_ABOVE, 290.0)
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


def dome_spots() -> list[Spot]:
    """The dome as it hangs below a deck: height counts from the deck's underside to its ball."""
    return [(x, y, DOME_MM - up) for x, y, up in _ball()]


def _ball() -> list[Spot]:
    """The ball below the deck: a sphere cut off at the deck's underside."""
    spots: list[Spot] = []
    for below_deg in range(0, 86, 5):
        up = BALL_MM * (1 - cos(radians(below_deg)))
        if up <= DOME_MM:
            spots += ring(BALL_MM * sin(radians(below_deg)), up)
    return spots
