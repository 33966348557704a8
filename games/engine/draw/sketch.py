"""A drawing of what to do: shapes in drawing units, painted once; arrows are a separate layer.

`games.screens.figures` draws into 1000 by 840 units around (0, 0), y downwards. The arrows are a
layer of their own so that they can pulse while the rest stands still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, sin

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.lettering import LABEL, Lettering
from games.engine.draw.lit import lit, shadow
from games.engine.draw.mask import Mask, Picture, Point, disc, outline, polygon, stroke
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, Colour
from games.engine.draw.solid import Solid
from games.engine.draw.view import View

WIDTH, HEIGHT = 1000.0, 840.0
LINE = 4.0
ARROW, HEAD = 17.0, 58.0


@dataclass(frozen=True)
class _Word:
    text: str
    at: Point
    colour: Colour
    align: float


class Sketch:
    """Paints one drawing; `scale` is pixels a drawing unit."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        size = round(WIDTH * scale), round(HEIGHT * scale)
        self._middle = size[0] / 2, size[1] / 2
        self._still = Canvas(size, grain=0.0)
        self._moving = Canvas(size, grain=0.0)
        self._words: list[_Word] = []

    def fill(self, points: Sequence[Point], colour: Colour, strength: float = 1.0) -> None:
        """A filled shape."""
        self._still.paint(polygon(self._placed(points)), colour, strength)

    def edge(
        self, points: Sequence[Point], colour: Colour, strength: float = 1.0, width: float = LINE
    ) -> None:
        """A shape's line."""
        self._still.paint(outline(self._placed(points), width * self._scale), colour, strength)

    def line(
        self, points: Sequence[Point], colour: Colour, width: float = LINE, strength: float = 1.0
    ) -> None:
        """An open line with round ends."""
        self._still.paint(stroke(self._placed(points), width * self._scale), colour, strength)

    def dots(
        self, points: Sequence[Point], colour: Colour, strength: float = 1.0, width: float = LINE
    ) -> None:
        """A dotted line; every second step between the points is drawn."""
        for index in range(0, len(points) - 1, 2):
            self.line(points[index : index + 2], colour, width, strength)

    def ball(self, centre: Point, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """A filled circle."""
        self._still.paint(self._disc(centre, radius), colour, strength)

    def glow(self, points: Sequence[Point], colour: Colour = MINT, strength: float = 0.5) -> None:
        """Light around a shape."""
        mask = polygon(self._placed(points)).blurred(18 * self._scale)
        self._still.paint(mask, colour, strength)

    def solid(self, solid: Solid, view: View, fade: float = 0.0, strength: float = 1.0) -> None:
        """A thing with volume; what is farther away fades by that much."""
        painted = lit(solid, view, self._scale, self._middle, fade)
        self._still.lay(painted.surface, painted.origin, strength)

    def cast(self, solid: Solid, view: View, floor_mm: float = 0.0, softness: float = 16.0) -> None:
        """The shadow of a thing with volume on the floor."""
        mask = shadow(solid, view, self._scale, self._middle, floor_mm, softness)
        self._still.paint(mask, ABYSS, 0.75)

    def dissolve(self, over: float) -> None:
        """Let what was painted so far end softly at the drawing's borders."""
        across, down = (
            _eased(np.minimum(at, at[::-1]) / np.float32(over * self._scale))
            for at in (np.arange(side, dtype=np.float32) for side in self._still.size)
        )
        self._still.fade(across[:, None] * down[None, :])

    def word(self, text: str, at: Point, colour: Colour = MIST, align: float = 0.5) -> None:
        """A word with its baseline there."""
        self._words.append(_Word(text, at, colour, align))

    def arrow(self, points: Sequence[Point], colour: Colour = INK, width: float = ARROW) -> None:
        """A movement along points, with its head at the last one."""
        self.arrows([points], colour, width)

    def arrows(
        self, ways: Sequence[Sequence[Point]], colour: Colour = INK, width: float = ARROW
    ) -> None:
        """Movements that belong together, so that no arrow shades another."""
        masks: list[Mask] = []
        for points in ways:
            shaft, head = _arrow(points, HEAD * width / ARROW)
            masks.append(stroke(self._placed(shaft), width * self._scale))
            masks.append(polygon(self._placed(head)))
        for mask in masks:
            self._moving.paint(mask.blurred(5 * self._scale), ABYSS, 0.8)
        for mask in masks:
            self._moving.paint(mask, colour)

    def drawing(self) -> "Drawing":
        """What was painted, ready to be drawn."""
        return Drawing(Sprite(self._still), Sprite(self._moving), tuple(self._words), self._scale)

    def _placed(self, points: Sequence[Point]) -> list[Point]:
        x, y = self._middle
        return [(x + at[0] * self._scale, y + at[1] * self._scale) for at in points]

    def _disc(self, centre: Point, radius: float) -> Mask:
        return disc(self._placed([centre])[0], radius * self._scale)


class Drawing:
    """A painted sketch; the caller sets how strong the movement looks."""

    def __init__(
        self, still: Sprite, moving: Sprite, words: tuple[_Word, ...], scale: float
    ) -> None:
        self._still, self._moving = still, moving
        self._words, self._scale = words, scale

    def draw_bare(self, onto: pygame.Surface, centre: Point, movement: float = 1.0) -> None:
        """With its middle there and without its words, for small drawings."""
        self._still.draw_at(onto, centre)
        self._moving.draw_at(onto, centre, movement)

    def draw(
        self,
        onto: pygame.Surface,
        lettering: Lettering,
        centre: Point,
        movement: float = 1.0,
    ) -> None:
        """With its middle there."""
        self.draw_bare(onto, centre, movement)
        for word in self._words:
            at = centre[0] + word.at[0] * self._scale, centre[1] + word.at[1] * self._scale
            lettering.write(onto, word.text, LABEL, at, word.colour, align=word.align)


def _eased(share: Picture) -> Picture:
    share = np.minimum(share, np.float32(1))
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def _arrow(points: Sequence[Point], head: float) -> tuple[list[Point], list[Point]]:
    """The shaft, cut back so that it ends inside the head, and the head."""
    tip, shaft = points[-1], list(points[:-1])
    while len(shaft) > 1 and _apart(shaft[-1], tip) < 0.9 * head:
        shaft.pop()
    back = shaft[-1]
    way = atan2(tip[1] - back[1], tip[0] - back[0])
    along, across = (cos(way), sin(way)), (-sin(way), cos(way))
    base = tip[0] - head * along[0], tip[1] - head * along[1]
    wings = [
        (base[0] + side * 0.58 * head * across[0], base[1] + side * 0.58 * head * across[1])
        for side in (-1, 1)
    ]
    neck = base[0] + 0.2 * head * along[0], base[1] + 0.2 * head * along[1]
    return [*shaft, neck], [tip, *wings]


def _apart(first: Point, second: Point) -> float:
    return float(((first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2) ** 0.5)
