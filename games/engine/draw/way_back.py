"""What helps a light back into the ring: the word to press grows, and beads run to the ring.

The words of the four directions stand inside the rim, at the gate and for a few seconds more.
"""

import re
from dataclasses import dataclass
from math import atan2, degrees, hypot, pi, sin

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import LABEL, STRONG, Lettering, Style
from games.engine.draw.mask import Point, disc, halo
from games.engine.draw.palette import ABYSS, INK, MIST, Colour
from games.engine.words import HEEL, TOES, ends_of_ml
from trainer.recording.envelope import Rim
from trainer.recording.target import Ring
from trainer.recording.vocabulary import Side

INSIDE_RIM, TIGHT = 18.0, 1.08
"""From the rim's line to a word; from line to line, as a share of the type's size."""

SHADOW, SHADOWS = 10.0, 2
NIGHT: Colour = ABYSS
"""A soft dark edge, laid over itself so often, so that words are read over any stone."""

FADE_S, STAY_S = 0.5, 5.0
HELP_FROM_S, HELP_FULL_S = 0.25, 0.5
BEADS, BEAD_S, BEAD_RADIUS, LIGHT_RADIUS = 3, 0.8, 9.0, 44.0


def direction_to_press(cursor: tuple[float, float], target: Ring) -> int:
    """The end to press down so that the light comes back: 0 toes, 1 right, 2 heel, 3 left."""
    ap_deg, ml_deg = target[0] - cursor[0], target[1] - cursor[1]
    return round((degrees(atan2(ml_deg, ap_deg)) % 360) / 90) % 4


def help_share(outside_s: float) -> float:
    """How far help has come up after so long outside the ring, 0 to 1."""
    return min(max((outside_s - HELP_FROM_S) / (HELP_FULL_S - HELP_FROM_S), 0.0), 1.0)


def words_share(since_start_s: float) -> float:
    """How visible the words are so long after the start."""
    return min(max((STAY_S + FADE_S - since_start_s) / FADE_S, 0.0), 1.0)


class Ends:
    """The four words, quiet or strong."""

    def __init__(
        self, layout: Layout, lettering: Lettering, field: FieldMap, rim: Rim, side: Side
    ) -> None:
        left, right = ends_of_ml(side)
        words = (TOES, right, HEEL, left)
        reach = (rim.limit_deg([1, 0, -1, 0], [0, 1, 0, -1]) * field.px_per_deg).tolist()
        inside = layout.px(INSIDE_RIM)
        self._quiet = [
            _Word(lettering, words[end], LABEL, MIST, _place(field.centre, end, reach[end], inside))
            for end in range(4)
        ]
        self._strong = [
            _Word(lettering, words[end], STRONG, INK, _place(field.centre, end, reach[end], inside))
            for end in range(4)
        ]

    def draw(self, onto: pygame.Surface, share: float, press: int | None, strength: float) -> None:
        """All of them at a share of their light; the one to press strong, as far as asked."""
        for end, word in enumerate(self._quiet):
            word.draw(onto, 0.0 if end == press else share)
        if press is not None:
            self._strong[press].draw(onto, max(strength, share))


class Beads:
    """Three beads on the way from the light to the ring's edge; `calm` ones stand still."""

    def __init__(self, layout: Layout, field: FieldMap, calm: bool) -> None:
        self._field, self._calm = field, calm
        self._gap, self._apart = layout.px(LIGHT_RADIUS), layout.px(4 * BEAD_RADIUS)
        self._bead = _bead(layout)

    def draw(
        self, onto: pygame.Surface, cursor: tuple[float, float], ring: Ring, outside_s: float
    ) -> None:
        """Where they are after so long outside the ring."""
        start, end = self._field.at(*cursor), self._field.at(ring[0], ring[1])
        away = hypot(end[0] - start[0], end[1] - start[1])
        length = away - ring[2] * self._field.px_per_deg
        if length <= self._gap or outside_s < HELP_FROM_S:
            return
        count = min(BEADS, 1 + int((length - self._gap) / self._apart))
        for index in range(count):
            moved = 0.0 if self._calm else outside_s / BEAD_S
            share = (moved + (index + 0.5) / count) % 1.0
            part = (self._gap + share * (length - self._gap)) / away
            at = start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])
            self._bead.draw_at(onto, at, 0.25 + 0.75 * sin(pi * share))


class _Word:
    """One word in one style, in lines, kept so that it can fade."""

    def __init__(
        self, lettering: Lettering, text: str, style: Style, colour: Colour, place: "_Place"
    ) -> None:
        lines = parts_of(text)
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


def _bead(layout: Layout) -> Sprite:
    radius = layout.px(BEAD_RADIUS)
    size = 2 * round(2 * radius) + 1
    centre = (size / 2, size / 2)
    canvas = Canvas((size, size))
    canvas.paint(halo(centre, 1.8 * radius, 1.4), ABYSS, 0.5)
    canvas.paint(disc(centre, radius), INK)
    return Sprite(canvas)
