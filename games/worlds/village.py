"""The village below the slope of `slalom`: dark at first, its windows wait to be lit.

Places are given at 1080 lines. Houses stand in rows, those behind come first.
"""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Point, disc, polygon
from games.engine.draw.palette import Colour
from games.worlds.kit.scenery import Scenery

WALL: Colour = (46, 52, 92)
WALL_SHADE: Colour = (30, 35, 68)
ROOF: Colour = (124, 140, 190)
ROOF_SHADE: Colour = (84, 98, 150)
EAVES: Colour = (24, 28, 58)
DARK: Colour = (13, 16, 38)
GROUND: Colour = (20, 26, 56)
WINDOW = 12.0, 15.0


@dataclass(frozen=True)
class House:
    """The middle of its foot, its width, and the height of wall and of roof."""

    x: float
    y: float
    wide: float
    wall: float
    roof: float
    windows: int = 1
    gable: bool = True

    def window_places(self) -> list[Point]:
        """The middles of its windows."""
        apart = self.wide / (self.windows + 1)
        y = self.y - 0.56 * self.wall
        return [(self.x - self.wide / 2 + apart * (i + 1), y) for i in range(self.windows)]


CHURCH = House(806, 398, 46, 46, 20, gable=True)
TOWER_X, TOWER_TOP, TOWER_WIDE, SPIRE = 774.0, 304.0, 24.0, 62.0
BELFRY = TOWER_X, 320.0

HOUSES = (
    House(632, 398, 42, 20, 19),
    House(700, 394, 50, 20, 20, gable=False),
    House(874, 396, 48, 20, 20),
    House(944, 400, 46, 20, 19, gable=False),
    House(590, 420, 50, 23, 21, gable=False),
    House(664, 422, 48, 24, 22),
    House(736, 420, 46, 23, 21),
    House(852, 424, 58, 24, 22, 2, gable=False),
    House(924, 426, 48, 24, 22),
    House(1000, 420, 50, 23, 21),
    House(626, 450, 58, 27, 25, 2),
    House(708, 452, 62, 27, 24, 2, gable=False),
    House(792, 454, 54, 28, 26),
    House(880, 456, 64, 28, 25, 2, gable=False),
    House(962, 452, 56, 27, 25, 2),
)
FARMS = (
    House(1058, 392, 34, 15, 15),
    House(556, 384, 32, 14, 15),
    House(1108, 372, 28, 12, 13),
    House(520, 360, 26, 11, 12),
    House(1040, 358, 26, 11, 12),
)
"""Farther up, for who lights more than the village has."""

ORDER = (12, 10, 14, 5, 8, 1, 13, 6, 3, 11, 4, 9, 2, 0, 7)
"""Which house is lit after which: all over the village rather than row by row."""


def window_places() -> list[Point]:
    """All windows in the order in which they are lit; the belfry is not among them."""
    first, later = [], []
    for index in ORDER:
        one, *more = HOUSES[index].window_places()
        first.append(one)
        later += more
    return [*first, *later, *(house.window_places()[0] for house in FARMS)]


def paint_village(scenery: Scenery, layout: Layout) -> None:
    """All houses, from those behind to those before."""
    for farm in FARMS:
        _paint_house(scenery, layout, farm)
    _paint_church(scenery, layout)
    for house in HOUSES:
        _paint_house(scenery, layout, house)


def _paint_house(scenery: Scenery, layout: Layout, house: House) -> None:
    left, right = house.x - house.wide / 2, house.x + house.wide / 2
    top = house.y - house.wall
    over = 0.10 * house.wide
    shadow = disc(layout.at(house.x + 4, house.y), layout.px(0.62 * house.wide))
    flat = np.abs(np.arange(shadow.cover.shape[1]) + shadow.top - layout.at(0, house.y)[1])
    flat = np.exp(-((flat / layout.px(5)) ** 2)).astype(np.float32)
    scenery.paint(Mask(shadow.left, shadow.top, shadow.cover * flat[None, :]), GROUND, 0.5)
    scenery.paint(_box(layout, left, top, right, house.y), WALL)
    scenery.paint(_box(layout, house.x + 0.18 * house.wide, top, right, house.y), WALL_SHADE, 0.7)
    if house.gable:
        peak = house.x, top - house.roof
        scenery.paint(_shape(layout, (left, top), peak, (right, top)), WALL)
        _paint_slope(scenery, layout, (left - over, top + 5), peak, ROOF)
        _paint_slope(scenery, layout, (right + over, top + 5), peak, ROOF_SHADE)
    else:
        inner = 0.12 * house.wide
        eaves = (left - over, top + 3), (right + over, top + 3)
        ridge = (right - inner, top - 0.8 * house.roof), (left + inner, top - 0.8 * house.roof)
        scenery.paint(_box(layout, left, top, right, top + 6), EAVES, 0.7)
        scenery.paint(_shape(layout, *eaves, *ridge), ROOF)
        shaded = (house.x + 0.16 * house.wide, top + 3), eaves[1], ridge[0]
        scenery.paint(_shape(layout, *shaded), ROOF_SHADE, 0.8)
    for place in house.window_places():
        _paint_window(scenery, layout, place)


def _paint_slope(scenery: Scenery, layout: Layout, foot: Point, peak: Point, tone: Colour) -> None:
    """One side of a gable's roof, thick with snow."""
    thick = 7.0
    under = (foot[0], foot[1] + 2), (peak[0], peak[1] + thick)
    scenery.paint(
        _shape(layout, (foot[0], foot[1] - 4), (peak[0], peak[1] - 3), under[1], under[0]), tone
    )


def _paint_church(scenery: Scenery, layout: Layout) -> None:
    _paint_house(scenery, layout, CHURCH)
    left, right = TOWER_X - TOWER_WIDE / 2, TOWER_X + TOWER_WIDE / 2
    scenery.paint(_box(layout, left, TOWER_TOP, right, CHURCH.y), WALL)
    scenery.paint(_box(layout, TOWER_X + 2, TOWER_TOP, right, CHURCH.y), WALL_SHADE, 0.8)
    peak = TOWER_X, TOWER_TOP - SPIRE
    scenery.paint(_shape(layout, (left - 4, TOWER_TOP + 3), peak, (right + 4, TOWER_TOP + 3)), ROOF)
    shaded = (TOWER_X + 1, TOWER_TOP + 3), peak, (right + 4, TOWER_TOP + 3)
    scenery.paint(_shape(layout, *shaded), ROOF_SHADE)
    x, y = BELFRY
    scenery.paint(_box(layout, x - 7, y - 4, x + 7, y + 14), DARK)
    scenery.paint(disc(layout.at(x, y - 4), layout.px(7)), DARK)


def _paint_window(scenery: Scenery, layout: Layout, place: Point) -> None:
    wide, high = WINDOW
    x, y = place
    frame = _box(layout, x - wide / 2 - 2, y - high / 2 - 2, x + wide / 2 + 2, y + high / 2 + 2)
    scenery.paint(frame, ROOF_SHADE, 0.35)
    scenery.paint(_box(layout, x - wide / 2, y - high / 2, x + wide / 2, y + high / 2), DARK)


def _box(layout: Layout, left: float, top: float, right: float, bottom: float) -> Mask:
    return _shape(layout, (left, top), (right, top), (right, bottom), (left, bottom))


def _shape(layout: Layout, *points: Point) -> Mask:
    return polygon([layout.at(*point) for point in points])
