"""A line that somebody types: what a proposal, a key and the delete key make of it."""

import pytest

from games.desk.field import TextField


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
