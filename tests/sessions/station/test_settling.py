"""The anchor's place: what the trials found is signed, or another place, or nothing today."""

import pytest

from games.desk.page import BACK
from tests.sessions.station.scripted import front_with
from trainer.plans.places import ON_FLOOR, Place, ladder
from trainer.sessions.station.settling import settle_place
from trainer.sessions.visits.attendant import Went
from trainer.store import Store

PLACES = (ON_FLOOR, *ladder((1, 2, 3), has_plate=False))
FOUND = "dome 2: 3 of 3 completed, rim time 2.1 %; there is no higher dome", Place(2)
NONE = "the search for the anchor's place has not ended", None


@pytest.mark.parametrize(
    ("takes", "place"),
    [
        (["sign", "save"], Place(2)),
        (["other", str(PLACES.index(Place(1))), "save"], Place(1)),
        (["other", "0", BACK, "other", BACK, "sign", "save"], Place(2)),
    ],
    ids=["found", "another", "thought better of"],
)
def test_the_place_that_is_chosen_is_signed(store: Store, takes: list[str], place: Place) -> None:
    front = front_with(store, takes)
    told = settle_place(front, *FOUND, PLACES)
    assert told.went is Went.DONE
    assert told.answers is not None
    assert (PLACES[int(told.answers["place"])], told.answers["operator"]) == (place, "op")
    assert front.desk.left == []


@pytest.mark.parametrize(("takes", "went"), [("skip", Went.SKIPPED), (BACK, Went.LEFT)])
@pytest.mark.parametrize("found", [FOUND, NONE], ids=["found", "none found"])
def test_left_out_or_put_off_nothing_is_settled(
    store: Store, found: tuple[str, Place | None], takes: str, went: Went
) -> None:
    told = settle_place(front_with(store, [takes]), *found, PLACES)
    assert (told.went, told.answers) == (went, None)


def test_before_the_trials_have_found_a_place_another_one_may_be_signed(store: Store) -> None:
    front = front_with(store, ["other", str(PLACES.index(Place(3))), "save"])
    told = settle_place(front, *NONE, PLACES)
    assert told.answers is not None
    assert PLACES[int(told.answers["place"])] == Place(3)
    first = front.desk.seen[0]
    assert (first.main, "sign" in {each.name for each in first.items}) == ("skip", False)
