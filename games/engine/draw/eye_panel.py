"""The therapist's half of an exercise off the board: three rows of two big buttons.

Quiet, in ink and mist: the patient sees it, too, and neither answer may look like a mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sin

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import QUIET
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import ASIDE_BOLD, NOTE, NOTE_BOLD, Lettering, Style
from games.engine.draw.mask import Point, disc, outline, polygon
from games.engine.draw.palette import DEEP, INK, MIST, Colour, mixed
from games.engine.eye import MEANT, ROWS
from trainer.recording.eye import EyeScore, Part
from trainer.texts import said

LEFT, FIRST_Y, ROW_PITCH = 1310.0, 158.0, 256.0
BUTTON_WIDTH, BUTTON_HEIGHT, APART, LABEL_ABOVE = 268.0, 160.0, 18.0, 24.0
CORNER, CORNER_STEPS = 22.0, 8
WORDS_WITHIN, KEY_IN, DOT_IN, DOT = 24.0, (22.0, 40.0), 30.0, 11.0
READ = mixed(MIST, INK, 0.35)

TITLES: Mapping[Part, str] = {Part.PELVIS: "Pelvis", Part.KNEE: "Knee", Part.TRUNK: "Trunk"}
ANSWERS: Mapping[Part, tuple[str, str]] = {
    Part.PELVIS: ("stays level", "drops"),
    Part.KNEE: ("over the foot", "moves in"),
    Part.TRUNK: ("stays upright", "leans"),
}


@dataclass(frozen=True)
class _Look:
    """How a button looks: its words, its edge, and a dot in the corner of one that was chosen."""

    style: Style
    words: Colour
    fill: float
    line: float
    dot: float


RESTING = _Look(NOTE, READ, 0.16, 3.0, 0.0)
CHOSEN = _Look(NOTE_BOLD, INK, 0.34, 7.0, 1.0)


class EyePanel:
    """Painted once: the panel at rest, and every button as it looks when it was chosen."""

    def __init__(self, layout: Layout, lettering: Lettering) -> None:
        self._layout, self._lettering = layout, lettering
        self.areas = [(key, self._area(key)) for key in MEANT]
        self._chosen = {key: self._button(key, CHOSEN) for key in MEANT}
        self._resting = [self._button(key, RESTING) for key in MEANT]

    def write(self, onto: pygame.Surface) -> None:
        """The panel at rest; for a still layer."""
        for button in self._resting:
            button.draw(onto)
        for row, (part, _) in enumerate(ROWS):
            at = self._layout.at(LEFT, FIRST_Y + row * ROW_PITCH - LABEL_ABOVE)
            self._lettering.write(onto, TITLES[part], NOTE_BOLD, at, READ)

    def draw(self, onto: pygame.Surface, score: EyeScore) -> None:
        """What was chosen."""
        for key, (part, gave_way) in MEANT.items():
            if score.gave_way.get(part) is gave_way:
                self._chosen[key].draw(onto)

    def _area(self, key: str) -> pygame.Rect:
        row = next(row for row, (_, keys) in enumerate(ROWS) if key in keys)
        x = LEFT + (BUTTON_WIDTH + APART) * MEANT[key][1]
        left, top = self._layout.at(x, FIRST_Y + row * ROW_PITCH)
        size = self._layout.px(BUTTON_WIDTH), self._layout.px(BUTTON_HEIGHT)
        return pygame.Rect(round(left), round(top), round(size[0]), round(size[1]))

    def _button(self, key: str, look: _Look) -> Sprite:
        """Its shape and words, where it belongs on the screen."""
        area, px = self._area(key), self._layout.px
        rim = round(px(look.line)) + 1
        size = area.width + 2 * rim, area.height + 2 * rim
        canvas = Canvas(size, (area.left - rim, area.top - rim), 0.0)
        canvas.paint(polygon(_rounded(area, px(CORNER))), mixed(DEEP, MIST, look.fill))
        edge = outline(_rounded(area, px(CORNER)), max(px(look.line), 1.0))
        canvas.paint(edge, look.words, 0.5 + 0.5 * look.dot)
        corner = area.right - px(DOT_IN), area.top + px(DOT_IN)
        canvas.paint(disc(corner, px(DOT)), look.words, look.dot)
        sprite = Sprite(canvas)
        self._write_words(sprite.surface, key, look)
        return sprite

    def _write_words(self, onto: pygame.Surface, key: str, look: _Look) -> None:
        part, gave_way = MEANT[key]
        px, lettering = self._layout.px, self._lettering
        room = px(BUTTON_WIDTH - 2 * WORDS_WITHIN)
        lines = lettering.wrapped(ANSWERS[part][gave_way], look.style, room)
        middle = onto.get_width() / 2, onto.get_height() / 2
        lettering.write_block(onto, lines, look.style, middle, look.words, align=0.5)
        at = px(KEY_IN[0]), px(KEY_IN[1])
        lettering.write(onto, key, ASIDE_BOLD, at, mixed(look.words, QUIET, 0.5))


def answer_words(key: str) -> str:
    """What a key says of what is seen, in one line."""
    part, gave_way = MEANT[key]
    return f"{said(TITLES[part])}: {said(ANSWERS[part][gave_way])}"


def all_answers() -> dict[str, str]:
    """What each key says."""
    return {key: answer_words(key) for key in MEANT}


def _rounded(area: pygame.Rect, radius: float) -> list[Point]:
    """A rectangle's outline with round corners."""
    corners = (
        (area.right - radius, area.bottom - radius, 0),
        (area.left + radius, area.bottom - radius, 90),
        (area.left + radius, area.top + radius, 180),
        (area.right - radius, area.top + radius, 270),
    )
    return [
        (x + radius * cos(radians(at)), y + radius * sin(radians(at)))
        for x, y, start in corners
        for at in (start + 90 * step / CORNER_STEPS for step in range(CORNER_STEPS + 1))
    ]
