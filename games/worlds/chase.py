"""The koi water at night, moss green, from above: the still layer of `chase`.

Its shore lies on the rim as it was measured: there the moss begins. The water is bluer than the
moss, so that mint is like neither. Where the leg must not go there are reeds.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.field import FieldMap, standing_feet
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, disc, polygon
from games.engine.draw.palette import Colour
from games.worlds.bank import paint_bank, paint_bottom, paint_tufts
from games.worlds.kit.edges import Area
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.stones import Stone, paint_moss, paint_stone, throw_shadow
from games.worlds.kit.veil import lay_veil
from games.worlds.shore import paint_reeds
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side

VERSION = 2
NIGHT: Colour = (6, 15, 20)
BANK: Colour = (25, 43, 33)
DEPTH: Colour = (12, 43, 57)
MIDDLE: Colour = (21, 65, 78)
SHALLOW: Colour = (46, 102, 110)
SHADE: Colour = (2, 9, 13)
CAUSTIC: Colour = (150, 186, 204)
SKY: Colour = (96, 132, 160)
HOME_STONE: Colour = (104, 118, 120)
MOSS_DARK: Colour = (20, 44, 26)
MOSS_LIGHT: Colour = (82, 108, 62)
CAUSTIC_TILE, CAUSTIC_T = 330.0, 3.7


@dataclass(frozen=True)
class KoiWater:
    """Everything that decides what the water looks like."""

    layout: Layout
    field: FieldMap
    rim: Rim
    side: Side
    home_deg: float
    no_go: tuple[Sector, ...] = ()

    @property
    def painted_from(self) -> tuple[object, ...]:
        """All of it that its picture depends on, apart from the size."""
        rim = self.rim.directions_deg, self.rim.tilt_deg
        return (*rim, self.side.value, self.home_deg, self.no_go, self.field, self.layout.grain)


def still_layer(water: KoiWater, folder: Path | None) -> pygame.Surface:
    """The water without anybody in it."""
    key = StillKey("chase", VERSION, water.layout.size, water.painted_from)
    return still(key, lambda: _painted(water), folder)


def _painted(water: KoiWater) -> pygame.Surface:
    scenery = Scenery(water.layout.size, grain=water.layout.grain)
    _paint_ground(scenery, water)
    _paint_water(scenery, water)
    _paint_home(scenery, water)
    _light_water(scenery, water)
    paint_bank(scenery, water.layout, water.field, water.rim)
    paint_tufts(scenery, water.layout, water.field, water.rim)
    paint_reeds(scenery, water)
    lay_veil(scenery, water.layout, NIGHT)
    return scenery.surface()


def _paint_ground(scenery: Scenery, water: KoiWater) -> None:
    """Moss in the dark, a little lighter round the water."""
    layout, (x, y) = water.layout, water.field.centre
    away = np.hypot(scenery.x - x, scenery.y - y)
    mottled = noise(scenery.size, (layout.px(120),) * 2, seed=31, octaves=5, gain=0.58)
    near = smoothstep(layout.px(860), layout.px(360), away)
    scenery.fill(blend(NIGHT, BANK, np.clip(near * (0.25 + 1.1 * mottled), 0, 1)))


def _paint_water(scenery: Scenery, water: KoiWater) -> None:
    """Pebbles and moss under clear water, which is deeper and darker towards the middle."""
    layout = water.layout
    edge = polygon(water.field.outline(water.rim))
    scenery.paint(edge.blurred(layout.px(26)), SHADE, 0.75)
    part = Scenery.on(Area(edge.left, edge.top, *_pixels(edge)))
    out = _out(part, water)
    part.fill(gradient(((0.0, DEPTH), (0.55, MIDDLE), (0.92, SHALLOW), (1.2, SHALLOW)), out))
    paint_bottom(part, layout, water.field, water.rim)
    deep = (0.90 - 0.52 * smoothstep(0.35, 0.98, out)).astype(np.float32)
    cloudy = noise(part.size, (layout.px(210),) * 2, seed=12)
    part.wash(deep, gradient(((0.0, DEPTH), (0.7, MIDDLE), (1.05, SHALLOW)), out + cloudy - 0.5))
    scenery.paint_many(edge, part.pixels)


def _light_water(scenery: Scenery, water: KoiWater) -> None:
    """Caustics, the sky's pale light from the left, and a dark edge."""
    layout = water.layout
    edge = polygon(water.field.outline(water.rim))
    part = Scenery.on(Area(edge.left, edge.top, *_pixels(edge)))
    out = _out(part, water)
    uneven = noise(part.size, (layout.px(190),) * 2, seed=44)
    strength = smoothstep(0.30, 0.62, uneven) * (0.35 + 0.65 * smoothstep(0.25, 0.95, out))
    light = _caustics(part, layout) * strength
    from_left = (part.x - water.field.centre[0] + part.y - water.field.centre[1]) / layout.px(800)
    sky = 0.16 * np.clip(0.35 - from_left, 0, 1)
    scenery.light(Mask(edge.left, edge.top, edge.cover * light.astype(np.float32)), CAUSTIC, 0.46)
    scenery.light(Mask(edge.left, edge.top, edge.cover * sky.astype(np.float32)), SKY, 1.0)
    soft = edge.cover - edge.blurred(layout.px(20)).over(edge)
    rim = Mask(edge.left, edge.top, np.clip(1.5 * soft, 0, 1).astype(np.float32))
    scenery.paint(rim, SHADE, 0.72)


def _caustics(part: Scenery, layout: Layout) -> Picture:
    """A net of bright lines as waves throw it on the ground: waves bent by waves, five times."""
    tile = layout.px(CAUSTIC_TILE) / (2 * np.pi)
    x, y = part.x / np.float32(tile) - 250, part.y / np.float32(tile) - 250
    bent_x, bent_y = x + np.zeros_like(y), y + np.zeros_like(x)
    net = np.ones(part.size, np.float32)
    for octave in range(5):
        t = np.float32(CAUSTIC_T * (1 - 3.5 / (octave + 1)))
        bent_x, bent_y = (
            x + np.cos(t - bent_x) + np.sin(t + bent_y),
            y + np.sin(t - bent_y) + np.cos(t + bent_x),
        )
        net += 1 / np.hypot(x / (np.sin(bent_x + t) / 0.005), y / (np.cos(bent_y + t) / 0.005))
    lines = np.abs(1.17 - (net / 5) ** np.float32(1.4)) ** 8
    return np.asarray(np.clip(lines, 0, 1), np.float32)


def _paint_home(scenery: Scenery, water: KoiWater) -> None:
    """A flat stone deep in the middle, with the foot that stands on it: level is there."""
    layout, centre = water.layout, water.field.centre
    radius = water.home_deg * water.field.px_per_deg
    stone = Stone(centre, radius, 0.96 * radius, 20.0, 3)
    throw_shadow(scenery, stone, SHADE)
    paint_stone(scenery, stone, HOME_STONE)
    paint_moss(scenery, stone, MOSS_DARK, MOSS_LIGHT, 0.14)
    # It lies under as much water as the ground around it.
    scenery.paint(disc(centre, 1.1 * radius).blurred(layout.px(10)), DEPTH, 0.5)
    for foot in standing_feet(centre, min(1.55 * radius, layout.px(290)), water.side):
        print_ = foot.mask()
        scenery.paint(print_, (8, 26, 26), 0.52)
        scenery.paint(print_.blurred(layout.px(3)).within(print_), (4, 18, 20), 0.3)


def _out(part: Scenery, water: KoiWater) -> Picture:
    """How far each pixel is from level, as a share of the rim."""
    x, y = water.field.centre
    ap, ml = (y - part.y) / water.field.px_per_deg, (part.x - x) / water.field.px_per_deg
    return np.asarray(water.rim.fraction(ap, ml), np.float32)


def _pixels(mask: Mask) -> tuple[Picture, Picture]:
    """The middles of a mask's pixels."""
    width, height = mask.cover.shape
    x = np.arange(mask.left, mask.left + width, dtype=np.float32)[:, None] + np.float32(0.5)
    y = np.arange(mask.top, mask.top + height, dtype=np.float32)[None, :] + np.float32(0.5)
    return x, y
