"""What all pages are made with: places, type, plates that are painted once, and the focus.

`Desk` has one; a page gets it when it is made.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
import pygame

from games.desk.mark import FocusMark
from games.desk.night import still_night
from games.desk.page import Item
from games.desk.type import CHOICES, DARK, QUIET, WORDS
from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Style
from games.engine.draw.mask import Mask, disc, halo
from games.engine.draw.palette import DEEP, INK, MIST, SHALLOW, Colour, mixed
from games.engine.draw.plate import rounded, rounded_line
from games.engine.setup import Station

LEFT, RIGHT, TOP, BOTTOM = 120.0, 1800.0, 190.0, 896.0
"""The page's body at 1080 lines; the header is above it, and the page's buttons below."""

ROW, ROW_PITCH, TARGET = 104.0, 117.0, 92.0
"""Height of a row, from one to the next, and of everything else that a finger can press."""

CORNER, INSET, ABOVE, BEAD = 22.0, 30.0, 12.0, 10.0
LAMP_EDGE = mixed(MIST, INK, 0.3)


class Form(Enum):
    """How something that can be pressed stands there: `PRIMARY` is what most people want next."""

    PLAIN = "plain"
    PRIMARY = "primary"
    CHOSEN = "chosen"
    BARE = "bare"
    OFF = "off"


@dataclass(frozen=True)
class Tile:
    """Something with words that can be pressed. `key` is a letter that takes it, `row` as in
    `Item`.
    """

    name: str
    words: str
    area: pygame.Rect
    form: Form = Form.PLAIN
    key: str = ""
    row: str = ""

    @property
    def item(self) -> Item:
        enabled, chosen = self.form is not Form.OFF, self.form is Form.CHOSEN
        return Item(
            self.name, self.area, enabled, self.key, words=self.words, chosen=chosen, row=self.row
        )


def _nothing() -> str:
    return ""


class Kit:
    """For one size of window and one station."""

    def __init__(self, layout: Layout, station: Station) -> None:
        self.layout = layout
        self.lettering = layout.lettering(station)
        self.mark = FocusMark(layout)
        self.calm = station.reduced_motion
        self.stills_folder = station.stills_folder
        """Where painted places are kept."""
        self.aside: Callable[[], str] = _nothing
        """What stands at the top right of every page: the clock, the minutes of a visit."""
        self._plates: dict[tuple[tuple[int, int], Form], Sprite] = {}
        self._sprites: dict[Hashable, Sprite] = {}

    @cached_property
    def still(self) -> pygame.Surface:
        """What lies behind every page."""
        return still_night(self.layout)

    def area(self, left: float, top: float, width: float, height: float) -> pygame.Rect:
        """A place in design pixels as the picture's pixels."""
        x, y = self.layout.at(left, top)
        end_x, end_y = self.layout.at(left + width, top + height)
        return pygame.Rect(round(x), round(y), round(end_x) - round(x), round(end_y) - round(y))

    def plate(self, onto: pygame.Surface, area: pygame.Rect, form: Form = Form.PLAIN) -> None:
        """A plate with round corners."""
        key = area.size, form
        if key not in self._plates:
            self._plates[key] = Sprite(self._painted(area.size, form))
        onto.blit(self._plates[key].surface, area)

    def once(self, key: Hashable, paint: Callable[[], Sprite]) -> Sprite:
        """A sprite that is painted when it is first asked for."""
        if key not in self._sprites:
            self._sprites[key] = paint()
        return self._sprites[key]

    def tiles(
        self,
        onto: pygame.Surface,
        tiles: Iterable[Tile],
        styles: Sequence[Style] = CHOICES,
        *,
        alike: bool = False,
    ) -> None:
        """Things to press, their words in the middle; words of one line in type of one size.

        If they are `alike`, those of all lines are.
        """
        groups: dict[tuple[int, bool], list[Tile]] = {}
        for tile in tiles:
            groups.setdefault((0 if alike else tile.area.top, len(tile.words) > 1), []).append(tile)
        for group in groups.values():
            style, most = self._common([(tile.words, self._room(tile)) for tile in group], styles)
            for tile in group:
                self.plate(onto, tile.area, tile.form)
                colour = {Form.PRIMARY: DARK, Form.OFF: QUIET}.get(tile.form, WORDS)
                room = self._room(tile)
                self.write_in(onto, tile.words, room, (style,), colour, align=0.5, most=most)

    def _room(self, tile: Tile) -> pygame.Rect:
        """Where a tile's words may stand; beside the light of a chosen one."""
        across, down = round(self.layout.px(INSET)), round(self.layout.px(ABOVE))
        room = tile.area.inflate(-across, -2 * down)
        if tile.form is Form.CHOSEN:
            beside = round(self.layout.px(INSET + BEAD))
            room.left, room.width = room.left + beside, room.width - beside
        return room

    def _common(
        self, wanted: Sequence[tuple[str, pygame.Rect]], styles: Sequence[Style]
    ) -> tuple[Style, int]:
        """The largest type for all of them, and whether it takes one line or two."""
        for most in (1, 2):
            for style in styles:
                if all(self.fits(words, room, style, most) for words, room in wanted):
                    return style, most
        return styles[-1], 2

    def write_in(
        self,
        onto: pygame.Surface,
        words: str,
        area: pygame.Rect,
        styles: Sequence[Style],
        colour: Colour = WORDS,
        *,
        align: float = 0.0,
        most: int = 2,
    ) -> None:
        """Write as large as it fits, about the middle of the area's height; see `fitted`."""
        style, lines = self.fitted(words, area, styles, most)
        at = area.left + align * area.width, area.centery
        self.lettering.write_block(onto, lines, style, at, colour, align=align)

    def fitted(
        self, words: str, area: pygame.Rect, styles: Sequence[Style], most: int = 2
    ) -> tuple[Style, list[str]]:
        """The style and the lines in which words fit: in one line unless it would be small."""
        letters = self.lettering
        for style in styles[: (len(styles) + 1) // 2]:
            if letters.width(words, style) <= area.width:
                return style, [words]
        for style in styles:
            if self.fits(words, area, style, most):
                return style, letters.wrapped(words, style, area.width)
        return styles[-1], letters.wrapped(words, styles[-1], area.width)

    def fits(self, words: str, area: pygame.Rect, style: Style, most: int) -> bool:
        """Whether words have room in this type, in so many lines."""
        letters = self.lettering
        lines = letters.wrapped(words, style, area.width)
        wide = max(letters.width(line, style) for line in lines)
        high = (len(lines) - 1) * letters.pitch_px(style) + letters.cap_px(style)
        return len(lines) <= most and wide <= area.width and high <= area.height

    def _painted(self, size: tuple[int, int], form: Form) -> Canvas:
        px = self.layout.px
        canvas = Canvas(size, grain=self.layout.grain if form is Form.PRIMARY else 0.0)
        shape = rounded(size, min(px(CORNER), size[1] / 2))
        if form is Form.PRIMARY:
            # Paper before a lamp: bright behind the words, and no glare at the edges.
            canvas.paint(shape, LAMP_EDGE)
            middle = size[0] / 2, size[1] / 2
            lamp = halo(middle, 0.62 * size[0], 1.6)
            canvas.paint(lamp, INK)
            canvas.fade(shape.over(Mask(0, 0, np.zeros(size, np.float32))))
            return canvas
        if form is Form.BARE:
            canvas.paint(shape, mixed(DEEP, SHALLOW, 0.5), 0.28)
            return canvas
        if form is Form.OFF:
            canvas.paint(self._line(size, 1.5), MIST, 0.28)
            return canvas
        fill = mixed(DEEP, SHALLOW, 0.75 if form is Form.CHOSEN else 0.35)
        canvas.paint(shape, fill, 0.95 if form is Form.CHOSEN else 0.6)
        chosen = form is Form.CHOSEN
        canvas.paint(self._line(size, 4.0 if chosen else 2.0), INK, 0.95 if chosen else 0.42)
        if chosen:
            at = px(INSET), size[1] / 2
            canvas.paint(halo(at, px(2.6 * BEAD), 2.2), INK, 0.3)
            canvas.paint(disc(at, px(BEAD)), INK)
        return canvas

    def _line(self, size: tuple[int, int], width: float) -> Mask:
        radius = min(self.layout.px(CORNER), size[1] / 2)
        return rounded_line(size, radius, max(round(self.layout.px(width)), 1))
