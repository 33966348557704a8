"""A line that somebody types: what a proposal, a key and the delete key make of it."""

import pygame
import pytest

from games.desk.field import TextField
from games.desk.kit import Kit
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ((), "P001"),
        (("K", "7"), "K7"),
        (("\b",), ""),
        (("\b", "K"), "K"),
        (("K", "\b"), ""),
        (("\x00", "K"), "K"),
    ],
    ids=["nothing", "typed", "deleted", "deleted and typed", "taken back", "no character"],
)
def test_a_marked_text_gives_its_place_to_what_is_typed(keys, text) -> None:
    field = TextField("code", "P001", marked=True)
    for key in keys:
        field.type(key)
    assert field.text == text


def test_other_texts_are_gone_on_with_up_to_the_longest() -> None:
    field = TextField("words", "ACL", longest=6)
    for key in "-abcd":
        field.type(key)
    assert field.text == "ACL-ab"
    field.type("\b")
    assert field.text == "ACL-a"


READABLE_PX = 25
"""Of type at 720 lines, by whoever reads it at arm's length."""


@pytest.mark.parametrize(
    ("wide", "longest"),
    [(300, 40), (600, 60), (600, 160)],
    ids=["code", "words", "longer than any screen"],
)
def test_a_long_text_is_shown_by_its_end_in_type_that_is_read(wide: int, longest: int) -> None:
    text = " ".join(str(number) for number in range(1000, 1100))[:longest]
    kit, area = Kit(Layout((1280, 720)), LIKELY_STATION), pygame.Rect(100, 100, wide, 61)
    TextField("words", text, longest).paint(kit, pygame.Surface((1280, 720)), area)
    ((seen, style),) = kit.lettering.written
    assert kit.lettering.size_px(style) >= READABLE_PX
    assert kit.lettering.width(seen, style) <= wide
    assert seen.startswith("…")
    assert text.endswith(seen[1:])
    assert len(seen) > 10


def test_of_more_lines_than_there_is_room_for_the_last_ones_are_seen() -> None:
    text = " ".join(str(number) for number in range(1000, 1200))
    kit, area = Kit(Layout((1280, 720)), LIKELY_STATION), pygame.Rect(100, 100, 1000, 146)
    TextField("words", text, len(text)).paint(kit, pygame.Surface((1280, 720)), area)
    lines = [line for line, _ in kit.lettering.written]
    assert lines[0].startswith("…")
    assert all(kit.lettering.width(*line) <= 1000 for line in kit.lettering.written)
    assert " ".join(lines).removeprefix("…") in text
    assert lines[-1].endswith("1199")
