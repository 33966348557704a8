"""What lies on the floor of the valley: the lake, the way round it, and firs."""

from collections.abc import Sequence

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, Point, polygon
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import covered
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep

HORIZON_Y = 212.0
LAKE, LAKE_WIDE, LAKE_HIGH = (650.0, 560.0), 366.0, 238.0
FAR_WATER: Colour = (66, 80, 118)
MID_WATER: Colour = (20, 46, 74)
NEAR_WATER: Colour = (8, 23, 40)
SHORE: Colour = (82, 100, 120)
WAY: Colour = (150, 160, 178)
SHADE: Colour = (4, 9, 18)
FIRS, SEED = 84, 17


def paint_lake(scenery: Scenery, layout: Layout, moon_x: float, moonlight: Colour) -> None:
    """Still water: the sky's hours lie in it from left to right, and the moon's way."""
    x = (scenery.x - layout.at(LAKE[0], 0)[0]) / layout.px(LAKE_WIDE)
    y = (scenery.y - layout.at(0, LAKE[1])[1]) / layout.px(LAKE_HIGH)
    inside = _lake_inside(x, y)
    scale = np.float32(layout.px(LAKE_HIGH))
    cover = covered(inside * scale)
    bank = np.clip(1 - np.abs(inside * scale + layout.px(4)) / layout.px(7), 0, 1)
    scenery.wash((0.16 * bank * smoothstep(-1.2, 0.6, y)).astype(np.float32), SHORE)
    scenery.wash(cover, _water(scenery, layout, x, y))
    deep = cover * np.exp(-np.maximum(inside, 0) * 9).astype(np.float32)
    scenery.wash(0.5 * deep * smoothstep(0.5, -0.9, y), SHADE)
    _shine_moon(scenery, layout, cover, moon_x, moonlight)


def _lake_inside(x: Picture, y: Picture) -> Picture:
    """Above 0 in the lake; its shore is uneven, and the near one is wider."""
    wider = 1 + 0.10 * y
    turn = np.arctan2(x, -y)
    bays = (
        0.016 * np.sin(3 * turn + 2.0) + 0.010 * np.sin(5 * turn + 0.5) + 0.006 * np.sin(11 * turn)
    )
    return np.asarray(1 + bays - np.hypot(x / wider, y), np.float32)


def _water(scenery: Scenery, layout: Layout, x: Picture, y: Picture) -> Picture:
    everywhere = y + np.zeros_like(x)
    stops = ((-1.0, FAR_WATER), (-0.45, (34, 60, 96)), (0.15, MID_WATER), (1.0, NEAR_WATER))
    water = gradient(stops, everywhere)
    far = smoothstep(0.55, -1.0, y)
    water = blend(water, (112, 70, 112), 0.62 * smoothstep(0.1, -1.1, x) * far)
    water = blend(water, (206, 124, 112), 0.66 * smoothstep(0.15, 1.1, x) * far)
    near = noise(scenery.size, (layout.px(240), layout.px(16)), seed=5, octaves=4)
    fine = noise(scenery.size, (layout.px(70), layout.px(5)), seed=6, octaves=3)
    ripples = 0.6 * near + 0.4 * fine
    water = blend(
        water, (150, 170, 206), 0.24 * smoothstep(0.55, 0.74, ripples) * (0.4 + 0.6 * far)
    )
    return blend(water, (6, 16, 30), 0.34 * smoothstep(0.47, 0.3, ripples))


def _shine_moon(
    scenery: Scenery, layout: Layout, cover: Picture, moon_x: float, moonlight: Colour
) -> None:
    """The moon's way over the water, broken by ripples, wider the nearer."""
    top, bottom = layout.at(0, LAKE[1] - LAKE_HIGH)[1], layout.at(0, LAKE[1] + LAKE_HIGH)[1]
    down = np.clip((scenery.y - top) / (bottom - top), 0, 1)
    away = np.abs(scenery.x - layout.at(moon_x, 0)[0]) / (layout.px(12) + layout.px(64) * down)
    glints = noise(scenery.size, (layout.px(54), layout.px(5)), seed=14, octaves=3)
    glints = smoothstep(0.50, 0.68, glints)
    light = np.exp(-(away**2)) * (1 - down) ** 0.8 * (0.10 + 0.7 * glints)
    scenery.shine((0.62 * cover * light).astype(np.float32), moonlight)


def way_on_floor(layout: Layout, line: Sequence[Point]) -> list[Point]:
    """The way as it lies on the floor: a line of (right, down) of the middle, seen at a slant."""
    floor = []
    for right, down in line:
        y = 518 + (down * 0.655 if down < 0 else down + 0.34 * down)
        floor.append(layout.at(650 + 0.97 * right, y))
    comes = _leading(floor[0], layout.at(250, 1120))[::-1]
    return [*comes, *floor, *_leading(floor[-1], layout.at(1130, 1120))]


def _leading(start: Point, end: Point) -> list[Point]:
    """A bend that leads out of the picture."""
    (x, y), (to_x, to_y) = start, end
    shares = [step / 14 for step in range(1, 15)]
    return [(x + (to_x - x) * share**2, y + (to_y - y) * share) for share in shares]


def paint_way(scenery: Scenery, layout: Layout, line: Sequence[Point]) -> None:
    """A pale way through the meadow, narrow where it is far."""
    points = way_on_floor(layout, line)
    ways = np.array(points, np.float32)
    wander = layout.px(64) * (line_noise(len(ways), 34, seed=3, octaves=2) - 0.5)
    ways[:, 0] += wander
    ways[:, 1] += 0.3 * wander
    halves = np.array([layout.px(_half_width(layout, y)) for _, y in ways.tolist()], np.float32)
    along = np.gradient(ways, axis=0)
    long = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-3)
    # Seen at a slant, a way that leads across is flatter than one that leads away.
    out = np.stack((-along[:, 1] / long, along[:, 0] / long * 0.5), axis=1) * halves[:, None]
    edge = [*(ways + out).tolist(), *(ways - out)[::-1].tolist()]
    mask = polygon([(x, y) for x, y in edge])
    scenery.paint(mask.blurred(layout.px(10)), SHADE, 0.45)
    stones = 0.66 + 0.5 * noise(mask.cover.shape, (layout.px(26), layout.px(12)), seed=19)
    tinted = (stones[..., None] * np.array(WAY, np.float32)).astype(np.float32)
    scenery.paint_many(mask.blurred(max(layout.px(1.6), 0.6)), _fitted(tinted, mask, layout), 0.40)


def _fitted(colours: Picture, mask: Mask, layout: Layout) -> Picture:
    """The same colours for the blurred mask, which is wider all round."""
    wide = mask.blurred(max(layout.px(1.6), 0.6))
    left, top = mask.left - wide.left, mask.top - wide.top
    width, height = wide.cover.shape
    pad = (left, width - left - len(colours)), (top, height - top - colours.shape[1]), (0, 0)
    return np.pad(colours, pad, mode="edge")


def _half_width(layout: Layout, y: float) -> float:
    down = (y - layout.at(0, HORIZON_Y)[1]) / layout.px(1080 - HORIZON_Y)
    return 3.5 + 17.0 * float(min(max(down, 0.0), 1.2) ** 1.25)


def paint_trees(scenery: Scenery, layout: Layout) -> None:
    """Firs round the lake and at the valley's sides, far ones first."""
    draw = np.random.default_rng(SEED)
    feet: list[tuple[float, float]] = []
    while len(feet) < FIRS:
        turn, out = draw.uniform(0, 2 * np.pi), draw.uniform(1.12, 2.3)
        x, y = 650 + out * 400 * np.sin(turn), 560 - out * 262 * np.cos(turn)
        if HORIZON_Y + 26 < y < 1010:
            feet.append((float(x), float(y)))
    for x, y in sorted(feet, key=lambda foot: foot[1]):
        for _ in range(int(draw.integers(1, 4))):
            depth = (y - HORIZON_Y) / (1080 - HORIZON_Y)
            high = (18 + 118 * depth) * float(draw.uniform(0.7, 1.2))
            at = layout.at(x + float(draw.normal(0, 12 + 60 * depth)), y + float(draw.normal(0, 5)))
            _paint_fir(scenery, at, layout.px(high), depth, draw)


def _paint_fir(
    scenery: Scenery, foot: Point, high: float, depth: float, draw: np.random.Generator
) -> None:
    """A silhouette of boughs, darker the nearer, with a little moonlight on one side."""
    left: list[Point] = []
    right: list[Point] = []
    tiers = 6 if high > 20 else 4
    for tier in range(tiers):
        share = (tier + 1) / tiers
        wide = 0.27 * high * share**0.85
        top, low = foot[1] - high * (1 - (tier + 0.15) / tiers), foot[1] - high * (1 - share) * 0.94
        for side, points in ((-1, left), (1, right)):
            jag = wide * float(draw.uniform(0.82, 1.14))
            points.append((foot[0] + side * 0.34 * jag, top))
            points.append((foot[0] + side * jag, low + 0.02 * high))
    outline = [(foot[0], foot[1] - high), *right, *left[::-1]]
    colour = gradient(((0.0, (24, 36, 58)), (0.5, (8, 20, 30)), (1.0, (4, 10, 17))), depth)
    red, green, blue = (round(float(level)) for level in colour)
    scenery.paint(polygon(outline), (red, green, blue), 0.94)
    lit = [(foot[0], foot[1] - high), *left]
    lit += [(x + 0.06 * high, y) for x, y in left[::-1]]
    scenery.paint(polygon(lit), (120, 140, 170), 0.16)
