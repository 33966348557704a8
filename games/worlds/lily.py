"""A lily that opens by a part of its petals with each round of a visit that counts.

What is still closed is a bud, so that everybody sees what one more round would do.
"""

import pygame

from games.engine.draw.canvas import Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo
from games.engine.draw.palette import ABYSS, AMBER, INK, Colour, mixed
from games.engine.visit_rounds import PETALS
from games.worlds.harvest import BUD_SHARE, HEART, PAD_DARK, PAD_EDGE, PAD_LIGHT, PETAL
from games.worlds.kit.leaves import (
    Leaf,
    Pad,
    leaf_shadow,
    pad_shadow,
    paint_bloom,
    paint_leaf,
    paint_pad,
)
from games.worlds.kit.scenery import Scenery

PAD, LONG = 104.0, 92.0
PADS = ((0.0, 0.0, 1.0, 205.0), (-66.0, -142.0, 0.5, 80.0), (122.0, 100.0, 0.40, 300.0))
"""Middle beside the lily's, size, and the direction of the notch."""

CROWNS = (
    (1.0, 0.22, (0.0, 24.0, 48.0), 0.0),
    (0.74, 0.19, (12.0, 48.0), 0.4),
    (0.46, 0.15, (24.0, 60.0), 0.8),
)
"""Length and width of a crown's petals, where they stand in a round's part of it, how pale."""

SHADE: Colour = (60, 18, 44)


class Lily:
    """Pads and bud, and the petals over them: those of the newest round unfold."""

    def __init__(self, layout: Layout, centre: Point) -> None:
        self._layout, self._centre = layout, centre
        self._radius = layout.px(LONG)
        self._pads = self._painted_pads()
        self._bud = self._painted_bud()
        rounds = range(PETALS)
        self._crowns = [[self._petals(crown, index) for index in rounds] for crown in CROWNS]
        self._heart = self._painted_heart()

    def draw(self, onto: pygame.Surface, petals: int, newest: float = 1.0) -> None:
        """Those of so many rounds are open; the newest as far as `newest` says, 0 to 1."""
        self._pads.draw(onto)
        self._bud.draw(onto)
        for crown in self._crowns:
            for index, petal in enumerate(crown[:petals]):
                petal.draw(onto, newest if index == petals - 1 else 1.0)
        if petals:
            self._heart.draw(onto, newest if petals == 1 else 1.0)

    def _petals(self, crown: tuple[float, float, tuple[float, ...], float], index: int) -> Sprite:
        """What one round opens in one crown."""
        long, wide, turns_deg, pale = crown
        scenery, colour = self._scenery(long * LONG), mixed(PETAL, HEART, pale)
        for turn_deg in turns_deg:
            direction_deg = turn_deg + 360 / PETALS * index
            leaf = Leaf(self._centre, direction_deg, long * self._radius, wide * self._radius)
            leaf_shadow(scenery, leaf, SHADE, 0.035 * self._radius)
            paint_leaf(scenery, leaf, mixed(colour, SHADE, 0.42), colour)
        return Sprite(scenery)

    def _painted_pads(self) -> Sprite:
        scenery, px = self._scenery(2.3 * PAD), self._layout.px
        x, y = self._centre
        pads = [
            Pad((x + px(right), y + px(down)), px(PAD * size), notch_deg, seed)
            for seed, (right, down, size, notch_deg) in enumerate(PADS, 3)
        ]
        for pad in pads:
            pad_shadow(scenery, pad, ABYSS)
        for pad in pads:
            paint_pad(scenery, pad, PAD_DARK, PAD_LIGHT, PAD_EDGE)
        return Sprite(scenery)

    def _painted_bud(self) -> Sprite:
        """What one more round would go on to open."""
        scenery = self._scenery(LONG)
        outer, heart = mixed(PETAL, SHADE, 0.3), mixed(HEART, SHADE, 0.2)
        paint_bloom(scenery, self._centre, BUD_SHARE * self._radius, 0.0, outer, heart)
        return Sprite(scenery)

    def _painted_heart(self) -> Sprite:
        scenery, px = self._scenery(0.6 * LONG), self._layout.px
        scenery.paint(halo(self._centre, px(40), 1.6), AMBER, 0.55)
        scenery.paint(disc(self._centre, px(11)), AMBER)
        scenery.paint(halo(self._centre, px(11), 0.8), INK, 0.7)
        return Sprite(scenery)

    def _scenery(self, around: float) -> Scenery:
        reach = round(self._layout.px(around + 12))
        left, top = (round(at) - reach for at in self._centre)
        return Scenery((2 * reach + 1,) * 2, (left, top))
