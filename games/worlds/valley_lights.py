"""What was earned over many visits: small lanterns that float before each training's card.

They are laid onto the valley's base picture. A first day brings a first light, and later ones
come more slowly, so that the water never fills up.
"""

from bisect import bisect_right
from math import hypot

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Point, halo
from games.engine.draw.palette import AMBER, Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.glow import Fading, Glow
from games.worlds.kit.scenery import Scenery, blend

FROM_DAYS = (1, 2, 3, 5, 8, 13, 21, 34)
"""From how many days on there is one light more."""

ROW, BESIDE, OUT, ROW_APART, UNEVEN = 3, 40.0, 40.0, 32.0, 5.0
"""Lights in a row before a card, how far apart, how far from its edge, and how far the next row."""

BODY, GLOW, STREAK = 7.5, 40.0, 30.0
HEART: Colour = (255, 242, 208)
EDGE: Colour = (236, 152, 62)


def lights_after(days: int) -> int:
    """How many lights so many days have earned."""
    return bisect_right(FROM_DAYS, days)


def floating_places(layout: Layout, middle: Point, card: pygame.Rect, days: int) -> list[Point]:
    """Where they float: between a card and the valley's middle, in loose rows."""
    x, y = card.center
    long = max(hypot(middle[0] - x, middle[1] - y), 1.0)
    along = (middle[0] - x) / long, (middle[1] - y) / long
    across = -along[1], along[0]
    edge = min(
        0.5 * card.width / max(abs(along[0]), 1e-3), 0.5 * card.height / max(abs(along[1]), 1e-3)
    )
    draw = np.random.default_rng(card.left * 31 + card.top)
    places = []
    for index in range(lights_after(days)):
        row, column = divmod(index, ROW)
        out = edge + layout.px(OUT + ROW_APART * row + float(draw.uniform(-UNEVEN, UNEVEN)))
        # The first of a row is its middle one, so that one light alone stands before its card.
        beside = ((column + 1) // 2) * (1 if column % 2 else -1) + 0.5 * (row % 2)
        aside = layout.px(BESIDE * beside + float(draw.uniform(-UNEVEN, UNEVEN)))
        places.append(
            (x + along[0] * out + across[0] * aside, y + along[1] * out + across[1] * aside)
        )
    return places


class EarnedLights:
    """One floating lantern: its paper, its glow, and its streak in the water."""

    def __init__(self, layout: Layout) -> None:
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(GLOW), 2.2), AMBER, 0.5)
        self._streak = Glow.of(_streak(layout), AMBER, 0.5)
        self._below = layout.px(STREAK)
        reach = round(layout.px(2 * BODY)) + 2
        body = Scenery((2 * reach + 1,) * 2, (-reach, -reach))
        _paint_body(body, layout)
        self._body = Fading(body)

    def draw_at(self, onto: pygame.Surface, at: Point) -> None:
        self._glow.draw_at(onto, at)
        self._streak.draw_at(onto, (at[0], at[1] + self._below))
        self._body.draw_at(onto, at)


def _paint_body(scenery: Scenery, layout: Layout) -> None:
    """A cup of paper with a flame in it."""
    radius = layout.px(BODY)
    area = Area.around((0.5, 0.5), 1.6 * radius)
    across, down = (area.x - 0.5) / radius, (area.y - 0.5) / radius
    out = (np.abs(across / (1.06 - 0.14 * down)) ** 2.6 + np.abs(down) ** 3.0) ** (1 / 2.8)
    heart = np.clip(1.25 - np.hypot(across, down - 0.25), 0, 1)
    cover = covered(((1 - out) * radius).astype(np.float32))
    scenery.paint_many(area.mask(cover), blend(EDGE, HEART, heart.astype(np.float32)))


def _streak(layout: Layout) -> Mask:
    wide, high = round(layout.px(12)) + 1, round(layout.px(STREAK)) + 1
    x = np.arange(-wide, wide + 1, dtype=np.float32)[:, None] / np.float32(layout.px(5))
    y = np.arange(-high, high + 1, dtype=np.float32)[None, :] / np.float32(layout.px(STREAK) / 1.7)
    broken = 0.7 + 0.3 * np.sin(y * 8.0)
    return Mask(-wide, -high, np.asarray(np.exp(-(x * x) - y * y) * broken, np.float32))
