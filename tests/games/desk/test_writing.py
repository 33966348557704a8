"""Words at a place: as large as there is room for, and whole."""

import pygame
import pytest

from games.desk.kit import Kit
from games.desk.type import FAR_TITLES, FAR_WORDS
from games.desk.writing import write_down, write_line
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from tests.games.spoken import Written, written_texts

KIT = Kit(Layout((1920, 1080)), LIKELY_STATION)
LONG = "Put the heel on the line and the second toe on the other, and hold the rail meanwhile"


def down(words: str, high: float) -> tuple[list[Written], float]:
    with written_texts() as written:
        place = 200.0, 300.0, 700.0, high
        last = write_down(KIT, pygame.Surface((1920, 1080)), words, place, FAR_TITLES + FAR_WORDS)
    return written, last


def test_lines_begin_at_the_top_of_their_place_and_the_last_baseline_is_told() -> None:
    written, last = down(LONG, 700.0)
    assert [each.place.left for each in written] == [200] * len(written)
    assert written[0].place.top == pytest.approx(300, abs=2)
    assert written[-1].place.bottom == pytest.approx(last, abs=2)


def test_words_are_smaller_only_where_they_would_not_fit() -> None:
    sizes = [down(LONG, high)[0][0].style.size for high in (700.0, 300.0, 150.0)]
    assert sizes[0] == FAR_TITLES[0].size
    assert sizes == sorted(set(sizes), reverse=True)
    for high in (700.0, 300.0, 150.0):
        assert down(LONG, high)[1] <= 300.0 + high


def test_one_line_is_as_wide_as_its_room_at_most() -> None:
    with written_texts() as written:
        for room in (2000.0, 900.0):
            write_line(KIT, pygame.Surface((1920, 1080)), LONG[:40], (1800, 500), room, align=1.0)
    assert [each.place.right for each in written] == [1800, 1800]
    assert written[1].place.width <= 900 < written[0].place.width
