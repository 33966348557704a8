"""The pages of a visit before the trials."""

import pytest

from games.desk.page import BACK
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


def test_who_goes_back_at_the_strap_leaves(store) -> None:
    front = front_with(store, ["done", BACK])
    assert place_feet(front, [Side.LEFT], KNOWN, strap=Side.LEFT).went is Went.LEFT
