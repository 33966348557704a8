"""What a calibration says in the window: plain words first, figures and commands behind a key."""

from collections.abc import Callable

import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.setup import LIKELY_STATION
from games.screens.calibration import CalibrationScreen
from games.screens.finished import AGAIN, DO_IT_AGAIN, FinishedScreen, what_happened
from games.screens.menu import RIGHT, MenuRow, MenuScreen
from tools.calibration_moments import MOMENTS
from trainer.recording.guidance import Figure, Finished


def texts_of(lettering: Lettering, draw: Callable[[], None]) -> set[str]:
    """What is written, and not only kept from before."""
    lettering._cache.clear()
    draw()
    return {text for text, _ in lettering.written}


def test_a_result_says_what_happened_and_keeps_commands_and_figures_behind_a_key() -> None:
    layout, surface = Layout((640, 360)), pygame.Surface((640, 360), 0, 32)
    advice = "the edges went down by different angles: run baps calibrate level"
    finished = Finished("Front", False, (("gravity", "1.001 g"),), advice)
    screen = FinishedScreen(layout, LIKELY_STATION, finished, (AGAIN,))
    said = screen.lettering.written
    assert what_happened(advice) == "The edges went down by different angles"
    plain = FinishedScreen(layout, LIKELY_STATION, finished, (AGAIN,))
    written = " ".join(texts_of(plain.lettering, lambda: plain._painted(False)))
    assert DO_IT_AGAIN in written
    assert "baps" not in written
    assert "1.001 g" not in written
    before = pygame.surfarray.array3d(surface).tobytes()
    screen.draw(surface)
    front = pygame.surfarray.array3d(surface).tobytes()
    screen.turn_over()
    screen.draw(surface)
    assert len({before, front, pygame.surfarray.array3d(surface).tobytes()}) == 3
    assert "1.001 g" in {text for text, _ in said}


def test_what_sensors_read_is_behind_a_key() -> None:
    layout, surface = Layout((640, 360)), pygame.Surface((640, 360), 0, 32)
    screen = CalibrationScreen(layout, LIKELY_STATION)
    guidance = MOMENTS["load-empty"].guidance

    def draw() -> None:
        screen.draw(surface, guidance, 0.0)

    assert not {"812", "front-left"} & texts_of(screen.lettering, draw)
    screen.turn_over()
    assert {"812", "front-left"} <= texts_of(screen.lettering, draw)


def test_long_names_in_the_menu_end_inside_their_row_and_stand_clear_of_their_state() -> None:
    layout, ends = Layout((1280, 720)), []
    rows = [MenuRow("range", "Reach of P-0142, both legs together", Figure.WAIT, when="today")]
    screen = MenuScreen(layout, LIKELY_STATION, rows)
    write = Lettering.write

    def noting(self: Lettering, onto, text, *rest, **more) -> float:
        ends.append((text, write(self, onto, text, *rest, **more), rest[1][1]))
        return ends[-1][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Lettering, "write", noting)
        screen.draw(pygame.Surface(layout.size, 0, 32))
    (name,) = [each for each in ends if each[0] == rows[0].title]
    (state,) = [each for each in ends if each[0] == rows[0].words]
    assert name[1] <= layout.at(RIGHT, 0)[0]
    assert state[2] - name[2] >= layout.px(36)
