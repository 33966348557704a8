"""The picture in the second window, in pieces: only those that have changed are drawn again.

For arm's length: nothing smaller than 24 px, words at 7:1, buttons at least 64 px high.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property, partial

import pygame

from games.engine.draw.lettering import NOTE_BOLD, Lettering, Style, Weight
from games.engine.draw.palette import ABYSS, DEEP, INK, MIST, WATER, Colour, mixed
from games.engine.input import NAMED, Area
from games.engine.second.facts import Button, Facts, Figure
from games.engine.second.note_field import NoteField
from trainer.texts import told

SIZE = (1280, 720)
"""The panel at scale 1."""
LEAST_SCALE = 64 / 72
"""Below this the buttons would be too small for a finger."""

SMALL = Style(24, Weight.REGULAR, from_board=False)
BUTTON_WORDS = Style(26, Weight.SEMIBOLD, from_board=False)
ON_BUTTONS = (
    BUTTON_WORDS,
    *(Style(size, Weight.SEMIBOLD, from_board=False) for size in (24, 20)),
)
KEY_NAME = Style(26, Weight.EXTRABOLD, from_board=False)
VALUE = Style(38, Weight.SEMIBOLD, from_board=False)
PHASES = tuple(Style(size, Weight.SEMIBOLD, from_board=False) for size in (42, 34, 28))
CLOCK = Style(76, Weight.EXTRABOLD, from_board=False)

READ = mixed(MIST, INK, 0.45)
EDGE = mixed(DEEP, MIST, 0.55)
FACE, CHOSEN_FACE, PRESSED_FACE = (mixed(DEEP, MIST, share) for share in (0.13, 0.26, 0.38))
NOTE_HERE = "Write a note, Enter keeps it"
KEYS_HERE, NOTED = "What works now", "Noted"

LEFT, MIDDLE, RIGHT = 32, 568, 1248
FIGURES_Y, FIGURE_ROW, FIGURE_WIDTH = 312, 72, 252
NOTED_Y, NOTED_ROW = 548, 30
NOTED_ROWS = 4
BUTTONS_Y, BUTTON_HEIGHT, APART = 70, 72, 8
ROWS, MOST_COLUMNS = 7, 3
MOST_BUTTONS = ROWS * MOST_COLUMNS
NAME_ROOM, INSIDE = 104, 14
NOTE_HEIGHT = 72
APART_BY = " · "
"""Between two conditions of a trial."""

CODES = {
    **{name: code for code, name in NAMED.items()},
    **dict(zip("↑↓←→", (pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT), strict=True)),
}
"""The keys that a button can stand for."""

Content = Hashable
Piece = tuple[str, pygame.Rect, Content, Callable[[pygame.Rect], None]]


class Panel:
    """Draws on a surface of the second window. `areas` are the buttons as they were drawn last."""

    def __init__(self, surface: pygame.Surface) -> None:
        self._surface = surface
        self._scale = min(surface.get_width() / SIZE[0], surface.get_height() / SIZE[1])
        self._lettering = Lettering(self._scale, 1.0)
        self._shown: dict[str, Content] = {}
        self.areas: list[Area] = []
        surface.fill(DEEP)

    @property
    def surface(self) -> pygame.Surface:
        return self._surface

    @cached_property
    def note_area(self) -> pygame.Rect:
        """Where a press opens the note."""
        return self._rect(MIDDLE, SIZE[1] - NOTE_HEIGHT - 16, RIGHT - MIDDLE, NOTE_HEIGHT)

    def draw(
        self,
        facts: Facts,
        buttons: Sequence[Button],
        note: NoteField,
        pressed: str = "",
        more: Callable[[], bool] = lambda: True,
    ) -> bool:
        """Draw what has changed, for as long as there may be `more`; True if anything was drawn.

        What is left over is drawn by a later call.
        """
        drawn = False
        for name, area, content, draw in self._pieces(facts, buttons, note, pressed):
            if self._shown.get(name) == content:
                continue
            if drawn and not more():
                break
            self._surface.fill(DEEP, area)
            self._surface.set_clip(area)
            draw(area)
            self._surface.set_clip(None)
            self._shown[name] = content
            drawn = True
        return drawn

    def _pieces(
        self, facts: Facts, buttons: Sequence[Button], note: NoteField, pressed: str
    ) -> Iterator[Piece]:
        yield from self._button_pieces(facts, buttons, pressed)
        title = facts.title, facts.conditions, facts.source
        wide = MIDDLE - LEFT - 24
        yield "title", self._rect(LEFT, 16, wide, 118), title, partial(self._title, title)
        phase = partial(self._phase, facts.phase)
        yield "phase", self._rect(LEFT, 138, wide, 86), facts.phase, phase
        clock = facts.clock, facts.clock_words, facts.in_set
        yield "clock", self._rect(LEFT, 222, wide, 88), clock, partial(self._clock, clock)
        for place in range(6):
            figure = facts.figures[place] if place < len(facts.figures) else None
            row, column = divmod(place, 2)
            area = self._rect(
                LEFT + column * FIGURE_WIDTH, FIGURES_Y + row * FIGURE_ROW, FIGURE_WIDTH, FIGURE_ROW
            )
            yield f"figure {place}", area, figure, partial(self._figure, figure)
        lines = facts.noted[-NOTED_ROWS:]
        area = self._rect(LEFT, NOTED_Y - 12, wide, SIZE[1] - NOTED_Y + 4)
        yield "noted", area, lines, partial(self._noted, lines)
        field = note.taker is not None, note.text, note.is_open
        yield "note", self.note_area, field, partial(self._note, note)

    def _button_pieces(
        self, facts: Facts, buttons: Sequence[Button], pressed: str
    ) -> Iterator[Piece]:
        columns = 2 if len(buttons) <= 2 * ROWS else MOST_COLUMNS
        zone = self._rect(MIDDLE, BUTTONS_Y, RIGHT - MIDDLE, ROWS * (BUTTON_HEIGHT + APART))
        # Rounded one by one, buttons may reach a pixel beyond it.
        zone.inflate_ip(2, 2)
        keys = tuple((button.name, button.words) for button in buttons)
        # Other keys are other places: all buttons change together, and a press never hits an old
        # one.
        if self._shown.get("keys") != keys:
            self._shown = {n: c for n, c in self._shown.items() if not n.startswith("button ")}
            self.areas = [
                (button.name, self._button_area(place, columns))
                for place, button in enumerate(buttons)
            ]
        yield "keys", zone, keys, lambda _area: None
        heading = told(facts.advice) or (KEYS_HERE if buttons else "")
        area = self._rect(MIDDLE, 4, RIGHT - MIDDLE, BUTTONS_Y - 6)
        yield "heading", area, heading, partial(self._heading, heading)
        for button, (_, place) in zip(buttons, self.areas, strict=True):
            look = button.name in facts.chosen, button.name == pressed
            content = button, look
            yield f"button {button.name}", place, content, partial(self._button, button, look)

    def _button_area(self, place: int, columns: int) -> pygame.Rect:
        row, column = divmod(place, columns)
        width = (RIGHT - MIDDLE + APART) / columns - APART
        x = MIDDLE + column * (width + APART)
        return self._rect(x, BUTTONS_Y + row * (BUTTON_HEIGHT + APART), width, BUTTON_HEIGHT)

    def _title(self, content: tuple[str, str, str], area: pygame.Rect) -> None:
        title, conditions, source = content
        self._line(title, (NOTE_BOLD, BUTTON_WORDS), area, 32, INK)
        lines = self._in_parts(conditions, area.width)[:2]
        for row, words in enumerate((*lines, source)):
            self._line(words, (SMALL, _smaller(SMALL)), area, 62 + 26 * row, READ)

    def _in_parts(self, conditions: str, width: int) -> list[str]:
        """Lines that break between two conditions, not within one."""
        lines = [""]
        for part in conditions.split(APART_BY):
            longer = APART_BY.join(filter(None, (lines[-1], part)))
            if lines[-1] and self._lettering.width(longer, SMALL) > width:
                lines.append(part)
            else:
                lines[-1] = longer
        return lines

    def _phase(self, words: str, area: pygame.Rect) -> None:
        lettering = self._lettering
        style, lines = lettering.fitted(words, PHASES, area.width, 44 * self._scale)
        middle = area.left, area.centery
        lettering.write_block(self._surface, lines, style, middle, INK)

    def _clock(self, content: tuple[str, str, str], area: pygame.Rect) -> None:
        clock, words, in_set = content
        lettering, baseline = self._lettering, area.top + self._px(70)
        x = lettering.write_number(
            self._surface, clock, CLOCK, (area.left + self._px(4), baseline), INK
        )
        if clock:
            x = lettering.write(
                self._surface, words, BUTTON_WORDS, (x + self._px(12), baseline), READ
            )
        at = area.right, baseline
        lettering.write(self._surface, in_set, BUTTON_WORDS, at, INK, align=1.0)

    def _figure(self, figure: Figure | None, area: pygame.Rect) -> None:
        if figure is None:
            return
        lettering, baseline = self._lettering, area.top + self._px(64)
        lettering.write(
            self._surface, figure.words, SMALL, (area.left, area.top + self._px(24)), READ
        )
        if figure.number[:1].isdigit():
            x = lettering.write_number(
                self._surface, figure.number, VALUE, (area.left + self._px(2), baseline), INK
            )
        else:
            x = lettering.write(self._surface, figure.number, VALUE, (area.left, baseline), INK)
        at = x + self._px(6), baseline
        lettering.write(self._surface, figure.unit, BUTTON_WORDS, at, READ)

    def _noted(self, lines: tuple[str, ...], area: pygame.Rect) -> None:
        if not lines:
            return
        top = area.top + self._px(30)
        self._lettering.write(self._surface, NOTED, BUTTON_WORDS, (area.left, top), READ)
        for row, words in enumerate(lines, start=1):
            at = area.left, top + self._px(NOTED_ROW * row)
            self._lettering.write(self._surface, words, SMALL, at, INK)

    def _heading(self, words: str, area: pygame.Rect) -> None:
        styles = BUTTON_WORDS, SMALL, _smaller(SMALL)
        style, lines = self._lettering.fitted(words, styles, area.width, self._px(32))
        middle = area.left, area.centery
        self._lettering.write_block(self._surface, lines[:2], style, middle, READ)

    def _button(self, button: Button, look: tuple[bool, bool], area: pygame.Rect) -> None:
        chosen, pressed = look
        face = PRESSED_FACE if pressed else CHOSEN_FACE if chosen else FACE
        self._box(area, face, INK if chosen else EDGE, 4 if chosen else 2)
        lettering, inside = self._lettering, self._px(INSIDE)
        if button.is_item:
            self._words(button.words, area, area.left + inside)
            return
        baseline = area.centery + 0.4 * lettering.cap_px(KEY_NAME)
        answer = button.words == button.name
        colour = INK if answer else READ
        lettering.write(
            self._surface, button.name, KEY_NAME, (area.left + inside, baseline), colour
        )
        if answer:
            return
        name_px = 2 * inside + lettering.width(button.name, KEY_NAME)
        self._words(button.words, area, area.left + max(self._px(NAME_ROOM), name_px))

    def _words(self, words: str, area: pygame.Rect, x: float) -> None:
        """A button's words, from here to its right edge."""
        room = area.right - self._px(INSIDE) - x
        style, lines = self._lettering.fitted(words, ON_BUTTONS, room, self._px(32))
        self._lettering.write_block(self._surface, lines[:2], style, (x, area.centery), INK)

    def _note(self, note: NoteField, area: pygame.Rect) -> None:
        if note.taker is None:
            return
        self._box(area, ABYSS if note.is_open else WATER, INK if note.is_open else EDGE, 2)
        lettering, inside = self._lettering, self._px(INSIDE)
        baseline = area.centery + 0.5 * lettering.cap_px(BUTTON_WORDS)
        left = area.left + inside
        if not note.text and not note.is_open:
            lettering.write(self._surface, NOTE_HERE, BUTTON_WORDS, (left, baseline), READ)
            return
        # What was typed last is seen; it is no text of the program, and kept in no cache.
        room = area.right - inside - left
        text = note.text
        while text and lettering.width(f"{text}|", BUTTON_WORDS) > room:
            text = text[1:]
        shown = f"{text}|" if note.is_open else text
        picture = lettering.rendered(shown, BUTTON_WORDS, INK)
        self._surface.blit(picture, (left, area.centery - picture.get_height() // 2))

    def _box(self, area: pygame.Rect, face: Colour, edge: Colour, line: float) -> None:
        radius = round(self._px(14))
        width = max(round(self._px(line)), 1)
        pygame.draw.rect(self._surface, face, area, border_radius=radius)
        pygame.draw.rect(self._surface, edge, area, width, border_radius=radius)

    def _line(
        self, words: str, styles: Sequence[Style], area: pygame.Rect, y: float, colour: Colour
    ) -> None:
        style = self._lettering.widest(words, styles, area.width)
        at = area.left, area.top + self._px(y)
        self._lettering.write(self._surface, words, style, at, colour)

    def _px(self, length: float) -> float:
        return length * self._scale

    def _rect(self, x: float, y: float, width: float, height: float) -> pygame.Rect:
        return pygame.Rect(*(round(self._px(length)) for length in (x, y, width, height)))


def _smaller(style: Style) -> Style:
    return Style(style.size * 0.85, style.weight, style.from_board)
