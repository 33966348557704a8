"""The plate on its four load cells: empty, and with one known weight at five places."""

from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, DEEP, INK, MINT, MIST, SHALLOW, mixed
from games.engine.draw.sketch import LINE, Sketch
from games.engine.draw.view import Spot, View, hull, ring
from games.screens.figures.board import paint_board
from trainer.recording.vocabulary import Side

HALF_MM, CORNER_MM, CELL_MM, THICK_MM, FOOT_MM = 240.0, 178.0, 208.0, 22.0, 34.0
TOP_MM = FOOT_MM + THICK_MM
VIEW = View(0.0, 42.0, 1.34, (0.0, 128.0))
EMPTY_VIEW = View(0.0, 30.0, 1.34, (0.0, 150.0))
LIFTED = View(0.0, 14.0, 1.0, (0.0, -170.0))
MIDDLE: Point = (0.0, 0.0)
WEIGHT_MM, WEIGHT_HIGH_MM = 52.0, 74.0
PLATE, IRON = mixed(DEEP, SHALLOW, 0.9), mixed(MIST, INK, 0.35)


def paint_empty(sketch: Sketch, _: Side) -> None:
    """Nothing on the plate: the board is lifted off."""
    _paint_plate(sketch, EMPTY_VIEW)
    _paint_words(sketch, EMPTY_VIEW)
    paint_board(sketch, LIFTED)
    for x in (-310.0, 310.0):
        sketch.arrow([(x, -50.0), (x, -270.0)], INK, 24)


def paint_centre(sketch: Sketch, _: Side) -> None:
    """The weight on the middle of the plate."""
    _paint_weighted(sketch, MIDDLE)


def paint_front_left(sketch: Sketch, _: Side) -> None:
    """The weight over the cell at the toes, left."""
    _paint_weighted(sketch, (-CORNER_MM, CORNER_MM))


def paint_front_right(sketch: Sketch, _: Side) -> None:
    """The weight over the cell at the toes, right."""
    _paint_weighted(sketch, (CORNER_MM, CORNER_MM))


def paint_rear_left(sketch: Sketch, _: Side) -> None:
    """The weight over the cell at the heel, left."""
    _paint_weighted(sketch, (-CORNER_MM, -CORNER_MM))


def paint_rear_right(sketch: Sketch, _: Side) -> None:
    """The weight over the cell at the heel, right."""
    _paint_weighted(sketch, (CORNER_MM, -CORNER_MM))


def _paint_weighted(sketch: Sketch, place: Point) -> None:
    _paint_plate(sketch, VIEW)
    _paint_words(sketch, VIEW)
    for spot in (MIDDLE, *_corners(CORNER_MM)):
        mark = VIEW.all(ring(36.0, TOP_MM, middle=spot))
        sketch.edge(mark, MIST, 0.75)
    target = VIEW.all(ring(61.0, TOP_MM, middle=place))
    sketch.glow(target, MINT, 0.4)
    sketch.edge(target, MINT, 1.0, 2 * LINE)
    _paint_weight(sketch, place)
    x, y = VIEW.at((place[0], place[1], TOP_MM + WEIGHT_HIGH_MM))
    aside = 210.0 if place == MIDDLE else 0.0
    sketch.arrow([(x + aside, y - 212), (x + 0.4 * aside, y - 72)], INK, 24)


def _paint_plate(sketch: Sketch, view: View) -> None:
    sketch.shade(view.all(_square(HALF_MM, 0.0)), 22, 0.8)
    for x, y in _corners(CELL_MM):
        foot = hull(
            view.all([*ring(30.0, 0.0, middle=(x, y)), *ring(30.0, FOOT_MM, middle=(x, y))])
        )
        sketch.fill(foot, mixed(SHALLOW, MINT, 0.35))
        sketch.edge(foot, MIST, 0.7)
    top, under = view.all(_square(HALF_MM, TOP_MM)), view.all(_square(HALF_MM, FOOT_MM))
    body = hull([*top, *under])
    sketch.fill(body, mixed(DEEP, MIST, 0.5))
    sketch.fill(top, PLATE)
    sketch.edge(top, MIST, 0.9)
    sketch.edge(body, MIST, 0.9)


def _paint_words(sketch: Sketch, view: View) -> None:
    far, near = view.at((0.0, HALF_MM, TOP_MM)), view.at((0.0, -HALF_MM, 0.0))
    sketch.word("toes", (far[0], far[1] - 24), MIST)
    sketch.word("heel", (near[0], near[1] + 76), MIST)


def _paint_weight(sketch: Sketch, place: Point) -> None:
    low, high = TOP_MM, TOP_MM + WEIGHT_HIGH_MM
    under, top = ring(WEIGHT_MM, low, middle=place), ring(WEIGHT_MM, high, middle=place)
    body = hull(VIEW.all([*under, *top]))
    sketch.shade(VIEW.all(ring(1.15 * WEIGHT_MM, low, middle=place)), 9, 0.7)
    sketch.fill(body, IRON)
    sketch.fill(VIEW.all(top), mixed(IRON, INK, 0.5))
    sketch.edge(body, ABYSS, 0.8)
    x, y = VIEW.at((place[0], place[1], high))
    handle = [(x - 36, y), (x - 36, y - 42), (x - 22, y - 56), (x + 22, y - 56), (x + 36, y - 42)]
    handle.append((x + 36, y))
    sketch.line(handle, ABYSS, 30, 0.8)
    sketch.line(handle, mixed(IRON, INK, 0.5), 20)
    at = VIEW.at((place[0], place[1] - WEIGHT_MM, low + 0.5 * WEIGHT_HIGH_MM))
    sketch.word("kg", (at[0], at[1] + 12), DEEP)


def _corners(reach_mm: float) -> list[Point]:
    return [(x * reach_mm, y * reach_mm) for y in (1, -1) for x in (-1, 1)]


def _square(half: float, up: float) -> list[Spot]:
    return [(x * half, y * half, up) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
