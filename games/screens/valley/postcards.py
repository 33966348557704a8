"""Postcards of the games: each a small picture of its own still layer, made once and kept.

A game's place is painted when nobody waits (`games.engine.idle`); its postcard is cut from that
painting, whoever it was painted for. Until then the game has a plain card.
"""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import disc, halo
from games.engine.draw.palette import MIST
from games.worlds.kit.scenery import Scenery
from games.worlds.kit.stills import StillKey, read_still, write_still

VERSION = 1
SIZE = 540, 360
CUT = 65.0, 118.0, 1170.0, 780.0
"""Left, top, width and height of what a postcard shows, at 1080 lines: the field, about its middle.

Column and sentence, which every place sinks into night, are left out.
"""


class Postcards:
    """The pictures there are, by the games' names. `folder` None keeps them in memory alone."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._pictures: dict[str, pygame.Surface | None] = {}

    def picture(self, name: str) -> pygame.Surface | None:
        """The postcard of a game, `SIZE` large; None if there is none yet."""
        if name not in self._pictures:
            self._pictures[name] = read_still(_key(name), self._folder)
        return self._pictures[name]

    def lacks(self, name: str) -> bool:
        """Whether a game has no postcard yet."""
        return self.picture(name) is None

    def make(self, name: str, place: pygame.Surface) -> None:
        """Cut a game's postcard from its place, painted for any screen."""
        layout = Layout(place.get_size())
        (left, top), (width, height) = layout.at(*CUT[:2]), (layout.px(CUT[2]), layout.px(CUT[3]))
        area = pygame.Rect(round(left), round(top), round(width), round(height))
        picture = pygame.transform.smoothscale(place.subsurface(area.clip(place.get_rect())), SIZE)
        self._pictures[name] = picture
        write_still(_key(name), picture, self._folder)


@cache
def plain_picture() -> pygame.Surface:
    """What a card shows before its game's place was painted: night, and one light."""
    scenery = Scenery(SIZE)
    width, height = SIZE
    scenery.fill_down((0, (14, 22, 44)), (0.7 * height, (26, 46, 70)), (height, (12, 26, 40)))
    scenery.light(halo((width / 2, 0.5 * height), 0.42 * height, 2.2), (96, 120, 150), 0.7)
    scenery.paint(disc((width / 2, 0.5 * height), 0.055 * height), MIST)
    return scenery.surface()


def _key(name: str) -> StillKey:
    """Another version of the program may paint its places differently."""
    return StillKey(f"postcard-{name}", VERSION, SIZE, (_program(),))


@cache
def _program() -> str:
    try:
        return version("baps-trainer")
    except PackageNotFoundError:
        return ""
