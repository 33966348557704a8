"""The window, opened once a visit; the rhythm of its frames; the events of still screens."""

import contextlib
import time
import warnings
from collections.abc import Callable, Iterator
from types import TracebackType

import pygame

from games.engine.draw.layout import DESIGN, Layout
from games.engine.frames import Frame, FrameLog, FrameReport
from games.engine.setup import Station
from games.engine.sound import Sound, open_sound
from games.engine.trial_set import TrialSet
from trainer.recording.conditions import Conditions

FRAMES_PER_S = 60
PERIOD_NS = 1_000_000_000 // FRAMES_PER_S
SMALL = (1280, 720)
TITLE = "BAPS trainer"
SPARE_NS = 1_500_000
"""Sleeping may take this much longer than asked for."""

FORGETTING = 0.95
"""The largest cost of a frame fades by this factor with each frame."""

ACCELERATED, SOFTWARE, PLAIN = "SDL accelerated", "SDL software", "window surface"
"""What brings the picture to the screen and scales it: a graphics driver, or this processor."""

GO_ON = frozenset({pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE})


class NoDisplay(Exception):
    """There is no screen to open a window on."""


class Window:
    """A picture of fixed size that the system scales to whatever the window is.

    It remembers what was `introduced`, and the `sets` played in it, for a database out of reach.
    """

    def __init__(self, station: Station, sleep: Callable[[float], None] = time.sleep) -> None:
        self.sleep = sleep
        try:
            pygame.display.init()
            self.surface, self._renderer = _open(_fitting_size())
        except pygame.error as error:
            raise NoDisplay(
                f"no window could be opened ({error}); play without one: baps play --headless"
            ) from error
        pygame.display.set_caption(TITLE)
        pygame.mouse.set_visible(False)
        self.layout = Layout(self.surface.get_size())
        self.sound: Sound = open_sound(station.muted)
        self.introduced: set[tuple[str, str, str]] = set()
        self.sets: dict[Conditions, TrialSet] = {}
        self.frames = FrameLog()

    def __enter__(self) -> "Window":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def frames_report(self) -> FrameReport:
        """How its frames went since it opened, or since `frames` was cleared."""
        return self.frames.report(vsync=False, renderer=self._renderer)

    def close(self) -> None:
        """Close it; calling it twice does no harm."""
        pygame.display.quit()
        pygame.mixer.quit()


class Rhythm:
    """Waits so that drawing ends just before the next frame is due.

    It learns what a frame costs: the largest recent cost, slowly forgotten. `clock` is the feed's.
    """

    def __init__(
        self, clock: Callable[[], int], sleep: Callable[[float], None], log: FrameLog
    ) -> None:
        self._clock, self._sleep, self._log = clock, sleep, log
        self._due_ns = clock() + PERIOD_NS
        self._began_ns = self._drawn_ns = clock()
        self._cost_ns = 4_000_000.0

    def wait(self) -> int:
        """Wait for the last good moment to read the board; return the time of the next flip."""
        now_ns = self._clock()
        if now_ns > self._due_ns:
            # Too late for this flip: aim between the missed one and the next instead of rushing.
            self._due_ns = now_ns + PERIOD_NS // 2
        spare_ns = self._due_ns - now_ns - self._cost_ns - SPARE_NS
        if spare_ns > 0:
            self._sleep(spare_ns / 1e9)
        self._began_ns = self._clock()
        return self._due_ns

    def drawn(self) -> None:
        """The frame is drawn but not yet shown: learn what it cost."""
        self._drawn_ns = self._clock()
        cost_ns = self._drawn_ns - self._began_ns
        self._cost_ns = max(cost_ns, self._cost_ns * FORGETTING)

    def flipped(self) -> None:
        """The frame is shown; the next is due a period later."""
        now_ns = self._clock()
        frame = Frame(self._due_ns, self._began_ns, self._drawn_ns, now_ns)
        self._log.add(frame, frame.missed(PERIOD_NS))
        early_ns = self._due_ns - now_ns
        if early_ns > 0:
            self._sleep(early_ns / 1e9)
        self._due_ns = max(self._due_ns + PERIOD_NS, now_ns)


def events(window: Window, draw: Callable[[pygame.Surface], None]) -> Iterator[pygame.event.Event]:
    """Draw frame after frame without end, and yield the events that came in between."""
    while True:
        draw(window.surface)
        pygame.display.flip()
        window.sleep(1 / FRAMES_PER_S)
        yield from pygame.event.get()


def presses(event: pygame.event.Event, keys: frozenset[int]) -> bool:
    """Whether one of the keys went down."""
    return event.type == pygame.KEYDOWN and event.key in keys


def leaves(event: pygame.event.Event) -> bool:
    """Esc, or the window is closed."""
    return event.type == pygame.QUIT or presses(event, frozenset({pygame.K_ESCAPE}))


def _fitting_size() -> tuple[int, int]:
    sizes = pygame.display.get_desktop_sizes()
    large = bool(sizes) and sizes[0][0] >= DESIGN[0] and sizes[0][1] >= DESIGN[1]
    return DESIGN if large else SMALL


def _open(size: tuple[int, int]) -> tuple[pygame.Surface, str]:
    """The display's surface, and what brings it to the screen."""
    flags = pygame.SCALED | pygame.RESIZABLE
    for vsync in (1, 0):
        with warnings.catch_warnings(record=True) as told, contextlib.suppress(pygame.error):
            warnings.simplefilter("always")
            surface = pygame.display.set_mode(size, flags, vsync=vsync)
            return surface, SOFTWARE if any(map(_is_slow, told)) else ACCELERATED
    return pygame.display.set_mode(size), PLAIN


def _is_slow(told: warnings.WarningMessage) -> bool:
    return "no fast renderer" in str(told.message)
