"""A line of text that somebody types, with its caret."""

import pygame

from games.desk.kit import INSET, Form, Kit
from games.desk.page import Item
from games.desk.type import NAMES, QUIET, WORDS
from games.engine.draw.lettering import Style

BLINKS_S, CARET, HIGH = 1.06, 4.0, 1.15


class TextField:
    """What was typed so far, no more than `longest` characters. `name` is its item's."""

    def __init__(self, name: str, text: str = "", longest: int = 24) -> None:
        self.name, self.text, self.longest = name, text, longest

    def type(self, text: str) -> None:
        """Add characters, or take the last one back."""
        if text == "\b":
            self.text = self.text[:-1]
        elif text.isprintable():
            self.text = (self.text + text)[: self.longest]

    def item(self, area: pygame.Rect) -> Item:
        return Item(self.name, area, typed=True)

    def paint(self, kit: Kit, onto: pygame.Surface, area: pygame.Rect, hint: str = "") -> None:
        """The plate, and the end of what was typed; the hint while there is nothing."""
        kit.plate(onto, area, Form.PLAIN)
        if not self.text:
            kit.write_in(onto, hint, _room(kit, area), NAMES, QUIET, most=1)
            return
        style, seen = self._seen(kit, area)
        at = _room(kit, area).left, area.centery + 0.5 * kit.lettering.cap_px(style)
        kit.lettering.write(onto, seen, style, at, WORDS)

    def draw_caret(self, kit: Kit, onto: pygame.Surface, area: pygame.Rect, now_s: float) -> None:
        """The caret after the last character; it blinks, unless the station wants no motion."""
        if not kit.calm and now_s % BLINKS_S > BLINKS_S / 2:
            return
        style, seen = self._seen(kit, area)
        wide = kit.lettering.width(seen, style) if seen else 0
        high = round(HIGH * kit.lettering.size_px(style))
        x = _room(kit, area).left + wide + round(kit.layout.px(4))
        caret = pygame.Rect(x, area.centery - high // 2, max(round(kit.layout.px(CARET)), 1), high)
        onto.fill(WORDS, caret)

    def _seen(self, kit: Kit, area: pygame.Rect) -> tuple[Style, str]:
        """Smaller type for longer text, and at last only its end."""
        room = _room(kit, area).width
        style = kit.lettering.widest(self.text, NAMES, room)
        seen = self.text
        while seen and kit.lettering.width(seen, style) > room:
            seen = seen[1:]
        return style, seen


def _room(kit: Kit, area: pygame.Rect) -> pygame.Rect:
    return area.inflate(-2 * round(kit.layout.px(INSET)), 0)
