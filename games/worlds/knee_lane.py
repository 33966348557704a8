"""The bamboo grove in the green shade of morning, from the front: the still layer of `knee_lane`.

Two walls of culms are the lane, so wide as the rung asks for; still water stands where the squat is
deep enough, and mirrors what is above it.
"""

from pathlib import Path

import numpy as np
import pygame

from games.engine.draw.mask import line
from games.engine.draw.palette import Colour
from games.worlds.bamboo import Culm, Spray, paint_culm, paint_spray
from games.worlds.grove import Grove, Stem
from games.worlds.grove_foreground import paint_foreground
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep
from games.worlds.kit.stills import StillKey, still
from games.worlds.kit.veil import lay_veil
from games.worlds.paper_lanterns import paint_hanging

VERSION = 2
NIGHT: Colour = (5, 15, 12)
CANOPY: Colour = (12, 30, 22)
SHADE: Colour = (20, 52, 38)
MORNING: Colour = (70, 114, 84)
GROUND: Colour = (18, 46, 38)
MIST: Colour = (58, 98, 76)
SHAFT: Colour = (150, 190, 120)
DEPTH: Colour = (11, 50, 50)
WATER: Colour = (20, 72, 66)
FRAME: Colour = (5, 17, 13)
GLINT: Colour = (150, 206, 190)
LANE_FREE = 190.0
"""Nothing stands behind the lane but what the mist has nearly taken."""
LEAF_DARK: Colour = (16, 48, 28)
LEAF_LIGHT: Colour = (96, 148, 78)


def still_layer(grove: Grove, folder: Path | None) -> pygame.Surface:
    """The grove before a lantern is lit."""
    key = StillKey("knee_lane", VERSION, grove.layout.size, grove.painted_from)
    return still(key, lambda: _painted(grove), folder)


def _painted(grove: Grove) -> pygame.Surface:
    layout = grove.layout
    scenery = Scenery(layout.size, grain=layout.grain)
    _paint_air(scenery, grove)
    _paint_far(scenery, grove)
    _paint_shafts(scenery, grove, 0.42)
    _paint_near(scenery, grove)
    _paint_shafts(scenery, grove, 0.13)
    _paint_canopy(scenery, grove)
    for index in range(len(grove.lanterns)):
        paint_hanging(scenery, layout, grove.lanterns[index], grove.twig(index))
    _paint_water(scenery, grove)
    _paint_frame(scenery, grove)
    lay_veil(scenery, layout, NIGHT)
    paint_foreground(scenery, grove)
    return scenery.surface()


def _paint_air(scenery: Scenery, grove: Grove) -> None:
    """Dark leaves above, and the morning behind the lane."""
    layout = grove.layout
    scenery.fill_down(
        (0, CANOPY), (layout.at(0, 300)[1], SHADE), (grove.water_y, GROUND), (layout.size[1], DEPTH)
    )
    x, y = grove.field.centre[0] - layout.px(30), layout.at(0, 360)[1]
    away = np.hypot((scenery.x - x) / layout.px(800), (scenery.y - y) / layout.px(580))
    drift = noise(scenery.size, (layout.px(340), layout.px(120)), seed=31, octaves=3)
    glow = smoothstep(1.0, 0.0, away.astype(np.float32)) * (0.72 + 0.5 * drift)
    scenery.wash(np.clip(glow, 0, 1), MORNING)


def _paint_far(scenery: Scenery, grove: Grove) -> None:
    """Thin culms in the mist, row behind row, the nearer the darker."""
    layout, draw = grove.layout, np.random.default_rng(5)
    for count, width, haze, row in ((34, 11.0, 0.80, 1), (24, 17.0, 0.56, 2), (15, 25.0, 0.26, 3)):
        edges = np.linspace(-0.06, 1.06, count) + draw.normal(0, 0.35 / count, count)
        for index, share in enumerate(edges.tolist()):
            x = layout.at(1920 * share, 0)[0]
            if row > 1 and abs(x - grove.middle_x) < layout.px(LANE_FREE):
                continue
            lean = layout.px(float(draw.normal(0, 22)))
            wide = layout.px(width * float(draw.uniform(0.75, 1.2)))
            lit = blend_colour((44, 88, 56), (74, 122, 66), float(draw.random()))
            culm = Culm(
                x + lean, x, wide, layout.px(150), (16, 44, 32), lit, 100 * row + index, haze, MIST
            )
            paint_culm(scenery, culm, grove.water_y)
        _paint_mist(scenery, grove, row)


def _paint_mist(scenery: Scenery, grove: Grove, row: int) -> None:
    """Mist lies before each row, densest over the water."""
    layout = grove.layout
    up = (grove.water_y - scenery.y) / layout.px(300)
    low = np.exp(-np.maximum(up, 0)) * (up >= 0)
    drift = noise(scenery.size, (layout.px(420), layout.px(70)), seed=60 + row, octaves=3)
    scenery.wash((0.42 * low * (0.5 + drift) / row).astype(np.float32), MIST)


def _paint_shafts(scenery: Scenery, grove: Grove, strength: float) -> None:
    """Light that falls through the leaves from the upper left."""
    layout = grove.layout
    along = scenery.x + np.float32(0.52) * scenery.y
    bands = noise((scenery.size[0] + scenery.size[1], 1), (layout.px(150), 1), seed=12, octaves=2)
    index = np.clip(along.astype(np.int64), 0, len(bands) - 1)
    shaft = smoothstep(0.52, 0.86, bands[:, 0])[index]
    fades = smoothstep(grove.water_y, layout.at(0, 60)[1], scenery.y)
    scenery.shine((strength * shaft * fades).astype(np.float32), SHAFT)


def _paint_near(scenery: Scenery, grove: Grove) -> None:
    """Stout culms with their leaves, and before them the two walls."""
    for index, stem in enumerate(grove.stout):
        _paint_stem(scenery, grove, stem, 800 + index, 0.30)
    _paint_leaves(scenery, grove)
    for index, stem in enumerate(grove.wall):
        _paint_stem(scenery, grove, stem, 840 + index, 0.0)


def _paint_stem(scenery: Scenery, grove: Grove, stem: Stem, seed: int, haze: float) -> None:
    shade = blend_colour((10, 32, 22), (24, 56, 34), stem.lit)
    lit = blend_colour((48, 88, 50), (148, 182, 100), stem.lit)
    lean = grove.layout.px(float(np.random.default_rng(seed).normal(0, 3)))
    node = grove.layout.px(190)
    culm = Culm(stem.x + lean, stem.x, stem.width, node, shade, lit, seed, haze, SHADE)
    paint_culm(scenery, culm, grove.water_y)


def _paint_leaves(scenery: Scenery, grove: Grove) -> None:
    """Twigs that leave the stout culms on either side, not before a lantern."""
    layout, draw = grove.layout, np.random.default_rng(44)
    for stem in grove.stout:
        if abs(stem.x - grove.middle_x) < layout.px(400):
            continue
        y = layout.at(0, float(draw.uniform(90, 200)))[1]
        while y < grove.water_y - layout.px(80):
            side = 1.0 if draw.random() < 0.5 else -1.0
            size = layout.px(float(draw.uniform(105, 165)))
            spray = Spray((stem.x + 0.4 * side * stem.width, y), side, size, round(y))
            tone = float(draw.uniform(0.5, 0.85)) * (0.55 + 0.6 * stem.lit)
            paint_spray(scenery, spray, times(LEAF_DARK, tone), times(LEAF_LIGHT, tone))
            y += layout.px(float(draw.uniform(110, 210)))


def _paint_canopy(scenery: Scenery, grove: Grove) -> None:
    """Leaves hang into the picture from above, dark before the light; over the lane hardly any."""
    layout, draw = grove.layout, np.random.default_rng(77)
    for index in range(74):
        x = layout.at(float(draw.uniform(-80, 1500)), 0)[0]
        off = abs(x - grove.middle_x) / layout.px(650)
        y = layout.at(0, -96 + 150 * min(off, 1.0) * float(draw.uniform(0.2, 1.0)))[1]
        size = layout.px(float(draw.uniform(110, 210)))
        spray = Spray((x, y), 1.0 if draw.random() < 0.5 else -1.0, size, 900 + index)
        tone = float(draw.uniform(0.25, 0.6))
        paint_spray(scenery, spray, times(LEAF_DARK, tone), times(LEAF_LIGHT, 0.7 * tone))


def _paint_water(scenery: Scenery, grove: Grove) -> None:
    """The mirror: what stands above it upside down, dimmer the farther below, broken by ripples."""
    layout, first = grove.layout, min(max(round(grove.water_y), 1), scenery.size[1] - 1)
    rows = np.arange(first, scenery.size[1])
    below = (rows - first).astype(np.float32)
    width = scenery.size[0]
    ripples = noise((width, len(rows)), (layout.px(210), layout.px(16)), seed=9, octaves=3) - 0.5
    shift = ripples * layout.px(46) * smoothstep(0, layout.px(200), below)[None, :]
    from_x = np.clip(np.arange(width)[:, None] + shift, 0, width - 1).astype(np.int64)
    from_y = np.clip(first - 1 - below * 0.96, 0, first - 1).astype(np.int64)
    mirrored = scenery.pixels[from_x, from_y[None, :]]
    deep = gradient(((0.0, WATER), (layout.px(420), DEPTH)), below)[None, :, :]
    share = 0.62 * smoothstep(layout.px(760), 0.0, below)[None, :]
    water = blend(
        np.broadcast_to(deep, mirrored.shape), mirrored, np.broadcast_to(share, ripples.shape)
    )
    scenery.pixels[:, first:] = water
    streaks = smoothstep(0.16, 0.34, ripples) * smoothstep(layout.px(520), 0, below)[None, :]
    scenery.wash((0.16 * streaks).astype(np.float32), GLINT, slice(first, None))
    surface = np.exp(-(((scenery.y - grove.water_y) / np.float32(max(layout.px(2.6), 1.0))) ** 2))
    near = np.exp(-np.abs(scenery.x - grove.field.centre[0]) / layout.px(420))
    scenery.wash((surface * (0.25 + 0.6 * near)).astype(np.float32), GLINT)
    haze = np.exp(-np.abs(scenery.y - grove.water_y) / layout.px(26))
    scenery.wash((0.20 * haze * near).astype(np.float32), GLINT)


def _paint_frame(scenery: Scenery, grove: Grove) -> None:
    """A dark culm and leaves right before the eye, out of focus: the grove goes on behind us."""
    layout = grove.layout
    ends = layout.at(48, -40), layout.at(22, 1120)
    scenery.paint(line(*ends, layout.px(92)).blurred(layout.px(7)), FRAME, 0.86)
    draw = np.random.default_rng(91)
    for index in range(10):
        at = layout.at(float(draw.uniform(-70, 130)), float(draw.uniform(-40, 130)))
        spray = Spray(at, 1.0, layout.px(float(draw.uniform(220, 320))), 970 + index)
        paint_spray(scenery, spray, FRAME, times(LEAF_DARK, 0.62))


def blend_colour(first: Colour, second: Colour, share: float) -> Colour:
    """Between two colours."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def times(colour: Colour, factor: float) -> Colour:
    """A brighter or darker colour."""
    return blend_colour((0, 0, 0), colour, factor)
