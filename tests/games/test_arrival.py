"""The picture that waits for a board: what it says, what moves, and that nothing is cut off."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, NOTE, TITLE
from games.engine.draw.palette import INK
from games.engine.setup import LIKELY_STATION, Station
from games.screens.arrival import SOFT_INK, STILL_S, THERAPIST_X, WORDS, ArrivalScreen, Waiting
from tests.games.worlds.contrast import luminance

CALM = replace(LIKELY_STATION, reduced_motion=True)
LONGER = 1.4
"""Other languages need so much more room."""


@pytest.fixture(autouse=True)
def display():
    pygame.display.init()
    pygame.display.set_mode((64, 36))
    yield
    pygame.display.quit()


def picture(waiting: Waiting, since_s: float, station: Station = LIKELY_STATION, advice: str = ""):
    surface = pygame.Surface((640, 360))
    ArrivalScreen(station).draw(surface, waiting, since_s, advice)
    return pygame.surfarray.array3d(surface).astype(int)


def bright(pixels) -> int:
    return int((pixels.min(axis=2) > 170).sum())


@pytest.mark.parametrize("size", [(640, 360), (1366, 768), (1920, 1080), (1600, 400), (480, 800)])
@pytest.mark.parametrize("waiting", list(Waiting))
def test_words_fit_in_every_window_with_room_for_other_languages(size, waiting) -> None:
    layout = Layout(size)
    for station in (LIKELY_STATION, Station(viewing_distance_m=4.0)):
        lettering = layout.lettering(station)
        words = WORDS[waiting]
        room = layout.px(1920)
        assert LONGER * lettering.width(words.headline, TITLE) < room
        assert LONGER * lettering.width(words.sentence, BODY) < room
        ArrivalScreen(station).draw(pygame.Surface(size), waiting, 1.0, "a line " * 30)


def test_the_therapists_line_is_broken_rather_than_cut_off() -> None:
    layout = Layout((1280, 720))
    lettering = layout.lettering(LIKELY_STATION)
    long = "the board answers and its firmware is another one: flash it with make flash " * 3
    room = layout.px(1920 - 2 * THERAPIST_X)
    assert all(lettering.width(line, NOTE) <= room for line in lettering.wrapped(long, NOTE, room))
    assert bright(picture(Waiting.TROUBLE, 0.0)) <= bright(
        picture(Waiting.TROUBLE, 0.0, advice=long)
    )


def test_the_ring_fills_while_the_board_lies_still_and_begins_again_after_three_seconds() -> None:
    def lit(share: float) -> int:
        return bright(picture(Waiting.STILL, share * STILL_S, CALM))

    filling = [lit(share) for share in (0.0, 0.3, 0.6, 0.95)]
    assert filling == sorted(set(filling))
    assert lit(1.3) == filling[1]


def test_the_plug_goes_in_and_with_reduced_motion_stands_before_the_port() -> None:
    moving = [picture(Waiting.NO_BOARD, at_s) for at_s in (0.2, 1.2)]
    assert np.abs(moving[0] - moving[1]).max() > 60
    still = [picture(Waiting.NO_BOARD, at_s, CALM) for at_s in (0.2, 1.2)]
    assert np.array_equal(*still)


def test_with_reduced_motion_the_light_does_not_breathe() -> None:
    assert np.array_equal(picture(Waiting.PROGRAM, 0.0, CALM), picture(Waiting.PROGRAM, 3.0, CALM))
    assert not np.array_equal(picture(Waiting.PROGRAM, 0.0), picture(Waiting.PROGRAM, 3.0))


def test_a_plug_is_no_place_for_a_command_line() -> None:
    advice = "no board found: try a simulated one with --board sim:patient"
    assert np.array_equal(
        picture(Waiting.NO_BOARD, 1.0), picture(Waiting.NO_BOARD, 1.0, advice=advice)
    )


@pytest.mark.parametrize(("colour", "rows"), [(INK, (245, 268)), (SOFT_INK, (280, 303))])
def test_words_stand_out_from_the_dusk(colour, rows) -> None:
    """7:1, against the brightest water that a word of this line stands on."""
    here = luminance(picture(Waiting.MOVED, 4.0)[100:540, slice(*rows)])
    ink = float(luminance(np.array(colour)))
    water = np.percentile(here[here < 0.4 * ink], 90)
    assert (ink + 0.05) / (water + 0.05) > 7
