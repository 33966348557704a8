"""A form with a drawing: it shows the places in their order, and goes while somebody types."""

import numpy as np
import pygame
import pytest

from games.desk.kit import Kit
from games.desk.page import BACK, Look
from games.engine.draw.layout import Layout
from games.engine.draw.palette import MINT
from games.engine.setup import LIKELY_STATION
from games.screens.station.pictured_form import MIDDLE, PicturedForm, plate_plan
from games.screens.station.questions import Kind, Question
from tests.games.spoken import Written, written_texts

LAYOUT = Layout((1280, 720))
TOLD = "One after the other."


def shown(page: PicturedForm) -> tuple[np.ndarray, list[Written]]:
    surface = pygame.Surface(LAYOUT.size, 0, 32)
    with written_texts() as written:
        page.draw(surface, Look())
    return pygame.surfarray.array3d(surface).astype(int), written


@pytest.fixture
def page() -> PicturedForm:
    kit = Kit(LAYOUT, LIKELY_STATION)
    weight = Question("kg", "A weight", Kind.NUMBER, required=True)
    return PicturedForm(kit, "Cells", [weight], plate_plan(LAYOUT), TOLD, "Begin")


def minted(seen: np.ndarray) -> np.ndarray:
    """Where the picture is of the mint of a target: (x, y) of each pixel."""
    return np.argwhere(np.abs(seen - np.array(MINT)).sum(axis=2) < 60)


def test_the_five_places_of_the_weight_are_numbered_and_the_first_is_the_target(page) -> None:
    seen, written = shown(page)
    at = {each.text: each.place.center for each in written if each.text in set("12345")}
    assert sorted(at) == list("12345")
    (x1, y1), corners = at["1"], [at[number] for number in "2345"]
    assert [(x > x1, y > y1) for x, y in corners] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]
    target = minted(seen)
    assert len(target) > 50
    assert tuple(target.mean(axis=0)) == pytest.approx(LAYOUT.at(*MIDDLE), abs=3)
    assert TOLD in {each.text for each in written}


def test_the_drawing_makes_room_for_keys_and_comes_back_behind_them(page) -> None:
    page.take("kg")
    seen, written = shown(page)
    assert not len(minted(seen))
    assert TOLD not in {each.text for each in written}
    page.take(BACK)
    assert len(minted(shown(page)[0]))
