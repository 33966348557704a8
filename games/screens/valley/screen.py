"""The valley's picture: postcards along the way, the light, and what is told of the chosen one.

A postcard is chosen by the light or by hand; `games.screens.valley.choosing` says when it begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.care import CareRim
from games.engine.draw.chrome import MARGIN, QUIET
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import ASIDE, BODY, Lettering
from games.engine.draw.light import Light
from games.engine.draw.mask import Point, circle, disc
from games.engine.draw.palette import ABYSS, INK, MIST
from games.engine.leaning import Leaning, Reach
from games.engine.scene import Recent
from games.engine.scenes.field import SENTENCE_Y
from games.engine.setup import Station
from games.engine.watches import RimLimit
from games.screens.valley.card import Card, CardPainter, fitting
from games.screens.valley.places import Places, way
from games.screens.valley.postcards import Postcards
from games.screens.valley.told import Told
from games.worlds.lilies import Lanterns
from games.worlds.valley import still_layer
from games.worlds.valley_lights import EarnedLights, floating_places

LEAN, STAY, BY_HAND = "Lean to a picture", "Stay there", "Choose by keys or touch"
ROOM = 1180.0
LAMP_INWARDS, LAMP = 7.0, 13.0
ASIDE_Y, ASIDE_PITCH = 1064.0, 34.0
KINDLES_S = 0.6


@dataclass(frozen=True)
class Look:
    """What moves: the light at (ap, ml) if there is one, and how far a lean has been held."""

    cursor: tuple[float, float] | None = None
    leans: bool = False
    share: float = 0.0
    recent: Recent | None = None


class ValleyScreen:
    """Cards round the light. `chosen` is what the ring is round; None at rest."""

    def __init__(
        self,
        layout: Layout,
        station: Station,
        cards: Sequence[Card],
        postcards: Postcards,
        reach: Reach,
        aside: str = "",
    ) -> None:
        self.cards = tuple(cards)
        self.chosen: int | None = None
        self.places = Places.of(layout, len(self.cards))
        self.lettering: Lettering = layout.lettering(station)
        self.leaning = Leaning(reach, self.places.bearings_deg)
        self._layout, self._station, self._aside = layout, station, aside
        self._postcards = postcards
        self._field = FieldMap.of(layout, reach.rim)
        self._limit = RimLimit(reach.rim)
        self._care = CareRim(layout, self._field, reach.rim)
        self._light = Light(layout, self._field)
        self._home = Sprite(self._home_ring())
        self._lanterns, self._unlit = Lanterns(layout), Sprite(_unlit_lantern(layout))
        self._earned = EarnedLights(layout)
        self._kindled_s: dict[int, float] = {}
        self._painter = CardPainter(layout, self.lettering, self.places.size)
        self._told = Told(layout, self.lettering)
        self._still = still_layer(layout, way()[0], station.stills_folder)
        self._base = self._still.copy()
        self.refresh()

    def tell(self, cards: Sequence[Card], now_s: float = 0.0) -> None:
        """The same games, played on: lamps that are newly lit come up."""
        for index, (old, new) in enumerate(zip(self.cards, cards, strict=True)):
            if new.today and not old.today:
                self._kindled_s[index] = now_s
        self.cards = tuple(cards)
        self.refresh()

    def refresh(self) -> None:
        """Lay all cards onto the valley: there may be more postcards than before."""
        self._base.blit(self._still, (0, 0))
        self._lay_earned()
        self._painter.suit(card.title for card in self.cards)
        pictures = [self._postcards.picture(card.name) for card in self.cards]
        self._bright: list[pygame.Surface] = []
        for index, (card, picture) in enumerate(zip(self.cards, pictures, strict=True)):
            bright, resting = self._painter.card(card, picture)
            self._bright.append(bright)
            self._painter.shadow.draw_at(self._base, self.places.centres[index])
            self._base.blit(resting, self.places.area(index))
        self._pictures = pictures
        self._lay_lanterns()
        self._write_aside()
        self._told.forget()

    def note(self, text: str) -> None:
        """Tell the therapist why something cannot be played."""
        self._aside = text
        self.refresh()

    def point(self, point: Point) -> None:
        """The mouse points somewhere; beside the cards it says nothing."""
        found = self.places.at(point)
        self.chosen = self.chosen if found is None else found

    def step(self, key: int) -> None:
        """An arrow key was pressed."""
        self.chosen = self.places.beside(self.chosen, key)

    def step_on(self) -> None:
        """The event button was pressed: to the next card, round the end again."""
        if self.cards:
            self.chosen = 0 if self.chosen is None else (self.chosen + 1) % len(self.cards)

    def draw(
        self, onto: pygame.Surface, look: Look, now_s: float = 0.0, board: bool = True
    ) -> None:
        """The frame of a moment; `board` is False while the board does not answer."""
        onto.blit(self._base, (0, 0))
        for index, card in enumerate(self.cards):
            if card.today:
                since_s = now_s - self._kindled_s.get(index, now_s - KINDLES_S)
                share = 1.0 if self._station.reduced_motion else since_s / KINDLES_S
                self._lanterns.draw_at(onto, self._lamp_at(index), min(max(share, 0.1), 1.0))
        if self.chosen is not None:
            self._draw_chosen(onto, self.chosen, look)
        self._draw_light(onto, look)
        if self.chosen is None:
            self._told.welcome(onto, self.cards, by_hand=not board)
        else:
            self._told.draw(onto, self.cards[self.chosen], self._pictures[self.chosen])
        self._write_sentence(onto, STAY if look.leans else LEAN if board else BY_HAND)

    def _draw_chosen(self, onto: pygame.Surface, index: int, look: Look) -> None:
        centre = self.places.area(index).center
        self._painter.frames[look.leans].draw_at(onto, centre)
        onto.blit(self._bright[index], self.places.area(index))
        self._unlit.draw_at(onto, self._lamp_at(index))
        if self.cards[index].today:
            self._lanterns.draw_at(onto, self._lamp_at(index))
        if look.leans:
            self._painter.draw_hold(onto, centre, look.share)

    def _draw_light(self, onto: pygame.Surface, look: Look) -> None:
        if look.cursor is None:
            return
        self._home.draw_at(onto, self._field.centre)
        ap_deg, ml_deg = look.cursor
        tilt_share = (ap_deg**2 + ml_deg**2) ** 0.5 / self._limit.at(ap_deg, ml_deg)
        self._care.draw(onto, look.cursor, tilt_share)
        lit = float(look.leans)
        if look.recent is not None:
            self._light.draw_trail(onto, look.recent, lit)
        self._light.draw(onto, look.cursor, lit, 1.0)

    def _write_sentence(self, onto: pygame.Surface, words: str) -> None:
        at = self._field.centre[0], self._layout.at(0, SENTENCE_Y)[1]
        style = fitting(self.lettering, words, BODY, self._layout.px(ROOM))
        self.lettering.write(onto, words, style, at, INK, align=0.5)

    def _write_aside(self) -> None:
        """Leg, dome and where the data are from, for the therapist."""
        room = self._layout.px(1920 - 2 * MARGIN)
        lines = self.lettering.wrapped(self._aside, ASIDE, room)[:2]
        for row, line in enumerate(reversed(lines)):
            at = self._layout.at(MARGIN, ASIDE_Y - ASIDE_PITCH * row)
            self.lettering.write(self._base, line, ASIDE, at, QUIET)

    def _lay_earned(self) -> None:
        """What was earned on all days floats before each card; nothing of it ever goes out."""
        for index, card in enumerate(self.cards):
            area = self.places.area(index)
            for place in floating_places(self._layout, self.places.middle, area, card.days):
                self._earned.draw_at(self._base, place)

    def _lay_lanterns(self) -> None:
        """An unlit lantern at the corner of each card."""
        for index in range(len(self.cards)):
            self._unlit.draw_at(self._base, self._lamp_at(index))

    def _lamp_at(self, index: int) -> Point:
        area = self.places.area(index)
        inwards = self._layout.px(LAMP_INWARDS)
        return area.right - inwards, area.top + inwards

    def _home_ring(self) -> Canvas:
        """A thin ring round level: the light is at rest in it."""
        radius = self.leaning.rest_deg() * self._field.px_per_deg
        half = round(radius) + 4
        canvas = Canvas((2 * half + 1,) * 2)
        line = max(self._layout.px(4), 1.4)
        canvas.paint(circle((half + 0.5,) * 2, radius, line), INK, 0.34)
        return canvas


def _unlit_lantern(layout: Layout) -> Canvas:
    """A dark glass with a thin edge and no flame: not lit yet, rather than brown."""
    half = round(layout.px(34)) + 2
    canvas, middle, radius = Canvas((2 * half + 1,) * 2), (half + 0.5, half + 0.5), layout.px(LAMP)
    canvas.paint(disc(middle, radius + 2).blurred(layout.px(5)), ABYSS, 0.8)
    canvas.paint(disc(middle, radius), ABYSS, 0.9)
    canvas.paint(circle(middle, radius, max(layout.px(3), 1.1)), MIST, 0.75)
    return canvas
