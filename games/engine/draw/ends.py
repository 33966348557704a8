"""The words of the four directions, inside the rim: the patient presses one of them down.

They are seen at the gate and for a few seconds more. Of a light that has left its ring, the one to
press grows.
"""

import re
from dataclasses import dataclass

import pygame

from games.engine.draw.field import FieldMap
from games.engine.draw.lettering import LABEL, STRONG, Lettering, Style
from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, MIST, Colour
from games.engine.words import HEEL, TOES, ends_of_ml
from trainer.recording.envelope import Rim
from trainer.recording.vocabulary import Side
from trainer.texts import said

INSIDE_RIM, TIGHT = 0.44, 1.08
"""From the rim's line to a word, in capitals; from line to line, as a share of the type's size."""

SHADOW, SHADOWS = 10.0, 2
NIGHT: Colour = ABYSS
"""A soft dark edge, laid over itself so often, so that words are read over any stone."""

FADE_S, STAY_S = 0.5, 5.0


def words_share(since_start_s: float) -> float:
    """How visible the words are so long after the start."""
    return min(max((STAY_S + FADE_S - since_start_s) / FADE_S, 0.0), 1.0)


class Ends:
    """The four words, quiet or strong."""

    def __init__(self, lettering: Lettering, field: FieldMap, rim: Rim, side: Side) -> None:
        left, right = ends_of_ml(side)
        words = (TOES, right, HEEL, left)
        reach = (rim.limit_deg([1, 0, -1, 0], [0, 1, 0, -1]) * field.px_per_deg).tolist()
        inside = INSIDE_RIM * lettering.cap_px(LABEL)
        self._quiet = [
            _Word(lettering, words[end], LABEL, MIST, _place(field.centre, end, reach[end], inside))
            for end in range(4)
        ]
        self._strong = [
            _Word(lettering, words[end], STRONG, INK, _place(field.centre, end, reach[end], inside))
            for end in range(4)
        ]

    def draw(self, onto: pygame.Surface, share: float, but: int | None = None) -> None:
        """All of them at a share of their light, but the one that is drawn strong."""
        for end, word in enumerate(self._quiet):
            word.draw(onto, 0.0 if end == but else share)

    def draw_strong(self, onto: pygame.Surface, end: int, strength: float) -> None:
        """The one to press."""
        self._strong[end].draw(onto, strength)


def write_ends(
    onto: pygame.Surface, lettering: Lettering, field: FieldMap, rim: Rim, side: Side
) -> None:
    """The four words on a still layer, where they stay."""
    Ends(lettering, field, rim, side).draw(onto, 1.0)


class _Word:
    """One word in one style, in lines, kept so that it can fade."""

    def __init__(
        self, lettering: Lettering, text: str, style: Style, colour: Colour, place: "_Place"
    ) -> None:
        lines = parts_of(said(text))
        pitch, cap = TIGHT * lettering.size_px(style), lettering.cap_px(style)
        width = max(lettering.width(line, style) for line in lines)
        far = max(round(SHADOW * lettering.size_px(style) / style.size), 1)
        size = width + 2 * far, round(pitch * len(lines)) + 2 * far
        shadow, words = (pygame.Surface(size, pygame.SRCALPHA, 32) for _ in range(2))
        for row, line in enumerate(lines):
            at = far + place.align_x * width, far + row * pitch + 0.5 * (pitch + cap)
            lettering.write(shadow, line, style, at, NIGHT, align=place.align_x)
            lettering.write(words, line, style, at, colour, align=place.align_x)
        self._surface = pygame.transform.gaussian_blur(shadow, max(far // 2, 1))
        for _ in range(SHADOWS):
            self._surface.blit(self._surface.copy(), (0, 0))
        self._surface.blit(words, (0, 0))
        high, (x, y), slack = pitch * len(lines), place.at, (pitch - cap) / 2
        top = y - place.align_y * high + (2 * place.align_y - 1) * slack
        self._at = round(x - place.align_x * width) - far, round(top) - far

    def draw(self, onto: pygame.Surface, share: float) -> None:
        if share > 0:
            self._surface.set_alpha(round(255 * min(share, 1.0)))
            onto.blit(self._surface, self._at)


@dataclass(frozen=True)
class _Place:
    """A point, and which part of a word stands there: 0 its left or top, 1 its right or bottom."""

    at: Point
    align_x: float
    align_y: float


def parts_of(words: str) -> list[str]:
    """The lines of a narrow block: broken between words and at hyphens, which are left out."""
    return re.findall(r"[^\s-]+", words)


def _place(centre: Point, end: int, reach: float, inside: float) -> _Place:
    x, y = centre
    return (
        _Place((x, y - reach + inside), 0.5, 0.0),
        _Place((x + reach - inside, y), 1.0, 0.5),
        _Place((x, y + reach - inside), 0.5, 1.0),
        _Place((x - reach + inside, y), 0.0, 0.5),
    )[end]
