"""The small sled that the light sits on in `slalom`, and the two lines that it leaves."""

from math import cos, radians, sin

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo, stroke
from games.engine.draw.palette import INK, Colour
from games.worlds.kit.glow import Fading

BANK_STEP_DEG, MOST_STEPS = 4.0, 5
RUNNER_X, RUNNER_Y, REACH = 44.0, 70.0, 96.0
WOOD: Colour = (196, 206, 240)
SHADE: Colour = (10, 14, 38)
MOTE = 4.5


class Sled:
    """Painted once for each of eleven banks."""

    def __init__(self, layout: Layout) -> None:
        banks = range(-MOST_STEPS, MOST_STEPS + 1)
        self._surfaces = [_painted(layout, bank * BANK_STEP_DEG) for bank in banks]
        self._mote = Fading(_mote(layout))
        self._layout = layout

    def draw_at(self, onto: pygame.Surface, centre: Point, bank_deg: float) -> None:
        """Under the light; positive banks lower the right runner."""
        step = min(max(round(bank_deg / BANK_STEP_DEG), -MOST_STEPS), MOST_STEPS)
        surface = self._surfaces[step + MOST_STEPS]
        half = surface.get_width() // 2
        onto.blit(surface, (round(centre[0]) - half, round(centre[1]) - half))

    def draw_lines(self, onto: pygame.Surface, way: list[tuple[Point, float]]) -> None:
        """Two lines through places of the light, each with how fresh it is there, 0 to 1."""
        for (x, y), fresh in way:
            # What lies behind comes nearer to the eye: lower, and farther apart.
            behind = 1 - fresh
            apart = self._layout.px(RUNNER_X) * (1 + 0.9 * behind)
            low = y + self._layout.px(RUNNER_Y + 210 * behind)
            for side in (-1, 1):
                self._mote.draw_at(onto, (x + side * apart, low), 0.75 * fresh)


def _painted(layout: Layout, bank_deg: float) -> pygame.Surface:
    half = round(layout.px(REACH)) + 4
    canvas = Canvas((2 * half + 1,) * 2, (-half, -half))

    def placed(*points: Point) -> list[Point]:
        return [_turned(layout, point, bank_deg) for point in points]

    runners = [
        placed(*((side * x, y) for x, y in ((44, 70), (43, 40), (31, -34), (27, -54), (20, -60))))
        for side in (-1.0, 1.0)
    ]
    slats = [placed((-wide, y), (wide, y)) for wide, y in ((27, -46), (42, 46), (46, 60))]
    for width, colour in ((17.0, SHADE), (9.0, WOOD)):
        for points in (*slats, *runners):
            canvas.paint(stroke(points, layout.px(width)), colour, 0.8 if colour is SHADE else 1.0)
    return canvas.surface()


def _mote(layout: Layout) -> Canvas:
    reach = round(layout.px(1.6 * MOTE)) + 2
    canvas = Canvas((2 * reach + 1,) * 2)
    centre = (reach + 0.5, reach + 0.5)
    canvas.paint(halo(centre, layout.px(1.6 * MOTE) + 1, 0.9), INK, 0.4)
    canvas.paint(disc(centre, max(layout.px(0.5 * MOTE), 0.8)), INK, 0.5)
    return canvas


def _turned(layout: Layout, point: Point, bank_deg: float) -> Point:
    turn = radians(bank_deg)
    x, y = layout.px(point[0]), layout.px(point[1])
    return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)
