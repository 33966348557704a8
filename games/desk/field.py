"""A line of text that somebody types, with its caret."""

import pygame

from games.desk.acts import MARK_ALL
from games.desk.kit import INSET, TARGET, Form, Kit
from games.desk.page import Item
from games.desk.type import LINES, MARKED, NAMES, QUIET, WORDS
from games.engine.draw.lettering import MORE, Lettering, Style

ONE_LINE, SEVERAL = NAMES[:3], LINES[0]
"""Type of a field of one line, which is not smaller for a longer text, and of one of several."""

BLINKS_S, CARET, HIGH = 1.06, 4.0, 1.15
MARK_OUT, MARK_HIGH = 8.0, 58.0


class TextField:
    """What was typed so far, no more than `longest` characters. `name` is its item's.

    A text that is `marked` is a proposal: what is typed first takes its place.
    """

    def __init__(
        self, name: str, text: str = "", longest: int = 24, *, marked: bool = False
    ) -> None:
        self.name, self.text, self.longest = name, text, longest
        self._marked = marked and bool(text)

    def type(self, text: str) -> None:
        """Add characters, or take the last one back; in place of a marked text."""
        if text == MARK_ALL:
            self._marked = bool(self.text)
            return
        if self._marked and (text == "\b" or text.isprintable()):
            self.text, self._marked = "", False
        if text == "\b":
            self.text = self.text[:-1]
        elif text.isprintable():
            self.text = (self.text + text)[: self.longest]

    def item(self, area: pygame.Rect, words: str) -> Item:
        return Item(self.name, area, typed=True, words=words)

    def paint(self, kit: Kit, onto: pygame.Surface, area: pygame.Rect, hint: str = "") -> None:
        """The plate, and the end of what was typed; the hint while there is nothing."""
        kit.plate(onto, area, Form.PLAIN)
        if not self.text:
            kit.write_in(onto, hint, _room(kit, area), NAMES, QUIET, most=1)
            return
        style, lines = self._seen(kit, area)
        if self._marked:
            self._paint_mark(kit, onto, area, kit.lettering.width(lines[-1], style))
        kit.lettering.write_block(onto, lines, style, _start(kit, area), WORDS)

    def draw_caret(self, kit: Kit, onto: pygame.Surface, area: pygame.Rect, now_s: float) -> None:
        """The caret after the last character; it blinks, unless the station wants no motion."""
        if not kit.calm and now_s % BLINKS_S > BLINKS_S / 2:
            return
        style, lines = self._seen(kit, area)
        wide = kit.lettering.width(lines[-1], style) if lines[-1] else 0
        high = round(HIGH * kit.lettering.size_px(style))
        below = (len(lines) - 1) / 2 * kit.lettering.pitch_px(style)
        x, middle = _start(kit, area)
        caret = pygame.Rect(0, 0, max(round(kit.layout.px(CARET)), 1), high)
        caret.midleft = round(x + wide + kit.layout.px(4)), round(middle + below)
        onto.fill(WORDS, caret)

    def _paint_mark(self, kit: Kit, onto: pygame.Surface, area: pygame.Rect, wide: float) -> None:
        mark = pygame.Rect(0, 0, round(wide + kit.layout.px(2 * MARK_OUT)), 0)
        mark.height = round(kit.layout.px(MARK_HIGH))
        x, middle = _start(kit, area)
        mark.midleft = round(x - kit.layout.px(MARK_OUT)), round(middle)
        pygame.draw.rect(onto, MARKED, mark, border_radius=round(kit.layout.px(MARK_OUT)))

    def _seen(self, kit: Kit, area: pygame.Rect) -> tuple[Style, list[str]]:
        """The text, or of what does not fit the end: that is where somebody types."""
        room, letters = _room(kit, area).width, kit.lettering
        if area.height > 1.5 * kit.layout.px(TARGET):
            fits = int(area.height / letters.pitch_px(SEVERAL) - 0.3)
            lines = letters.wrapped(self.text, SEVERAL, room)
            seen = lines[-fits:]
            if len(seen) < len(lines):
                seen[0] = _end_of(letters, MORE + seen[0], SEVERAL, room)
            return SEVERAL, seen
        style = letters.widest(self.text, ONE_LINE, room)
        return style, [_end_of(letters, self.text, style, room)]


def _end_of(letters: Lettering, text: str, style: Style, room: float) -> str:
    """As much of a line's end as has room, behind a sign that there is more."""
    seen = text
    while seen and letters.width(seen, style) > room:
        text = text[1:]
        seen = MORE + text
    return seen


def _room(kit: Kit, area: pygame.Rect) -> pygame.Rect:
    return area.inflate(-2 * round(kit.layout.px(INSET)), 0)


def _start(kit: Kit, area: pygame.Rect) -> tuple[float, float]:
    return _room(kit, area).left, area.centery
