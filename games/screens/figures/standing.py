"""Standing on the board: how far it goes to every side without pain; and waiting."""

from math import cos, radians, sin

from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, MINT
from games.engine.draw.sketch import LINE, Sketch
from games.engine.draw.view import View
from games.screens.figures.board import DOME_MM, level, paint_board, paint_floor
from trainer.recording.vocabulary import Side

FROM_ABOVE = View(0.0, 58.0, 1.3, (0.0, 60.0))


def paint_reach(sketch: Sketch, side: Side) -> None:
    """Foot on the board, eight ways out of it."""
    paint_floor(sketch, FROM_ABOVE, 290.0)
    paint_board(sketch, FROM_ABOVE, level, side)
    for towards in range(0, 360, 45):
        way = radians(towards)
        start, end = ((212.0 * sin(way), 212.0 * cos(way)), (292.0 * sin(way), 292.0 * cos(way)))
        points = FROM_ABOVE.all([(*start, DOME_MM), (*end, DOME_MM)])
        sketch.arrow(points, INK, 17)


def paint_wait(sketch: Sketch, _: Side) -> None:
    """An hourglass."""
    frame: list[Point] = [(-120.0, -200.0), (120.0, -200.0), (14.0, 0.0), (120.0, 200.0)]
    glass = [*frame, (-120.0, 200.0), (-14.0, 0.0)]
    sketch.fill(glass, ABYSS, 0.5)
    sketch.fill([(-72.0, -110.0), (72.0, -110.0), (10.0, 4.0), (-10.0, 4.0)], MINT)
    sketch.line([(0.0, 0.0), (0.0, 150.0)], MINT, 9)
    sketch.fill([(-106.0, 196.0), (0.0, 104.0), (106.0, 196.0)], MINT)
    sketch.edge(glass, INK, 1.0, 2.5 * LINE)
    for y in (-214.0, 214.0):
        sketch.line([(-150.0, y), (150.0, y)], INK, 30)
