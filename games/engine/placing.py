"""Which screen the window is on, how large its picture is, and the way to full screen and back.

The picture has a fixed size for as long as the window is open. SDL scales it to whatever the window
is, so no event has to arrive for the picture to fit. `games.engine.display` opens the window here.
"""

import contextlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import pygame

Size = tuple[int, int]

SMALL: Size = (1280, 720)
"""The picture of a window beside other windows."""
MOST_PIXELS = 1920 * 1200
"""More are not drawn but scaled up: four times as many would take four times as long a frame."""
ROOM_SHARE = 0.85
"""A window beside others leaves room for its title and the desktop's bars."""
LEAST: Size = (1, 1)


@dataclass(frozen=True)
class Wanted:
    """What somebody asked for; screens are numbered from 1, the main one."""

    full_screen: bool = False
    screen: int = 1


BESIDE_OTHERS = Wanted()


@dataclass(frozen=True)
class Placing:
    """Where the window opens: SDL's number of the screen, and the size of the picture in pixels.

    `window` is the window's own size whenever it is not full screen.
    """

    screen: int
    size: Size
    window: Size
    full_screen: bool

    @classmethod
    def of(cls, wanted: Wanted, screens: Sequence[Size]) -> "Placing":
        """The place for a wish on these screens; a screen that is not there is the main one."""
        screen = wanted.screen - 1 if 1 <= wanted.screen <= len(screens) else 0
        desktop = screens[screen] if screens else SMALL
        size = picture_size(desktop) if wanted.full_screen else SMALL
        return cls(screen, size, _beside_others(size, desktop), wanted.full_screen)


def picture_size(desktop: Size) -> Size:
    """A full screen's picture: pixel for pixel, unless these are more than can be drawn in time."""
    width, height = desktop
    if width * height <= MOST_PIXELS:
        return desktop
    share = min((MOST_PIXELS / (width * height)) ** 0.5, 1.0)
    return round(width * share), round(height * share)


def settle(placing: Placing) -> None:
    """Give a window that was just opened its place and show it; it may be made as small as one
    likes.
    """
    window = _window()
    if window is None:
        return
    window.minimum_size = LEAST
    if not placing.full_screen:
        _put_beside_others(window, placing)
        window.show()


def toggle_full_screen(placing: Placing) -> None:
    """From full screen to a window beside others, or back; nothing where a system has only one."""
    with warnings.catch_warnings(), contextlib.suppress(pygame.error):
        # pygame says that it opens its software renderer again; that is all right.
        warnings.simplefilter("ignore")
        pygame.display.toggle_fullscreen()
    window = _window()
    if window is None:
        return
    window.minimum_size = LEAST
    if not pygame.display.is_fullscreen():
        _put_beside_others(window, placing)


def restore() -> None:
    """To the front again, after it was iconified."""
    window = _window()
    if window is not None:
        window.restore()
        window.focus()


def _put_beside_others(window: pygame.Window, placing: Placing) -> None:
    window.size = placing.window
    window.position = pygame.WINDOWPOS_CENTERED


def _beside_others(size: Size, desktop: Size) -> Size:
    share = min(ROOM_SHARE * desktop[0] / size[0], ROOM_SHARE * desktop[1] / size[1], 1.0)
    return round(size[0] * share), round(size[1] * share)


def _window() -> pygame.Window | None:
    """The window itself, for what `pygame.display` cannot do: its least size, its size and place.

    It is announced that this will go, and nothing is there instead yet. Without it the window works
    and cannot be made smaller than its picture.
    """
    with warnings.catch_warnings(), contextlib.suppress(AttributeError, pygame.error):
        warnings.simplefilter("ignore", DeprecationWarning)
        return pygame.Window.from_display_module()
    return None
