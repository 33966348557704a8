"""The star well at midnight, lying in a clearing and looking up: the still layer of `orbit`.

The tips of the firs stand on the rim as it was measured, so every patient has a clearing of their
own; where the leg must not go, firs close the sky.
"""

from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.mask import Picture
from games.engine.draw.palette import Colour
from games.worlds.clearing import Clearing, Row
from games.worlds.constellation import firs_round_gap, paint_gap
from games.worlds.kit.noise import noise
from games.worlds.kit.ridges import stars
from games.worlds.kit.scenery import Scenery, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil
from games.worlds.trails import paint_stars
from games.worlds.treetops import paint_fir

VERSION = 1
NIGHT: Colour = (9, 8, 22)
ZENITH: Colour = (24, 18, 58)
SKY: Colour = (37, 29, 82)
LOW: Colour = (62, 52, 122)
EDGE: Colour = (84, 72, 146)
MILK: Colour = (150, 132, 206)
DUST: Colour = (16, 12, 40)
STARLIGHT: Colour = (222, 222, 255)

ROWS = (
    (Row(52, 1.0, 1.06, 230, 400, 0.95), (38, 33, 78), (74, 64, 130)),
    (Row(36, 1.08, 1.22, 330, 500, 1.15), (22, 20, 50), (44, 39, 84)),
    (Row(22, 1.26, 1.52, 480, 600, 1.3), (10, 9, 25), (24, 22, 50)),
)
"""From the farthest to the nearest: firs, their dark and their light."""

CLOSING: tuple[Colour, Colour] = (17, 15, 38), (46, 42, 86)
GAP: tuple[Colour, Colour] = (12, 11, 29), (27, 24, 55)
BANDS_DEG, BAND_WIDE = 38.0, 0.30


def still_layer(clearing: Clearing, folder: Path | None) -> pygame.Surface:
    """The clearing with no trail in its sky."""
    layout = clearing.layout
    key = StillKey("orbit", VERSION, layout.size, (*clearing.painted_from, layout.grain))
    return still(key, lambda: _painted(clearing), folder)


def _painted(clearing: Clearing) -> pygame.Surface:
    layout = clearing.layout
    scenery = Scenery(layout.size, grain=layout.grain)
    _paint_sky(scenery, clearing)
    paint_stars(scenery, clearing)
    for row, dark, light in ROWS:
        for fir in clearing.firs(row):
            paint_fir(scenery, fir, dark, light)
    for sector in clearing.no_go:
        for fir in clearing.firs_within(sector):
            paint_fir(scenery, fir, *CLOSING)
    paint_gap(scenery, layout, SKY)
    for fir in firs_round_gap(layout):
        paint_fir(scenery, fir, *GAP)
    lay_veil(scenery, layout, NIGHT)
    return scenery.surface()


def _paint_sky(scenery: Scenery, clearing: Clearing) -> None:
    """Violet, paler towards the trees, with the Milky Way across; beyond the trees it is dark."""
    layout, (x, y) = clearing.layout, clearing.field.centre
    away = (np.hypot(scenery.x - x, scenery.y - y) / layout.field_radius).astype(np.float32)
    stops = ((0.0, ZENITH), (0.55, SKY), (0.92, LOW), (1.08, EDGE), (1.5, NIGHT))
    scenery.fill(gradient(stops, away))
    milk, dust = _milky_way(scenery, clearing)
    scenery.wash(milk, MILK)
    scenery.wash(dust, DUST)
    few = stars(scenery.size, 560, seed=31, scale=1.9 * layout.scale)
    scenery.shine(few * smoothstep(1.25, 1.0, away), STARLIGHT)
    dense = stars(scenery.size, 1500, seed=32, scale=0.9 * layout.scale)
    scenery.shine(1.8 * dense * milk, STARLIGHT)


def _milky_way(scenery: Scenery, clearing: Clearing) -> tuple[Picture, Picture]:
    """The light of the band, and the dark lanes in its middle."""
    layout, (x, y) = clearing.layout, clearing.field.centre
    angle = np.radians(BANDS_DEG)
    right, down = (scenery.x - x) / layout.field_radius, (scenery.y - y) / layout.field_radius
    across = right * np.cos(angle) + down * np.sin(angle)
    bent = across + 0.10 * (noise(scenery.size, (layout.px(300),) * 2, seed=51) - 0.5)
    clouds = noise(scenery.size, (layout.px(170),) * 2, seed=52, octaves=5)
    band = np.exp(-((bent / BAND_WIDE) ** 2))
    milk = 0.52 * band * smoothstep(0.22, 0.74, clouds)
    lanes = noise(scenery.size, (layout.px(120), layout.px(90)), seed=53, octaves=4)
    dust = 0.26 * np.exp(-(((bent - 0.03) / 0.13) ** 2)) * smoothstep(0.44, 0.66, lanes)
    return milk.astype(np.float32), dust.astype(np.float32)
