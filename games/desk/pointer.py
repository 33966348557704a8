"""Mouse and fingers: where somebody pressed, once for each press.

SDL makes a mouse's press out of a finger's on most systems and not on all. Where both come, the
second says nothing new.
"""

import pygame

SAME_PRESS_S = 0.4


class Pointer:
    """`by_finger` tells whether the last press was one of a finger."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._last: tuple[int, float] | None = None
        self.by_finger = False

    def pressed(self, event: pygame.event.Event, now_s: float) -> tuple[int, int] | None:
        """Where an event presses, in the picture's pixels; None if it does not."""
        if event.type == pygame.FINGERDOWN:
            at = round(event.x * self._size[0]), round(event.y * self._size[1])
            return at if self._is_new(event.type, now_s) else None
        if event.type != pygame.MOUSEBUTTONDOWN or event.button != pygame.BUTTON_LEFT:
            return None
        if getattr(event, "touch", False) and not self._is_new(event.type, now_s):
            return None
        self.by_finger = bool(getattr(event, "touch", False))
        return event.pos[0], event.pos[1]

    def _is_new(self, kind: int, now_s: float) -> bool:
        """Whether a finger's press was not told already, as one of the other kind."""
        self.by_finger = True
        told = self._last is not None and self._last[0] != kind
        if told and self._last is not None and now_s - self._last[1] < SAME_PRESS_S:
            self._last = None
            return False
        self._last = kind, now_s
        return True


def moved(event: pygame.event.Event) -> bool:
    """Whether somebody moved a mouse, and not a finger."""
    return event.type == pygame.MOUSEMOTION and not getattr(event, "touch", False)
