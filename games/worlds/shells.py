"""The shells of `free_leg`: where they lie on the sand, and what each kind looks like.

Each row brings another kind: fans, turrets, and moon snails nearest to the patient.
"""

from enum import Enum
from math import cos, radians, sin

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture, Point, disc, halo
from games.engine.draw.palette import AMBER, Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.glow import Fading, Glow
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep

A_ROW, ROWS = 10, 3
MIDDLE = 650.0, 530.0
ARCS = ((392.0, 338.0), (458.0, 386.0), (530.0, 424.0))
"""Half width and half height of each row's arc."""
SPREAD_DEG, STAGGERED_DEG = 63.0, 7.0
LAST_ROW_DEG = 27.0, 61.0
"""The last row lies on both sides of the sentence's middle."""
SHELL_PX, GLOW_PX = 29.0, 74.0
PALE: Colour = (255, 226, 176)
DARK: Colour = (164, 92, 40)
SHADE: Colour = (5, 9, 16)


class Kind(Enum):
    """What lies there."""

    FAN = "fan"
    TURRET = "turret"
    SNAIL = "snail"


KINDS = tuple(Kind)


def place_of(layout: Layout, index: int) -> Point:
    """Where the shell with this number lies: rows from left to right, the near ones last."""
    row, along = divmod(index % (A_ROW * ROWS), A_ROW)
    wide, high = ARCS[row]
    turn = radians(_turn_deg(row, along))
    return layout.at(MIDDLE[0] + wide * sin(turn), MIDDLE[1] + high * cos(turn))


def _turn_deg(row: int, along: int) -> float:
    """From straight down, to the left below 0; the second row fills the first one's gaps."""
    if row < ROWS - 1:
        return SPREAD_DEG * (2 * along / (A_ROW - 1) - 1) + (STAGGERED_DEG if row else 0.0)
    first, last = LAST_ROW_DEG
    half = A_ROW // 2
    away = first + (last - first) * (along % half) / (half - 1)
    return away if along >= half else away - first - last


def paint_places(scenery: Scenery, layout: Layout) -> None:
    """A hollow in the sand for each shell of the first two rows."""
    for index in range(2 * A_ROW):
        x, y = place_of(layout, index)
        radius = layout.px(0.62 * SHELL_PX)
        scenery.paint(disc((x, y - 1), radius).blurred(layout.px(5)), SHADE, 0.72)
        scenery.paint(disc((x, y + layout.px(9)), 0.8 * radius).blurred(layout.px(5)),
                      (104, 118, 132), 0.36)  # fmt: skip


class Shells:
    """Sprites of all kinds; `draw` puts one at its place."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._shells = {
            (kind, turn): Fading(_shell(layout, kind, turn)) for kind in Kind for turn in TURNS_DEG
        }
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(GLOW_PX), 2.0), AMBER, 0.8)

    def draw(self, onto: pygame.Surface, index: int, there: float = 1.0, glow: float = 0.4) -> None:
        """The shell with this number; `there` fades it in, `glow` is how much light it sheds."""
        at = place_of(self._layout, index)
        kind = KINDS[index // A_ROW % ROWS]
        self._glow.draw_at(onto, at, glow * there)
        self._shells[kind, TURNS_DEG[index % len(TURNS_DEG)]].draw_at(onto, at, there)


TURNS_DEG = (-14.0, 20.0, 4.0)


def _shell(layout: Layout, kind: Kind, turn_deg: float) -> Scenery:
    size = layout.px(SHELL_PX)
    area = Area.around((0.0, 0.0), 1.35 * size)
    scenery = Scenery.on(area)
    up, right = area.turned((0.0, 0.0), turn_deg)
    inside, light = FORMS[kind](up / size, right / size)
    cover = covered(np.asarray(inside * size, np.float32))
    thrown = area.mask(np.asarray(np.clip(np.roll(cover, (2, 3), (0, 1)), 0, 1), np.float32))
    scenery.paint(thrown.blurred(layout.px(3)), SHADE, 0.7)
    lit = np.clip(light + 0.16 * (up - right) / size, 0, 1)
    colours = gradient(((0.0, DARK), (0.55, AMBER), (1.0, PALE)), lit)
    rim = smoothstep(0.16, 0.02, np.asarray(inside, np.float32))
    colours = blend(colours, DARK, (0.45 * rim).astype(np.float32))
    scenery.paint_many(area.mask(cover), colours)
    return scenery


def _fan(up: Picture, right: Picture) -> tuple[Picture, Picture]:
    """Ribs that spread from a hinge below."""
    high = up + 0.82
    far, turn = np.hypot(high, right), np.arctan2(right, np.maximum(high, 1e-3))
    edge = 1.62 * (1 - 0.10 * (turn / 1.0) ** 2) * (1 + 0.022 * np.cos(13 * turn))
    fan = np.minimum(edge - far, (1.02 - np.abs(turn)) * far)
    hinge = np.minimum(0.34 - np.abs(right), 0.17 - np.abs(high - 0.13))
    inside = np.maximum(np.where(high > 0, fan, -1.0), hinge)
    ribs = 0.5 + 0.5 * np.cos(13 * turn)
    bands = 0.5 + 0.5 * np.cos(11 * far)
    return inside, 0.34 + 0.36 * ribs * smoothstep(0.2, 0.7, far) + 0.12 * bands + 0.16 * far / 1.6


def _turret(up: Picture, right: Picture) -> tuple[Picture, Picture]:
    """A tall spire of whorls."""
    share = (up + 1.0) / 2.0
    whorl = share * 6.4 + 0.34 * right
    wide = 0.60 * np.clip(1 - share, 0, 1) ** 0.85 * (0.86 + 0.14 * np.abs(np.sin(np.pi * whorl)))
    foot = np.minimum(share + 0.0, 0.2) * 3.0
    inside = np.minimum(wide - np.abs(right), np.minimum(1 - share, foot))
    round_ = 1 - (right / np.maximum(wide, 0.05)) ** 2
    return inside, 0.16 + 0.5 * np.clip(round_, 0, 1) + 0.34 * np.abs(np.sin(np.pi * whorl)) - 0.12


def _snail(up: Picture, right: Picture) -> tuple[Picture, Picture]:
    """A round shell with one spiral."""
    far, turn = np.hypot(up, right), np.arctan2(up, right)
    edge = 0.92 + 0.10 * np.cos(turn - 5.4)
    spiral = (turn / (2 * np.pi) - np.log(np.maximum(far, 0.05)) / np.log(2.1)) % 1.0
    groove = np.minimum(spiral, 1 - spiral)
    light = 0.36 + 0.5 * smoothstep(0.0, 0.30, groove) + 0.14 * (1 - far)
    return np.asarray(edge - far, np.float32), np.asarray(light, np.float32)


FORMS = {Kind.FAN: _fan, Kind.TURRET: _turret, Kind.SNAIL: _snail}
