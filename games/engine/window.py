"""The window, opened once a visit, and the events of still screens."""

import time
from collections.abc import Callable, Iterator
from types import TracebackType

import pygame

from games.engine.display import open_display
from games.engine.draw.layout import DESIGN, Layout
from games.engine.frames import FrameLog, FrameReport
from games.engine.pacing import Pacer, TimedPacer, VsyncPacer, timed_period_ns
from games.engine.rhythm import Rhythm
from games.engine.setup import Station
from games.engine.sound.audible import Sound
from games.engine.sound.speaker import Speaker
from games.engine.trial_set import TrialSet
from trainer.recording.conditions import Conditions

FRAMES_PER_S = 60
SMALL = (1280, 720)
TITLE = "BAPS trainer"
NEAR_NS = 1_000_000_000

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
            self._display = open_display(_fitting_size())
        except pygame.error as error:
            raise NoDisplay(
                f"no window could be opened ({error}); play without one: baps play --headless"
            ) from error
        self.surface = self._display.surface
        pygame.display.set_caption(TITLE)
        pygame.mouse.set_visible(False)
        self.layout = Layout(self.surface.get_size())
        self.sound: Sound = Speaker(station.muted)
        self.introduced: set[tuple[str, str, str]] = set()
        self.sets: dict[Conditions, TrialSet] = {}
        self.frames = FrameLog()
        self._pacer: Pacer | None = None

    def __enter__(self) -> "Window":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def rhythm(self, clock: Callable[[], int]) -> Rhythm:
        """A rhythm for frames on a feed's clock, and a new log.

        What was learned of the display's period is kept. Frames of menus are not counted.
        """
        shown, here = self._display, self._pacer
        if shown.period_ns is None or not _is_real(clock):
            here = TimedPacer(timed_period_ns(shown.refresh_hz), clock())
        elif isinstance(here, VsyncPacer):
            here.resume(clock())
        else:
            here = VsyncPacer(shown.period_ns, shown.shown_ns)
            here.resume(clock())
        self._pacer = here
        self.frames.clear()
        return Rhythm(here, clock, self.sleep, self.frames)

    def frames_report(self) -> FrameReport:
        """How its frames went since the newest rhythm began, or since `frames` was cleared."""
        held = self._pacer is not None and self._pacer.held
        return self.frames.report(vsync=held, renderer=self._display.renderer)

    def close(self) -> None:
        """Close it; calling it twice does no harm."""
        pygame.display.quit()
        pygame.mixer.quit()


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


def _is_real(clock: Callable[[], int]) -> bool:
    """Whether this is the clock of the display's flips, and not a simulated one."""
    return abs(clock() - time.perf_counter_ns()) < NEAR_NS


def _fitting_size() -> tuple[int, int]:
    sizes = pygame.display.get_desktop_sizes()
    large = bool(sizes) and sizes[0][0] >= DESIGN[0] and sizes[0][1] >= DESIGN[1]
    return DESIGN if large else SMALL
