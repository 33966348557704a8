"""What is done to the empty board by hand: laid down, turned, an edge held down, rolled."""

from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, SHALLOW, mixed
from games.engine.draw.sketch import LINE, Sketch
from games.engine.draw.view import Spot, View, hull, ring
from games.screens.figures.board import (
    DECK_MM,
    DOME,
    SIDE_COLOUR,
    THICK_MM,
    UNDERSIDE,
    dome_spots,
    level,
    paint_board,
    paint_contact,
    paint_deck,
    paint_floor,
    print_on,
    resting,
    rim_point,
)
from trainer.recording.vocabulary import Side

TOES_SEEN = View(66.0, 25.0, 1.58, (0.0, 150.0))
HEEL_SEEN = View(66.0, 13.0, 1.58, (0.0, 150.0))
ON_THE_FLOOR = View(0.0, 25.0, 1.62, (0.0, 170.0))
ON_BLOCKS = View(0.0, 13.0, 1.62, (0.0, 210.0))
FROM_BEHIND = 0.0, 30.0, 1.42
BLOCK_MM = 66.0
UPRIGHT_SMALL = View(0.0, 12.0, 0.62, (-320.0, -170.0))
SKIN = mixed(INK, MIST, 0.22)


def paint_toes_down(sketch: Sketch, _: Side) -> None:
    """The toe edge on the floor, a hand on it."""
    toes, heel = _paint_held(sketch, TOES_SEEN, 0.0)
    sketch.word("toes", (toes[0] + 20, toes[1] + 140), MINT)
    sketch.word("heel", (heel[0] - 92, heel[1] + 40), MIST)


def paint_heel_down(sketch: Sketch, _: Side) -> None:
    """The heel edge on the floor, a hand on it."""
    toes, heel = _paint_held(sketch, HEEL_SEEN, 180.0)
    sketch.word("heel", (heel[0] - 20, heel[1] + 92), MINT)
    sketch.word("toes", (toes[0] + 92, toes[1] + 40), MIST)


def paint_edge_down(sketch: Sketch, _: Side) -> None:
    """A finger keeps the empty board's edge on the floor: a low dome would right it."""
    towards = 125.0
    view, turn = View(*FROM_BEHIND, (-26.0, 110.0)), resting(towards)
    paint_floor(sketch, view, 320.0)
    paint_board(sketch, view, turn)
    paint_contact(sketch, view, turn, towards)
    x, y = view.at(rim_point(turn, towards))
    _paint_pressing_hand(sketch, (x - 4, y - 34), -1.0)
    sketch.arrow([(x - 46, y - 300), (x - 46, y - 70)], INK, 26)


def paint_face_down(sketch: Sketch, _: Side) -> None:
    """Turned over: the dome points up, the footprint lies on the floor."""
    paint_floor(sketch, ON_THE_FLOOR)
    paint_underside(sketch, ON_THE_FLOOR)
    paint_board(sketch, UPRIGHT_SMALL)
    sketch.arrow(_bow((-180.0, -255.0), (90.0, -160.0), -130.0), INK, 22)


def paint_on_blocks(sketch: Sketch, _: Side) -> None:
    """Footprint up, the deck carried by three blocks, the dome in the air."""
    view, up = ON_BLOCKS, 2.0 * BLOCK_MM
    paint_floor(sketch, view)
    sketch.shade(view.all(ring(0.9 * DECK_MM, 0.0)), 18, 0.8)
    behind, *before = (ring(0.74 * DECK_MM, 0.0, at, at)[0] for at in (28.0, 138.0, 238.0))
    _paint_block(sketch, view, behind, up)
    dome = hull(view.all((x, y, up - z) for x, y, z in dome_spots()))
    sketch.fill(dome, DOME)
    for block in before:
        _paint_block(sketch, view, block, up)
    paint_deck(sketch, view, level, up)
    print_on(sketch, view, level, up + THICK_MM, None)
    sketch.arrow([(-400.0, -330.0), (-400.0, -90.0)], INK, 22)
    sketch.arrow([(400.0, -330.0), (400.0, -90.0)], INK, 22)


def paint_turned(sketch: Sketch, _: Side) -> None:
    """Turned halfway round on the spot: a mark on the deck moves from one end to the other."""
    view = View(0.0, 38.0, 1.5, (0.0, 40.0))
    paint_floor(sketch, view, 320.0)
    sketch.shade(view.all(ring(DECK_MM, 0.0)), 18, 0.8)
    paint_deck(sketch, view, level, 0.0)
    before, after = _mark(view, 180.0), _mark(view, 0.0)
    sketch.edge(before, MIST, 0.7, 0.8 * LINE)
    sketch.fill(after, MINT)
    way = view.all(ring(262.0, 0.0, 180.0, 18.0))
    sketch.arrow(way, INK, 22)
    sketch.word("180°", (0.0, 62.0), INK)


def paint_underside(sketch: Sketch, view: View) -> None:
    """The board lying on its face: underside, dome and the sensor's box."""
    sketch.shade(view.all(ring(0.98 * DECK_MM, 0.0)), 18, 0.8)
    under = view.all(ring(DECK_MM, THICK_MM))
    body = hull([*under, *view.all(ring(DECK_MM, 0.0))])
    sketch.fill(body, SIDE_COLOUR)
    sketch.fill(under, UNDERSIDE)
    sketch.edge(under, MIST, 0.95)
    sketch.edge(body, MIST, 0.95)
    box = _box((-96.0, -50.0, THICK_MM), (56.0, 40.0, 18.0))
    sketch.fill(hull(view.all(box)), mixed(SHALLOW, INK, 0.35))
    cable = _bow(view.at((-124.0, -52.0, THICK_MM)), view.at((-230.0, -200.0, 0.0)), 26.0)
    sketch.line(cable, MIST, 8)
    ball = ((x, y, THICK_MM + z) for x, y, z in dome_spots())
    shape = hull(view.all(ball))
    sketch.fill(shape, DOME)
    sketch.edge(shape, MIST, 0.9)


def paint_roll_right(sketch: Sketch, _: Side) -> None:
    """Clockwise as seen from above: toes, right, heel, left."""
    _paint_roll(sketch, 1.0)


def paint_roll_left(sketch: Sketch, _: Side) -> None:
    """Anticlockwise as seen from above: toes, left, heel, right."""
    _paint_roll(sketch, -1.0)


def _paint_roll(sketch: Sketch, way: float) -> None:
    towards = way * 125.0
    view = View(*FROM_BEHIND, (-26.0 * way, 110.0))
    turn = resting(towards)
    paint_floor(sketch, view, 320.0)
    behind = view.all(ring(275.0, 0.0, towards + way * 212.0, towards + way * 322.0))
    sketch.dots(behind, INK, 0.75, 12)
    paint_board(sketch, view, turn)
    paint_contact(sketch, view, turn, towards)
    x, y = view.at(rim_point(turn, towards))
    _paint_pressing_hand(sketch, (x - 4 * way, y - 34), -way)
    before = view.all(ring(275.0, 0.0, towards + way * 22.0, towards + way * 196.0))
    sketch.arrow(before, INK, 24)


def _paint_held(sketch: Sketch, view: View, towards_deg: float) -> tuple[Point, Point]:
    turn = resting(towards_deg)
    paint_floor(sketch, view)
    paint_board(sketch, view, turn)
    paint_contact(sketch, view, turn, towards_deg)
    toes, heel = (view.at(rim_point(turn, at)) for at in (0.0, 180.0))
    low = toes if towards_deg == 0.0 else heel
    mirror = 1.0 if towards_deg == 0.0 else -1.0
    _paint_pressing_hand(sketch, (low[0] - 18 * mirror, low[1] - 34), mirror)
    sketch.arrow(
        [(low[0] + 66 * mirror, low[1] - 330), (low[0] + 66 * mirror, low[1] - 90)], INK, 26
    )
    return toes, heel


def _paint_block(sketch: Sketch, view: View, at: Spot, up: float) -> None:
    shape = hull(view.all(_box(at, (BLOCK_MM, BLOCK_MM, up))))
    sketch.fill(shape, mixed(SIDE_COLOUR, INK, 0.25))
    sketch.edge(shape, INK, 0.6)


def _box(at: Spot, size: Spot) -> list[Spot]:
    (x, y, z), (wide, deep, high) = at, size
    return [
        (x + i * wide / 2, y + j * deep / 2, z + k * high)
        for i in (-1, 1)
        for j in (-1, 1)
        for k in (0, 1)
    ]


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


def _paint_pressing_hand(sketch: Sketch, fingertips: Point, mirror: float = 1.0) -> None:
    """Seen from the side: an arm from above, flat fingers on something."""

    def at(x: float, y: float) -> Point:
        return fingertips[0] + mirror * x, fingertips[1] + y

    parts = (
        ([at(-210, -330), at(-128, -96)], 62.0),
        ([at(-128, -88), at(-76, -46)], 64.0),
        ([at(-84, -34), at(0, -10)], 34.0),
        ([at(-130, -70), at(-112, -16)], 28.0),
    )
    for points, width in parts:
        sketch.line(points, ABYSS, width + 12, 0.9)
    for points, width in parts:
        sketch.line(points, SKIN, width)
