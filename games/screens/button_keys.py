"""The event button on guided screens: what it takes is posted as the event of a key.

A short press is Enter; held for a second the button walks over the screen's keys.
"""

from collections.abc import Callable

import pygame

from games.engine.draw.chrome import Key
from games.engine.draw.keys import KeyRows
from games.engine.draw.lettering import Lettering
from games.engine.input import BUTTON, NAMED
from games.engine.key_walk import KeyWalk
from games.engine.window import Window

CODES = {**{name: code for code, name in NAMED.items()}, BUTTON: pygame.K_RETURN}


class ButtonKeys:
    """Of one screen. `is_down` says whether the button is pressed, `clock` the seconds."""

    def __init__(
        self,
        window: Window,
        lettering: Lettering,
        is_down: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        self._is_down, self._clock = is_down, clock
        self._rows = KeyRows(window.layout, lettering)
        self._walk = KeyWalk(window.layout, lettering)
        self._keys: tuple[Key, ...] = ()

    def draw(self, onto: pygame.Surface, keys: tuple[Key, ...]) -> None:
        """Once a frame over the screen, which has these keys in its corner."""
        rows, now_s = self._rows, self._clock()
        if keys != self._keys:
            self._keys = keys
            rows.offer(keys)
        areas = rows.all_areas[::-1]
        name = self._walk.take(self._is_down(), now_s, areas)
        if name:
            event = {"key": CODES[name], "mod": 0, "unicode": ""}
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, event))
        self._walk.draw(onto, now_s, areas, rows.above)
