"""Who stands how: what cannot be, and a foot that stands elsewhere than before."""

import pytest

from trainer.recording.conditions import Conditions, FootPlacement, foot_moved
from trainer.recording.vocabulary import Side, Stance

BEFORE = FootPlacement("N29", "N6")


def test_both_legs_are_no_single_leg_and_one_leg_is_not_two() -> None:
    both = Conditions("bullseye", Side.BOTH, Stance.SINGLE_LEG)
    assert "--stance two_leg" in both.contradiction
    for side in (Side.LEFT, Side.RIGHT):
        assert "--side both" in Conditions("bullseye", side, Stance.TWO_LEG).contradiction


@pytest.mark.parametrize(
    ("side", "stance"),
    [
        (Side.LEFT, Stance.SINGLE_LEG),
        (Side.BOTH, Stance.TWO_LEG),
        (Side.RIGHT, Stance.SEATED),
        (Side.BOTH, Stance.SEATED),
        (Side.LEFT, Stance.PARTIAL),
        (Side.BOTH, Stance.PARTIAL),
    ],
)
def test_other_ways_of_standing_and_sitting_are_possible(side: Side, stance: Stance) -> None:
    assert not Conditions("bullseye", side, stance).contradiction


@pytest.mark.parametrize("now", [BEFORE, FootPlacement("M28", "O7"), None])
def test_a_foot_within_one_cell_has_not_moved(now: FootPlacement | None) -> None:
    assert foot_moved(BEFORE, now) == ""


def test_a_first_placement_has_not_moved() -> None:
    assert foot_moved(None, BEFORE) == ""


def test_a_heel_three_cells_back_is_told_and_the_toe_that_stayed_is_not() -> None:
    told = foot_moved(BEFORE, FootPlacement("N32", "N6"))
    assert told == (
        "the foot stands elsewhere than in the previous trial: the heel is at N32, 3 cells from N29"
    )


def test_a_toe_two_cells_to_the_side_is_told() -> None:
    assert "the second toe is at P6, 2 cells from N6" in foot_moved(
        BEFORE, FootPlacement("N29", "P6")
    )
