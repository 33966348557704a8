"""Progress as the patient sees it: a shore for each leg, one lantern for each visit.

A lantern hangs as high over the water as the visit's value is good; the band of mist is what values
of this leg differ by without any change. Lanterns of visits to come wait unlit above the water, up
to the visit at which the first comparison can be made. The page shows what it is given and judges
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import pygame

from games.desk.buttons import end_of_a_page
from games.desk.header import TITLE_LEFT
from games.desk.kit import LEFT, RIGHT, Kit
from games.desk.page import Item
from games.desk.sheet import Sheet
from games.desk.type import FAR_TITLES, FAR_WORDS, QUIET
from games.desk.writing import write_down, write_line
from games.engine.draw.canvas import Canvas
from games.engine.draw.lettering import LABEL, LARGE, Style
from games.engine.draw.mask import Point, polygon
from games.engine.draw.palette import DEEP, INK, MIST
from games.screens.station.step import DONE
from games.worlds.lantern_shore import (
    half_height,
    mist_band,
    paint_lantern,
    paint_post,
    paint_tie,
    paint_way,
    shine,
    still_layer,
)
from trainer.texts import said

BASELINE, LEARNING, NO_VISIT, AT_VISIT = "baseline", "learning", "No visit yet", "visit {number}"
MOST_NUMBERS = 3
SENTENCE, ONE_LINE_Y = (TITLE_LEFT, 66.0, 1240.0, 190.0), 128.0
WATER_Y, TOP_Y, FOOT_Y, LEG_Y = 736.0, 372.0, 788.0, 318.0
BETWEEN, INSET = 96.0, 56.0
WIDEST_APART, POST = 150.0, 9.0
UNLIT_SHARE = 0.1
"""A post whose visit has no value ends this high, and nothing hangs there."""

NUMBERS_LEFT, NUMBER_Y, NUMBER_WORDS_Y, NUMBER_APART = 470.0, 934.0, 1002.0, 52.0
DONE_WIDE = 290.0
BESIDE = 0.92
"""How far a word may reach beyond the posts that it is for, in steps from post to post."""
KINDS = tuple(Style(size, LABEL.weight, from_board=False) for size in (40, 34, 28))


class Kind(Enum):
    """What a visit counts for; or it is still to come, up to the one that can be compared."""

    LEARNING = "learning"
    BASELINE = "baseline"
    COMPARED = "compared"
    TO_COME = "to come"


@dataclass(frozen=True)
class Lantern:
    """A visit: its value as a share of the scale's height, better is higher; None without one."""

    share: float | None
    kind: Kind = Kind.COMPARED


@dataclass(frozen=True)
class Shore:
    """One leg: its words, a lantern for each visit from first to last, and its band of noise."""

    leg: str
    lanterns: tuple[Lantern, ...] = ()
    mist: tuple[float, float] | None = None


@dataclass(frozen=True)
class Number:
    """A number with its unit, and what it is, in words."""

    words: str
    number: str
    unit: str = ""


@dataclass(frozen=True)
class Panel:
    """Where a shore stands, at 1080 lines."""

    left: float
    wide: float

    def places(self, lanterns: Sequence[Lantern]) -> list[tuple[float, float]]:
        """The place of each lantern, the first at the left; without a value the post's end."""
        room = self.wide - 2 * INSET
        apart = min(room / max(len(lanterns) - 1, 1), WIDEST_APART)
        first = self.left + (self.wide - apart * (len(lanterns) - 1)) / 2
        return [
            (first + apart * index, height_y(UNLIT_SHARE if each.share is None else each.share))
            for index, each in enumerate(lanterns)
        ]

    def apart(self, count: int) -> float:
        """How far neighbours stand from each other."""
        return min((self.wide - 2 * INSET) / max(count - 1, 1), WIDEST_APART)


def panels(count: int) -> list[Panel]:
    """So many shores side by side."""
    wide = (RIGHT - LEFT - BETWEEN * (count - 1)) / max(count, 1)
    return [Panel(LEFT + (wide + BETWEEN) * index, wide) for index in range(count)]


def height_y(share: float) -> float:
    """How far down a share of the scale is; 0 lies on the water."""
    return WATER_Y - (WATER_Y - TOP_Y) * min(max(share, 0.0), 1.0)


class ShorePage(Sheet):
    """One or two shores, the left leg at the left, a sentence above, and at most three numbers."""

    main = DONE.name

    def __init__(
        self,
        kit: Kit,
        shores: Sequence[Shore],
        sentence: str,
        numbers: Sequence[Number] = (),
    ) -> None:
        super().__init__(kit)
        self._tiles = end_of_a_page(kit, DONE, DONE_WIDE)
        self._shores, self._sentence = tuple(shores), sentence
        self._numbers = tuple(numbers)[:MOST_NUMBERS]

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    @property
    def ground(self) -> pygame.Surface:
        return still_layer(self.kit.layout, self.kit.stills_folder)

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        for panel, shore in zip(panels(len(self._shores)), self._shores, strict=True):
            self._paint_mist(onto, panel, shore)
            self._paint_lanterns(onto, panel, shore.lanterns)
            self._write_kinds(onto, panel, shore.lanterns)
            middle = panel.left + panel.wide / 2
            write_line(kit, onto, shore.leg, (middle, LEG_Y), panel.wide, align=0.5)
            if not shore.lanterns:
                at = middle, (TOP_Y + WATER_Y) / 2
                write_line(kit, onto, NO_VISIT, at, panel.wide, FAR_WORDS[1:], QUIET, align=0.5)
        self._write_sentence(onto)
        self._write_numbers(onto)
        kit.tiles(onto, self._tiles)

    def _write_sentence(self, onto: pygame.Surface) -> None:
        """In one large line, or in as many as it needs."""
        kit, wide = self.kit, SENTENCE[2]
        if kit.lettering.width(self._sentence, FAR_TITLES[-1]) <= kit.layout.px(wide):
            at = SENTENCE[0], ONE_LINE_Y
            write_line(kit, onto, self._sentence, at, wide, FAR_TITLES)
        else:
            write_down(kit, onto, self._sentence, SENTENCE, FAR_WORDS)

    def _paint_mist(self, onto: pygame.Surface, panel: Panel, shore: Shore) -> None:
        if shore.mist is None or not shore.lanterns:
            return
        low, high = sorted(shore.mist)
        layout = self.kit.layout
        left, top = layout.at(panel.left, height_y(high))
        bottom = layout.at(0, height_y(low))[1]
        size = round(layout.px(panel.wide)), max(round(bottom - top), 3)
        onto.blit(mist_band(size, len(shore.lanterns) + 3).surface(), (round(left), round(top)))

    def _paint_lanterns(
        self, onto: pygame.Surface, panel: Panel, lanterns: Sequence[Lantern]
    ) -> None:
        layout, places = self.kit.layout, panel.places(lanterns)
        half = half_height(layout.px(panel.apart(len(lanterns))), layout)
        water_y, wide = layout.at(0, WATER_Y)[1], max(min(layout.px(POST), 0.32 * half), 1.5)
        hung = [layout.at(*at) for at, each in zip(places, lanterns, strict=True)
                if each.share is not None]  # fmt: skip
        for at, each in zip(places, lanterns, strict=True):
            x, y = layout.at(*at)
            paint_post(onto, (x, water_y), (x, y), wide)
            if each.kind is Kind.BASELINE:
                paint_tie(onto, (x, water_y - 1.1 * half), wide)
        paint_way(onto, hung, max(layout.px(3), 1.2), MIST)
        for at, each in zip(places, lanterns, strict=True):
            if each.kind is Kind.TO_COME:
                paint_lantern(onto, layout.at(*at), half, 0.0)
            elif each.share is not None:
                self._hang(onto, layout.at(*at), half, water_y, each.kind)

    def _hang(
        self, onto: pygame.Surface, at: Point, half: float, water_y: float, kind: Kind
    ) -> None:
        """A lantern; one of a learning visit burns low, as it is compared with none."""
        lit = 0.45 if kind is Kind.LEARNING else 1.0
        shine(onto, at, half, water_y, lit)
        paint_lantern(onto, at, half, lit)

    def _write_kinds(self, onto: pygame.Surface, panel: Panel, lanterns: Sequence[Lantern]) -> None:
        """Below the posts of the first visits, what they are for."""
        places, apart = panel.places(lanterns), panel.apart(len(lanterns))
        alone = all(each.kind is not Kind.BASELINE for each in lanterns)
        spans = []
        for kind, words in ((Kind.LEARNING, LEARNING), (Kind.BASELINE, BASELINE)):
            xs = [x for (x, _), each in zip(places, lanterns, strict=True) if each.kind is kind]
            spans += [(words, min(xs), max(xs))] if xs else []
        # Both words in type of one size.
        letters, px = self.kit.lettering, self.kit.layout.px
        rooms = [(words, px(right - left + BESIDE * apart)) for words, left, right in spans]
        styles = [letters.widest(words, KINDS, room) for words, room in rooms]
        smallest = min(styles, key=lambda style: style.size, default=KINDS[0])
        for words, left, right in spans:
            last = alone or words is BASELINE
            self._write_kind(onto, words, (left, right), apart, smallest, last)
        if lanterns and lanterns[-1].kind is Kind.TO_COME:
            words = said(AT_VISIT).format(number=len(lanterns))
            at = self.kit.layout.at(places[-1][0], FOOT_Y)
            self._write_on_veil(onto, words, KINDS[1], at, 0.5)

    def _write_kind(
        self,
        onto: pygame.Surface,
        words: str,
        span: tuple[float, float],
        apart: float,
        style: Style,
        last: bool,
    ) -> None:
        """A line below the posts from one to the other, and the word in its middle.

        Where that is too narrow, only the `last` word is written, for there is room beside it.
        """
        layout, lettering = self.kit.layout, self.kit.lettering
        left, right = span
        x, y = layout.at(left - 0.3 * apart, WATER_Y + 14)
        to_x = layout.at(right + 0.3 * apart, 0)[0]
        bar = pygame.Rect(round(x), round(y), round(to_x - x), max(round(layout.px(3)), 1))
        pygame.draw.rect(onto, MIST, bar)
        room = layout.px(right - left + BESIDE * apart)
        at_y = layout.at(0, FOOT_Y)[1]
        if lettering.width(words, style) <= room:
            self._write_on_veil(onto, words, style, ((x + to_x) / 2, at_y), 0.5)
        elif last:
            self._write_on_veil(onto, words, KINDS[0], (x, at_y), 0.0)

    def _write_on_veil(
        self, onto: pygame.Surface, words: str, style: Style, at: Point, align: float
    ) -> None:
        """The lanterns' light on the water is as bright as these words."""
        lettering = self.kit.lettering
        wide, high = lettering.width(words, style), lettering.cap_px(style)
        left, soft = at[0] - align * wide, max(0.5 * high, 1.0)
        right, top, low = left + wide, at[1] - high, at[1] + 0.3 * high
        mask = polygon([(left, top), (right, top), (right, low), (left, low)]).blurred(soft)
        canvas = Canvas.around(mask)
        canvas.paint(mask, DEEP, 0.85)
        onto.blit(canvas.surface(), canvas.origin)
        lettering.write(onto, words, style, at, QUIET, align=align)

    def _write_numbers(self, onto: pygame.Surface) -> None:
        """In one row at the foot, each with its words below it."""
        wide = (RIGHT - NUMBERS_LEFT) / MOST_NUMBERS
        kit, layout, lettering = self.kit, self.kit.layout, self.kit.lettering
        for index, each in enumerate(self._numbers):
            x = NUMBERS_LEFT + wide * index
            end = lettering.write_number(onto, each.number, LARGE, layout.at(x, NUMBER_Y), INK)
            unit_at = end + layout.px(12), layout.at(0, NUMBER_Y)[1]
            lettering.write(onto, each.unit, LABEL, unit_at, QUIET)
            room = wide - NUMBER_APART
            write_line(kit, onto, each.words, (x, NUMBER_WORDS_Y), room, FAR_WORDS[1:], QUIET)
