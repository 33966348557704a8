"""Today's plan as stepping stones across the pond: what is done, what is now, what comes."""

from collections.abc import Sequence

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
of the page.
"""
STONE_STANDS_OUT = 16.0
"""What differs by this from the water is a stone or its light, which stays where water fades."""


class Stones:
    """A strip of the pond as wide as its place, whose edges are the night of the page."""

    def __init__(self, kit: Kit, place: pygame.Rect, states: Sequence[StoneState]) -> None:
        self._place = place
        layout = Layout((place.width, round(place.width * DESIGN[1] / DESIGN[0])))
        high = place.height / layout.scale
        sky = min(MOST_SKY, SKY_SHARE * high)
        water = high - sky
        middle = BLUE_HOUR.horizon_y + MIDDLE_SHARE * water
        places = stone_places(layout, len(states), middle, WAVE_SHARE * water)
        pond = _pond(kit, layout.size)
        lake = pygame.surfarray.array3d(pond).astype(np.float32)
        lay_stones(pond, places, states)
        for stone, state in zip(places, states, strict=True):
            if state is StoneState.NOW:
                Sprite(ring_sprite(stone, max(layout.px(LINE), 2.0))).draw(pond)
        laid = np.abs(pygame.surfarray.array3d(pond) - lake).max(axis=2)
        top = round(layout.px(BLUE_HOUR.horizon_y - sky))
        shown = _faded(place.size)
        stones = smoothstep(0, STONE_STANDS_OUT, laid[:, top : top + place.height])
        np.maximum(shown, stones * smoothstep(0, 0.02, shown), out=shown)
        self._picture = pygame.Surface(place.size, pygame.SRCALPHA, 32)
        self._picture.blit(pond, (0, -top))
        seen = pygame.surfarray.pixels_alpha(self._picture)
        seen[:] = np.rint(255 * shown).astype(np.uint8)
        del seen

    def draw(self, onto: pygame.Surface) -> None:
        """At its place, over the page."""
        onto.blit(self._picture, self._place)


def _pond(kit: Kit, size: tuple[int, int]) -> pygame.Surface:
    """The whole pond, smaller: it is painted once, for the size of the screen."""
    whole = still_layer(kit.layout, kit.stills_folder).subsurface(kit.area(0, 0, *DESIGN))
    return pygame.transform.smoothscale(whole, size)


def _faded(size: tuple[int, int]) -> Picture:
    """How much of each pixel is seen, 0 to 1."""
    x, y = (np.abs(np.linspace(-1, 1, length, dtype=np.float32)) ** ROUND for length in size)
    away = np.asarray((x[:, None] + y[None, :]) ** (1 / ROUND), np.float32)
    return np.asarray(1 - smoothstep(SEEN_TO, 1.0, away), np.float32)
