"""The search for the anchor's place ends, on the highest place that the leg holds."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans.visiting import played
from trainer.plans.anchor_dome import (
    TRIES_A_VISIT,
    Found,
    Proposal,
    PutOff,
    Try,
    learning_done,
    next_try,
    places_tried,
    settled_place,
    tries_of,
)
from trainer.plans.facts import Played
from trainer.plans.places import ON_FLOOR, Place, ladder
from trainer.recording.conditions import FLOOR, NO_DOME
from trainer.recording.vocabulary import Arms, Footwear, Outcome, Side, Stance

ALL = (1, 2, 3, 4, 5)
FOOT = Outcome.FOOT_DOWN


def trial(place: Place, nth: int, outcome: Outcome, rim_pct: float) -> Played:
    return played(place.conditions(Side.LEFT, 20.0, Arms.HIPS), nth, outcome, rim_pct)


def searched(levels, has_plate: bool, leg, **how: bool) -> tuple[Proposal, list[Played]]:
    """The whole search; `leg` says for a place and a try's number how it ends, and its rim time.
    Where it is put off, it goes on at the next visit.
    """
    tries: list[Played] = []
    earlier = 0
    while True:
        found = next_try(tries, levels, has_plate, earlier=earlier, **how)
        if isinstance(found, Proposal):
            return found, tries
        if isinstance(found, PutOff):
            assert len(tries) - earlier == TRIES_A_VISIT
            earlier = len(tries)
        else:
            assert len(tries) < 3 * (len(levels) + 2), "the search does not end"
            tries.append(trial(found.place, len(tries), *leg(found.place, found.number)))


def strength(highest: int, rim_pct: float = 2.0):
    """A leg that holds every dome up to one, with this rim time on it and none below."""

    def ends(place: Place, number: int) -> tuple[Outcome, float]:
        if place.level > highest and place.stance is Stance.SINGLE_LEG:
            return FOOT, 0.0
        return Outcome.COMPLETED, rim_pct if place.level == highest else 0.0

    return ends


@pytest.mark.parametrize("highest", [1, 2, 3])
def test_it_settles_on_the_highest_dome_that_is_held(highest: int) -> None:
    found, _ = searched(ALL, False, strength(highest))
    assert found.place == Place(highest)
    assert found.words.startswith(f"dome {highest}: 2 of 2 completed, rim time 2.0 %")


def test_a_dome_that_is_too_easy_is_settled_when_the_one_above_fails() -> None:
    found, tries = searched(ALL, False, strength(2, rim_pct=0.2))
    assert found.place == Place(2)
    assert "dome 3: 0 of 2 completed" in found.words
    assert [each.conditions.level for each in tries] == [2, 3, 3, 2]


def test_the_highest_fitted_dome_is_settled_however_easy() -> None:
    found, _ = searched((1, 2), False, strength(5))
    assert found.place == Place(2)
    assert "there is no higher dome" in found.words


@pytest.mark.parametrize(
    ("rim_pct", "expected"), [(0.99, 4), (1.0, 3), (4.0, 3), (4.01, 2)], ids=str
)
def test_rim_time_moves_it_up_and_down(rim_pct: float, expected: int) -> None:
    """After one try on the second place an easy one leads on; more than 4 % lead back."""
    tries = [trial(Place(2), nth, Outcome.COMPLETED, 2.0) for nth in range(2)]
    more = 2 if rim_pct > 4 else 1
    tries += [trial(Place(3), 2 + nth, Outcome.COMPLETED, rim_pct) for nth in range(more)]
    assert next_try(tries, ALL, False).place == Place(expected)


def test_above_a_place_that_is_held_the_next_dome_is_tried_while_learning_lasts() -> None:
    tries = [trial(Place(2), nth, Outcome.COMPLETED, 2.0) for nth in range(3)]
    assert next_try(tries, ALL, False) == Try(Place(3), 1)
    failed = [*tries, *(trial(Place(3), 3 + nth, FOOT, 0.0) for nth in range(2))]
    found = next_try(failed, ALL, False)
    assert found.place == Place(2)
    assert "dome 3: 0 of 2 completed" in found.words


def test_a_search_that_a_visits_tries_end_says_that_a_higher_dome_was_not_tried() -> None:
    found, tries = searched(ALL, False, lambda place, number: (Outcome.COMPLETED, 2.0))
    assert found.place == Place(3)
    assert len(tries) <= TRIES_A_VISIT
    assert "dome 4 was not tried" in found.words


def test_going_down_ends_with_a_visits_tries_and_goes_on_at_the_next() -> None:
    ends = (FOOT, Outcome.COMPLETED, FOOT)
    tries = [trial(Place(2 - nth // 3), nth, ends[nth % 3], 2.0) for nth in range(TRIES_A_VISIT)]
    assert next_try(tries, ALL, True) == PutOff(Place(1)), "two legs are for the next visit"
    assert next_try(tries[:-1], ALL, True) == Try(Place(1), 3)
    two_legs = Place(1, Stance.TWO_LEG)
    assert next_try(tries, ALL, True, earlier=len(tries)) == Try(two_legs, 1)


def test_the_floor_is_left_for_the_next_visit_too() -> None:
    failed = [Place(2), Place(1), Place(1, Stance.TWO_LEG)]
    tries = [trial(failed[nth // 2], nth, FOOT, 0.0) for nth in range(TRIES_A_VISIT)]
    assert next_try(tries, ALL, False) == PutOff(failed[-1])
    assert next_try(tries, ALL, False, earlier=2).place == ON_FLOOR


def test_a_place_that_the_last_of_todays_tries_holds_is_proposed() -> None:
    ends = [FOOT, Outcome.COMPLETED, FOOT, FOOT, Outcome.COMPLETED, Outcome.COMPLETED]
    tries = [trial(Place(2 - nth // 3), nth, end, 2.0) for nth, end in enumerate(ends)]
    assert next_try(tries, ALL, False).words.startswith("dome 1: 2 of 3 completed")


def test_the_tries_of_an_earlier_visit_keep_nobody_from_a_higher_dome_today() -> None:
    tries = [trial(Place(2 + nth // 2), nth, Outcome.COMPLETED, 2.0) for nth in range(4)]
    assert "dome 4 was not tried" in next_try(tries, ALL, False).words
    assert next_try(tries, ALL, False, earlier=4) == Try(Place(4), 1)


def test_one_easy_try_leads_up_so_that_the_highest_dome_is_reached_in_a_visit() -> None:
    found, tries = searched(ALL, False, lambda place, number: (Outcome.COMPLETED, 0.3))
    assert found.place == Place(5)
    assert [each.conditions.level for each in tries] == [2, 3, 4, 5, 5]
    assert len(tries) <= TRIES_A_VISIT


def test_rim_time_that_nobody_measured_is_not_easy() -> None:
    tries = [trial(Place(2), 0, Outcome.COMPLETED, 0.0)]
    unmeasured = [replace(each, trial=replace(each.trial, metrics={})) for each in tries]
    assert next_try(tries, ALL, False) == Try(Place(3), 1)
    assert next_try(unmeasured, ALL, False) == Try(Place(2), 2)


def test_two_of_three_are_enough_and_two_failures_end_a_place() -> None:
    held = [(Outcome.COMPLETED, 2.0), (FOOT, 9.0), (Outcome.COMPLETED, 2.0)]
    tries = [trial(Place(2), nth, *each) for nth, each in enumerate(held)]
    found = next_try(tries, (1, 2), False)
    assert found.words.startswith("dome 2: 2 of 3 completed, rim time 2.0 %")
    assert next_try([trial(Place(2), n, FOOT, 0.0) for n in (0, 1)], ALL, False) == Try(Place(1), 1)


def test_nobody_who_fails_everywhere_is_left_without_an_anchor() -> None:
    found, tries = searched(ALL, True, lambda place, number: (FOOT, 0.0))
    assert found.place == ON_FLOOR
    assert "floor" in found.words
    where = dict.fromkeys((each.conditions.level, each.conditions.stance) for each in tries)
    single = Stance.SINGLE_LEG
    assert list(where) == [(2, single), (1, single), (1, Stance.TWO_LEG), (NO_DOME, single)]


@pytest.mark.parametrize(
    ("levels", "has_plate", "first"),
    [
        (ALL, False, Place(2)),
        ((3, 5), False, Place(3)),
        ((1,), True, Place(1)),
        ((), True, Place(NO_DOME)),
        ((), False, Place(FLOOR)),
    ],
    ids=["all domes", "two high domes", "one dome and a plate", "a plate", "nothing"],
)
def test_it_begins_where_a_board_lets_it(levels, has_plate, first) -> None:
    assert next_try([], levels, has_plate).place == first


def test_who_does_not_stand_on_the_floor_begins_on_two_legs() -> None:
    assert next_try([], ALL, True, on_two_legs=True) == Try(Place(1, Stance.TWO_LEG), 1)
    assert next_try([], (), True, on_two_legs=True).place == Place(NO_DOME)


def test_who_does_not_stand_on_the_floor_is_tried_on_one_leg_on_no_dome() -> None:
    found, tries = searched(ALL, True, lambda *_: (Outcome.COMPLETED, 0.0), on_two_legs=True)
    assert found.place == Place(1, Stance.TWO_LEG)
    assert {each.conditions.stance for each in tries} == {Stance.TWO_LEG}
    assert "one leg was not tried on a dome" in found.words
    found, tries = searched(ALL, True, lambda *_: (FOOT, 0.0), on_two_legs=True)
    assert found.place == ON_FLOOR
    assert {each.conditions.level for each in tries} == {1, NO_DOME}


ENDS = st.tuples(st.sampled_from((Outcome.COMPLETED, FOOT, Outcome.TOUCH)), st.floats(0.0, 10.0))


@given(
    st.sets(st.sampled_from(ALL)),
    st.booleans(),
    st.lists(ENDS, min_size=24, max_size=24),
)
def test_the_search_always_ends_and_tries_no_place_more_than_three_times(
    levels, has_plate, ends
) -> None:
    coming = iter(ends)
    found, tries = searched(levels, has_plate, lambda place, number: next(coming))
    each_place = places_tried(tries, levels, has_plate)
    assert sum(len(tried.tries) for tried in each_place) == len(tries)
    assert all(len(tried.tries) <= 3 for tried in each_place)
    assert found.place in (*ladder(levels, has_plate), ON_FLOOR)
    settled = [tried for tried in each_place if tried.place == found.place]
    assert all(tried.held >= 2 for tried in settled)
    places = (ON_FLOOR, *ladder(levels, has_plate))
    higher = places[places.index(found.place) + 1 :]
    assert all(tried.found is Found.FAILED for tried in each_place if tried.place in higher)


def test_what_says_nothing_is_no_try() -> None:
    here = Place(2).conditions(Side.LEFT, 20.0, Arms.HIPS)
    other_leg = Place(2).conditions(Side.RIGHT, 20.0, Arms.HIPS)
    stopped = played(here, outcome=Outcome.STOPPED)
    in_shoes = played(replace(here, footwear=Footwear.SHOES))
    practice = played(Place(2).conditions(Side.LEFT, 20.0, Arms.HIPS, practice=True))
    assert tries_of([stopped, in_shoes, practice, played(other_leg)], Side.LEFT) == ()
    assert learning_done([stopped, practice, played(here)], Side.LEFT, Place(2)) == 2
    assert learning_done([practice, played(here)], Side.LEFT, Place(3)) == 0


def test_a_stored_level_says_the_place_with_the_trials_that_settled_it() -> None:
    found, tries = searched(ALL, False, strength(0))
    assert found.place == Place(1, Stance.TWO_LEG)
    assert settled_place(found.place.level, tries, Side.LEFT) == found.place
    later = [*tries, *(trial(Place(1), 20 + n, Outcome.COMPLETED, 2.0) for n in range(3))]
    assert settled_place(1, later, Side.LEFT) == found.place
    assert settled_place(2, tries, Side.LEFT) == Place(2)
    assert settled_place(FLOOR, (), Side.LEFT) == ON_FLOOR
    assert settled_place(None, tries, Side.LEFT) is None


@given(st.lists(ENDS, min_size=24, max_size=24))
def test_what_the_search_settles_is_found_again(ends) -> None:
    coming = iter(ends)
    found, tries = searched((1, 2, 3), True, lambda place, number: next(coming))
    assert settled_place(found.place.level, tries, Side.LEFT) == found.place


def test_every_answer_of_three_tries_moves_somewhere() -> None:
    for outcomes in product((Outcome.COMPLETED, FOOT), repeat=3):
        tries = [trial(Place(1), nth, outcome, 2.0) for nth, outcome in enumerate(outcomes)]
        held = outcomes.count(Outcome.COMPLETED) >= 2
        assert next_try(tries, (1,), False).place == (
            Place(1) if held else Place(1, Stance.TWO_LEG)
        )
