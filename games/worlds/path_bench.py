"""A bench between two stepping stones, and the moon over it: a rest on the way across the pond."""

import numpy as np

from games.engine.draw.mask import Mask, Point, disc, halo, polygon
from games.engine.draw.palette import Colour
from games.worlds.bench_by_water import MOON, SHINE
from games.worlds.kit.edges import Area
from games.worlds.kit.glow import Glow
from games.worlds.kit.scenery import Scenery

WOOD: Colour = (112, 104, 100)
EDGE: Colour = (206, 214, 222)
SHADE: Colour = (6, 16, 26)
BOARDS = (
    *((-0.72, -0.80, -0.58, 0.52), (0.58, -0.80, 0.72, 0.52)),
    *((-0.92, -0.74, 0.92, -0.52), (-0.92, -0.40, 0.92, -0.18)),
    (-1.04, 0.02, 1.04, 0.22),
)
"""Left, top, right and bottom of each from the bench's place, in halves of its width."""
LIT, MOON_UP, MOON_RADIUS, HALO = 0.07, 1.55, 0.36, 1.5
PALE = 0.62
"""How bright a moon is that does not breathe: none is as bright as the light."""


def paint_path_bench(scenery: Scenery, area: Area, centre: Point, half: float) -> None:
    """Its shade on the water, its boards with the moon on their edges, and the moon."""
    x, y = centre
    away = np.hypot((area.x - x) / (1.25 * half), (area.y - y - 0.5 * half) / (0.34 * half))
    scenery.paint(area.mask((0.6 * np.clip(1.2 - away, 0, 1)).astype(np.float32)), SHADE)
    for left, top, right, bottom in BOARDS:
        scenery.paint(_board(centre, half, (left, top, right, bottom)), WOOD)
        scenery.paint(_board(centre, half, (left, top, right, top + LIT)), EDGE, 0.8)
    moon = moon_at(centre, half)
    scenery.paint(halo(moon, 2.4 * MOON_RADIUS * half, 2.0), SHINE, 0.4)
    scenery.paint(disc(moon, MOON_RADIUS * half), MOON, PALE)


def moon_at(centre: Point, half: float) -> Point:
    """The middle of the moon over a bench."""
    return centre[0], centre[1] - MOON_UP * half


def moon_glow(half: float) -> Glow:
    """What the moon's breath adds."""
    return Glow.of(halo((0.0, 0.0), HALO * half, 1.6), SHINE, 0.85)


def _board(centre: Point, half: float, box: tuple[float, float, float, float]) -> Mask:
    left, top, right, bottom = (half * each for each in box)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return polygon([(centre[0] + x, centre[1] + y) for x, y in corners])
