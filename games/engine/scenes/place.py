"""The field in a painted place of its own: base of the scenes whose rules aim by themselves."""

from abc import abstractmethod

import pygame

from games.engine.scene import Moment
from games.engine.scenes.field import FieldScene

LOST_S = 3.0
"""A light that has been outside the ring for so long does not find the way by itself."""


class PlaceScene(FieldScene):
    """A still layer from `games.worlds` instead of the pool; the place shows the foot itself."""

    @abstractmethod
    def still_place(self) -> pygame.Surface:
        """The place, without a word; `self.field` and `self._stage` are there already."""

    def paint_foot(self, still: pygame.Surface) -> None:
        """Nothing: a place may be seen from where there is no foot."""

    def _press(self, moment: Moment) -> int | None:
        """Words help only who is lost: here the light has to leave the ring on the way."""
        return super()._press(moment) if moment.outside_s >= LOST_S else None
