"""The second window itself: where it opens, what is pressed in it, and when it is drawn.

It is a `pygame.Window` beside the one of `pygame.display`, always by the processor, so that it
never waits for a display (`docs/drawing.md` has the measurements). A press on a button becomes the
key of that button, so every screen of the patient's window understands it; on a page of the station
it becomes `ITEM_PRESSED`.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pygame

from games.engine.display import BY_PROCESSOR
from games.engine.draw.chrome import Key
from games.engine.second.facts import NO_WORDS, Button, Facts
from games.engine.second.note_field import NoteField
from games.engine.second.panel import CODES, LEAST_SCALE, SIZE, Panel
from games.engine.second.turning import TURN, Turning

PERIOD_NS = 100_000_000
"""From one drawing to the next."""
SPENT_NS = 2_000_000
"""What has changed beyond this waits for the next drawing: the patient's frame comes first."""
PRESSED_NS = 300_000_000
"""How long a button shows that it was pressed."""
ROOM_SHARE, BESIDE_SHARE = 0.88, 0.6
ON_DISPLAY = 0x2FFF0000
"""SDL's way to say "in the middle of this display", with the display's number added."""

IN_CORNER = (24, 56)
"""Where the patient's picture is on the same display, not all of it is covered."""

ACCELERATION = "SDL_FRAMEBUFFER_ACCELERATION"
POINTED = (pygame.MOUSEMOTION, pygame.WINDOWENTER)
ITEM_PRESSED = pygame.event.custom_type()
"""An event whose `item` is the name of what was pressed of a page's items."""


class SecondScreen:
    """An open second window, until somebody closes it; then `is_open` is False for good.

    `display` is SDL's number of the display it is on. `pointed` says that the pointer is over it.
    """

    def __init__(self, title: str, first_display: int) -> None:
        screens = pygame.display.get_desktop_sizes()
        self.alone = len(screens) > 1
        others = [number for number in range(len(screens)) if number != first_display]
        self.display = others[0] if others else first_display
        self.note = NoteField()
        self.pointed = False
        self._window: pygame.Window | None = _opened(
            title,
            panel_size(screens[self.display], alone=self.alone),
            (ON_DISPLAY | self.display,) * 2 if self.alone else IN_CORNER,
        )
        self._panel = Panel(self._window.get_surface())
        self._turning = Turning()
        self._pressed, self._pressed_ns = "", 0
        self._now_ns = self._drawn_ns = -PERIOD_NS
        self._uncovered = True

    @property
    def is_open(self) -> bool:
        return self._window is not None

    @property
    def areas(self) -> list[tuple[str, pygame.Rect]]:
        """The buttons, as a press finds them."""
        return self._panel.areas

    @property
    def note_area(self) -> pygame.Rect:
        """Where a press opens the note."""
        return self._panel.note_area

    @property
    def surface(self) -> pygame.Surface:
        return self._panel.surface

    @property
    def window(self) -> pygame.Window | None:
        return self._window

    def offer(self, rows: Iterable[Sequence[Key]], words: Mapping[str, str] = NO_WORDS) -> None:
        """The buttons from now on: answers with their `words` first, then rows of keys."""
        self._turning.offer(buttons_of(rows, words))

    def offer_items(self, items: Sequence[Button]) -> None:
        """The buttons from now on, for what can be chosen on a page."""
        self._turning.offer(items)

    def release(self) -> None:
        """Nobody plays: no button and no note, until somebody offers some."""
        self.offer(())
        self.note.taker = None
        self.note.close()

    def sift(self, events: Iterable[pygame.event.Event]) -> list[pygame.event.Event]:
        """What the patient's window is to see: its own events, and keys for what was pressed here.

        Nothing of a pointer or finger over this window gets through.
        """
        return [kept for event in events for kept in self._sifted(event)]

    def refresh(self, now_ns: int, facts: Callable[[], Facts] = Facts) -> None:
        """Draw what has changed, ten times a second at most; called after a frame is shown."""
        self._now_ns = now_ns
        window = self._window
        if window is None or 0 <= now_ns - self._drawn_ns < PERIOD_NS:
            return
        self._drawn_ns = now_ns
        self.note.look(now_ns)
        pressed = self._pressed if 0 <= now_ns - self._pressed_ns < PRESSED_NS else ""
        ends_ns = time.perf_counter_ns() + SPENT_NS
        changed = self._panel.draw(
            facts(),
            self._turning.seen,
            self.note,
            pressed,
            more=lambda: time.perf_counter_ns() < ends_ns,
        )
        if changed or self._uncovered:
            window.flip()
            self._uncovered = False

    def close(self) -> None:
        """Close this window alone; the keys are on the patient's picture again."""
        window, self._window = self._window, None
        self.pointed = False
        self.note.close()
        if window is not None:
            window.destroy()

    def _sifted(self, event: pygame.event.Event) -> Iterator[pygame.event.Event]:
        whose = getattr(event, "window", None)
        if self._window is None or whose is None or whose is not self._window:
            yield event
            if self._window is not None and event.type == pygame.WINDOWCLOSE:
                # With two windows SDL does not take this for the end.
                yield pygame.event.Event(pygame.QUIT)
            return
        if event.type == pygame.WINDOWCLOSE:
            self.close()
        elif event.type in (pygame.KEYDOWN, pygame.KEYUP, pygame.TEXTINPUT):
            if self.note.is_open:
                self.note.take(event, self._now_ns)
            else:
                yield event
        else:
            yield from self._by_pointer(event)

    def _by_pointer(self, event: pygame.event.Event) -> Iterator[pygame.event.Event]:
        if event.type in POINTED:
            self.pointed = True
        elif event.type == pygame.WINDOWLEAVE:
            self.pointed = False
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.note.close()
        elif event.type == pygame.WINDOWEXPOSED:
            self._uncovered = True
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            yield from self._press(event.pos)

    def _press(self, at: tuple[int, int]) -> Iterator[pygame.event.Event]:
        if self._panel.note_area.collidepoint(at):
            self.note.open(self._now_ns)
            return
        self.note.close()
        for name, area in self._panel.areas:
            if area.collidepoint(at):
                self._pressed, self._pressed_ns = name, self._now_ns
                if name == TURN:
                    self._turning.turn()
                else:
                    yield self._meant(name)

    def _meant(self, name: str) -> pygame.event.Event:
        if any(each.is_item and each.name == name for each in self._turning.seen):
            return pygame.event.Event(ITEM_PRESSED, item=name)
        return pygame.event.Event(pygame.KEYDOWN, key=CODES[name])


def buttons_of(rows: Iterable[Sequence[Key]], words: Mapping[str, str]) -> tuple[Button, ...]:
    """Answers first, then the rows of keys; arrows stand together in one of these."""
    keys = {**words, **{name: said for row in rows for name, said in row}}
    return tuple(Button(name, said) for names, said in keys.items() for name in names.split())


def panel_size(desktop: tuple[int, int], *, alone: bool) -> tuple[int, int]:
    """The panel's pixels on a display that it has `alone`, or beside the patient's picture."""
    share = ROOM_SHARE if alone else BESIDE_SHARE
    scale = min(share * desktop[0] / SIZE[0], share * desktop[1] / SIZE[1])
    scale = max(scale, LEAST_SCALE)
    return round(SIZE[0] * scale), round(SIZE[1] * scale)


def _opened(title: str, size: tuple[int, int], place: tuple[int, int]) -> pygame.Window:
    """Through a graphics driver each flip would cost ten times as much, or wait for the display."""
    before = os.environ.get(ACCELERATION)
    os.environ[ACCELERATION] = BY_PROCESSOR[ACCELERATION]
    try:
        window = pygame.Window(title, size, place)
        with contextlib.suppress(pygame.error):
            window.get_surface()
            return window
    finally:
        if before is None:
            del os.environ[ACCELERATION]
        else:
            os.environ[ACCELERATION] = before
    # A system without such windows draws them by its driver.
    window.get_surface()
    return window
