"""The field in a painted place of its own: base of the scenes whose rules aim by themselves."""

from abc import abstractmethod

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.scenes.field import FieldScene


class PlaceScene(FieldScene):
    """A still layer from `games.worlds` instead of the pool; the place shows the foot itself."""

    @abstractmethod
    def still_layer(self) -> pygame.Surface:
        """The place, without a word; `self.field` and `self._stage` are there already."""

    def paint_place(self, canvas: Canvas) -> None:
        canvas.lay(self.still_layer())

    def paint_foot(self, canvas: Canvas) -> None:
        """Nothing: a place may be seen from where there is no foot."""
