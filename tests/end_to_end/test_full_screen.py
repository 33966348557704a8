"""A real window on an X server: the whole picture at every size, also in a sliver, and back."""

import subprocess
import sys

import numpy as np

from tests.end_to_end.framebuffer import Screen, screen_of

MAGENTA, GREEN = (255, 0, 255), (0, 255, 0)

SIZES = """
import sys
import pygame
from games.engine.placing import Wanted, _window
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window

def picture(surface):
    # A frame that is cut off is missed, and what is inside of it has another colour.
    surface.fill((0, 255, 0))
    pygame.draw.rect(surface, (255, 0, 255), surface.get_rect(), surface.get_height() // 10)

def show(what):
    for _ in range(8):
        window.events()
        picture(window.surface)
        pygame.display.flip()
        pygame.time.wait(15)
    print(what, *window.surface.get_size(), *pygame.display.get_window_size(), flush=True)
    sys.stdin.readline()

full = sys.argv[1] == "full"
with Window(LIKELY_STATION, wanted=Wanted(full_screen=full), first_picture=picture) as window:
    show("first")
    if full:
        window.toggle_full_screen()
        show("beside-others")
    for size in ((200, 60), (60, 400), (3, 3), (500, 300)):
        _window().size = size
        _window().position = (0, 0)
        show("x".join(map(str, size)))
"""


class Seen:
    """A program that shows its window at one size after the other, and what is on the screen."""

    def __init__(self, screen: Screen, way: str) -> None:
        self._screen = screen
        self._program = subprocess.Popen(
            [sys.executable, "-c", SIZES, way],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=screen.environment(),
        )

    def next(self) -> tuple[list[str], np.ndarray]:
        """What the program says of its window, and the screen."""
        out, into = self._program.stdout, self._program.stdin
        assert out is not None
        assert into is not None
        while True:
            said = out.readline().split()
            assert said, self._program.communicate()[1]
            # pygame greets whoever imports it.
            if len(said) >= 5 and said[-1].isdigit():
                break
        pixels = self._screen.pixels()
        into.write("\n")
        into.flush()
        return said, pixels

    def end(self) -> None:
        _, errors = self._program.communicate(timeout=120)
        assert self._program.returncode == 0, errors


def framed(pixels: np.ndarray) -> tuple[int, int]:
    """Width and height of a whole frame with another colour inside."""
    frame = np.abs(pixels - MAGENTA).sum(axis=2) < 90
    inside = np.abs(pixels - GREEN).sum(axis=2) < 90
    rows, columns = np.flatnonzero(frame.any(1)), np.flatnonzero(frame.any(0))
    assert inside.any()
    top, bottom, left, right = rows[0], rows[-1], columns[0], columns[-1]
    middle_row, middle_column = (top + bottom) // 2, (left + right) // 2
    for row in (top + 1, bottom - 1):
        assert frame[row, middle_column], "the frame is cut off above or below"
    for column in (left + 1, right - 1):
        assert frame[middle_row, column], "the frame is cut off at a side"
    return int(right - left + 1), int(bottom - top + 1)


def test_a_full_screen_shows_the_whole_picture_and_f11_makes_room_for_a_title(tmp_path) -> None:
    with screen_of("1024x600", tmp_path) as screen:
        seen = Seen(screen, "full")
        said, pixels = seen.next()
        assert said[1:] == ["1024", "600", "1024", "600"]
        assert framed(pixels) == (1024, 600)
        said, pixels = seen.next()
        assert int(said[-1]) < 0.9 * 600
        # Without a window manager nothing but the size can be seen of a window on the way.
        for _ in range(4):
            seen.next()
        seen.end()


def test_a_window_in_a_sliver_shows_the_whole_picture_small_and_comes_back(tmp_path) -> None:
    with screen_of("1024x600", tmp_path) as screen:
        seen = Seen(screen, "windowed")
        said, pixels = seen.next()
        assert said[1:3] == ["1280", "720"]
        width, height = framed(pixels)
        assert width <= 0.9 * 1024
        assert abs(width / height - 16 / 9) < 0.05
        for wanted in ((107, 60), (60, 34), None, (500, 281)):
            _, pixels = seen.next()
            if wanted is not None:
                found = framed(pixels)
                assert abs(found[0] - wanted[0]) <= 2
                assert abs(found[1] - wanted[1]) <= 2
        seen.end()
