"""Which screen the window is on and how large its picture is; full screen under the dummy driver
only as far as that goes (`tests/end_to_end/test_full_screen.py` opens real windows).
"""

import pygame
import pytest

from games.engine.placing import MOST_PIXELS, Placing, Wanted, picture_size
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window

FULL = Wanted(full_screen=True)


@pytest.mark.parametrize("desktop", [(1280, 720), (1366, 768), (1920, 1080), (1920, 1200)])
def test_a_full_screen_is_drawn_pixel_for_pixel(desktop) -> None:
    assert Placing.of(FULL, [desktop]).size == desktop


@pytest.mark.parametrize("desktop", [(2560, 1440), (3840, 2160), (3440, 1440), (1080, 4000)])
def test_a_larger_screen_gets_a_picture_of_its_shape_that_can_be_drawn_in_time(desktop) -> None:
    width, height = picture_size(desktop)
    assert width * height == pytest.approx(MOST_PIXELS, rel=0.01)
    assert width / height == pytest.approx(desktop[0] / desktop[1], rel=0.01)


@pytest.mark.parametrize("desktop", [(800, 480), (1024, 600), (1366, 768), (1920, 1080)])
def test_a_window_beside_others_leaves_room_for_its_title(desktop) -> None:
    for wanted in (FULL, Wanted()):
        window = Placing.of(wanted, [desktop]).window
        assert window[0] <= desktop[0]
        assert window[1] <= 0.86 * desktop[1]
        assert window[0] / window[1] == pytest.approx(
            Placing.of(wanted, [desktop]).size[0] / Placing.of(wanted, [desktop]).size[1], rel=0.01
        )


def test_a_second_screen_is_chosen_by_its_number_and_missed_without_an_error() -> None:
    screens = [(1366, 768), (1920, 1080)]
    second = Placing.of(Wanted(full_screen=True, screen=2), screens)
    assert (second.screen, second.size) == (1, (1920, 1080))
    assert Placing.of(Wanted(full_screen=True, screen=2), screens[:1]).screen == 0
    assert Placing.of(Wanted(screen=3), screens).screen == 0


def test_the_window_opens_on_the_chosen_screen_and_full(monkeypatch) -> None:
    asked: list[tuple[tuple[int, int], int, int]] = []
    real = pygame.display.set_mode

    def noting(size, flags=0, display=0, vsync=0):
        asked.append((size, flags, display))
        return real(size)

    monkeypatch.setattr(pygame.display, "set_mode", noting)
    monkeypatch.setattr(pygame.display, "get_desktop_sizes", lambda: [(1366, 768), (640, 360)])
    with Window(LIKELY_STATION, wanted=Wanted(full_screen=True, screen=2)) as window:
        assert window.layout.size == (640, 360)
    (size, flags, screen) = asked[0]
    assert (size, screen) == ((640, 360), 1)
    assert flags & pygame.FULLSCREEN
    assert flags & pygame.SCALED
