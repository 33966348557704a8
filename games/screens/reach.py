"""How far the board has been tilted, seen from above: a thick line where it was, dots where not."""

from math import cos, hypot, isfinite, radians, sin

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.ends import parts_of
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import LABEL, NOTE, Lettering, Style, Weight
from games.engine.draw.mask import Point, circle, disc, draw_ribbon, halo
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, SHALLOW
from games.engine.words import HEEL, TOES
from trainer.recording.guidance import Reach
from trainer.texts import said

RADIUS = 284.0
FULL_SCALES_DEG = (10.0, 15.0, 20.0, 30.0, 45.0)
LEAST_DEG = 0.5
"""A direction tilted less than this counts as not yet tried."""

AT_LARGE = ("left", "right")
"""The ends of a board on which nobody stands."""

SMALLER, LEFT_ROOM = Style(46, Weight.SEMIBOLD, from_board=False), 226.0
SUPERSAMPLING = 2
THICK, DOT, DOTS_EVERY_DEG = 16.0, 5.0, 5.0


class ReachPicture:
    """Fills as the board is rolled; its full scale may grow and never shrinks.

    `ends` are the words at its left and its right.
    """

    def __init__(
        self, layout: Layout, lettering: Lettering, centre: Point, ends: tuple[str, str] = AT_LARGE
    ) -> None:
        self._ends = ends
        self._layout, self._lettering, self._centre = layout, lettering, centre
        self._radius = layout.px(RADIUS)
        self._full_deg = FULL_SCALES_DEG[0]
        self._still = self._pool()
        self._shown: tuple[Reach, float] | None = None
        self._filled: pygame.Surface | None = None
        self._dot = self._light()

    def draw(self, onto: pygame.Surface, reach: Reach) -> None:
        self._full_deg = max(self._full_deg, _full_scale(reach))
        self._still.draw(onto)
        self._write(onto)
        side = 2 * round(self._radius * 1.12)
        at = round(self._centre[0]) - side // 2, round(self._centre[1]) - side // 2
        onto.blit(self._covered(reach, side), at)
        ap, ml = reach.now_deg
        share = self._radius / self._full_deg
        self._dot.draw_at(onto, (self._centre[0] + ml * share, self._centre[1] - ap * share))

    def _covered(self, reach: Reach, side: int) -> pygame.Surface:
        key = Reach(reach.directions_deg, reach.tilt_deg, (0.0, 0.0)), self._full_deg
        if self._filled is None or self._shown != key:
            self._shown = key
            large = pygame.Surface((side * SUPERSAMPLING,) * 2, pygame.SRCALPHA, 32)
            self._paint(large, reach)
            self._filled = pygame.transform.smoothscale(large, (side, side))
        return self._filled

    def _paint(self, large: pygame.Surface, reach: Reach) -> None:
        middle = large.get_width() / 2
        scale = SUPERSAMPLING * self._radius / self._full_deg
        half = 180.0 / max(len(reach.directions_deg), 1)
        tried = [tilt for tilt in reach.tilt_deg if _tried(tilt)]
        waiting = sum(tried) / len(tried) if tried else 0.72 * self._full_deg
        limits = list(zip(reach.directions_deg, reach.tilt_deg, strict=True))
        wedge = [
            _polar(middle, (tilt if _tried(tilt) else 0.0) * scale, direction)
            for direction, tilt in limits
        ]
        if tried and len(wedge) > 2:
            pygame.draw.polygon(large, (*MINT, 42), wedge)
        width = self._layout.px(THICK) * SUPERSAMPLING
        for index, (direction, tilt) in enumerate(limits):
            if not _tried(tilt):
                self._paint_dots(large, middle, waiting * scale, direction, half)
                continue
            ends = [_between(limits, index, step) for step in (-1, 1)]
            arc = [_polar(middle, ends[0] * scale, direction - half)]
            arc.append(_polar(middle, tilt * scale, direction))
            arc.append(_polar(middle, ends[1] * scale, direction + half))
            draw_ribbon(large, arc, width, MINT)

    def _paint_dots(
        self, large: pygame.Surface, middle: float, radius: float, direction: float, half: float
    ) -> None:
        dots = max(round(2 * half / DOTS_EVERY_DEG), 1)
        for step in range(dots):
            at = _polar(middle, radius, direction + half * ((2 * step + 1) / dots - 1))
            pygame.draw.circle(large, MIST, at, self._layout.px(DOT) * SUPERSAMPLING)

    def _pool(self) -> Sprite:
        reach = round(self._radius * 1.25)
        left, top = round(self._centre[0]) - reach, round(self._centre[1]) - reach
        canvas = Canvas((2 * reach, 2 * reach), (left, top))
        canvas.paint(disc(self._centre, self._radius).blurred(self._layout.px(30)), ABYSS, 0.5)
        canvas.paint(disc(self._centre, self._radius), SHALLOW, 0.34)
        canvas.paint(halo(self._centre, self._radius, 1.5), SHALLOW, 0.35)
        line = circle(self._centre, self._radius, max(self._layout.px(2), 1.0))
        canvas.paint(line, MIST, 0.32)
        return Sprite(canvas)

    def _light(self) -> Sprite:
        reach = self._layout.px(62)
        canvas = Canvas((2 * round(reach) + 1,) * 2)
        centre = (reach + 0.5, reach + 0.5)
        canvas.paint(halo(centre, reach, 2.0), MINT, 0.8)
        canvas.paint(disc(centre, self._layout.px(21)), INK)
        return Sprite(canvas)

    def _write(self, onto: pygame.Surface) -> None:
        lettering, (x, y) = self._lettering, self._centre
        cap = lettering.cap_px(LABEL)
        edge = self._radius + 0.5 * cap
        lettering.write(onto, TOES, LABEL, (x, y - edge), MIST, align=0.5)
        lettering.write(onto, HEEL, LABEL, (x, y + edge + cap), MIST, align=0.5)
        left, right = self._ends
        for words, sense, align in ((left, -1, 1.0), (right, 1, 0.0)):
            lines = parts_of(said(words))
            room = self._layout.px(LEFT_ROOM)
            style = lettering.widest(max(lines, key=len), (LABEL, SMALLER, NOTE), room)
            lettering.write_block(onto, lines, style, (x + sense * edge, y), MIST, align=align)
        gap = self._layout.px(10)
        at = _polar_at(self._centre, self._radius + gap, 135.0)
        words = f"{self._full_deg:g}°"
        lettering.write(onto, words, NOTE, (at[0], at[1] + 2 * gap), MIST)


def _full_scale(reach: Reach) -> float:
    most = max([*filter(_tried, reach.tilt_deg), hypot(*reach.now_deg)], default=0.0)
    return next((full for full in FULL_SCALES_DEG if most <= 0.94 * full), FULL_SCALES_DEG[-1])


def _between(limits: list[tuple[float, float]], index: int, step: int) -> float:
    """The reach halfway to a neighbour; the direction's own if the neighbour was not tried."""
    own, other = limits[index][1], limits[(index + step) % len(limits)][1]
    return (own + other) / 2 if _tried(other) else own


def _tried(tilt_deg: float) -> bool:
    return isfinite(tilt_deg) and tilt_deg > LEAST_DEG


def _polar(middle: float, radius: float, direction_deg: float) -> Point:
    return _polar_at((middle, middle), radius, direction_deg)


def _polar_at(centre: Point, radius: float, direction_deg: float) -> Point:
    angle = radians(direction_deg)
    return centre[0] + radius * sin(angle), centre[1] - radius * cos(angle)
