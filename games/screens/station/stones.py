"""Today's plan as stepping stones across the pond: what is done, what is now, what comes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pygame

from games.desk.kit import Kit
from games.engine.draw.canvas import Sprite
from games.engine.draw.layout import DESIGN, Layout
from games.engine.draw.mask import Picture
from games.worlds.kit.rings import LINE
from games.worlds.kit.scenery import smoothstep
from games.worlds.stepping_stones import (
    BLUE_HOUR,
    StoneState,
    lay_stones,
    ring_sprite,
    still_layer,
    stone_places,
)

SKY_SHARE, MOST_SKY = 0.22, 110.0
"""How much of the place is sky, and how much at most, as high as on a whole picture."""
MIDDLE_SHARE, WAVE_SHARE = 0.38, 0.27
"""Where on the water the stones lie and how far up and down, as shares of what is seen of it."""
ROUND, SEEN_TO = 2.7, 0.5
"""The pond is an oval, the rounder the smaller the first; from so far out it fades into the night
of the page, on which the stones lie as bright as in its middle.
"""


class Stones:
    """A strip of the pond as wide as its place on a page."""

    def __init__(self, kit: Kit, place: pygame.Rect, states: Sequence[StoneState]) -> None:
        self._place = place
        layout = Layout((place.width, round(place.width * DESIGN[1] / DESIGN[0])))
        high = place.height / layout.scale
        sky = min(MOST_SKY, SKY_SHARE * high)
        top = round(layout.px(BLUE_HOUR.horizon_y - sky))
        self._picture = kit.still.subsurface(place).copy()
        self._picture.blit(_pond(kit, layout.size, top, place.height), (0, 0))
        water = high - sky
        middle = BLUE_HOUR.horizon_y + MIDDLE_SHARE * water
        places = [
            replace(each, centre=(each.centre[0], each.centre[1] - top))
            for each in stone_places(layout, len(states), middle, WAVE_SHARE * water)
        ]
        lay_stones(self._picture, places, states)
        for stone, state in zip(places, states, strict=True):
            if state is StoneState.NOW:
                Sprite(ring_sprite(stone, max(layout.px(LINE), 2.0))).draw(self._picture)

    def draw(self, onto: pygame.Surface) -> None:
        """At its place, over the page."""
        onto.blit(self._picture, self._place)


def _pond(kit: Kit, size: tuple[int, int], top: int, high: int) -> pygame.Surface:
    """A strip of the pond, which is painted once for the size of the screen; its edges fade."""
    whole = still_layer(kit.layout, kit.stills_folder).subsurface(kit.area(0, 0, *DESIGN))
    strip = pygame.Surface((size[0], high), pygame.SRCALPHA, 32)
    strip.blit(pygame.transform.smoothscale(whole, size), (0, -top))
    seen = pygame.surfarray.pixels_alpha(strip)
    seen[:] = np.rint(255 * _faded(strip.get_size())).astype(np.uint8)
    del seen
    return strip


def _faded(size: tuple[int, int]) -> Picture:
    """How much of each pixel is seen, 0 to 1."""
    x, y = (np.abs(np.linspace(-1, 1, length, dtype=np.float32)) ** ROUND for length in size)
    away = np.asarray((x[:, None] + y[None, :]) ** (1 / ROUND), np.float32)
    return np.asarray(1 - smoothstep(SEEN_TO, 1.0, away), np.float32)
