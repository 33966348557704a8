"""A list's rows have room for their words, however long a language makes them."""

from itertools import pairwise

import pygame
import pytest

from games.desk.buttons import Choice
from games.desk.kit import Kit
from games.desk.page import BACK, Look
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.patients import PatientRow, PatientsPage
from tests.games.spoken import written_texts

SIZE = 640, 360
WORD = "unterwegs "


def shown(rows: list[ListRow], lead: str = "") -> tuple[ListPage, str]:
    page = ListPage(Kit(Layout(SIZE), LIKELY_STATION), "List", rows, [Choice(BACK, "Back")], lead)
    with written_texts() as written:
        page.draw(pygame.Surface(SIZE, 0, 32), Look())
    assert all(each.whole for each in written)
    return page, " ".join(each.text for each in written)


@pytest.mark.parametrize("words", [4, 14, 22])
def test_a_row_grows_with_its_words_and_cuts_none_off(words: int) -> None:
    long = (WORD * words).strip()
    rows = [ListRow(str(at), f"{at} {long}", long, state="zu erledigen") for at in range(3)]
    page, text = shown(rows)
    seen = [item for item in page.items if item.name in "012"]
    assert "…" not in text
    assert all(one.area.bottom < other.area.top for one, other in pairwise(seen))
    usual = shown([ListRow("0", "short", "short")])[0].items[0].area.height
    assert (seen[0].area.height > usual) == (words > 4)


def test_rows_begin_below_a_long_lead() -> None:
    (one, _), (four, _) = shown([ListRow("0", "a")], "short"), shown([ListRow("0", "a")], WORD * 40)
    assert four.items[0].area.top > one.items[0].area.top


def test_the_longest_code_of_a_patient_keeps_to_its_column() -> None:
    page = PatientsPage(Kit(Layout(SIZE), LIKELY_STATION), [PatientRow("P" * 64, "today")])
    with written_texts() as written:
        page.draw(pygame.Surface(SIZE, 0, 32), Look())
    (code,) = [each for each in written if each.text.startswith("PP")]
    (last,) = [each for each in written if each.text == "today"]
    assert code.text.endswith("…")
    assert code.place.right < last.place.left
