"""Text: Manrope in a few sizes, rendered once, numbers in columns that do not jump.

Whole texts are translated here, whatever screen they come from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

import font_manrope
import pygame

from games.engine.draw.palette import INK, Colour
from trainer.texts import said, said_number

WIDOW_SHARE = 0.28
"""A last line shorter than this share of its room is a word left alone."""

CAP_SHARE = 0.73
ASCENT_SHARE, LINE_SHARE = 1.07, 1.3
"""Manrope's proportions to the type size: height of a capital, distance from a line's top to its
baseline, and from one baseline to the next."""

MORE = "…"
"""Behind the beginning of what is cut."""

READ_AT_DISTANCE_PX = 40.0
"""A capital this high at 1080 lines is read from the board: 16 minutes of arc at 2.5 m."""


class Weight(Enum):
    """How bold."""

    REGULAR = "Manrope"
    SEMIBOLD = "ManropeSemiBold"
    EXTRABOLD = "ManropeExtraBold"


@dataclass(frozen=True)
class Style:
    """A size at 1080 lines, and whether the patient reads it from the board."""

    size: float
    weight: Weight
    from_board: bool = True


HUGE = Style(150, Weight.EXTRABOLD)
LARGE = Style(112, Weight.EXTRABOLD)
SHOUTED = (
    LARGE,
    Style(96, Weight.EXTRABOLD),
    Style(82, Weight.EXTRABOLD),
    Style(68, Weight.EXTRABOLD),
)
"""One thing alone, in one line; the smaller ones are for longer words."""

TITLE = Style(84, Weight.SEMIBOLD)
BODY = Style(60, Weight.SEMIBOLD)
STRONG = Style(66, Weight.EXTRABOLD)
LABEL = Style(56, Weight.SEMIBOLD)
ASIDE = Style(27, Weight.REGULAR, from_board=False)
ASIDE_BOLD = Style(27, Weight.SEMIBOLD, from_board=False)
NOTE = Style(38, Weight.REGULAR, from_board=False)
NOTE_BOLD = Style(38, Weight.SEMIBOLD, from_board=False)
"""For a therapist two metres away."""


class Lettering:
    """Renders and caches text for one screen size.

    `scale` is pixels per design pixel; `magnify` enlarges only what is read from the board.
    `written` lists what was written in which style, for tests.
    """

    def __init__(self, scale: float, magnify: float) -> None:
        self._scale, self._magnify = scale, magnify
        self._cache: dict[tuple[str, Style, Colour], pygame.Surface] = {}

    @property
    def written(self) -> list[tuple[str, Style]]:
        """Everything written so far."""
        return [(text, style) for text, style, _ in self._cache]

    def size_px(self, style: Style) -> int:
        return round(style.size * self._scale * (self._magnify if style.from_board else 1.0))

    def cap_px(self, style: Style) -> float:
        """Height of a capital in pixels."""
        return CAP_SHARE * self.size_px(style)

    def width(self, text: str, style: Style) -> int:
        """Width in pixels."""
        return _font(style.weight, self.size_px(style)).size(said(text))[0]

    def text(self, text: str, style: Style, colour: Colour = INK) -> pygame.Surface:
        """Rendered text; the same surface is returned each time."""
        text = said(text)
        key = (text, style, colour)
        if key not in self._cache:
            font = _font(style.weight, self.size_px(style))
            self._cache[key] = font.render(text, True, colour)
        return self._cache[key]

    def rendered(self, text: str, style: Style, colour: Colour = INK) -> pygame.Surface:
        """What somebody is typing: not translated, and not kept."""
        return _font(style.weight, self.size_px(style)).render(text, True, colour)

    def write(
        self,
        onto: pygame.Surface,
        text: str,
        style: Style,
        at: tuple[float, float],
        colour: Colour = INK,
        *,
        align: float = 0.0,
    ) -> float:
        """Write with the baseline at `at`; `align` 0 begins there, 0.5 centres, 1 ends there.

        Returns the x where the text ends.
        """
        surface = self.text(text, style, colour)
        left = at[0] - align * surface.get_width()
        onto.blit(surface, (round(left), round(at[1] - ASCENT_SHARE * self.size_px(style))))
        return left + surface.get_width()

    def write_block(
        self,
        onto: pygame.Surface,
        lines: Sequence[str],
        style: Style,
        at: tuple[float, float],
        colour: Colour = INK,
        *,
        align: float = 0.0,
    ) -> None:
        """Write lines one under the other, their middle at the height of `at`."""
        first = at[1] - (len(lines) - 1) / 2 * self.pitch_px(style) + 0.4 * self.cap_px(style)
        for row, words in enumerate(lines):
            place = at[0], first + row * self.pitch_px(style)
            self.write(onto, words, style, place, colour, align=align)

    def write_centred(
        self,
        onto: pygame.Surface,
        text: str,
        style: Style,
        at: tuple[float, float],
        room: float,
        colour: Colour = INK,
    ) -> None:
        """Write round the middle of `at` and no wider than `room`; the last line ends there."""
        # In a trial the one line is measured by what is rendered already.
        fits = self.text(text, style, colour).get_width() <= room
        lines = [text] if fits else self.wrapped(text, style, room)
        for row, words in enumerate(lines, start=1):
            y = at[1] - self.pitch_px(style) * (len(lines) - row)
            self.write(onto, words, style, (at[0], y), colour, align=0.5)

    def write_number(
        self,
        onto: pygame.Surface,
        number: str,
        style: Style,
        at: tuple[float, float],
        colour: Colour = INK,
        *,
        align: float = 0.0,
    ) -> float:
        """Write digits in cells of equal width, so that nothing after them moves."""
        number = said_number(number)
        cells = [self._cell(sign, style) for sign in number]
        left = at[0] - align * sum(cells)
        for sign, cell in zip(number, cells, strict=True):
            self.write(onto, sign, style, (left + cell / 2, at[1]), colour, align=0.5)
            left += cell
        return left

    def wrapped(self, text: str, style: Style, width: float) -> list[str]:
        """Lines no wider than `width`, broken between words."""
        lines = [""]
        for word in said(text).split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, style) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return self._without_widow(lines, style, width)

    def cut(self, text: str, style: Style, width: float) -> str:
        """The beginning of what has no room in one line: what people type may be long."""
        seen = said(text)
        if self.width(seen, style) <= width:
            return text
        while seen and self.width(seen + MORE, style) > width:
            seen = seen[:-1]
        return seen.rstrip() + MORE

    def _without_widow(self, lines: list[str], style: Style, width: float) -> list[str]:
        """A short last word gets a companion from the line before it."""
        if len(lines) < 2 or self.width(lines[-1], style) > WIDOW_SHARE * width:
            return lines
        *kept, moved = lines[-2].split()
        if len(kept) < 2:
            return lines
        return [*lines[:-2], " ".join(kept), f"{moved} {lines[-1]}"]

    def pitch_px(self, style: Style) -> float:
        """From one baseline to the next."""
        return LINE_SHARE * self.size_px(style)

    def fitted(
        self, text: str, styles: Sequence[Style], width: float, height: float
    ) -> tuple[Style, list[str]]:
        """Wrapped in the first style whose baselines fit into a height, else in the last style."""
        for style in styles:
            lines = self.wrapped(text, style, width)
            if (len(lines) - 1) * self.pitch_px(style) <= height:
                break
        return style, lines

    def widest(self, text: str, styles: Sequence[Style], room: float) -> Style:
        """The first style in which a line is no wider than its room in pixels, else the last."""
        return next((style for style in styles if self.width(text, style) <= room), styles[-1])

    def prepare_numbers(self, style: Style, colour: Colour) -> None:
        """Render all digits now, so that nothing is rendered during a trial."""
        for sign in "0123456789.,–":
            self.text(sign, style, colour)

    def _cell(self, sign: str, style: Style) -> float:
        size = self.size_px(style)
        return 0.605 * size if sign.isdigit() else float(self.width(sign, style))


@cache
def _font(weight: Weight, size_px: int) -> pygame.font.Font:
    if not pygame.font.get_init():
        pygame.font.init()
    return pygame.font.Font(getattr(font_manrope, weight.value), size_px)
