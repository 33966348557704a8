"""A postcard as it lies in the valley: picture, name, the mint ring, and the beads of a hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering, Style, Weight
from games.engine.draw.mask import Mask, Point, disc
from games.engine.draw.palette import ABYSS, DEEP, INK, MINT, MIST, Colour, mixed
from games.engine.draw.plate import rounded, rounded_line
from games.screens.valley.postcards import plain_picture
from games.worlds.kit.rings import LINE

NAME = Style(38, Weight.SEMIBOLD)
CORNER, EDGE, SHADOW = 16.0, 2.0, 12.0
FRAME_APART, BEADS_APART, BEADS, BEAD = 5.0, 24.0, 32, 5.5
RESTING = (168, 174, 184)
"""What is left of a card's light, of 255, while it is not chosen."""

STRIP: Colour = (8, 18, 32)
STRIP_TYPE, SMALLEST_SHARE = 0.76, 0.8
"""A name's type is no larger than this share of its strip; a very long name alone is smaller than
this share of the largest type."""


@dataclass(frozen=True)
class Card:
    """A training as the valley shows it. `rung` is in words, empty where none is known; `days` is
    on how many days a round of it counted.
    """

    name: str
    title: str
    trains: str
    rung: str = ""
    today: bool = False
    days: int = 0


def fitting(lettering: Lettering, text: str, style: Style, room: float) -> Style:
    """The style, smaller if the text would be wider than its room in pixels."""
    width = lettering.width(text, style)
    while width > room:
        # Type comes in whole pixels, so the first guess may still be too wide.
        style = replace(style, size=min(0.98, room / width) * style.size)
        width = lettering.width(text, style)
    return style


def picture_card(picture: pygame.Surface, size: tuple[int, int], radius: float) -> pygame.Surface:
    """A picture of a size with round corners and a thin edge."""
    surface = pygame.Surface(size, pygame.SRCALPHA, 32)
    surface.blit(pygame.transform.smoothscale(picture, size), (0, 0))
    cover = rounded(size, radius).cover
    pygame.surfarray.pixels_alpha(surface)[:] = np.rint(cover * 255).astype(np.uint8)
    return surface


class CardPainter:
    """Paints the cards of one size, and what is drawn round the chosen one."""

    def __init__(self, layout: Layout, lettering: Lettering, size: tuple[int, int]) -> None:
        self._layout, self._lettering = layout, lettering
        self.size = size
        self._radius = max(layout.px(CORNER), 3.0)
        self._style, self._name_room = NAME, size[0] - 2 * layout.px(10)
        self._high = round(size[0] * 2 / 3)
        self.frames = [Sprite(self._frame(lit)) for lit in (False, True)]
        self._bead = Sprite(_bead(layout))
        self._around = list(self._bead_places())
        self.shadow = Sprite(self._shadow())

    def suit(self, titles: Iterable[str]) -> None:
        """Write all names alike, as large as the longest allows unless it is very long."""
        lettering, strip = self._lettering, self.size[1] - self._high
        # Far from the screen type is larger, and the strip is not.
        size = min(NAME.size, NAME.size * STRIP_TYPE * strip / lettering.size_px(NAME))
        self._style = replace(NAME, size=size)
        styles = [fitting(lettering, each, self._style, self._name_room) for each in titles]
        smallest = min((style.size for style in styles), default=size)
        self._style = replace(NAME, size=max(smallest, SMALLEST_SHARE * size))

    def card(
        self, card: Card, picture: pygame.Surface | None
    ) -> tuple[pygame.Surface, pygame.Surface]:
        """The whole card, chosen and resting."""
        return self._painted(card, picture, INK), self._painted(card, picture, MIST)

    def draw_hold(self, onto: pygame.Surface, centre: Point, share: float) -> None:
        """The beads round a card as far as it has been held, clockwise from its top."""
        for right, down in self._around[: round(share * BEADS)]:
            self._bead.draw_at(onto, (centre[0] + right, centre[1] + down))

    def _painted(self, card: Card, picture: pygame.Surface | None, name: Colour) -> pygame.Surface:
        whole = pygame.Surface(self.size, 0, 32)
        whole.fill(STRIP)
        room = pygame.Rect(0, 0, self.size[0], self._high)
        picture = picture or plain_picture()
        whole.blit(pygame.transform.smoothscale(picture, room.size), room)
        if name is MIST:
            whole.fill(RESTING, room, special_flags=pygame.BLEND_RGB_MULT)
        self._write_name(whole, card.title, name)
        surface = picture_card(whole, self.size, self._radius)
        edge = Canvas(self.size, grain=0.0)
        edge.paint(self._line(self.size, EDGE), INK, 0.45 if name is INK else 0.22)
        surface.blit(edge.surface(), (0, 0))
        return surface

    def _write_name(self, whole: pygame.Surface, title: str, colour: Colour) -> None:
        lettering, room = self._lettering, self._name_room
        strip = self.size[1] - self._high
        style = fitting(lettering, title, self._style, room)
        y = self._high + strip / 2 + 0.5 * lettering.cap_px(style)
        lettering.write(whole, title, style, (self.size[0] / 2, y), colour, align=0.5)

    def _line(self, size: tuple[int, int], width: float) -> Mask:
        """A line along the inside of a rounded rectangle's edge."""
        return rounded_line(size, self._radius, max(round(self._layout.px(width)), 1))

    def _frame(self, lit: bool) -> Canvas:
        """The mint ring of the chosen card, with its bloom; `lit` while the light leans to it."""
        px = self._layout.px
        apart = round(px(FRAME_APART + LINE))
        size = self.size[0] + 2 * apart, self.size[1] + 2 * apart
        line = Mask(0, 0, self._line(size, LINE * (1.15 if lit else 1.0)).cover)
        bloom = line.blurred(max(px(13), 2.0))
        canvas = Canvas.around(bloom)
        canvas.paint(bloom.times(2.0 if lit else 1.2), MINT, 0.8)
        canvas.paint(line, MINT)
        return canvas

    def _shadow(self) -> Canvas:
        soft = rounded(self.size, self._radius).blurred(max(self._layout.px(SHADOW), 1.5))
        canvas = Canvas.around(soft)
        canvas.paint(soft, ABYSS, 0.6)
        return canvas

    def _bead_places(self) -> Iterator[Point]:
        """Equally far apart round the card, from the middle of its top, clockwise."""
        half_wide = self.size[0] / 2 + self._layout.px(BEADS_APART)
        half_high = self.size[1] / 2 + self._layout.px(BEADS_APART)
        corners = [
            *((0.0, -half_high), (half_wide, -half_high), (half_wide, half_high)),
            *((-half_wide, half_high), (-half_wide, -half_high), (0.0, -half_high)),
        ]
        whole = 4 * (half_wide + half_high)
        for bead in range(BEADS):
            yield _on_line(corners, whole * (bead + 0.5) / BEADS, self._layout.px(BEADS_APART))


def _on_line(corners: list[Point], length: float, cut: float) -> Point:
    """The point so far along a line with corners, which are cut round."""
    for (x, y), (to_x, to_y) in pairwise(corners):
        step = hypot(to_x - x, to_y - y)
        if length <= step:
            at = x + (to_x - x) * length / step, y + (to_y - y) * length / step
            return _rounded_off(at, (abs(corners[1][0]), abs(corners[1][1])), cut)
        length -= step
    return corners[-1]


def _rounded_off(at: Point, corner: Point, radius: float) -> Point:
    """A point on a rectangle's edge, drawn in where the corner is round."""
    in_x, in_y = corner[0] - radius, corner[1] - radius
    over_x, over_y = abs(at[0]) - in_x, abs(at[1]) - in_y
    if over_x <= 0 or over_y <= 0:
        return at
    far = hypot(over_x, over_y)
    x, y = in_x + over_x * radius / far, in_y + over_y * radius / far
    return (x if at[0] > 0 else -x), (y if at[1] > 0 else -y)


def _bead(layout: Layout) -> Canvas:
    radius = max(layout.px(BEAD), 1.6)
    half = round(radius) + 3
    canvas = Canvas((2 * half + 1,) * 2)
    middle = half + 0.5, half + 0.5
    canvas.paint(disc(middle, radius + 1.5), mixed(ABYSS, DEEP, 0.5), 0.8)
    canvas.paint(disc(middle, radius), INK)
    return canvas
