"""The sensor's box on each of its six faces; its label shows the top, its arrow the front."""

from collections.abc import Sequence

import numpy as np

from games.engine.draw.mask import Point
from games.engine.draw.palette import DEEP, INK, MINT
from games.engine.draw.sketch import Sketch
from games.engine.draw.solid import Solid, Stuff, block
from games.engine.draw.view import Spot, Turn, View, hull
from trainer.recording.vocabulary import Side

HALF: Spot = (50.0, 80.0, 30.0)
"""Half of its width, length and height, in drawing millimetres: proportions, not measures."""

FACES: tuple[Spot, ...] = ((0, 0, 1), (0, 0, -1), (-1, 0, 0), (1, 0, 0), (0, 1, 0), (0, -1, 0))
UP, DOWN, LEFT, RIGHT, FRONT, REAR = FACES
LARGE_SCALE, SMALL_SCALE = 2.5, 1.1
LARGE_MIDDLE, SMALL_MIDDLE = (100.0, 84.0), (-350.0, -190.0)
SMALL_ABOVE_DEG, LARGE_ABOVE_DEG = 38.0, 24.0
ARROW_WAY = ((-205.0, -255.0), (30.0, -190.0))
BEVEL_MM = 8.0
CASE = Stuff((82, 128, 142), (22, 48, 60), 0.4)
TABLE = Stuff((34, 62, 74), (14, 34, 44), 0.1)


def paint_label_up(sketch: Sketch, _: Side) -> None:
    """As it is worn, with the label on top."""
    _paint_pose(sketch, lambda spot: spot, DOWN, View(-28.0, 34.0, LARGE_SCALE, (0.0, 84.0)))
    sketch.arrow([(0.0, -350.0), (0.0, -180.0)], INK, 24)


def paint_label_down(sketch: Sketch, _: Side) -> None:
    """Turned over: the label is underneath."""
    _paint_after_small(sketch, lambda at: (-at[0], at[1], -at[2]), UP, -28.0, -28.0)


def paint_left_side(sketch: Sketch, _: Side) -> None:
    """On the long side that is on the left when the arrow points away."""
    _paint_after_small(sketch, lambda at: (-at[2], at[1], at[0]), LEFT, -28.0, -60.0)


def paint_right_side(sketch: Sketch, _: Side) -> None:
    """On the long side that is on the right when the arrow points away."""
    _paint_after_small(sketch, lambda at: (at[2], at[1], -at[0]), RIGHT, 28.0, 60.0)


def paint_front_side(sketch: Sketch, _: Side) -> None:
    """On the end that the arrow points to."""
    _paint_after_small(sketch, lambda at: (at[0], at[2], -at[1]), FRONT, 152.0, 152.0)


def paint_rear_side(sketch: Sketch, _: Side) -> None:
    """On the end that the arrow comes from."""
    _paint_after_small(sketch, lambda at: (at[0], -at[2], at[1]), REAR, -28.0, -28.0)


def _paint_after_small(
    sketch: Sketch, turn: Turn, down: Spot, before_deg: float, after_deg: float
) -> None:
    """How the box lies now, and large, how to lay it; the face that goes down is mint in both."""
    small = View(before_deg, SMALL_ABOVE_DEG, SMALL_SCALE, SMALL_MIDDLE)
    _paint_box(sketch, small, lambda spot: spot, down)
    start, end = ARROW_WAY
    bend = [(start[0] + (end[0] - start[0]) * t, _bent(start[1], end[1], t)) for t in _steps()]
    sketch.arrow(bend, INK, 22)
    _paint_pose(sketch, turn, down, View(after_deg, LARGE_ABOVE_DEG, LARGE_SCALE, LARGE_MIDDLE))


def _paint_pose(sketch: Sketch, turn: Turn, down: Spot, view: View) -> None:
    height = max(abs(value) for value in turn(_scaled(down)))
    table = block((212.0, 212.0, 12.0), TABLE, 5.0).moved(np.eye(3), (0.0, 0.0, -height - 12.0))
    sketch.cast(table, view, -height - 12.0, 20.0)
    sketch.solid(table, view)
    sketch.cast(_case().turned(turn), view, -height, 12.0)
    ground = hull(view.all((turn(at)[0], turn(at)[1], -height) for at in _corners()))
    sketch.glow(ground, MINT, 0.5)
    _paint_box(sketch, view, turn, down)
    nearest = max(range(len(ground)), key=lambda index: ground[index][1])
    edge = [ground[(nearest + step) % len(ground)] for step in (-1, 0, 1)]
    sketch.line(edge, MINT, 11)


def _paint_box(sketch: Sketch, view: View, turn: Turn, down: Spot) -> None:
    sketch.solid(_case().turned(turn), view)
    for face in FACES:
        if view.faces(turn(face)):
            if face == down:
                sketch.fill(view.all(map(turn, _face(face))), MINT, 0.7)
            if face == UP:
                _paint_label(sketch, view, turn)


def _case() -> Solid:
    wide, long, high = HALF
    made = block((2 * wide, 2 * long, 2 * high), CASE, BEVEL_MM)
    return made.moved(np.eye(3), (0.0, 0.0, -high))


def _paint_label(sketch: Sketch, view: View, turn: Turn) -> None:
    """A sticker with lines of writing and a large arrow to the front."""
    top = HALF[2] + 0.5

    def on_top(points: Sequence[Point]) -> list[Point]:
        return view.all(turn((x, y, top)) for x, y in points)

    sketch.fill(on_top(((-38, -66), (38, -66), (38, 66), (-38, 66))), INK, 0.92)
    for y in (-50.0, -36.0):
        sketch.fill(on_top(((-26, y - 3), (26, y - 3), (26, y + 3), (-26, y + 3))), DEEP, 0.65)
    arrow = ((-8, -20), (8, -20), (8, 20), (26, 20), (0, 58), (-26, 20), (-8, 20))
    sketch.fill(on_top(arrow), DEEP)


def _corners() -> list[Spot]:
    wide, long, high = HALF
    return [(i * wide, j * long, k * high) for i in (-1, 1) for j in (-1, 1) for k in (-1, 1)]


def _face(normal: Spot) -> list[Spot]:
    axis = next(index for index, value in enumerate(normal) if value)
    others = [index for index in range(3) if index != axis]
    spots = []
    for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        at = [0.0, 0.0, 0.0]
        at[axis] = normal[axis] * HALF[axis]
        for axis_, end in zip(others, (i, j), strict=True):
            at[axis_] = end * (HALF[axis_] - BEVEL_MM)
        spots.append((at[0], at[1], at[2]))
    return spots


def _scaled(face: Spot) -> Spot:
    return face[0] * HALF[0], face[1] * HALF[1], face[2] * HALF[2]


def _steps() -> list[float]:
    return [step / 24 for step in range(25)]


def _bent(start: float, end: float, t: float) -> float:
    return start + (end - start) * t - 4 * 95.0 * t * (1 - t)
