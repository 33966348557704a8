"""Signs that tell how a thing stands by their shape: done, look here, not yet."""

from games.engine.draw.canvas import Canvas
from games.engine.draw.mask import Point, circle, disc, stroke
from games.engine.draw.palette import ABYSS, AMBER, MINT, MIST


def paint_done(canvas: Canvas, centre: Point, radius: float) -> None:
    """A full disc with a check mark."""
    canvas.paint(disc(centre, 1.3 * radius).blurred(0.25 * radius), MINT, 0.16)
    canvas.paint(disc(centre, radius), MINT)
    x, y = centre
    check = [(x - 0.46 * radius, y + 0.02 * radius), (x - 0.12 * radius, y + 0.36 * radius)]
    check.append((x + 0.5 * radius, y - 0.36 * radius))
    canvas.paint(stroke(check, 0.21 * radius), ABYSS)


def paint_look(canvas: Canvas, centre: Point, radius: float) -> None:
    """A ring with an exclamation mark: look here."""
    x, y = centre
    canvas.paint(circle(centre, 0.93 * radius, 0.14 * radius), AMBER)
    bar = [(x, y - 0.5 * radius), (x, y + 0.12 * radius)]
    canvas.paint(stroke(bar, 0.21 * radius), AMBER)
    canvas.paint(disc((x, y + 0.5 * radius), 0.13 * radius), AMBER)


def paint_not_yet(canvas: Canvas, centre: Point, radius: float) -> None:
    """An empty ring."""
    canvas.paint(circle(centre, 0.93 * radius, 0.11 * radius), MIST, 0.7)


def paint_due(canvas: Canvas, centre: Point, radius: float) -> None:
    """A clock: done, but some time ago."""
    x, y = centre
    canvas.paint(circle(centre, 0.93 * radius, 0.14 * radius), AMBER)
    hands = [(x, y - 0.56 * radius), (x, y), (x + 0.38 * radius, y + 0.2 * radius)]
    canvas.paint(stroke(hands, 0.15 * radius), AMBER)
