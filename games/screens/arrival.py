"""What a window shows until a board is ready: one moment, plug it in, leave it alone.

It is the first picture after the command, so it imports little and paints in a moment: its dusk is
painted small and enlarged. `games.engine.meanwhile` draws it.
"""

from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from math import cos, pi
from typing import TYPE_CHECKING

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, SegmentRing, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, NOTE, TITLE, Lettering
from games.engine.draw.mask import Point, disc, halo
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, mixed
from games.engine.setup import Station
from trainer.recording.columns import FloatArray
from trainer.texts import told

if TYPE_CHECKING:
    from games.screens.plug import Plug

MIDDLE, LIGHT_Y, HEADLINE_Y, SENTENCE_Y = 960, 350, 790, 892
THERAPIST_X, THERAPIST_Y = 72, 1036
CORE, EDGE, GLOW, RING, RING_WIDTH = 34, 2, 230, 160, 12
SEGMENTS, GAP_DEG, UNLIT, LIT = 30, 3.4, 0.14, 0.85
NOISE_SEED = 7

BREATH_S, GLOWS, FAINTEST = 8.0, 8, 0.28
SOFT_INK = mixed(MIST, INK, 0.35)
STILL_S = 3.0
"""How long a board must lie still: `trainer.acquisition` measures it anew after each movement."""
SMALLER = 3
"""The dusk is painted at this part of its size."""
HORIZON_Y = 600
DUSK_Y = (0, 330, 520, HORIZON_Y - 4, HORIZON_Y + 4, 700, 1080)
DUSK = (
    *((9, 20, 36), (20, 42, 66), (46, 66, 92), (74, 82, 104)),
    *((30, 58, 76), (14, 36, 50), ABYSS),
)
"""From the top of the sky to the horizon, and from there down the water."""
WAY, WAY_WIDTH, WAY_LENGTH, RIPPLES = (34, 74, 70), 760, 300, 7
GRAIN = 1.6
"""Noise in levels of 255, which keeps the dark gradient free of bands."""


class Waiting(Enum):
    """What the window waits for."""

    PROGRAM = "program"
    NO_BOARD = "no board"
    TROUBLE = "trouble"
    STILL = "still"
    MOVED = "moved"


@dataclass(frozen=True)
class Words:
    """A headline and a sentence below it, for whoever stands before the screen."""

    headline: str
    sentence: str


ONE_MOMENT = "One moment…"
WORDS = {
    Waiting.PROGRAM: Words(ONE_MOMENT, ""),
    Waiting.NO_BOARD: Words("No board found. Plug it in.", "Then it goes on by itself."),
    Waiting.TROUBLE: Words(ONE_MOMENT, "Your therapist looks after the board."),
    Waiting.STILL: Words("Leave the board alone…", "It is finding level."),
    Waiting.MOVED: Words("Leave the board alone…", "It moved. Once more."),
}


class ArrivalScreen:
    """One light on still water, and what to do. `draw` makes it ready for the size it is given."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._painted: _Painted | None = None

    def draw(
        self, onto: pygame.Surface, waiting: Waiting, since_s: float = 0.0, advice: str = ""
    ) -> None:
        """`since_s` is how long it has waited for this; `advice` is for the therapist."""
        if self._painted is None:
            self._painted = _Painted(Layout(onto.get_size()), self._station)
        self._painted.draw(onto, waiting, since_s, advice)


class _Painted:
    """The screen at one size."""

    def __init__(self, layout: Layout, station: Station) -> None:
        self._layout, self._calm = layout, station.reduced_motion
        self._lettering: Lettering = layout.lettering(station)
        self._dusk, self._way = _dusk(layout), _way(layout)
        x, y = layout.at(MIDDLE - WAY_WIDTH / 2, HORIZON_Y)
        self._way_at = round(x), round(y)
        self._centre = layout.at(MIDDLE, LIGHT_Y)
        self._core = self._painted_core()

    def draw(self, onto: pygame.Surface, waiting: Waiting, since_s: float, advice: str) -> None:
        onto.blit(self._dusk, (0, 0))
        if waiting is Waiting.NO_BOARD:
            self._plug.draw(onto, since_s, still=self._calm)
        else:
            self._draw_light(onto, since_s)
        if waiting in (Waiting.STILL, Waiting.MOVED):
            onto.blit(self._unlit.surface, self._unlit.origin)
            # A board that moved again and again starts the ring again and again.
            self._ring.draw_first(onto, since_s % STILL_S / STILL_S, LIT)
        self._write(onto, WORDS[waiting], advice if waiting is not Waiting.NO_BOARD else "")

    def _draw_light(self, onto: pygame.Surface, since_s: float) -> None:
        swell = 0.5 if self._calm else 0.5 - 0.5 * cos(2 * pi * since_s / BREATH_S)
        glow = self._glow(round(swell * (GLOWS - 1)))
        half = glow.get_width() / 2
        at = round(self._centre[0] - half), round(self._centre[1] - half)
        onto.blit(glow, at, special_flags=pygame.BLEND_RGB_ADD)
        onto.blit(self._way, self._way_at, special_flags=pygame.BLEND_RGB_ADD)
        self._core.draw(onto)

    @cache  # noqa: B019  the screen lives as long as the program
    def _glow(self, step: int) -> pygame.Surface:
        """The light's glow in one of its strengths, on black, to be added."""
        radius = self._layout.px(GLOW)
        side = 2 * round(radius)
        canvas = Canvas((side, side), grain=0.0)
        canvas.glow((0.0, 0.0), (1.0, 1.0), (0, 0, 0), (0, 0, 0))
        strength = FAINTEST + (0.55 - FAINTEST) * step / (GLOWS - 1)
        canvas.light(halo((side / 2, side / 2), radius, 2.6), MINT, strength)
        return canvas.surface()

    def _painted_core(self) -> Sprite:
        px, centre = self._layout.px, self._centre
        edge = disc(centre, px(CORE + EDGE))
        canvas = Canvas.around(edge)
        canvas.paint(edge, ABYSS, 0.8)
        canvas.paint(disc(centre, px(CORE)), INK)
        return Sprite(canvas)

    @cached_property
    def _ring(self) -> SegmentRing:
        px = self._layout.px
        return SegmentRing(
            self._centre, px(RING), px(RING_WIDTH), count=SEGMENTS, colour=INK, gap_deg=GAP_DEG
        )

    @cached_property
    def _unlit(self) -> Sprite:
        canvas = Canvas.around(disc(self._centre, self._layout.px(RING + RING_WIDTH)))
        self._ring.paint(canvas, INK, UNLIT)
        return Sprite(canvas)

    @cached_property
    def _plug(self) -> "Plug":
        from games.screens.plug import Plug  # noqa: PLC0415  most windows never show it

        return Plug(self._layout)

    def _write(self, onto: pygame.Surface, words: Words, advice: str) -> None:
        write, at = self._lettering.write, self._layout.at
        write(onto, words.headline, TITLE, at(MIDDLE, HEADLINE_Y), INK, align=0.5)
        write(onto, words.sentence, BODY, at(MIDDLE, SENTENCE_Y), SOFT_INK, align=0.5)
        width = self._layout.px(1920 - 2 * THERAPIST_X)
        lines = self._lettering.wrapped(told(advice), NOTE, width)
        for row, line in enumerate(reversed(lines)):
            place = at(THERAPIST_X, THERAPIST_Y - 50 * row)
            write(onto, line, NOTE, place, MIST)


def _dusk(layout: Layout) -> pygame.Surface:
    """Dusk over still water."""
    x, y = _grid(layout, (0, 0), layout.size)
    down = np.repeat(np.interp(y, DUSK_Y, range(len(DUSK)))[None], len(x), 0)
    tones = zip(*DUSK, strict=True)
    colours = np.stack([np.interp(down, range(len(DUSK)), tone) for tone in tones], -1)
    away = np.hypot((x[:, None] - MIDDLE) / 1500, (y - HORIZON_Y) / 1000)
    colours *= (1 - 0.55 * np.clip(away, 0, 1) ** 2)[..., None]
    noise = np.random.default_rng(NOISE_SEED).random(colours.shape[:2])[..., None] - 0.5
    return _enlarged(colours + GRAIN * noise, layout.size)


def _way(layout: Layout) -> pygame.Surface:
    """The way that the light draws on the water, on black, to be added."""
    size = round(layout.px(WAY_WIDTH)), round(layout.px(WAY_LENGTH))
    x, y = _grid(layout, layout.at(MIDDLE - WAY_WIDTH / 2, HORIZON_Y), size)
    down = (y - HORIZON_Y) / WAY_LENGTH
    shape = np.exp(-(((x[:, None] - MIDDLE) / (50 + 200 * down)) ** 2)) * (1 - down) ** 1.4
    ripples = 0.72 + 0.28 * np.sin(2 * pi * RIPPLES * np.log1p(4 * down))
    return _enlarged((shape * ripples)[..., None] * np.array(WAY, np.float32), size)


def _grid(layout: Layout, corner: Point, size: tuple[int, int]) -> tuple[FloatArray, FloatArray]:
    """Design positions of a small picture's columns and rows, which begins at this pixel."""
    zero = layout.at(0, 0)
    return (
        (np.arange(0.0, size[0], SMALLER) + corner[0] - zero[0]) / layout.scale,
        (np.arange(0.0, size[1], SMALLER) + corner[1] - zero[1]) / layout.scale,
    )


def _enlarged(colours: FloatArray, size: tuple[int, int]) -> pygame.Surface:
    small = pygame.surfarray.make_surface(np.clip(colours + 0.5, 0, 255))
    return pygame.transform.smoothscale(small, size)
