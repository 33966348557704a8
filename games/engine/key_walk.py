"""The event button where keys are shown: it goes from one to the next, as on the station's pages.

A short press is `BUTTON`, which is the screen's main thing; held for a second the button begins to
walk over whatever can be clicked. Then a short press goes on to the next key, and holding takes it.
Pain comes first, for nothing else is in a hurry.
"""

from collections.abc import Sequence
from functools import cache

import pygame

from games.desk.legend import Legend
from games.desk.page import Look
from games.desk.presses import Press, Presses
from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.draw.palette import INK
from games.engine.draw.plate import rounded_line
from games.engine.input import BUTTON, HELD, NAMED, Area

FIRST = ("P", "Enter")
"""Where the walk begins, if these are there: pain, or else what leads on."""
KEYS = frozenset(NAMED.values())
APART, CORNER, LINE = 11.0, 14.0, 4.0


class KeyWalk:
    """Which key the button stands at. `walking` says that it walks, `down_s` since when the newest
    press was held.
    """

    def __init__(self, layout: Layout, lettering: Lettering) -> None:
        self._layout, self._lettering = layout, lettering
        self._line, self._legend = cache(self._painted_line), cache(self._made_legend)
        self._presses = Presses()
        self.walking = self._seen = self._was_down = False
        self.down_s = 0.0
        self._at = ""

    @property
    def seen(self) -> bool:
        """Whether it walks, and somebody uses the button and no key."""
        return self.walking and self._seen

    def begin(self, seen: bool = False) -> None:
        """Walk from the first key on; the ring is seen at once, or after a press."""
        self.walking, self._at = True, ""
        self._seen = self._seen or seen

    def end(self) -> None:
        """A press means the screen's main thing again."""
        self.walking = False

    def begin_anew(self) -> None:
        """Other keys are there: whatever is held now says nothing any more."""
        self._presses.begin_anew()

    def hide(self) -> None:
        """Somebody has used a key or the mouse."""
        self._seen = False

    def take(self, down: bool, now_s: float, areas: Sequence[Area]) -> str:
        """Follow the button; the name of the key that it takes, `BUTTON`, `HELD`, or nothing.

        `HELD` is said only where there are no keys to walk over.
        """
        if down and not self._was_down:
            self.down_s = now_s
        self._was_down = down
        press = self._presses.take(down, now_s)
        if press is Press.NONE:
            return ""
        names = _names(areas)
        if not names:
            return BUTTON if press is Press.SHORT else HELD
        if not self.walking:
            return BUTTON if press is Press.SHORT else self._begun()
        seen, self._seen, at = self._seen, True, self._found(names)
        if press is Press.HELD:
            self.walking = False
            return at
        self._at = names[(names.index(at) + 1) % len(names)] if seen else at
        return ""

    def draw(
        self, onto: pygame.Surface, now_s: float, areas: Sequence[Area], above: tuple[float, float]
    ) -> None:
        """A line round the key, and `above` the keys what a press does."""
        names = _names(areas)
        if not self.seen or not names:
            return
        at = self._found(names)
        area = next(area for name, area in areas if name == at)
        apart = 2 * round(self._layout.px(APART))
        round_it = area.inflate(apart, 0)
        onto.blit(self._line(round_it.size).surface, round_it)
        look = Look(at, self._presses.held, walking=True, now_s=now_s)
        self._legend(above).draw(onto, look)

    def _painted_line(self, size: tuple[int, int]) -> Sprite:
        px = self._layout.px
        canvas = Canvas(size, grain=0.0)
        canvas.paint(rounded_line(size, px(CORNER), max(round(px(LINE)), 2)), INK, 0.95)
        return Sprite(canvas)

    def _made_legend(self, end: tuple[float, float]) -> Legend:
        return Legend(self._layout, self._lettering, end)

    def _begun(self) -> str:
        self.begin(seen=True)
        return ""

    def _found(self, names: Sequence[str]) -> str:
        """The key in focus, or the first one."""
        firsts = (self._at, *FIRST)
        return next((name for name in firsts if name in names), names[0])


def _names(areas: Sequence[Area]) -> list[str]:
    """The keys that can be pressed; arrows only say what they do."""
    return [name for name, _ in areas if name in KEYS]
