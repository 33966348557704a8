"""Going up is suggested when all of the rule is met, and what is missing is said."""

from dataclasses import replace

import pytest

from tests.plans.visiting import played
from trainer.plans.next_level import VisitAtLevel, eyes_closed, suggestion, visit_at_level
from trainer.recording.conditions import Conditions
from trainer.recording.plan import BoardItem
from trainer.recording.vocabulary import Eyes, Outcome, Side, Support

GOOD = VisitAtLevel(False, (1.0, 0.0), (14.0, -15.0), supported=False, morning_raised=False)
ITEM = BoardItem("orbit")
DOMES = (1, 2, 4)
MADE = Conditions("orbit", side=Side.LEFT, rung=3)


def test_two_good_visits_suggest_the_next_dome_on_hand() -> None:
    found = suggestion(ITEM, (GOOD, replace(GOOD, morning_raised=None)), 2, DOMES)
    assert found.met
    assert found.item == replace(ITEM, level=4)
    assert "dome 4, if you sign it" in found.words


def test_a_plan_that_fixes_the_ring_goes_up_by_a_ring_until_the_last() -> None:
    found = suggestion(replace(ITEM, rung=3), (GOOD, GOOD), 2, DOMES)
    assert found.item == replace(ITEM, rung=4)
    assert "ring 4" in found.words
    last = suggestion(replace(ITEM, rung=12), (GOOD, GOOD), 2, DOMES)
    assert last.item == replace(ITEM, rung=12, level=4)


def test_there_is_nothing_above_the_highest_dome() -> None:
    found = suggestion(ITEM, (GOOD, GOOD), 4, DOMES)
    assert (found.met, found.item) == (False, None)
    assert "nothing harder" in found.words


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"pain_flag": True}, "pain was above 2"),
        ({"rim_hits": (0.0, 2.0)}, "2 rim hits in a circle trial"),
        ({"differences_pct": (-16.0,)}, "16 % worse than the other"),
        ({"differences_pct": ()}, "no circle trial"),
        ({"supported": True}, "a hand held on"),
        ({"morning_raised": True}, "raised on the morning after"),
    ],
    ids=["pain", "rim", "uneven", "no circles", "hand", "morning"],
)
@pytest.mark.parametrize("which", [0, 1], ids=["first", "second"])
def test_each_part_of_the_rule_can_hold_it_back(change, missing, which: int) -> None:
    visits = [GOOD, GOOD]
    visits[which] = replace(GOOD, **change)
    found = suggestion(ITEM, visits, 2, DOMES)
    assert (found.met, found.item) == (False, None)
    (said,) = found.missing
    assert missing in said
    assert said in found.words


def test_only_the_last_two_visits_count_and_one_is_not_enough() -> None:
    bad = replace(GOOD, pain_flag=True)
    assert suggestion(ITEM, (bad, GOOD, GOOD), 2, DOMES).met
    assert suggestion(ITEM, (GOOD,), 2, DOMES).missing == ("only 1 of two visits",)


def test_a_visit_is_read_from_its_trials_of_one_leg() -> None:
    circle = played(MADE, direction_difference=9.0, rim_contacts=1.0)
    other_leg = played(replace(MADE, side=Side.RIGHT), direction_difference=50.0)
    bout = played(replace(MADE, activity="bullseye"), rim_contacts=7.0)
    found = visit_at_level((circle, other_leg, bout), Side.LEFT, (2, 1), False)
    assert found == VisitAtLevel(False, (1.0,), (9.0,), supported=False, morning_raised=False)
    assert visit_at_level((circle,), Side.LEFT, (3,), None).pain_flag
    assert visit_at_level((played(MADE, outcome=Outcome.PAIN),), Side.LEFT, (), None).pain_flag
    held = played(replace(MADE, support=Support.RAIL))
    assert visit_at_level((held,), Side.LEFT, (), None).supported


def test_eyes_closed_comes_after_a_pass_without_a_touch() -> None:
    clean = played(MADE)
    found = eyes_closed(ITEM, (clean,), Side.LEFT)
    assert found is not None
    assert found.item == replace(ITEM, eyes=Eyes.CLOSED)
    assert eyes_closed(ITEM, (), Side.LEFT) is None
    assert eyes_closed(ITEM, (clean,), Side.RIGHT) is None
    assert eyes_closed(ITEM, (clean, played(MADE, 1, Outcome.TOUCH)), Side.LEFT) is None
    held = played(replace(MADE, support=Support.FINGERTIP), 1)
    assert eyes_closed(ITEM, (clean, held), Side.LEFT) is None
    assert eyes_closed(replace(ITEM, eyes=Eyes.CLOSED), (clean,), Side.LEFT) is None
