"""The way from one screen to the next: the previous picture fades over the new one.

`Show` asks for it, so that no screen has to know of it. What a patient must see at once cuts in.
"""

import pygame

FADE_NS = 250_000_000
FULL = 255


class Fade:
    """Keeps the previous screen's picture for a quarter of a second; `cut` shows none of it.

    Its one copy of the picture is made here: nothing of that size is made while a trial runs.
    """

    def __init__(self, surface: pygame.Surface, cut: bool = False) -> None:
        self._before = pygame.Surface(surface.get_size(), 0, surface)
        self._cut = cut
        self._shown: object = None
        self._began_ns: int | None = None

    @property
    def running(self) -> bool:
        """Whether the previous screen is still to be seen."""
        return self._began_ns is not None

    def turn_to(self, screen: object, surface: pygame.Surface, now_ns: int) -> None:
        """Another screen is drawn from now on; `surface` still shows the last frame before it.

        Nothing happens if it is the same screen. None is a screen that cuts in.
        """
        if screen == self._shown:
            return
        self._shown = screen
        self._began_ns = None
        if screen is not None and not self._cut:
            self._before.blit(surface, (0, 0))
            self._began_ns = now_ns

    def begin(self, now_ns: int) -> None:
        """It begins only now: to paint the first frame of a screen may take longer than a fade."""
        if self._began_ns is not None:
            self._began_ns = now_ns

    def draw(self, onto: pygame.Surface, now_ns: int) -> None:
        """Lay what is left of the previous screen over the new one."""
        if self._began_ns is None:
            return
        left = 1.0 - (now_ns - self._began_ns) / FADE_NS
        if not 0.0 < left <= 1.0:
            self._began_ns = None
            return
        self._before.set_alpha(round(FULL * left))
        onto.blit(self._before, (0, 0))
