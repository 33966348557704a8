"""What moves in the grove: leaves that rustle, the wall that takes care, ripples, the bead."""

from math import pi, sin

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Point, disc, halo, line
from games.engine.draw.palette import CORAL, INK, MINT
from games.worlds.bamboo import Spray, paint_spray
from games.worlds.grove import Grove
from games.worlds.kit.glow import Fading, Sizes, Stencil, spread
from games.worlds.kit.rings import mint_ring
from games.worlds.kit.scenery import Scenery

SWAY_DEG, STEPS = 17.0, 9
RUSTLES_HZ, CALMS_S = 2.1, 0.9
LEAF_DARK, LEAF_LIGHT = (18, 52, 28), (98, 146, 74)
CARE_LONG, CARE_WIDE, CARE_SOFT = 260.0, 14.0, 18.0
RIPPLE_S, FLAT = 1.4, 0.2
BEAD = 9.0


class Leaves:
    """The twigs on both walls. They hang still until their wall is brushed."""

    def __init__(self, grove: Grove) -> None:
        self._sprays = {side: grove.wall_sprays(side) for side in (-1.0, 1.0)}
        painted: dict[tuple[float, int], list[Sprite]] = {}
        for side, sprays in self._sprays.items():
            for each in sprays:
                if (side, each.seed) not in painted:
                    painted[side, each.seed] = [
                        _twig(each, SWAY_DEG * (2 * step / (STEPS - 1) - 1))
                        for step in range(STEPS)
                    ]
        self._painted = painted

    def draw(self, onto: pygame.Surface, brushed: float, since_s: float) -> None:
        """Both walls; the one `brushed` (-1 left, 1 right, 0 neither) still moves a while after."""
        for side, sprays in self._sprays.items():
            for index, each in enumerate(sprays):
                share = sway(since_s, index) if side == brushed else 0.0
                step = round((share + 1) / 2 * (STEPS - 1))
                self._painted[side, each.seed][step].draw_at(onto, each.foot)


def sway(since_s: float, index: int) -> float:
    """How far a twig is out, -1 to 1, so long after its wall was last brushed."""
    strength = max(1.0 - since_s / CALMS_S, 0.0)
    return strength * sin(2 * pi * RUSTLES_HZ * since_s + 1.3 * index + 0.9)


def _twig(spray: Spray, sway_deg: float) -> Sprite:
    half = round(1.35 * spray.size)
    scenery = Scenery((2 * half + 1,) * 2, (-half, -half))
    here = Spray((0.5, 0.5), spray.outward, spray.size, spray.seed)
    paint_spray(scenery, here, LEAF_DARK, LEAF_LIGHT, sway_deg)
    return Sprite(scenery)


class CareWall:
    """A wall's edge that swells beside the light: care, and never a fault."""

    def __init__(self, layout: Layout) -> None:
        self._edge = Fading(_care(layout))

    def draw(self, onto: pygame.Surface, at: Point, strength: float) -> None:
        """With its middle there."""
        self._edge.draw_at(onto, at, strength)


def _care(layout: Layout) -> Canvas:
    """A spindle of coral with a soft light round it."""
    long, soft = layout.px(CARE_LONG), layout.px(CARE_SOFT)
    half_x, half_y = round(4 * soft), round(0.75 * long)
    x = np.arange(-half_x, half_x + 1, dtype=np.float32)[:, None]
    y = np.arange(-half_y, half_y + 1, dtype=np.float32)[None, :]
    thick = layout.px(CARE_WIDE) / 2 * np.cos(np.clip(y / long, -0.5, 0.5) * np.float32(pi))
    body = np.clip(thick + 0.5 - np.abs(x), 0, 1)
    around = 0.75 * np.exp(-((x / soft) ** 2)) * np.exp(-((y / (0.4 * long)) ** 2))
    canvas = Canvas((2 * half_x + 1, 2 * half_y + 1), (-half_x, -half_y))
    canvas.paint(Mask(-half_x, -half_y, np.maximum(body, around).astype(np.float32)), CORAL)
    return canvas


class Ripples:
    """A flat ring on the water, seen from the front, that widens where the light has touched it."""

    def __init__(self, layout: Layout) -> None:
        self._from, self._to = layout.px(40), layout.px(230)
        self._rings = Sizes(spread(self._from, self._to, 18), lambda size: self._ring(layout, size))

    def draw_at(self, onto: pygame.Surface, at: Point, since_s: float) -> None:
        """So long after the touch."""
        share = since_s / RIPPLE_S
        if 0.0 <= share < 1.0:
            self._rings.draw_at(onto, at, self._from + (self._to - self._from) * share)

    def _ring(self, layout: Layout, size: float) -> Stencil:
        strength = 0.8 * (1.02 * self._to - size) / (self._to - self._from)
        half_x, half_y = round(size + 6), round(FLAT * size + 6)
        x = np.arange(-half_x, half_x + 1, dtype=np.float32)[:, None]
        y = np.arange(-half_y, half_y + 1, dtype=np.float32)[None, :] / np.float32(FLAT)
        off = np.abs(np.hypot(x, y) - np.float32(size))
        # The line is as thin above and below as at its ends.
        slope = np.hypot(x, y / np.float32(FLAT)) / np.maximum(np.hypot(x, y), 1)
        cover = np.clip(layout.px(2.4) + 0.5 - off / np.maximum(slope, 1), 0, 1)
        return Stencil(Mask(-half_x, -half_y, (strength * cover).astype(np.float32)), INK)


def tassel(layout: Layout) -> Canvas:
    """What hangs below the lantern that the best round so far has reached."""
    canvas = Canvas((2 * round(layout.px(12)) + 1, 2 * round(layout.px(20)) + 1))
    x, y = canvas.size[0] / 2, canvas.size[1] / 2
    canvas.paint(line((x, y - layout.px(16)), (x, y + layout.px(14)), layout.px(5)), INK)
    canvas.paint(disc((x, y - layout.px(8)), layout.px(7)), INK)
    return canvas


def lift_ring(layout: Layout, radius: float, lit: bool) -> Canvas:
    """The mint ring with the bead in its middle."""
    mask = mint_ring(layout, radius, lit)
    canvas = Canvas.around(mask)
    canvas.paint(mask, MINT)
    canvas.paint(halo((0.5, 0.5), layout.px(3 * BEAD), 1.6), MINT, 0.5)
    canvas.paint(disc((0.5, 0.5), layout.px(BEAD)), MINT)
    return canvas
