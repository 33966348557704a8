"""Small pictures beside words: the rail button, a pulled plug, and signs for done or due."""

from games.engine.draw.canvas import Canvas
from games.engine.draw.mask import Point, arc, circle, disc, halo, line, stroke, union
from games.engine.draw.palette import ABYSS, AMBER, CORAL, INK, MINT, MIST, Colour, mixed


def paint_button(canvas: Canvas, centre: Point, radius: float) -> None:
    """A red button on a rail."""
    x, y = centre
    rail = line((x - 2.3 * radius, y), (x + 2.3 * radius, y), 0.72 * radius)
    canvas.paint(rail.blurred(radius * 0.12), ABYSS, 0.5)
    canvas.paint(rail, MIST, 0.5)
    canvas.paint(disc(centre, 1.16 * radius), ABYSS)
    canvas.light(halo(centre, 2.2 * radius, 2.0), CORAL, 0.28)
    canvas.paint(disc(centre, 0.94 * radius), CORAL)
    canvas.light(halo((x - 0.3 * radius, y - 0.35 * radius), 0.7 * radius, 1.6), INK, 0.35)


def paint_plug(canvas: Canvas, centre: Point, size: float) -> None:
    """A cable whose plug is out of its socket."""
    x, y = centre
    width = 0.09 * size
    body = union(
        line((x - 0.34 * size, y), (x - 0.14 * size, y), 0.36 * size),
        line((x - 1.1 * size, y), (x - 0.3 * size, y), width),
    )
    for side in (-1, 1):
        prong = y + side * 0.09 * size
        body = union(body, line((x - 0.1 * size, prong), (x + 0.1 * size, prong), 0.055 * size))
    socket = union(
        line((x + 0.62 * size, y), (x + 0.46 * size, y), 0.4 * size),
        line((x + 0.6 * size, y), (x + 1.2 * size, y), width),
    )
    canvas.light(body.blurred(0.08 * size), MIST, 0.25)
    canvas.paint(body, mixed(MIST, INK, 0.6))
    canvas.paint(socket, MIST, 0.75)
    for at, length in ((-32, 0.15), (0, 0.19), (32, 0.15)):
        _spark(canvas, (x + 0.23 * size, y), size, at, length)


def _spark(canvas: Canvas, centre: Point, size: float, angle_deg: float, length: float) -> None:
    gap = arc(centre, (0.3 + length / 2) * size, 0.05 * size, angle_deg - 3, angle_deg + 3)
    canvas.paint(gap, INK, 0.8)


def paint_done(canvas: Canvas, centre: Point, radius: float, colour: Colour = MINT) -> None:
    """A full disc with a check mark."""
    canvas.paint(disc(centre, 1.3 * radius).blurred(0.25 * radius), colour, 0.16)
    canvas.paint(disc(centre, radius), colour)
    x, y = centre
    check = [(x - 0.46 * radius, y + 0.02 * radius), (x - 0.12 * radius, y + 0.36 * radius)]
    check.append((x + 0.5 * radius, y - 0.36 * radius))
    canvas.paint(stroke(check, 0.21 * radius), ABYSS)


def paint_look(canvas: Canvas, centre: Point, radius: float, colour: Colour = AMBER) -> None:
    """A ring with an exclamation mark: look here."""
    x, y = centre
    canvas.paint(circle(centre, 0.93 * radius, 0.14 * radius), colour)
    bar = [(x, y - 0.5 * radius), (x, y + 0.12 * radius)]
    canvas.paint(stroke(bar, 0.21 * radius), colour)
    canvas.paint(disc((x, y + 0.5 * radius), 0.13 * radius), colour)


def paint_not_yet(canvas: Canvas, centre: Point, radius: float, colour: Colour = MIST) -> None:
    """An empty ring."""
    canvas.paint(circle(centre, 0.93 * radius, 0.11 * radius), colour, 0.7)


def paint_due(canvas: Canvas, centre: Point, radius: float, colour: Colour = AMBER) -> None:
    """A clock: done, but some time ago."""
    x, y = centre
    canvas.paint(circle(centre, 0.93 * radius, 0.14 * radius), colour)
    hands = [(x, y - 0.56 * radius), (x, y), (x + 0.38 * radius, y + 0.2 * radius)]
    canvas.paint(stroke(hands, 0.15 * radius), colour)


def paint_lock(canvas: Canvas, centre: Point, radius: float, colour: Colour = INK) -> None:
    """A closed lock."""
    x, y = centre
    bow = arc((x, y - 0.22 * radius), 0.44 * radius, 0.17 * radius, -90, 90)
    sides = [
        line((x + side, y - 0.22 * radius), (x + side, y + 0.1 * radius), 0.17 * radius)
        for side in (-0.44 * radius, 0.44 * radius)
    ]
    body = line(
        (x - 0.4 * radius, y + 0.48 * radius), (x + 0.4 * radius, y + 0.48 * radius), 0.86 * radius
    )
    canvas.paint(union(union(bow, sides[0]), union(sides[1], body)), colour)
    canvas.paint(disc((x, y + 0.45 * radius), 0.15 * radius), ABYSS)
