"""Going up is suggested when all of the rule is met, and what is missing is said."""

from dataclasses import replace

import pytest

from tests.plans.visiting import played
from trainer.metrics.reasons import BY_HAND
from trainer.plans.facts import Played
from trainer.plans.next_level import VisitAtLevel, eyes_closed, suggestion, visit_at_level
from trainer.recording.conditions import Conditions
from trainer.recording.plan import BoardItem
from trainer.recording.vocabulary import Eyes, Outcome, Side, Stance, Support

GOOD = VisitAtLevel(False, (1.0, 0.0), (14.0, -15.0), supported=False, morning_raised=False)
ITEM = BoardItem("orbit")
DOMES = (1, 2, 4)
MADE = Conditions("orbit", side=Side.LEFT, rung=3, level=2)


def judged(item: BoardItem, *visits: VisitAtLevel, level: int = 2, circles: bool = True):
    return suggestion(item, {Side.LEFT: visits}, level, DOMES, circles=circles)


def test_two_good_visits_suggest_the_next_dome_on_hand() -> None:
    found = judged(ITEM, GOOD, GOOD)
    assert found.met
    assert found.item == replace(ITEM, level=4)
    assert found.words.endswith("dome 4, if you sign it")


def test_the_morning_after_today_is_a_condition_and_that_of_the_earlier_visit_must_be_known() -> (
    None
):
    unknown = replace(GOOD, morning_raised=None)
    found = judged(ITEM, GOOD, unknown)
    assert found.met
    assert found.words.endswith("and if the morning after is not worse")
    held_back = judged(ITEM, unknown, GOOD)
    assert not held_back.met
    assert "nobody said how the morning after" in held_back.words


def test_a_plan_without_circles_is_judged_without_them_and_says_so() -> None:
    plain = replace(GOOD, rim_hits=(), differences_pct=())
    found = judged(replace(ITEM, activity="bullseye"), plain, plain, circles=False)
    assert found.met
    assert "no circle trials in this plan: rim hits and directions are not known" in found.words
    in_pain = replace(plain, pain_flag=True)
    assert not judged(ITEM, plain, in_pain, circles=False).met


def test_each_leg_must_meet_it_and_the_one_that_does_not_is_named() -> None:
    visits = {Side.RIGHT: (GOOD, replace(GOOD, supported=True)), Side.LEFT: (GOOD, GOOD)}
    found = suggestion(ITEM, visits, 2, DOMES, circles=True)
    assert found.missing == ("right leg: a hand held on",)
    visits[Side.RIGHT] = (GOOD, GOOD)
    assert suggestion(ITEM, visits, 2, DOMES, circles=True).met


def test_a_plan_that_fixes_the_ring_goes_up_by_a_ring_until_the_last() -> None:
    found = judged(replace(ITEM, rung=3), GOOD, GOOD)
    assert found.item == replace(ITEM, rung=4)
    assert "ring 4" in found.words
    last = judged(replace(ITEM, rung=12), GOOD, GOOD)
    assert last.item == replace(ITEM, rung=12, level=4)


@pytest.mark.parametrize("level", [4, 0], ids=["highest", "no dome"])
def test_there_is_nothing_above_the_highest_dome_and_the_plate(level: int) -> None:
    found = judged(ITEM, GOOD, GOOD, level=level)
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
    found = judged(ITEM, *visits)
    assert (found.met, found.item) == (False, None)
    (said,) = found.missing
    assert missing in said
    assert said in found.words


def test_only_the_last_two_visits_count_and_one_is_not_enough() -> None:
    bad = replace(GOOD, pain_flag=True)
    assert judged(ITEM, bad, GOOD, GOOD).met
    assert judged(ITEM, GOOD).missing == ("only 1 of two visits at this level",)


def read(*trials: Played, pains=(), item: BoardItem = ITEM, level: int = 2):
    return visit_at_level(item, level, trials, Side.LEFT, pains, False)


def test_a_visit_is_read_from_its_trials_of_one_leg() -> None:
    circle = played(MADE, direction_difference=9.0, rim_contacts=1.0)
    other_leg = played(replace(MADE, side=Side.RIGHT), direction_difference=50.0)
    bout = played(replace(MADE, activity="bullseye"), rim_contacts=7.0)
    found = read(circle, other_leg, bout, pains=(2, 1))
    assert found == VisitAtLevel(False, (1.0,), (9.0,), supported=False, morning_raised=False)
    assert read(circle, pains=(3,)).pain_flag
    assert read(played(MADE, outcome=Outcome.PAIN)).pain_flag
    # Of another training the plan's circles tell, too.
    of_bouts = read(circle, bout, item=BoardItem("bullseye"))
    assert of_bouts.rim_hits == (1.0,)


@pytest.mark.parametrize(
    "change",
    [{"level": 1}, {"rung": 2}, {"stance": Stance.TWO_LEG}, {"eyes": Eyes.CLOSED}],
    ids=["level", "rung", "stance", "eyes"],
)
def test_a_visit_at_another_level_is_none_at_this_one(change) -> None:
    item = replace(ITEM, rung=3)
    assert read(played(MADE), item=item) is not None
    assert read(played(replace(MADE, **change)), item=item) is None


def test_a_hand_is_seen_in_the_set_up_in_a_touch_and_in_the_load() -> None:
    assert read(played(replace(MADE, support=Support.RAIL))).supported
    assert read(played(MADE, outcome=Outcome.TOUCH)).supported
    one = played(MADE)
    by_hand = replace(one.trial, why=BY_HAND.format(percent=30, most=20))
    assert read(replace(one, trial=by_hand)).supported
    assert not read(one).supported


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
