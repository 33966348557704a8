"""The wave of `free_leg`: a sheet of water with a hem of foam that runs up the sand and back.

Two strips are moved, and the foam that a wave leaves behind fades where it lies.
"""

from math import cos, pi

import numpy as np
import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture
from games.engine.draw.palette import Colour
from games.worlds.beach import SEA_NEAR, WATER_Y, dawn_share
from games.worlds.kit.edges import below
from games.worlds.kit.glow import Fading
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.scenery import Scenery, blend, smoothstep
from games.worlds.kit.veil import COLUMN_FROM, COLUMN_FULL

RESTS_Y, RUNS_TO_Y = WATER_Y + 2.0, 424.0
"""Where the hem is between two waves, and at its highest."""
SEEN_FROM_Y = WATER_Y - 10.0
LOBES, UNDER = 58.0, 46.0
"""How uneven the hem is, and the room below its middle line."""
FOAM_ROOM = 92.0
FOAM: Colour = (206, 216, 222)
MIRROR: Colour = (142, 156, 164)
WET: Colour = (12, 20, 30)
ASHORE, GOING = 1.0, 0.45
CALM_SHARE = 0.62
"""With reduced motion the water stands still here, and only the foam comes and goes."""


class Tide:
    """Draws a phase of a wave: 0 at rest, 0.5 highest. It fades out before the words beside it."""

    def __init__(
        self, layout: Layout, calm: bool, fades: tuple[float, float] = (COLUMN_FROM, COLUMN_FULL)
    ) -> None:
        self._layout, self._calm = layout, calm
        width = layout.size[0]
        x = np.arange(width, dtype=np.float32)
        hem = (line_noise(width, layout.px(340), 51, 4, 0.42) - 0.5) * layout.px(LOBES)
        seen = 1 - smoothstep(layout.at(fades[0], 0)[0], layout.at(fades[1], 0)[0], x)
        self._under = round(layout.px(UNDER))
        self._sheet = _sheet(layout, hem, seen, self._under)
        self._foam = Fading(_foam(layout, hem, seen, self._under, behind=1.0))
        self._left = Fading(_foam(layout, hem, seen, self._under, behind=0.35))
        self._foam_above = round(layout.px(FOAM_ROOM)) - self._under

    def draw(self, onto: pygame.Surface, phase: float) -> None:
        """The wave, and what the previous one left."""
        high = (1 - cos(2 * pi * phase)) / 2
        going = max(2 * phase - 1, 0.0)
        hem_y = self._hem_y(CALM_SHARE if self._calm else high)
        self._blit_sheet(onto, hem_y)
        if self._calm:
            self._blit_foam(onto, self._foam, hem_y, high)
            return
        self._blit_foam(onto, self._left, self._hem_y(1.0), 0.85 * (1 - going) if going else 0.0)
        self._blit_foam(onto, self._foam, hem_y, ASHORE + (GOING - ASHORE) * min(2.5 * going, 1.0))

    def _hem_y(self, share: float) -> float:
        return self._layout.at(0, RESTS_Y + (RUNS_TO_Y - RESTS_Y) * share)[1]

    def _blit_sheet(self, onto: pygame.Surface, hem_y: float) -> None:
        """Only what lies on the sand: the rest of it is the sea."""
        top = round(hem_y) + self._under - self._sheet.get_height()
        hidden = max(round(self._layout.at(0, SEEN_FROM_Y)[1]) - top, 0)
        width, height = self._sheet.get_size()
        if hidden < height:
            onto.blit(self._sheet, (0, top + hidden), (0, hidden, width, height - hidden))

    def _blit_foam(self, onto: pygame.Surface, foam: Fading, hem_y: float, strength: float) -> None:
        foam.origin = 0, round(hem_y) - self._foam_above
        foam.draw(onto, strength)


def _sheet(layout: Layout, hem: Picture, seen: Picture, under: int) -> pygame.Surface:
    """Thin water: clear at its hem, the sea's colour far behind it."""
    height = round(layout.px(RUNS_TO_Y - SEEN_FROM_Y)) + 2 * under
    scenery = Scenery((len(hem), height))
    line = height - under + hem
    y = scenery.y
    behind = line[:, None] - y
    shade = below(line - layout.px(1.0), y) * smoothstep(layout.px(15), 0.0, -behind)
    scenery.wash((0.5 * shade * seen[:, None]).astype(np.float32), WET)
    streaks = noise(scenery.size, (layout.px(300), layout.px(15)), seed=52, octaves=4)
    glassy = smoothstep(layout.px(120), 0.0, behind) * (0.45 + 0.9 * smoothstep(0.4, 0.7, streaks))
    path = 0.5 + 0.5 * dawn_share(scenery, layout, 360)
    colours = blend(SEA_NEAR, MIRROR, np.minimum(0.95 * glassy * path, 1).astype(np.float32))
    thick = 0.34 + 0.56 * smoothstep(layout.px(6), layout.px(150), behind)
    cover = (1 - below(line, y)) * thick * seen[:, None]
    scenery.wash(np.asarray(cover, np.float32), colours)
    return scenery.surface()


def _foam(layout: Layout, hem: Picture, seen: Picture, under: int, behind: float) -> Scenery:
    """A hem of bubbles; `behind` says how far lace of it reaches back over the water."""
    height = round(layout.px(FOAM_ROOM))
    scenery = Scenery((len(hem), height))
    line = height - under + hem
    away = line[:, None] - scenery.y
    wide = layout.px(9) + layout.px(24) * line_noise(len(hem), layout.px(90), 53, 4)[:, None]
    bubbles = noise(scenery.size, (layout.px(26), layout.px(15)), seed=54, octaves=4, gain=0.62)
    edge = smoothstep(1.0, 0.0, np.asarray(away / wide, np.float32)) * smoothstep(-1.0, 1.0, away)
    lace = smoothstep(0.50, 0.60, bubbles) * smoothstep(layout.px(50) * behind, 0.0, away)
    lace *= smoothstep(-1.0, 1.0, away)
    cover = np.maximum(edge * (0.55 + 0.6 * bubbles), 0.5 * lace) * seen[:, None]
    scenery.wash(np.clip(0.92 * cover, 0, 1).astype(np.float32), FOAM)
    return scenery
