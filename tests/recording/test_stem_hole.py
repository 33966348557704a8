"""Stem holes are numbered on the board and told by the side of the standing foot."""

import pytest

from tests.hardware.drawing import constants
from trainer.recording.stem_hole import HOLE_WORDS, ON_BOARD, hole_number, hole_word
from trainer.recording.vocabulary import Side

PLACE_MM = {"centre": (0, 0), "toes": (20, 0), "heel": (-20, 0), "left": (0, 20), "right": (0, -20)}


def test_the_holes_lie_where_the_deck_is_drilled() -> None:
    drilled = [tuple(hole) for hole in constants("dimensions.scad")["stem_holes"]]
    assert [PLACE_MM[place] for place in ON_BOARD] == drilled


@pytest.mark.parametrize(("side", "inside", "outside"), [(Side.RIGHT, 4, 2), (Side.LEFT, 2, 4)])
def test_inside_is_towards_the_other_leg(side: Side, inside: int, outside: int) -> None:
    assert hole_number("inside", side) == inside
    assert hole_number("outside", side) == outside


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_every_hole_has_its_word_and_every_word_its_hole(side: Side) -> None:
    assert {hole_word(number, side) for number in range(5)} == set(HOLE_WORDS)
    assert [hole_number(hole_word(number, side), side) for number in range(5)] == list(range(5))
    assert [hole_number(str(number), side) for number in range(5)] == list(range(5))


def test_on_two_legs_there_is_neither_inside_nor_outside() -> None:
    assert [hole_word(number, Side.BOTH) for number in range(5)] == list(ON_BOARD)
    for side in (Side.BOTH, None):
        with pytest.raises(ValueError, match="inside of which foot"):
            hole_number("inside", side)


@pytest.mark.parametrize("word", ["5", "middle", "-1", ""])
def test_another_hole_is_refused_by_name(word: str) -> None:
    with pytest.raises(ValueError, match="there is no stem hole"):
        hole_number(word, Side.LEFT)
