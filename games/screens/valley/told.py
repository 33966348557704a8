"""What the column tells of the chosen game: its picture, its name, whom it helps, how far it is."""

from collections.abc import Sequence

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, TITLE, Lettering, Style, Weight
from games.engine.draw.mask import circle, disc
from games.engine.draw.palette import AMBER, INK, MIST
from games.screens.valley.card import Card, fitting, picture_card
from games.screens.valley.postcards import SIZE, plain_picture

LEFT, WIDTH, TOP, HIGH = 1330.0, 540.0, 62.0, 1000.0
NAME_Y, TRAINS_Y, TRAINS_TO_Y, RUNG_Y, LAMP_Y = 510.0, 560.0, 860.0, 926.0, 1000.0
TRAINS = tuple(
    Style(size, Weight.SEMIBOLD, from_board=False) for size in (48, 44, 40, 36, 32, 29, 26)
)
"""The smaller ones are for longer words."""

LAMP = 15.0
WELCOME = "Where to tonight?"
HOW_TO = "Lean to a picture and hold it for 2 seconds. Standing level chooses nothing."
HOW_TO_BY_HAND = "Choose a picture with the arrow keys and Enter, or touch it twice."
TODAY, NOT_TODAY = "Played today", "Not yet today"
LIT = "{lit} of {games} lit today"


class Told:
    """Draws the column; what it tells of a game is painted once."""

    def __init__(self, layout: Layout, lettering: Lettering) -> None:
        self._layout, self._lettering = layout, lettering
        self._painted: dict[object, pygame.Surface] = {}
        self._at = tuple(round(each) for each in layout.at(LEFT, TOP))

    def forget(self) -> None:
        """Something about the games has changed."""
        self._painted.clear()

    def draw(self, onto: pygame.Surface, card: Card, picture: pygame.Surface | None) -> None:
        """Of a card."""
        key = card, picture is None
        if key not in self._painted:
            self._painted[key] = self._card(card, picture)
        onto.blit(self._painted[key], self._at)

    def welcome(self, onto: pygame.Surface, cards: Sequence[Card], by_hand: bool) -> None:
        """How to choose one, and how many were played today."""
        lit = sum(card.today for card in cards)
        key = by_hand, lit
        if key not in self._painted:
            self._painted[key] = self._welcome(by_hand, lit, len(cards))
        onto.blit(self._painted[key], self._at)

    def _empty(self) -> pygame.Surface:
        px = self._layout.px
        return pygame.Surface((round(px(WIDTH)) + 2, round(px(HIGH))), pygame.SRCALPHA, 32)

    def _y(self, y: float) -> float:
        return self._layout.px(y - TOP)

    def _card(self, card: Card, picture: pygame.Surface | None) -> pygame.Surface:
        surface, lettering = self._empty(), self._lettering
        width = self._layout.px(WIDTH)
        size = round(width), round(width * SIZE[1] / SIZE[0])
        corner = max(self._layout.px(22), 4.0)
        surface.blit(picture_card(picture or plain_picture(), size, corner), (0, 0))
        style = fitting(lettering, card.title, TITLE, width)
        lettering.write(surface, card.title, style, (0, self._y(NAME_Y)), INK)
        self._write_trains(surface, card.trains)
        if card.rung:
            style = fitting(lettering, card.rung, BODY, width)
            lettering.write(surface, card.rung, style, (0, self._y(RUNG_Y)), INK)
        self._write_lamp(surface, TODAY if card.today else NOT_TODAY, card.today)
        return surface

    def _write_trains(self, surface: pygame.Surface, words: str) -> None:
        """What it trains and for whom, from the top of its room, as large as it fits."""
        lettering, width = self._lettering, self._layout.px(WIDTH)
        room = self._layout.px(TRAINS_TO_Y - TRAINS_Y)
        for style in TRAINS:
            lines = lettering.wrapped(words, style, width)
            fits = all(lettering.width(line, style) <= width for line in lines)
            if fits and len(lines) * lettering.pitch_px(style) <= room:
                break
        for row, line in enumerate(lines):
            y = self._y(TRAINS_Y) + (row + 0.8) * lettering.pitch_px(style)
            lettering.write(surface, line, style, (0, y), MIST)

    def _write_lamp(self, surface: pygame.Surface, words: str, lit: bool) -> None:
        """A lamp, lit if it was earned, and words beside it."""
        lettering, layout = self._lettering, self._layout
        colour = AMBER if lit else MIST
        radius = layout.px(LAMP)
        left = 3.4 * radius
        style = fitting(lettering, words, LABEL, layout.px(WIDTH) - left)
        y = self._y(LAMP_Y)
        lettering.write(surface, words, style, (left, y), colour)
        lamp = _lamp(layout, lit).surface()
        middle = y - 0.5 * lettering.cap_px(style)
        half = lamp.get_width() / 2
        surface.blit(lamp, (round(1.2 * radius - half), round(middle - half)))

    def _welcome(self, by_hand: bool, lit: int, games: int) -> pygame.Surface:
        surface, lettering = self._empty(), self._lettering
        width, y = self._layout.px(WIDTH), self._y(170)
        for line in lettering.wrapped(WELCOME, TITLE, width):
            style = fitting(lettering, line, TITLE, width)
            lettering.write(surface, line, style, (0, y), INK)
            y += lettering.pitch_px(TITLE)
        y += 0.2 * lettering.pitch_px(BODY)
        room = self._y(RUNG_Y) - y
        for style in (BODY, *TRAINS):
            lines = lettering.wrapped(HOW_TO_BY_HAND if by_hand else HOW_TO, style, width)
            if len(lines) * lettering.pitch_px(style) <= room:
                break
        for line in lines:
            lettering.write(surface, line, style, (0, y), MIST)
            y += lettering.pitch_px(style)
        if lit:
            self._write_lamp(surface, LIT.format(lit=lit, games=games), lit=True)
        return surface


def _lamp(layout: Layout, lit: bool) -> Canvas:
    """A small lamp beside its words."""
    radius = layout.px(LAMP)
    half = round(radius) + 3
    canvas = Canvas((2 * half + 1,) * 2)
    middle = half + 0.5, half + 0.5
    if lit:
        canvas.paint(disc(middle, radius), AMBER)
        canvas.paint(disc(middle, 0.55 * radius), (255, 240, 206), 0.8)
    else:
        canvas.paint(circle(middle, radius - 1, max(layout.px(3), 1.2)), MIST)
    return canvas
