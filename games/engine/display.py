"""Opens the display in the quickest way that this computer has, found by timing real flips.

Nothing that SDL reports can be trusted here. A graphics driver may be a program on the processor,
which costs more than it saves. Vsync may be granted and ignored, or played by SDL with a clock of
whole milliseconds, or let pictures queue up unseen. `docs/drawing.md` has the figures.

The first picture is on the screen before anything is timed. `games.engine.placing` says which
screen it is, and how large.
"""

import contextlib
import os
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pygame

from games.engine.placing import Placing, settle

SETTLING, TIMED, SPACED = 5, 20, 7
"""Flips: those left out, those timed one right after another, those timed with pauses."""

SLOWEST_HZ, QUICKEST_HZ = 23.0, 400.0
STEADY_SHARE = 0.08
"""Held flips are a period apart, give or take this share of it."""
BELOW_HZ, ABOVE_HZ = 0.6, 1.1
"""A rate is reported rounded, or cut: 59.94 pictures a second are 59 or 60."""
PAUSE_PERIODS = 1.4
HELD_PERIODS = 0.35
"""A display that holds a flip made 1.4 periods after another holds it for 0.6 periods."""

DRIVER, SOFTWARE = "graphics driver", "software"
"""What scales the picture and brings it to the screen; a driver, or this processor."""

HEADLESS = ("dummy", "offscreen")
BY_PROCESSOR = {"SDL_RENDER_DRIVER": "software", "SDL_FRAMEBUFFER_ACCELERATION": "0"}
"""SDL's names. Without the second one its software renderer, too, ends in a graphics driver."""
FITTING = {"SDL_HINT_RENDER_SCALE_QUALITY": "1", "SDL_RENDER_SCALE_QUALITY": "linear"}
"""pygame's name and SDL's. The picture fills a window of any size, rather than the largest whole
multiple that fits, which is none in a small window; and it is smooth there."""

Painter = Callable[[pygame.Surface], None]


@dataclass(frozen=True)
class Display:
    """An open display. `period_ns` is None if it does not hold flips until it shows them.

    `shown_ns` is then a moment at which it showed a picture, and `refresh_hz` the rate it reports,
    0 if it reports none.
    """

    surface: pygame.Surface
    renderer: str
    refresh_hz: float = 0.0
    period_ns: float | None = None
    shown_ns: float = 0.0


def require_screen() -> None:
    """`pygame.error` if nobody will see a window, though nobody asked for that.

    Without a screen that answers, SDL opens windows in memory and reports no error.
    """
    asked = os.environ.get("SDL_VIDEODRIVER")
    if pygame.display.get_driver() in HEADLESS and asked not in HEADLESS:
        raise pygame.error("no screen answers")


def open_display(placing: Placing, paint: Painter) -> Display:
    """Open it with vsync if flips are really held, else in the way whose flips are quickest.

    `paint` draws the first picture. It shows while flips are timed, and after each new opening.
    """
    for name, value in FITTING.items():
        # They stay: going to full screen and back asks for them again.
        os.environ.setdefault(name, value)
    surface, slow = _open(placing, vsync=1)
    _show(surface, paint)
    refresh_hz = float(pygame.display.get_current_refresh_rate())
    if pygame.display.get_driver() in HEADLESS:
        return Display(surface, SOFTWARE if slow else DRIVER, refresh_hz)
    if not slow:
        ends_ns = _flip_ends_ns()
        period_ns = held_period_ns(np.diff(ends_ns), refresh_hz)
        if period_ns is not None and _holds_single_flips(period_ns):
            return Display(surface, DRIVER, refresh_hz, period_ns, float(time.perf_counter_ns()))
    return _quickest(placing, paint, refresh_hz, slow)


def held_period_ns(steps_ns: Sequence[float] | np.ndarray, refresh_hz: float) -> float | None:
    """The display's period, from the times between flips made as quickly as possible.

    None if they were not held, or not by the display: SDL's own waiting has a period of whole
    milliseconds, which is another rate than the display's at all usual rates except 50 and 100 Hz.
    """
    period_ns = float(np.median(steps_ns))
    hz = 1e9 / period_ns
    steady = np.median(np.abs(np.asarray(steps_ns) - period_ns)) < STEADY_SHARE * period_ns
    own = refresh_hz - BELOW_HZ < hz < refresh_hz + ABOVE_HZ
    return period_ns if steady and own and SLOWEST_HZ < hz < QUICKEST_HZ else None


def _holds_single_flips(period_ns: float) -> bool:
    """Whether a flip ends with its picture shown, rather than waiting in a queue behind others.

    A queue would be full only while pictures come too quickly, which ours never do.
    """
    lasted_ns = []
    for _ in range(SPACED):
        time.sleep(PAUSE_PERIODS * period_ns / 1e9)
        began_ns = time.perf_counter_ns()
        pygame.display.flip()
        lasted_ns.append(time.perf_counter_ns() - began_ns)
    return float(np.median(lasted_ns[2:])) > HELD_PERIODS * period_ns


def _quickest(placing: Placing, paint: Painter, refresh_hz: float, slow: bool) -> Display:
    """Without vsync: by graphics driver or by processor, whose flips cost less."""
    costs_ns: dict[str, float] = {}
    for name in (SOFTWARE,) if slow else (DRIVER, SOFTWARE):
        surface = _reopen(placing, paint, name)
        costs_ns[name] = float(np.median(np.diff(_flip_ends_ns())))
    best = min(costs_ns, key=lambda name: costs_ns[name])
    if best != name:
        surface = _reopen(placing, paint, best)
    return Display(surface, best, refresh_hz)


def _reopen(placing: Placing, paint: Painter, name: str) -> pygame.Surface:
    """Close the display and open it in this way."""
    pygame.display.quit()
    with _environment(BY_PROCESSOR if name == SOFTWARE else {}):
        pygame.display.init()
        surface = _open(placing, vsync=0)[0]
    _show(surface, paint)
    return surface


def _show(surface: pygame.Surface, paint: Painter) -> None:
    paint(surface)
    pygame.display.flip()


def _flip_ends_ns() -> list[int]:
    """When flips ended that were made as quickly as possible."""
    ends_ns = []
    for _ in range(SETTLING + TIMED):
        pygame.event.pump()
        pygame.display.flip()
        ends_ns.append(time.perf_counter_ns())
    return ends_ns[SETTLING:]


def _open(placing: Placing, vsync: int) -> tuple[pygame.Surface, bool]:
    """The display's surface, and whether SDL itself says that the processor draws it."""
    # Hidden until it has its place: pygame opens a window as large as the screen.
    flags = pygame.SCALED | (pygame.FULLSCREEN if placing.full_screen else pygame.HIDDEN)
    for wish in (vsync, 0):
        with warnings.catch_warnings(record=True) as told, contextlib.suppress(pygame.error):
            warnings.simplefilter("always")
            surface = pygame.display.set_mode(
                placing.size, flags | pygame.RESIZABLE, display=placing.screen, vsync=wish
            )
            slow = any("no fast renderer" in str(each.message) for each in told)
            settle(placing)
            return surface, slow
    return pygame.display.set_mode(placing.size, display=placing.screen), True


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Set variables that SDL reads, unless somebody has set them already."""
    added = [name for name in values if name not in os.environ]
    os.environ.update({name: values[name] for name in added})
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]
