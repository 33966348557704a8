"""The stars of `orbit` and the trails they draw: each reward lets all of them go on by ten degrees.

After 36 of them, six even laps, the circles are closed; then fainter stars between them begin.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pygame

from games.engine.draw.mask import Mask, Point, halo
from games.engine.draw.palette import AMBER, INK, Colour, mixed
from games.worlds.clearing import Clearing
from games.worlds.kit.glow import Glow, Stencil
from games.worlds.kit.scenery import Scenery
from trainer.recording.columns import FloatArray

STEP_DEG, CLOSED = 10.0, 36
TURNS = 2
CIRCLES, INNERMOST, OUTERMOST = 46, 26.0, 1.06
"""So many circles from the pole to beyond the field's radius."""

BEHIND_TREES = 0.955
"""Stars are seen up to this share of the rim."""

GOLD: Colour = (255, 214, 140)
COPPER: Colour = (255, 164, 84)
STARLIGHT: Colour = (232, 230, 255)
TINTS, BRIGHTS, FINE = 5, 3, 3
LINE = 1.25, 0.45
"""Half a trail's width of the brightest, and how much less the faintest has."""

PLAYED = 0.48
"""How strong trails are while it is played, so that mint is seen before them."""

BLOOM = 0.7
"""So much of that light comes once more on the result: with more of it lines would be white."""

HEAD, HEAD_LIGHT = 13.0, 0.5


@dataclass(frozen=True)
class Star:
    """How far from the pole it is in pixels, where its trail begins, and how bright it is."""

    radius: float
    from_deg: float
    bright: float
    tint: int


def stars_of(clearing: Clearing, turn: int) -> list[Star]:
    """The stars that draw in one turn of 36 rewards; each turn has its own."""
    draw = np.random.default_rng(61 + turn)
    innermost = clearing.layout.px(INNERMOST)
    apart = (OUTERMOST * clearing.layout.field_radius - innermost) / CIRCLES
    found = []
    for index in range(CIRCLES):
        off = index + 0.5 * turn + float(draw.uniform(-0.28, 0.28))
        bright = (0.4 + 0.6 * float(draw.random()) ** 1.6) * (1.0 if turn == 0 else 0.7)
        from_deg, tint = float(draw.uniform(0, 360)), int(draw.integers(0, TINTS))
        found.append(Star(innermost + apart * off, from_deg, bright, tint))
    return found


def paint_stars(scenery: Scenery, clearing: Clearing) -> None:
    """The stars of the first turn, each where its trail will begin."""
    for star in stars_of(clearing, 0):
        x, y, seen = _places(clearing, star, np.zeros(1))
        if seen[0]:
            reach = clearing.layout.px(9.0) * star.bright + 1.5
            scenery.light(halo((x[0], y[0]), reach, 2.4), STARLIGHT, 0.75 * star.bright)


class Trails:
    """All trails so far, on a layer of their own.

    The layer follows `grown`: the rewards so far, of which the newest may be on its way.
    """

    def __init__(self, clearing: Clearing) -> None:
        x, y = clearing.field.centre
        half = round((OUTERMOST + 0.06) * clearing.layout.field_radius)
        self._at = round(x) - half, round(y) - half
        size = (2 * half + 1,) * 2
        self._layer = pygame.Surface(size, pygame.SRCALPHA, 32)
        self._brighter = pygame.Surface(size, 0, 32)
        self._lines = [
            [_Line(clearing, star, self._at) for star in stars_of(clearing, turn)]
            for turn in range(TURNS)
        ]
        self._head = Glow.of(halo((0.0, 0.0), clearing.layout.px(HEAD), 1.8), INK, HEAD_LIGHT)
        self._drawn = 0.0

    def draw(self, onto: pygame.Surface, grown: float, kindled: float = 0.0) -> None:
        """The trails, and the stars at their ends, the brighter the nearer the next reward is."""
        self._draw_until(grown)
        onto.blit(self._layer, self._at)
        if kindled > 0.0:
            turn = min(int(grown / CLOSED), TURNS - 1)
            for line in self._lines[turn]:
                at = line.end(grown - turn * CLOSED)
                if at is not None:
                    self._head.draw_at(onto, at, kindled * line.bright)

    def bloom(self, onto: pygame.Surface, grown: float, share: float) -> None:
        """The trails as they become brighter, up to their whole light."""
        self.draw(onto, grown)
        level = round(255 * BLOOM * min(max(share, 0.0), 1.0))
        self._brighter.fill(0)
        self._brighter.blit(self._layer, (0, 0))
        self._brighter.fill((level,) * 3, special_flags=pygame.BLEND_RGB_MULT)
        onto.blit(self._brighter, self._at, special_flags=pygame.BLEND_RGB_ADD)

    def _draw_until(self, grown: float) -> None:
        """Draw what is missing; begin anew if less has grown than is there."""
        if grown < self._drawn:
            self._layer.fill(0)
            self._drawn = 0.0
        for turn, lines in enumerate(self._lines):
            since, until = (
                min(max(each - turn * CLOSED, 0.0), float(CLOSED)) for each in (self._drawn, grown)
            )
            if until > since:
                for line in lines:
                    line.draw(self._layer, since, until)
        self._drawn = grown


class _Line:
    """One star's trail as a chain of dots a pixel apart, all the way round."""

    def __init__(self, clearing: Clearing, star: Star, corner: tuple[int, int]) -> None:
        self.bright = star.bright
        count = max(round(2 * np.pi * star.radius), CLOSED)
        self._x, self._y, self._seen = _places(clearing, star, np.arange(count) * CLOSED / count)
        self._per_step = count / CLOSED
        brushes = _brushes(clearing.layout.scale)
        self._brushes = brushes[star.tint][min(int(star.bright * BRIGHTS), BRIGHTS - 1)]
        half = self._brushes[0].get_width() // 2
        left, top = np.floor(self._x).astype(np.int64), np.floor(self._y).astype(np.int64)
        # A brush for each third of a pixel: dots at whole pixels look like a rope.
        fine = np.floor(self._x % 1 * FINE) * FINE + np.floor(self._y % 1 * FINE)
        self._which = fine.astype(np.int64)
        self._left, self._top = left - half - corner[0], top - half - corner[1]

    def end(self, grown: float) -> tuple[float, float] | None:
        """Where the trail ends; None behind the trees."""
        index = min(int(grown * self._per_step), len(self._x) - 1)
        return (float(self._x[index]), float(self._y[index])) if self._seen[index] else None

    def draw(self, onto: pygame.Surface, since: float, until: float) -> None:
        """The part between two numbers of rewards."""
        part = slice(int(since * self._per_step), int(until * self._per_step))
        seen = self._seen[part]
        rows = zip(
            self._which[part][seen].tolist(),
            self._left[part][seen].tolist(),
            self._top[part][seen].tolist(),
            strict=True,
        )
        dots = [(self._brushes[which], (left, top)) for which, left, top in rows]
        # The brighter of two dots wins, so that a line drawn in parts is the same line.
        onto.fblits(dots, pygame.BLEND_RGBA_MAX)


def _places(
    clearing: Clearing, star: Star, steps: FloatArray
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.bool_]]:
    """Where a star is after so many rewards, and whether it is seen: against the clock."""
    degrees = (star.from_deg - STEP_DEG * steps) % 360.0
    turn = np.radians(degrees)
    ap, ml = np.cos(turn), np.sin(turn)
    x, y = clearing.field.centre
    tilt_deg = star.radius / clearing.field.px_per_deg
    seen = tilt_deg <= BEHIND_TREES * clearing.rim.limit_deg(ap, ml)
    for sector in clearing.no_go:
        closed = (degrees - sector.from_deg) % 360.0 <= sector.width_deg
        seen &= ~(closed & (star.radius > clearing.closed_from_px(sector)))
    return x + star.radius * ml, y - star.radius * ap, seen


@lru_cache(maxsize=2)
def _brushes(scale: float) -> list[list[list[pygame.Surface]]]:
    """A dot of every tint and brightness, for every place within a pixel."""
    return [
        [_dots(scale, _tint(tint / (TINTS - 1)), (step + 1) / BRIGHTS) for step in range(BRIGHTS)]
        for tint in range(TINTS)
    ]


def _dots(scale: float, tint: Colour, bright: float) -> list[pygame.Surface]:
    half_width = max((LINE[0] - LINE[1] * (1 - bright)) * scale, 0.62)
    return [
        _dot(half_width, tint, 0.5 + 0.5 * bright, ((across + 0.5) / FINE, (down + 0.5) / FINE))
        for across in range(FINE)
        for down in range(FINE)
    ]


def _dot(half_width: float, tint: Colour, strength: float, at: Point) -> pygame.Surface:
    half = round(2.2 * half_width) + 1
    axis = np.arange(-half, half + 1) + 0.5
    away2 = (axis[:, None] - at[0]) ** 2 + (axis[None, :] - at[1]) ** 2
    cover = np.exp(-((away2 / (1.3 * half_width) ** 2) ** 1.2)).astype(np.float32)
    return Stencil(Mask(0, 0, cover * np.float32(PLAYED * strength)), tint).surface()


def _tint(share: float) -> Colour:
    """From copper over amber to gold."""
    return mixed(COPPER, AMBER, 2 * share) if share < 0.5 else mixed(AMBER, GOLD, 2 * share - 1)
