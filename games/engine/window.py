"""The window, opened once a visit, and the events of still screens.

It imports little, so that its first picture is there while the rest of the program is loaded.
"""

import time
from collections.abc import Callable, Iterator
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

import pygame

from games.engine.display import Painter, open_display, require_screen
from games.engine.draw.layout import Layout
from games.engine.draw.palette import DEEP
from games.engine.fade import Fade
from games.engine.frames import FrameLog, FrameReport
from games.engine.pacing import Pacer, TimedPacer, VsyncPacer, timed_period_ns
from games.engine.placing import BESIDE_OTHERS, Placing, Wanted, restore, toggle_full_screen
from games.engine.rhythm import Rhythm
from games.engine.second.facts import NOBODY_PLAYS, Facts
from games.engine.setup import Station

if TYPE_CHECKING:
    from games.engine.second.screen import SecondScreen
    from games.engine.sound.audible import Sound
    from games.engine.trial_set import TrialSet
    from games.engine.visit_rounds import Rounds
    from trainer.recording.conditions import Conditions

FRAMES_PER_S = 60
TITLE = "BAPS trainer"
NEAR_NS = 1_000_000_000

GO_ON = frozenset({pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE})
FULL_SCREEN_KEY = pygame.K_F11


class NoDisplay(Exception):
    """There is no screen to open a window on."""


def dark_water(surface: pygame.Surface) -> None:
    """The first picture of a window whose own first picture takes longer."""
    surface.fill(DEEP)


class Window:
    """A picture of fixed size that the system scales to whatever the window is.

    It remembers what was `introduced`, and the `sets` played in it, for a database out of reach;
    and the `rounds` of each training and leg. `first_picture` is on the screen before anything else
    is done. With `second` the therapist has a window of their own beside it, which has the keys.
    """

    def __init__(
        self,
        station: Station,
        sleep: Callable[[float], None] = time.sleep,
        wanted: Wanted = BESIDE_OTHERS,
        first_picture: Painter = dark_water,
        second: bool = False,
    ) -> None:
        self.sleep = sleep
        self._wanted = wanted
        try:
            pygame.display.init()
            require_screen()
            pygame.display.set_caption(TITLE)
            self._placing = Placing.of(wanted, pygame.display.get_desktop_sizes())
            self._display = open_display(self._placing, first_picture)
        except pygame.error as error:
            raise NoDisplay(
                f"no window could be opened ({error}); play without one: baps play --headless"
            ) from error
        self.surface = self._display.surface
        self._points = False
        self._second = self._opened_beside() if second else None
        self.point(False)
        self.layout = Layout(self.surface.get_size())
        self.fade = Fade(self.surface, cut=station.reduced_motion)
        self.introduced: set[tuple[str, str, str]] = set()
        self.sets: dict[Conditions, TrialSet] = {}
        self.rounds: dict[tuple[str, str], Rounds] = {}
        self.frames = FrameLog()
        self._muted = station.muted
        self._pacer: Pacer | None = None
        self._rhythm: Rhythm | None = None

    @property
    def on_wanted_screen(self) -> bool:
        """Whether it is on the screen that was asked for; that may not be plugged in today."""
        return self._placing.screen == self._wanted.screen - 1

    @property
    def second(self) -> "SecondScreen | None":
        """The therapist's window, for as long as it is open."""
        return self._second if self._second is not None and self._second.is_open else None

    def point(self, visible: bool) -> None:
        """Show the pointer over this picture, or hide it; over the second window it is seen."""
        self._points = visible
        beside = self.second
        pygame.mouse.set_visible(visible or (beside is not None and beside.pointed))

    def _opened_beside(self) -> "SecondScreen":
        from games.engine.second.screen import SecondScreen  # noqa: PLC0415  few open one

        opened = SecondScreen(TITLE, self._placing.screen)
        # Keys are typed here, wherever the second window came up.
        restore()
        return opened

    def come_back(self) -> None:
        """To the front again, after it was out of the way."""
        restore()

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
        self._rhythm = Rhythm(here, clock, self.sleep, self.frames)
        return self._rhythm

    @cached_property
    def sound(self) -> "Sound":
        """The loudspeaker, opened when it is first needed: the first picture comes before it."""
        from games.engine.sound.speaker import Speaker  # noqa: PLC0415  the first picture is sooner

        return Speaker(self._muted)

    def follow(self, station: Station) -> None:
        """Somebody has changed what the station prefers: its sound, and how screens change."""
        self.sound.mute(station.muted)
        self.fade = Fade(self.surface, cut=station.reduced_motion)

    def events(self) -> list[pygame.event.Event]:
        """What has happened at the window, without what it answers itself: F11."""
        happened = self._without_the_second(pygame.event.get())
        if any(presses(event, frozenset({FULL_SCREEN_KEY})) for event in happened):
            self.toggle_full_screen()
        return [event for event in happened if getattr(event, "key", None) != FULL_SCREEN_KEY]

    def _without_the_second(self, happened: list[pygame.event.Event]) -> list[pygame.event.Event]:
        """This window's events; a button that was pressed in the second one is a key here."""
        beside = self.second
        if beside is None:
            return happened
        pointed, happened = beside.pointed, beside.sift(happened)
        if beside.pointed is not pointed:
            self.point(self._points)
        return happened

    def toggle_full_screen(self) -> None:
        """From full screen to a window, or back. It takes a while, which is no stutter."""
        toggle_full_screen(self._placing)
        if self._rhythm is not None:
            self._rhythm.interrupted()

    def flip(self, facts: Facts = NOBODY_PLAYS) -> None:
        """Show the picture of a still screen, and draw the second window, where nobody plays."""
        pygame.display.flip()
        if self.second is not None:
            self.second.refresh(time.perf_counter_ns(), lambda: facts)

    def frames_report(self) -> FrameReport:
        """How its frames went since the newest rhythm began, or since `frames` was cleared."""
        held = self._pacer is not None and self._pacer.held
        return self.frames.report(vsync=held, renderer=self._display.renderer)

    def close(self) -> None:
        """Close it; calling it twice does no harm."""
        if self.second is not None:
            self.second.close()
        pygame.display.quit()
        pygame.mixer.quit()


def events(window: Window, draw: Callable[[pygame.Surface], None]) -> Iterator[pygame.event.Event]:
    """Draw frame after frame without end, and yield the events that came in between."""
    if window.second is not None:
        window.second.release()
    while True:
        draw(window.surface)
        window.flip()
        window.sleep(1 / FRAMES_PER_S)
        yield from window.events()


def presses(event: pygame.event.Event, keys: frozenset[int]) -> bool:
    """Whether one of the keys went down."""
    return event.type == pygame.KEYDOWN and event.key in keys


def leaves(event: pygame.event.Event) -> bool:
    """Esc, or the window is closed."""
    return event.type == pygame.QUIT or presses(event, frozenset({pygame.K_ESCAPE}))


def _is_real(clock: Callable[[], int]) -> bool:
    """Whether this is the clock of the display's flips, and not a simulated one."""
    return abs(clock() - time.perf_counter_ns()) < NEAR_NS
