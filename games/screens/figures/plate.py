"""The plate on its four load cells: empty, with one known weight at five places, and its plan."""

import numpy as np

from games.engine.draw.mask import Point
from games.engine.draw.palette import INK, MINT, MIST
from games.engine.draw.sketch import LINE, Sketch
from games.engine.draw.solid import Stuff, block, lathe, together
from games.engine.draw.view import View, ring
from games.screens.figures.board import DECK_MM, DOME_MM, board, level, print_on
from games.screens.figures.board import THICK_MM as THICK_OF_DECK_MM
from games.screens.figures.body.reaching import holding
from games.screens.figures.body.tube import path
from trainer.motion.load import CELL_FROM_MIDDLE_MM
from trainer.recording.vocabulary import Side

HALF_MM, CORNER_MM, CELL_MM, THICK_MM, FOOT_MM = 240.0, 178.0, 208.0, 22.0, 34.0
TOP_MM = FOOT_MM + THICK_MM
VIEW = View(0.0, 42.0, 1.34, (0.0, 128.0))
EMPTY_VIEW = View(0.0, 30.0, 1.34, (0.0, 150.0))
PLAN = View(0.0, 90.0, 0.74)
LIFTED = View(0.0, 14.0, 1.0, (0.0, -170.0))
MIDDLE: Point = (0.0, 0.0)
ARM_ENDS_OVER = 130.0
WEIGHT_MM, WEIGHT_HIGH_MM = 52.0, 74.0
EDGE_MM, PLACE_MM = 280.0, 46.0
"""Of the plan: half the plate's width, and how large a place is drawn."""

CELL_SEEN = (12, 24, 34)
PLATE = Stuff((58, 104, 120), (22, 50, 62), 0.1)
CELL = Stuff((150, 170, 176), (52, 74, 84), 0.9)
IRON = Stuff((128, 142, 152), (34, 44, 54), 1.0)


def paint_empty(sketch: Sketch, _: Side) -> None:
    """Nothing on the plate: the board is lifted off."""
    _paint_plate(sketch, EMPTY_VIEW)
    _paint_words(sketch, EMPTY_VIEW)
    sketch.solid(board(), LIFTED)
    print_on(sketch, LIFTED, level, DOME_MM + THICK_OF_DECK_MM, None)
    for way in (-1, 1):
        arm = holding((way * (DECK_MM - 30.0), 0.0, DOME_MM - 8.0), (way, 0.0, 0.0), way)
        sketch.solid(arm, LIFTED)
    sketch.dissolve(ARM_ENDS_OVER)
    for x in (-360.0, 360.0):
        sketch.arrow([(x, 0.0), (x, -190.0)], INK, 24)


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


def paint_plan(sketch: Sketch, _: Side) -> None:
    """From above, as it is: the four cells, and the weight's places in their order. The first one
    is marked, the others lie right over the cells.
    """
    top = block((2 * EDGE_MM, 2 * EDGE_MM, THICK_MM), PLATE, 6.0)
    sketch.cast(top, PLAN, 0.0, 18.0)
    sketch.solid(top, PLAN)
    sketch.word("toes", (0.0, -PLAN.scale * EDGE_MM - 22), MIST)
    sketch.word("heel", (0.0, PLAN.scale * EDGE_MM + 62), MIST)
    for number, spot in enumerate((MIDDLE, *_corners(CELL_FROM_MIDDLE_MM)), start=1):
        place = PLAN.all(ring(PLACE_MM, 0.0, middle=spot))
        if spot == MIDDLE:
            sketch.glow(place, MINT, 0.4)
            sketch.edge(place, MINT, 1.0, 2 * LINE)
        else:
            sketch.fill(place, CELL_SEEN, 0.6)
            sketch.edge(place, INK, 0.6)
        x, y = PLAN.at((*spot, 0.0))
        sketch.word(str(number), (x, y + 20), INK)


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
    top = block((2 * HALF_MM, 2 * HALF_MM, THICK_MM), PLATE, 6.0)
    cell = lathe(((1.0, 0.0), (28.0, 0.0), (30.0, 4.0), (30.0, FOOT_MM), (1.0, FOOT_MM)), CELL)
    feet = [cell.moved(np.eye(3), (x, y, 0.0)) for x, y in _corners(CELL_MM)]
    solid = together([*feet, top.moved(np.eye(3), (0.0, 0.0, FOOT_MM))])
    sketch.cast(solid, view, 0.0, 18.0)
    sketch.solid(solid, view)


def _paint_words(sketch: Sketch, view: View) -> None:
    far, near = view.at((0.0, HALF_MM, TOP_MM)), view.at((0.0, -HALF_MM, 0.0))
    sketch.word("toes", (far[0], far[1] - 24), MIST)
    sketch.word("heel", (near[0], near[1] + 76), MIST)


def _paint_weight(sketch: Sketch, place: Point) -> None:
    """Cast iron with a handle."""
    w, h = WEIGHT_MM, WEIGHT_HIGH_MM
    profile = ((1.0, 0.0), (0.86 * w, 0.0), (0.96 * w, 5.0), (w, 16.0), (w, 0.68 * h),
               (0.9 * w, 0.86 * h), (0.62 * w, h), (0.4 * w, h + 1), (1.0, h + 1))  # fmt: skip
    bow = np.array([(-30, 0, 0.9 * h), (-34, 0, 1.2 * h), (-24, 0, 1.52 * h), (0, 0, 1.6 * h),
                    (24, 0, 1.52 * h), (34, 0, 1.2 * h), (30, 0, 0.9 * h)])  # fmt: skip
    handle = path(bow, [8.5] * len(bow), IRON, 4, 16)
    solid = together([lathe(profile, IRON), handle]).moved(np.eye(3), (*place, TOP_MM))
    sketch.cast(solid, VIEW, TOP_MM, 8.0)
    sketch.solid(solid, VIEW)
    at = VIEW.at((place[0], place[1] - WEIGHT_MM, TOP_MM + 0.42 * WEIGHT_HIGH_MM))
    sketch.word("kg", (at[0], at[1] + 10), INK)


def _corners(reach_mm: float) -> list[Point]:
    return [(x * reach_mm, y * reach_mm) for y in (1, -1) for x in (-1, 1)]
