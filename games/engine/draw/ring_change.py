"""How the ring becomes another one: the old one is seen beside the new one, then shrinks to it."""

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point
from games.engine.draw.palette import INK

SEEN_S, SHRINKS_S = 1.2, 0.3
WIDTH = 5.0


class RingChange:
    """The ring of the previous round, for 1.2 s. In reduced motion it is only seen, then gone."""

    def __init__(
        self, layout: Layout, centre: Point, before: float, after: float, calm: bool = False
    ) -> None:
        self._centre, self._before, self._after = centre, before, after
        self._width, self._calm = max(round(layout.px(WIDTH)), 2), calm

    @property
    def changes(self) -> bool:
        return abs(self._before - self._after) > 0.5

    def radius(self, t_s: float) -> float:
        """The old ring's radius so long after it was first seen, in pixels."""
        share = min(max((t_s - (SEEN_S - SHRINKS_S)) / SHRINKS_S, 0.0), 1.0)
        moved = 0.0 if self._calm else 1 - (1 - share) ** 3
        return self._before + (self._after - self._before) * moved

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        """The old ring, in ink: it is not where to be any more."""
        if self.changes and 0 <= t_s < SEEN_S:
            radius = self.radius(t_s) + self._width / 2
            pygame.draw.aacircle(onto, INK, self._centre, radius, self._width)
