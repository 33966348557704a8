"""The words of the four directions: the patient presses one of them down.

Toes and heel stand inside the rim, the two sides outside of it, where there is room; all of them
keep clear of the ring and of the gate's arc. They are seen at the gate and for a few seconds more.
Of a light that has left its ring, the one to press grows.
"""

import re

import numpy as np
import pygame

from games.engine.draw.field import AROUND_FIELD, FieldMap
from games.engine.draw.lettering import LABEL, STRONG, Style, Weight
from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, MIST, Colour
from games.engine.scene import Stage
from games.engine.words import HEEL, TOES, ends_of_ml
from trainer.recording.envelope import Rim
from trainer.texts import said

INSIDE_RIM, TIGHT = 0.44, 1.08
"""From the rim's line to toes and heel, in capitals; from line to line, as a share of the type's
size."""
BESIDE_RIM, BESIDE_RING, EDGE = 40.0, 12.0, 24.0
"""The least room from a side's word to the rim's line, and from any word to the gate's arc, to the
edge of the screen and to the column."""

STRONG_SIDES = (STRONG, Style(60, Weight.EXTRABOLD), Style(LABEL.size, Weight.EXTRABOLD))
"""The grown word of a side: a long one grows less."""

SPAN_DEG = 16.0
"""Half of what a side's words cover of the rim."""

SHADOW, SHADOWS = 10.0, 2
NIGHT: Colour = ABYSS
"""A soft dark edge, laid over itself so often, so that words are read over any stone."""

FADE_S, STAY_S = 0.5, 5.0


def words_share(since_start_s: float) -> float:
    """How visible the words are so long after the start."""
    return min(max((STAY_S + FADE_S - since_start_s) / FADE_S, 0.0), 1.0)


class Ends:
    """The four words, quiet or strong, about a ring whose outermost line is `ring_px` away.

    Words at the left begin at `from_x` of the design, if that is clear of the ring. Where there is
    no rim on the screen there are no words.
    """

    def __init__(self, stage: Stage, field: FieldMap, ring_px: float, from_x: float = EDGE) -> None:
        room = _Room(stage, field, ring_px, from_x)
        to_left, to_right = ends_of_ml(stage.setup.conditions.side)
        words = list(enumerate((TOES, to_right, HEEL, to_left))) if room.has_rim else []
        self._quiet = [_Word(room, end, text, (LABEL,), MIST) for end, text in words]
        self._strong = [
            _Word(room, end, text, STRONG_SIDES if end % 2 else (STRONG,), INK)
            for end, text in words
        ]

    @property
    def areas(self) -> list[pygame.Rect]:
        """Where the letters of each word stand, quiet and strong, shadows apart."""
        return [word.area for word in (*self._quiet, *self._strong)]

    def draw(self, onto: pygame.Surface, share: float, but: int | None = None) -> None:
        """All of them at a share of their light, but the one that is drawn strong."""
        for end, word in enumerate(self._quiet):
            word.draw(onto, 0.0 if end == but else share)

    def draw_strong(self, onto: pygame.Surface, end: int, strength: float) -> None:
        """The one to press."""
        for word in self._strong[end : end + 1]:
            word.draw(onto, strength)


class _Room:
    """Where each end's words may stand: from the ring outwards, up to column and screen."""

    def __init__(self, stage: Stage, field: FieldMap, ring_px: float, from_x: float) -> None:
        layout, rim = stage.layout, stage.setup.rim
        self.lettering = lettering = stage.lettering
        self._x, self._y = field.centre
        self._ring = ring_px + layout.px(BESIDE_RING)
        self._reach = [_reach_px(rim, field, end) for end in range(4)]
        self.has_rim = max(self._reach) <= layout.px(AROUND_FIELD)
        self._inside, self._beside = INSIDE_RIM * lettering.cap_px(LABEL), layout.px(BESIDE_RIM)
        self._left = self._x - layout.at(from_x, 0)[0]
        self._right = layout.column - layout.px(EDGE) - self._x

    def at_most(self, end: int) -> float:
        """How wide a side's word may be between the rim's line and the end of the room."""
        return (self._right if end == 1 else self._left) - self._reach[end]

    def place(self, end: int, size: tuple[float, float]) -> Point:
        """The left top corner of a word."""
        (wide, high), reach = size, self._reach[end]
        if end % 2:
            farthest = (self._right if end == 1 else self._left) - wide
            near = max(min(reach + self._beside, farthest), self._ring)
            return self._x + (near if end == 1 else -near - wide), self._y - high / 2
        near = max(reach - self._inside - high, self._ring)
        return self._x - wide / 2, self._y + (near if end == 2 else -near - high)


class _Word:
    """One word in the first style that has room, in lines, kept so that it can fade."""

    def __init__(
        self, room: _Room, end: int, text: str, styles: tuple[Style, ...], colour: Colour
    ) -> None:
        lettering, lines = room.lettering, parts_of(said(text))
        longest = max(lines, key=lambda line: lettering.width(line, styles[0]))
        style = lettering.widest(longest, styles, room.at_most(end))
        pitch, cap = TIGHT * lettering.size_px(style), lettering.cap_px(style)
        align = {1: 0.0, 3: 1.0}.get(end, 0.5)
        width = max(lettering.width(line, style) for line in lines)
        slack = (pitch - cap) / 2
        left, top = room.place(end, (width, pitch * len(lines) - 2 * slack))
        far = max(round(SHADOW * lettering.size_px(style) / style.size), 1)
        size = width + 2 * far, round(pitch * len(lines)) + 2 * far
        shadow, words = (pygame.Surface(size, pygame.SRCALPHA, 32) for _ in range(2))
        for row, line in enumerate(lines):
            at = far + align * width, far + row * pitch + 0.5 * (pitch + cap)
            lettering.write(shadow, line, style, at, NIGHT, align=align)
            lettering.write(words, line, style, at, colour, align=align)
        self._surface = pygame.transform.gaussian_blur(shadow, max(far // 2, 1))
        for _ in range(SHADOWS):
            self._surface.blit(self._surface.copy(), (0, 0))
        self._surface.blit(words, (0, 0))
        self._at = round(left) - far, round(top - slack) - far
        drawn = words.get_bounding_rect()
        self.area = drawn.move(self._at)

    def draw(self, onto: pygame.Surface, share: float) -> None:
        if share > 0:
            self._surface.set_alpha(round(255 * min(share, 1.0)))
            onto.blit(self._surface, self._at)


def _reach_px(rim: Rim, field: FieldMap, end: int) -> float:
    """How far the rim reaches towards an end; at a side, over the whole height of its words."""
    aside = np.radians(np.arange(-SPAN_DEG, SPAN_DEG + 1.0, 2.0) if end % 2 else np.zeros(1))
    angle = aside + np.radians(90.0 * end)
    reach_deg = rim.limit_deg(np.cos(angle), np.sin(angle)) * np.cos(aside)
    return float(reach_deg.max()) * field.px_per_deg


def parts_of(words: str) -> list[str]:
    """The lines of a narrow block: broken between words and at hyphens, which are left out."""
    return re.findall(r"[^\s-]+", words)
