"""The village below the slope of `slalom`: dark at first, its windows wait to be lit.

Places are given at 1080 lines. Houses stand in rows, those behind come first.
"""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Point, disc, polygon
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import Area
from games.worlds.kit.scenery import Scenery

WALL: Colour = (46, 52, 92)
WALL_SHADE: Colour = (30, 35, 68)
ROOF: Colour = (124, 140, 190)
ROOF_SHADE: Colour = (84, 98, 150)
EAVES: Colour = (24, 28, 58)
DARK: Colour = (13, 16, 38)
GROUND: Colour = (20, 26, 56)
WINDOW = 14.0, 18.0


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

    def outline(self) -> list[Point]:
        """Its silhouette: what it hides of those behind."""
        half, over, top = self.wide / 2, 0.60 * self.wide, self.y - self.wall
        roof = [(self.x, top - self.roof - 3)]
        if not self.gable:
            inner, ridge = 0.38 * self.wide, top - 0.8 * self.roof
            roof = [(self.x - inner, ridge), (self.x + inner, ridge)]
        foot = [(self.x + half, self.y), (self.x - half, self.y)]
        return [(self.x - over, top + 5), *roof, (self.x + over, top + 5), *foot]

    def window_places(self) -> list[Point]:
        """The middles of its windows."""
        apart = self.wide / (self.windows + 1)
        y = self.y - 0.56 * self.wall
        return [(self.x - self.wide / 2 + apart * (i + 1), y) for i in range(self.windows)]


CHURCH = House(807, 218, 55, 55, 24, gable=True)
TOWER_X, TOWER_TOP, TOWER_WIDE, SPIRE = 768.0, 132.0, 30.0, 42.0
BELFRY = TOWER_X, 152.0

HOUSES = (
    House(598, 218, 50, 24, 23),
    House(680, 213, 60, 24, 24, gable=False),
    House(905, 209, 58, 24, 24),
    House(1004, 214, 55, 24, 23, gable=False),
    House(548, 244, 60, 28, 25, gable=False),
    House(637, 246, 58, 29, 26),
    House(738, 242, 55, 28, 25),
    House(856, 245, 70, 29, 26, 2, gable=False),
    House(966, 249, 58, 29, 26),
    House(1040, 244, 60, 28, 25),
    House(591, 280, 70, 32, 30, 2),
    House(690, 282, 74, 32, 29, 2, gable=False),
    House(790, 285, 65, 34, 31),
    House(914, 287, 77, 34, 30, 2, gable=False),
    House(1010, 282, 67, 32, 30, 2),
)
FARMS = (
    House(1110, 210, 41, 18, 18),
    House(507, 201, 38, 17, 18),
    House(1170, 186, 34, 14, 16),
    House(464, 172, 31, 13, 14),
    House(1088, 170, 31, 13, 14),
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


def standing() -> tuple[House, ...]:
    """All houses, from those behind to those before."""
    return *FARMS, CHURCH, *HOUSES


def paint_village(scenery: Scenery, layout: Layout) -> None:
    """The dark village, those behind first."""
    for house in standing():
        _paint_house(scenery, layout, house)
        if house is CHURCH:
            _paint_tower(scenery, layout)


def _paint_house(scenery: Scenery, layout: Layout, house: House) -> None:
    left, right = house.x - house.wide / 2, house.x + house.wide / 2
    top = house.y - house.wall
    over = 0.10 * house.wide
    _throw_shadow(scenery, layout, house)
    # A soft dark edge sets it off from the houses behind.
    scenery.paint(_shape(layout, *house.outline()).blurred(layout.px(4)), GROUND, 0.45)
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


def _throw_shadow(scenery: Scenery, layout: Layout, house: House) -> None:
    """What lies on the snow round its foot, and binds it to the ground."""
    at, wide = layout.at(house.x + 0.1 * house.wide, house.y), layout.px(0.85 * house.wide)
    area = Area.of([at], wide)
    away = np.hypot((area.x - at[0]) / wide, (area.y - at[1]) / layout.px(11))
    scenery.paint(area.mask(np.clip(1 - away, 0, 1).astype(np.float32)), GROUND, 0.8)


def _paint_slope(scenery: Scenery, layout: Layout, foot: Point, peak: Point, tone: Colour) -> None:
    """One side of a gable's roof, thick with snow."""
    thick = 7.0
    under = (foot[0], foot[1] + 2), (peak[0], peak[1] + thick)
    scenery.paint(
        _shape(layout, (foot[0], foot[1] - 4), (peak[0], peak[1] - 3), under[1], under[0]), tone
    )


def _paint_tower(scenery: Scenery, layout: Layout) -> None:
    left, right = TOWER_X - TOWER_WIDE / 2, TOWER_X + TOWER_WIDE / 2
    scenery.paint(_box(layout, left, TOWER_TOP, right, CHURCH.y), WALL)
    scenery.paint(_box(layout, TOWER_X + 2, TOWER_TOP, right, CHURCH.y), WALL_SHADE, 0.8)
    peak = TOWER_X, TOWER_TOP - SPIRE
    scenery.paint(_shape(layout, (left - 4, TOWER_TOP + 3), peak, (right + 4, TOWER_TOP + 3)), ROOF)
    shaded = (TOWER_X + 1, TOWER_TOP + 3), peak, (right + 4, TOWER_TOP + 3)
    scenery.paint(_shape(layout, *shaded), ROOF_SHADE)
    x, y = BELFRY
    scenery.paint(_box(layout, x - 9, y - 5, x + 9, y + 17), DARK)
    scenery.paint(disc(layout.at(x, y - 5), layout.px(9)), DARK)


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
