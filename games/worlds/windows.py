"""Light in the windows of the village of `slalom`, and its bell."""

from math import cos, exp, pi, radians, sin

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo, polygon
from games.engine.draw.palette import AMBER, Colour
from games.worlds.kit.edges import Area
from games.worlds.kit.glow import Fading, Glow
from games.worlds.kit.scenery import shaded
from games.worlds.village import BELFRY, CHURCH, WINDOW, window_places

WARM: Colour = (255, 214, 140)
LIGHT: Colour = (255, 166, 82)
BRONZE: Colour = (92, 52, 20)
GLOW_REACH, BELL_REACH = 58.0, 112.0
SWINGS_S, SWING_DEG, SWING_STEPS, FADES_S = 1.1, 26.0, 7, 3.0


class Windows:
    """Draws as many of them lit as gates were passed; the last of all rings the bell.

    `bell_at` is how many gates ring it.
    """

    def __init__(self, layout: Layout, bell_at: int) -> None:
        self._places = [layout.at(*place) for place in window_places()]
        self._bell_at = bell_at
        self._church = [layout.at(*place) for place in CHURCH.window_places()]
        self._belfry = layout.at(*BELFRY)
        self._pane, self._glow = Fading(_pane(layout)), _glow(layout, GLOW_REACH, 0.64)
        self._tower, self._ring_glow = Fading(_tower(layout)), _glow(layout, BELL_REACH, 0.5)
        steps = range(-SWING_STEPS, SWING_STEPS + 1)
        self._bells = [_bell(layout, step * SWING_DEG / SWING_STEPS) for step in steps]

    def place(self, number: int) -> Point:
        """Where the light of the gate with this number, from 0, goes."""
        if number + 1 == self._bell_at:
            return self._belfry
        index = number - (number + 1 > self._bell_at)
        return self._places[index % len(self._places)]

    def draw(self, onto: pygame.Surface, lights: float, rung_for_s: float | None = None) -> None:
        """The first `lights` of them, the newest perhaps only half lit.

        `rung_for_s` is how long ago the bell began to ring; None if it stands still.
        """
        for number in range(int(np.ceil(lights))):
            strength = min(lights - number, 1.0)
            if number + 1 == self._bell_at:
                self._draw_bell(onto, strength, rung_for_s)
            else:
                self._glow.draw_at(onto, self.place(number), strength)
                self._pane.draw_at(onto, self.place(number), strength)

    def _draw_bell(self, onto: pygame.Surface, strength: float, rung_for_s: float | None) -> None:
        self._ring_glow.draw_at(onto, self._belfry, strength)
        self._tower.draw_at(onto, self._belfry, strength)
        for place in self._church:
            self._glow.draw_at(onto, place, strength)
            self._pane.draw_at(onto, place, strength)
        swing = 0.0
        if rung_for_s is not None and rung_for_s > 0:
            swing = exp(-rung_for_s / FADES_S) * sin(2 * pi * rung_for_s / SWINGS_S)
        bell = self._bells[SWING_STEPS + round(swing * SWING_STEPS)]
        half = bell.get_width() // 2
        onto.blit(bell, (round(self._belfry[0]) - half, round(self._belfry[1]) - half))


def _pane(layout: Layout) -> Canvas:
    wide, high = (layout.px(size) for size in WINDOW)
    half = round(high / 2) + 2
    canvas = Canvas((2 * half + 1,) * 2)
    x, y = half + 0.5, half + 0.5
    box = (-wide / 2, -high / 2), (wide / 2, -high / 2), (wide / 2, high / 2), (-wide / 2, high / 2)
    canvas.paint(polygon([(x + dx, y + dy) for dx, dy in box]), AMBER)
    canvas.paint(halo((x, y + 0.1 * high), 0.62 * high, 0.8), WARM, 0.9)
    return canvas


def _tower(layout: Layout) -> Canvas:
    """The belfry's opening, lit."""
    reach = round(layout.px(21)) + 1
    canvas = Canvas((2 * reach + 1,) * 2)
    x, y = reach + 0.5, reach + 0.5
    wide, top, foot = layout.px(9), layout.px(-5), layout.px(17)
    box = (x - wide, y + top), (x + wide, y + top), (x + wide, y + foot), (x - wide, y + foot)
    canvas.paint(polygon(box), AMBER)
    canvas.paint(disc((x, y + top), wide), AMBER)
    canvas.paint(halo((x, y + layout.px(4)), layout.px(14), 0.8), WARM, 0.8)
    return canvas


def _bell(layout: Layout, swing_deg: float) -> pygame.Surface:
    reach = round(layout.px(18)) + 1
    canvas = Canvas((2 * reach + 1,) * 2)
    turn, hangs = radians(swing_deg), layout.px(-7)

    def placed(x: float, y: float) -> Point:
        x, y = layout.px(1.25 * x), layout.px(1.25 * y)
        return (
            reach + 0.5 + x * cos(turn) - y * sin(turn),
            reach + 0.5 + hangs + x * sin(turn) + y * cos(turn),
        )

    outline = ((-1.5, 0), (1.5, 0), (3.5, 3), (4.2, 9), (6, 12), (-6, 12), (-4.2, 9), (-3.5, 3))
    canvas.paint(polygon([placed(*point) for point in outline]), BRONZE)
    canvas.paint(disc(placed(0, 13.5), max(layout.px(2), 0.8)), BRONZE)
    return canvas.surface()


def _glow(layout: Layout, reach: float, strength: float) -> Glow:
    """Warm light round a window; more of it falls on the snow below."""
    far = layout.px(reach)
    area = Area.around((0.0, 0.0), far)
    away = np.hypot(area.x, np.where(area.y > 0, 0.8, 1.15) * area.y) / far
    near = np.clip(1 - away, 0, 1)
    light = strength * (0.45 * near**2.0 + 0.55 * np.clip(1 - 1.9 * away, 0, 1) ** 1.6)
    return Glow(shaded(LIGHT, np.asarray(light, np.float32)))
