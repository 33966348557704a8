"""The pages of a visit before the trials."""

import pytest

from games.desk.page import BACK
from tests.games.spoken import written_texts
from tests.sessions.station.forms import filled
from tests.sessions.station.scripted import front_with
from trainer.recording.conditions import FootPlacement
from trainer.recording.vocabulary import Side
from trainer.sessions.station.pages import place_feet
from trainer.sessions.visits.attendant import Went

KNOWN = {Side.LEFT: FootPlacement("N29", "L6")}


@pytest.mark.parametrize("strap", [None, Side.LEFT], ids=["without", "with"])
def test_a_strap_that_is_worn_has_its_own_step_before_the_foot(store, strap: Side | None) -> None:
    front = front_with(store, ["done"] * (2 + (strap is not None)))
    assert place_feet(front, [Side.LEFT], KNOWN, strap=strap).went is Went.DONE
    assert len(front.desk.seen) == 2 + (strap is not None)


@pytest.mark.parametrize(
    ("sides", "strap", "told"),
    [
        ([Side.LEFT], Side.LEFT, ["Left leg: shoe and", "Left leg: the strap", "Left leg: the fo"]),
        ([Side.RIGHT], Side.LEFT, ["Right leg: shoe", "Left leg: the strap"]),
        ([Side.LEFT, Side.RIGHT], None, ["Shoes and socks off", "Left leg: the foot"]),
    ],
    ids=["one leg", "strap on the other", "both legs"],
)
def test_each_step_of_preparing_names_its_leg(
    store, sides: list[Side], strap: Side | None, told: list[str]
) -> None:
    front = front_with(store, ["done"] * len(told) + ["save"] * (Side.RIGHT in sides))
    with written_texts() as written:
        place_feet(front, sides, KNOWN, strap=strap)
    words = " ".join(each.text for each in written)
    assert all(each in words for each in told), words


def test_who_goes_back_at_the_strap_leaves(store) -> None:
    front = front_with(store, ["done", BACK])
    assert place_feet(front, [Side.LEFT], KNOWN, strap=Side.LEFT).went is Went.LEFT


def test_the_cells_of_both_feet_are_asked_on_one_form_until_they_are_possible(store) -> None:
    ahead = {"left_heel": "N07", "left_toe": "O28"}
    right = {"left_heel": "N28", "left_toe": "O7", "right_heel": "M29", "right_toe": "L6"}
    front = front_with(store, ["done", filled(ahead), "save", "go", filled(right), "save"])
    told = place_feet(front, [Side.LEFT, Side.RIGHT], {})
    assert (told.went, told.answers) == (Went.DONE, right)


def test_nothing_need_be_said_of_a_foot(store) -> None:
    front = front_with(store, ["done", "done", "save"])
    assert place_feet(front, [Side.LEFT, Side.RIGHT], KNOWN).answers is None
