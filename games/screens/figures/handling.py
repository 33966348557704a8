"""What is done to the empty board by hand: laid down, turned, an edge held down, rolled."""

import numpy as np

from games.engine.draw.mask import Point
from games.engine.draw.palette import INK, MINT, MIST
from games.engine.draw.sketch import LINE, Sketch
from games.engine.draw.solid import Stuff, block, together
from games.engine.draw.view import Spot, Turn, View, ring
from games.screens.figures.board import (
    DECK_MM,
    DOME_MM,
    THICK_MM,
    board,
    deck,
    level,
    paint_board,
    paint_contact,
    print_on,
    resting,
    rim_point,
    turned_over,
)
from games.screens.figures.body.props import WOOD
from games.screens.figures.body.reaching import pressing
from games.screens.figures.body.tube import path
from trainer.recording.vocabulary import Side

TOES_SEEN = View(66.0, 25.0, 1.4, (-30.0, 190.0))
HEEL_SEEN = View(66.0, 15.0, 1.4, (30.0, 190.0))
ON_THE_FLOOR = View(0.0, 28.0, 1.62, (0.0, 170.0))
ON_BLOCKS = View(0.0, 16.0, 1.62, (0.0, 220.0))
FROM_BEHIND = 0.0, 32.0, 1.3
BLOCK_MM, BLOCK_HIGH_MM = 78.0, 130.0
UPRIGHT_SMALL = View(0.0, 14.0, 0.62, (-320.0, -170.0))
CABLE = Stuff((120, 146, 156), (40, 58, 68), 0.6)
CASE = Stuff((196, 212, 218), (92, 112, 124), 0.6)
ARM_ENDS_OVER = 120.0
"""How far from the drawing's border an arm begins to dissolve."""


def paint_toes_down(sketch: Sketch, _: Side) -> None:
    """The toe edge on the floor, a hand on it."""
    toes, heel = _paint_held(sketch, TOES_SEEN, 0.0, 1)
    sketch.word("toes", (toes[0] - 30, toes[1] + 120), MINT)
    sketch.word("heel", (heel[0] - 80, heel[1] + 60), MIST)


def paint_heel_down(sketch: Sketch, _: Side) -> None:
    """The heel edge on the floor, a hand on it."""
    toes, heel = _paint_held(sketch, HEEL_SEEN, 180.0, -1)
    sketch.word("heel", (heel[0] + 30, heel[1] + 112), MINT)
    sketch.word("toes", (toes[0] + 80, toes[1] + 60), MIST)


def paint_edge_down(sketch: Sketch, _: Side) -> None:
    """A finger keeps the empty board's edge on the floor: a low dome would right it."""
    towards = 115.0
    view, turn = View(*FROM_BEHIND, (-90.0, 170.0)), resting(towards)
    _paint_resting(sketch, view, turn, towards)
    x, y = view.at(rim_point(turn, towards))
    _paint_pressing(sketch, view, turn, towards, 1)
    sketch.arrow([(x - 150, y - 330), (x - 150, y - 150)], INK, 26)


def paint_face_down(sketch: Sketch, _: Side) -> None:
    """Turned over: the dome points up, the footprint lies on the floor."""
    paint_underside(sketch, ON_THE_FLOOR)
    paint_board(sketch, UPRIGHT_SMALL)
    sketch.arrow(_bow((-180.0, -255.0), (90.0, -160.0), -130.0), INK, 22)


def paint_on_blocks(sketch: Sketch, _: Side) -> None:
    """Footprint up, the deck carried by three blocks, the dome in the air."""
    view = ON_BLOCKS
    places = (ring(0.72 * DECK_MM, 0.0, at, at)[0] for at in (8.0, 128.0, 232.0))
    one = block((BLOCK_MM, BLOCK_MM, BLOCK_HIGH_MM), WOOD, 5.0)
    blocks = [one.moved(np.eye(3), place) for place in places]
    solid = together([*blocks, board(BLOCK_HIGH_MM)])
    sketch.cast(solid, view)
    sketch.solid(solid, view)
    print_on(sketch, view, level, BLOCK_HIGH_MM + THICK_MM, None)
    for x in (-400.0, 400.0):
        sketch.arrow([(x, -330.0), (x, -90.0)], INK, 22)


def paint_turned(sketch: Sketch, _: Side) -> None:
    """Turned halfway round on the spot: a mark on the deck moves from one end to the other."""
    view, solid = View(0.0, 38.0, 1.5, (0.0, 40.0)), deck(0.0)
    sketch.cast(solid, view)
    sketch.solid(solid, view)
    sketch.edge(_mark(view, 180.0), MIST, 0.7, 0.8 * LINE)
    sketch.fill(_mark(view, 0.0), MINT)
    sketch.arrow(view.all(ring(262.0, 0.0, 180.0, 18.0)), INK, 22)
    sketch.word("180°", (0.0, 62.0), INK)


def paint_underside(sketch: Sketch, view: View) -> None:
    """The board lying on its face: underside, dome and the sensor's box."""
    box = block((56.0, 40.0, 18.0), CASE, 4.0).moved(np.eye(3), (-104.0, -60.0, THICK_MM))
    way = np.array([(-130, -62, 26), (-158, -92, 24), (-186, -128, 22), (-206, -160, 8),
                    (-232, -200, 4), (-280, -230, 4)], np.float64)  # fmt: skip
    cable = path(way, [4.0] * len(way), CABLE, 4, 10)
    solid = together([turned_over(), box, cable])
    sketch.cast(solid, view)
    sketch.solid(solid, view)


def paint_roll_right(sketch: Sketch, _: Side) -> None:
    """Clockwise as seen from above: toes, right, heel, left."""
    _paint_roll(sketch, 1)


def paint_roll_left(sketch: Sketch, _: Side) -> None:
    """Anticlockwise as seen from above: toes, left, heel, right."""
    _paint_roll(sketch, -1)


def _paint_roll(sketch: Sketch, way: int) -> None:
    towards = way * 115.0
    view, turn = View(*FROM_BEHIND, (-60.0 * way, 150.0)), resting(towards)
    behind = view.all(ring(275.0, 0.0, towards + way * 212.0, towards + way * 322.0))
    sketch.dots(behind, INK, 0.75, 12)
    _paint_resting(sketch, view, turn, towards)
    before = view.all(ring(275.0, 0.0, towards + way * 22.0, towards + way * 196.0))
    sketch.arrow(before, INK, 24)
    _paint_pressing(sketch, view, turn, towards, way)


def _paint_held(sketch: Sketch, view: View, towards_deg: float, way: int) -> tuple[Point, Point]:
    turn = resting(towards_deg)
    _paint_resting(sketch, view, turn, towards_deg)
    toes, heel = (view.at(rim_point(turn, at)) for at in (0.0, 180.0))
    low = toes if towards_deg == 0.0 else heel
    _paint_pressing(sketch, view, turn, towards_deg, way)
    x = low[0] - 110 * way
    sketch.arrow([(x, low[1] - 330), (x, low[1] - 130)], INK, 26)
    return toes, heel


def _paint_resting(sketch: Sketch, view: View, turn: Turn, towards_deg: float) -> None:
    paint_board(sketch, view, turn)
    paint_contact(sketch, view, turn, towards_deg)


def _paint_pressing(sketch: Sketch, view: View, turn: Turn, towards_deg: float, way: int) -> None:
    """A hand on the lowered edge; its arm comes from above and dissolves there."""
    towards = np.radians(towards_deg)
    away = np.array([np.sin(towards), np.cos(towards), 0.0])
    tip: Spot = turn((*(away[:2] * (DECK_MM - 16.0)), DOME_MM + THICK_MM))
    arm = pressing(tip, away, way)
    sketch.solid(arm, view)
    sketch.dissolve(ARM_ENDS_OVER)


def _mark(view: View, towards_deg: float) -> list[Point]:
    outer = ring(0.92 * DECK_MM, THICK_MM, towards_deg - 9, towards_deg + 9)
    inner = ring(0.66 * DECK_MM, THICK_MM, towards_deg, towards_deg + 0.1)
    return view.all([*outer, inner[0]])


def _bow(start: Point, end: Point, rise: float) -> list[Point]:
    """A bent way, its middle lifted."""
    steps = [step / 24 for step in range(25)]
    return [
        (
            start[0] + (end[0] - start[0]) * t,
            start[1] + (end[1] - start[1]) * t + 4 * rise * t * (1 - t),
        )
        for t in steps
    ]
