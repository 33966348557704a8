"""A hand that presses down or lets go, as a simple sign."""

from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, MIST, mixed
from games.engine.draw.sketch import Sketch

SKIN = mixed(INK, MIST, 0.22)


def paint_pressing_hand(sketch: Sketch, fingertips: Point, mirror: float = 1.0) -> None:
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


def paint_open_hand(sketch: Sketch, middle: Point, size: float = 1.0) -> None:
    """An open palm with spread fingers: hands off."""

    def at(x: float, y: float) -> Point:
        return middle[0] + size * x, middle[1] + size * y

    parts = [
        ([at(-40, 0), at(-58, -72)], 27.0),
        ([at(-14, -10), at(-21, -104)], 29.0),
        ([at(14, -10), at(19, -102)], 29.0),
        ([at(40, 0), at(56, -72)], 26.0),
        ([at(-34, 58), at(-96, 6)], 29.0),
        ([at(-30, 18), at(30, 18)], 50.0),
        ([at(-22, 62), at(22, 62)], 52.0),
        ([at(0, 70), at(0, 150)], 66.0),
    ]
    for points, width in parts:
        sketch.line(points, ABYSS, (width + 10) * size, 0.9)
    for points, width in parts:
        sketch.line(points, SKIN, width * size)
