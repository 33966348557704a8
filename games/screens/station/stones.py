"""Today's plan as stepping stones across the pond: what is done, what is now, what comes.

The step now is called by its name below its stone, and the one after it beside that: all names of
a visit have no room in type that is read from the board.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pygame

from games.desk.kit import Kit
from games.desk.type import FAR_WORDS, QUIET, WORDS
from games.engine.draw.canvas import Sprite
from games.engine.draw.layout import DESIGN, Layout
from games.engine.draw.mask import Picture, Point
from games.engine.draw.palette import INK
from games.screens.station.bench import STILL_SHARE, THEN
from games.worlds.bench_by_water import breath
from games.worlds.kit.glow import Glow
from games.worlds.kit.rings import LINE
from games.worlds.kit.scenery import smoothstep
from games.worlds.lantern_shore import paint_way
from games.worlds.path_bench import moon_at, moon_glow
from games.worlds.stepping_stones import (
    BLUE_HOUR,
    StonePlace,
    StoneState,
    lay_stones,
    ring_sprite,
    still_layer,
    stone_places,
)
from trainer.texts import said

SKY_SHARE, MOST_SKY = 0.22, 110.0
"""How much of the place is sky, and how much at most, as high as on a whole picture."""
MIDDLE_SHARE, WAVE_SHARE = 0.38, 0.27
"""Where on the water the stones lie and how far up and down, as shares of what is seen of it."""
ROUND, SEEN_TO = 2.7, 0.5
"""The pond is an oval, the rounder the smaller the first; from so far out it fades into the night
of the page, on which the stones lie as bright as in its middle.
"""

NAMES = FAR_WORDS[3:]
"""A capital of the first is 35 px high at 1080 lines, which is read from two metres."""
NAME_HIGH, NAME_SHARE, NAME_FOOT, NAME_SIDE, APART = 92.0, 0.34, 18.0, 44.0, 44.0
"""The room for names at the foot, and how much of a low place it takes at most."""
BELOW, THREAD_OFF = 0.7, 14.0
"""A thread leads from below the ring, in halves of the stone's width, to the name."""


@dataclass(frozen=True)
class Named:
    """What the step now is called, and the one after it; empty where there is none."""

    now: str = ""
    then: str = ""


NOBODY = Named()


class Stones:
    """A strip of the pond as wide as its place on a page."""

    def __init__(
        self,
        kit: Kit,
        place: pygame.Rect,
        states: Sequence[StoneState],
        named: Named = NOBODY,
    ) -> None:
        self._kit, self._place = kit, place
        self._layout = layout = Layout((place.width, round(place.width * DESIGN[1] / DESIGN[0])))
        high = place.height / layout.scale
        sky = min(MOST_SKY, SKY_SHARE * high)
        top = round(layout.px(BLUE_HOUR.horizon_y - sky))
        self._picture = kit.still.subsurface(place).copy()
        self._picture.blit(_pond(kit, layout.size, top, place.height), (0, 0))
        water = high - sky - (min(NAME_HIGH, NAME_SHARE * high) if named.now else 0.0)
        middle = BLUE_HOUR.horizon_y + MIDDLE_SHARE * water
        places = [
            replace(each, centre=(each.centre[0], each.centre[1] - top))
            for each in stone_places(layout, len(states), middle, WAVE_SHARE * water)
        ]
        lay_stones(self._picture, places, states)
        self._named, self._below = named, (0.0, 0.0)
        for stone, state in zip(places, states, strict=True):
            if state is StoneState.NOW:
                Sprite(ring_sprite(stone, max(layout.px(LINE), 2.0))).draw(self._picture)
                self._below = stone.centre[0], stone.centre[1] + BELOW * stone.half
        self._moon = _moon(places, states)

    def draw(self, onto: pygame.Surface) -> None:
        """At its place, over the page."""
        onto.blit(self._picture, self._place)
        if self._named.now:
            self._write(onto)

    def breathe(self, onto: pygame.Surface, now_s: float) -> None:
        """The moon over the next rest."""
        if self._moon is not None:
            (x, y), glow = self._moon
            share = STILL_SHARE if self._kit.calm else breath(now_s)
            glow.draw_at(onto, (self._place.left + x, self._place.top + y), share)

    def _write(self, onto: pygame.Surface) -> None:
        """The names in one line at the foot, the first below its stone, the other maybe smaller."""
        kit, px, named = self._kit, self._kit.layout.px, self._named
        letters, side, apart = kit.lettering, px(NAME_SIDE), px(APART)
        then = said(THEN).format(next=named.then) if named.then else ""
        room = self._place.width - 2 * side
        style = letters.widest(named.now, NAMES, room)
        wide = letters.width(named.now, style)
        smaller = letters.widest(then, NAMES, room - wide - apart)
        whole = wide + (apart + letters.width(then, smaller) if then else 0.0)
        x, from_y = self._place.left + self._below[0], self._place.top + self._below[1]
        first = self._place.left + side
        left = max(min(x - wide / 2, first + room - whole), first)
        y = self._place.bottom - px(NAME_FOOT)
        end = letters.write(onto, named.now, style, (left, y), WORDS)
        letters.write(onto, then, smaller, (end + apart, y), QUIET)
        thread_y = from_y + px(THREAD_OFF), y - letters.cap_px(style) - px(THREAD_OFF)
        if thread_y[1] - thread_y[0] > px(THREAD_OFF):
            paint_way(onto, [(x, each) for each in thread_y], max(px(3), 1.2), INK)


def _moon(places: Sequence[StonePlace], states: Sequence[StoneState]) -> tuple[Point, Glow] | None:
    """Where the moon over the next rest is, and its breath."""
    ahead = states.index(StoneState.NOW) if StoneState.NOW in states else len(states)
    for place, state in list(zip(places, states, strict=True))[ahead:]:
        if state is StoneState.REST:
            return moon_at(place.centre, place.half), moon_glow(place.half)
    return None


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
