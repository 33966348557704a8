"""The sensor's box on each of its six faces; its label shows the top, its arrow the front."""

from collections.abc import Sequence

from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, DEEP, INK, MINT, MIST, SHALLOW, mixed
from games.engine.draw.sketch import LINE, Sketch
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
FILLS = {True: mixed(SHALLOW, INK, 0.16), False: mixed(DEEP, SHALLOW, 0.75)}


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
    table = [(x * 106.0, y * 106.0, -height) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    sketch.fill(view.all(table), ABYSS, 0.4)
    sketch.edge(view.all(table), MIST, 0.22, 0.8 * LINE)
    spread = [(turn(at)[0] * 1.06, turn(at)[1] * 1.06, -height) for at in _corners()]
    sketch.shade(hull(view.all(spread)), 16, 0.8)
    ground = hull(view.all((turn(at)[0], turn(at)[1], -height) for at in _corners()))
    sketch.glow(ground, MINT, 0.5)
    _paint_box(sketch, view, turn, down)
    nearest = max(range(len(ground)), key=lambda index: ground[index][1])
    edge = [ground[(nearest + step) % len(ground)] for step in (-1, 0, 1)]
    sketch.line(edge, MINT, 13)


def _paint_box(sketch: Sketch, view: View, turn: Turn, down: Spot) -> None:
    sketch.edge(hull(view.all(map(turn, _corners()))), ABYSS, 0.8, 3 * LINE)
    for face in FACES:
        normal = turn(face)
        if not view.faces(normal):
            continue
        outline = view.all(map(turn, _face(face)))
        sketch.fill(outline, FILLS[face == UP])
        if face == down:
            sketch.fill(outline, MINT, 0.75)
        sketch.edge(outline, MIST, 0.95)
        if face == UP:
            _paint_label(sketch, view, turn)


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
        at[others[0]], at[others[1]] = i * HALF[others[0]], j * HALF[others[1]]
        spots.append((at[0], at[1], at[2]))
    return spots


def _scaled(face: Spot) -> Spot:
    return face[0] * HALF[0], face[1] * HALF[1], face[2] * HALF[2]


def _steps() -> list[float]:
    return [step / 24 for step in range(25)]


def _bent(start: float, end: float, t: float) -> float:
    return start + (end - start) * t - 4 * 95.0 * t * (1 - t)
