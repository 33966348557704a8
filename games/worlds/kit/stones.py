"""River stones from above, lit from one side, with the shadow they throw."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.canvas import Canvas
from games.engine.draw.mask import Picture, Point
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, shaded, smoothstep

SQUARENESS = 2.15
WOBBLE = 0.03
AMBIENT, DIRECT, RIM = 0.26, 0.92, 0.34
SHADOW = 0.55


@dataclass(frozen=True)
class Stone:
    """Where it lies, half its length and half its width in pixels, and how it is turned."""

    centre: Point
    long: float
    wide: float
    turn_deg: float
    seed: int

    @property
    def area(self) -> Area:
        return Area.around(self.centre, 1.25 * max(self.long, self.wide))


def paint_stone(
    scenery: Scenery, stone: Stone, colour: Colour, light_from_deg: float = 325.0
) -> None:
    """Paint one stone over what is there; the light comes from a direction, 0 is up, clockwise."""
    area = stone.area
    out = _out(stone, area)
    cover = covered(1 - out)
    scenery.paint_many(area.mask(cover), shaded(colour, _light(stone, area, out, light_from_deg)))


def throw_shadow(
    canvas: Canvas, stone: Stone, colour: Colour, light_from_deg: float = 325.0
) -> None:
    """Paint the stone's soft shadow on the side away from the light; before any stone."""
    away = np.radians(light_from_deg + 180)
    reach = 0.35 * stone.wide
    centre = (
        stone.centre[0] + reach * float(np.sin(away)),
        stone.centre[1] - reach * float(np.cos(away)),
    )
    thrown = Stone(centre, stone.long, stone.wide, stone.turn_deg, stone.seed)
    mask = thrown.area.mask(covered(1 - _out(thrown, thrown.area)))
    canvas.paint(mask.blurred(max(0.22 * stone.wide, 0.8)), colour, SHADOW)


def _out(stone: Stone, area: Area) -> Picture:
    """0 in the stone's middle, 1 on its edge, which is a little uneven."""
    along, across = area.turned(stone.centre, stone.turn_deg)
    draw = np.random.default_rng(stone.seed)
    direction = np.arctan2(across, along)
    wobble = np.ones_like(direction)
    for harmonic in (2, 3, 5):
        size, phase = draw.uniform(0.3, 1.0) * WOBBLE, draw.uniform(0, 2 * np.pi)
        wobble += np.float32(size) * np.sin(np.float32(harmonic) * direction + np.float32(phase))
    far = np.abs(along / stone.long) ** SQUARENESS + np.abs(across / stone.wide) ** SQUARENESS
    return np.asarray(far ** (1 / SQUARENESS) / wobble, np.float32)


def _light(stone: Stone, area: Area, out: Picture, light_from_deg: float) -> Picture:
    """How bright each pixel is: a dome's light and shade, a bright rim, a mottled skin."""
    height = np.sqrt(np.clip(1 - out * out, 0.0, 1)) * np.float32(0.62 * stone.wide)
    slope_x, slope_y = np.gradient(height)
    length = np.sqrt(slope_x**2 + slope_y**2 + 1)
    angle = np.radians(light_from_deg)
    low = np.float32(0.62)
    facing = (-slope_x * np.sin(angle) + slope_y * np.cos(angle)) * low + np.float32(0.78)
    direct = np.clip(facing / length, 0, 1)
    rim = np.clip(out - 0.55, 0, 1) * np.clip(facing / length - 0.35, 0, 1) * 2
    skin = 0.82 + 0.36 * noise(area.size, (0.7 * stone.wide,) * 2, stone.seed)
    return np.asarray((AMBIENT + DIRECT * direct + RIM * rim) * skin * 0.9, np.float32)


def paint_moss(
    scenery: Scenery, stone: Stone, dark: Colour, light: Colour, share: float = 0.6
) -> None:
    """Moss on a stone that is there already: about this share of it, with a soft ragged edge."""
    area = stone.area
    out = _out(stone, area)
    patches = noise(area.size, (0.9 * stone.wide,) * 2, stone.seed + 1, octaves=5, gain=0.62)
    grain = noise(area.size, (max(0.2 * stone.wide, 2.0),) * 2, stone.seed + 2, octaves=4, gain=0.8)
    grows = smoothstep(
        0.62 - 0.42 * share,
        0.76 - 0.42 * share,
        patches + np.float32(0.16) * (1 - out) - np.float32(0.08),
    )
    lit = _light(stone, area, out, 325.0)
    colours = blend(dark, light, np.clip(0.85 * lit * (0.6 + 0.8 * grain), 0, 1).astype(np.float32))
    scenery.paint_many(area.mask(covered(1 - out) * grows), colours)
