"""The steps of a visit are in the order of the script, and each is done once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans.visiting import DOME_2, Visiting, facts, plan_of, played
from trainer.plans.agenda import agenda_of, fits, placed
from trainer.plans.anchor_dome import TRIES_A_VISIT
from trainer.plans.bouts import problems
from trainer.plans.facts import BoardFacts
from trainer.plans.places import ON_FLOOR, Place
from trainer.plans.steps import TRIALS, Step, StepKind, StepState
from trainer.plans.templates import TEMPLATES
from trainer.plans.tested import proposal, why_unsettled
from trainer.recording.conditions import NO_DOME
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Eyes, Outcome, Side, Stance, Support

DEFAULT = plan_of(TEMPLATES["ten-minutes"])
FOOT = Outcome.FOOT_DOWN


def keys(steps: tuple[Step, ...], *kinds: StepKind) -> list[str]:
    return [step.key for step in steps if not kinds or step.kind in kinds]


def legs(steps: tuple[Step, ...], *kinds: StepKind) -> str:
    return "".join(str(step.side)[0] for step in steps if step.kind in kinds)


def test_a_usual_visit_is_the_ten_minute_script() -> None:
    steps = agenda_of(DEFAULT, facts(4))
    assert keys(steps) == [
        "symptoms",
        "prepare",
        *(f"anchor:left:dome 2:{n}" for n in (1, 2, 3)),
        *(f"board:0:{leg}:{n}" for n in (1, 2) for leg in ("right", "left")),
        "pain_after",
        "eye",
        "next_plan",
        "note",
    ]


@pytest.mark.parametrize(
    ("visit", "anchors"), [(3, "rlrlrl"), (4, "lll"), (5, "lll"), (6, "rlrlrl")]
)
def test_the_other_leg_stands_at_every_third_visit(visit: int, anchors: str) -> None:
    assert legs(agenda_of(DEFAULT, facts(visit)), StepKind.ANCHOR) == anchors


@pytest.mark.parametrize("involved", [None, Side.BOTH], ids=["nobody said", "both"])
def test_both_legs_stand_where_no_leg_is_the_good_one(involved) -> None:
    assert legs(agenda_of(DEFAULT, facts(4, involved=involved)), StepKind.ANCHOR) == "lrlrlr"


def test_the_first_visit_screens_learns_and_searches() -> None:
    visit = Visiting(DEFAULT, facts(1))
    done = visit.whole()
    assert done[:3] == ["screening", "symptoms", "prepare"]
    assert legs(agenda_of(DEFAULT, visit.facts), StepKind.LEARN, StepKind.ANCHOR) == "rlrlrlrl"
    assert proposal(visit.facts).place == Place(3)
    assert done.index("settle") > done.index("anchor:left:dome 3:2")


def test_the_search_goes_on_at_the_next_place_and_ends_with_a_signature() -> None:
    visit = Visiting(DEFAULT, facts(1, screened=True))
    while visit.now.kind is not StepKind.SETTLE:
        on_dome_2 = visit.now.conditions is not None and visit.now.conditions.level == 2
        visit.go(FOOT if on_dome_2 and visit.now.kind is StepKind.ANCHOR else Outcome.COMPLETED)
        assert len(visit.order) < 30
    tried = [key for key in visit.order if key.startswith("anchor")]
    assert tried == [f"anchor:left:dome {d}:{n}" for d, n in ((2, 1), (2, 2), (1, 1), (1, 2))]
    assert proposal(visit.facts).place == Place(1)
    visit.facts = replace(visit.facts, anchor=Place(1))
    assert proposal(visit.facts) is None
    states = {each.step.key: each.state for each in visit.placed}
    assert all(states[key] is StepState.DONE for key in tried), "they stay on the agenda"
    assert visit.now.kind is StepKind.BOUT, "four tries are a visit's learning"


def test_after_three_tries_the_leg_learns_once_more() -> None:
    visit = Visiting(replace(DEFAULT, minutes=30.0), facts(1, screened=True, anchor=Place(2)))
    assert visit.whole().count("learn:left:1") == 1
    assert legs(agenda_of(DEFAULT, visit.facts), StepKind.LEARN, StepKind.ANCHOR) == "rlrlrlrl"


def test_a_search_that_was_cut_off_goes_on_at_the_next_visit() -> None:
    first = Visiting(DEFAULT, facts(1, screened=True))
    while len([key for key in first.order if key.startswith("anchor")]) < 3:
        on_dome_2 = first.now.conditions is not None and first.now.conditions.level == 2
        first.go(FOOT if on_dome_2 and first.now.kind is StepKind.ANCHOR else Outcome.COMPLETED)
    second = Visiting(DEFAULT, facts(2, anchor=None, before=first.facts.played))
    assert keys(agenda_of(DEFAULT, second.facts), StepKind.ANCHOR) == ["anchor:left:dome 1:2"]
    second.whole()
    assert proposal(second.facts).place == Place(1)


def test_a_search_that_todays_tries_end_is_put_off_and_goes_on_at_the_next_visit() -> None:
    first = Visiting(DEFAULT, facts(1, screened=True))
    first.whole(outcome=FOOT)
    tried = [key for key in first.order if key.startswith("anchor")]
    assert len(tried) == TRIES_A_VISIT
    assert "floor_stance:left" not in first.order
    assert proposal(first.facts) is None
    assert "goes on at the next visit" in why_unsettled(first.facts)
    second = Visiting(DEFAULT, facts(2, anchor=None, before=first.facts.played))
    tests = (StepKind.ANCHOR, StepKind.FLOOR_STANCE, StepKind.SETTLE)
    assert keys(agenda_of(DEFAULT, second.facts), *tests) == ["floor_stance:left", "settle"]
    second.whole()
    assert proposal(second.facts).place == ON_FLOOR


def test_a_search_that_was_not_signed_asks_for_that_first() -> None:
    first = Visiting(DEFAULT, facts(1, board=BoardFacts(levels=(2, 3))))
    first.whole()
    second = facts(2, anchor=None, before=first.facts.played, board=first.facts.board)
    tests = (StepKind.LEARN, StepKind.ANCHOR, StepKind.SETTLE)
    assert keys(agenda_of(DEFAULT, second), *tests) == ["settle"]
    assert proposal(second).place == Place(3)


def test_whom_no_board_carries_is_timed_on_the_floor() -> None:
    visit = Visiting(DEFAULT, facts(1, screened=True, board=BoardFacts(levels=(1,))))
    visit.whole(outcome=FOOT)
    assert proposal(visit.facts).place == ON_FLOOR
    assert visit.order.index("floor_stance:left") < visit.order.index("settle")
    later = agenda_of(DEFAULT, facts(5, anchor=ON_FLOOR))
    assert keys(later, StepKind.FLOOR_STANCE, StepKind.ANCHOR) == ["floor_stance:left"]


def test_the_second_visit_brings_each_leg_to_eight_learning_trials() -> None:
    first = Visiting(DEFAULT, facts(1))
    first.whole()
    second = facts(2, before=first.facts.played)
    steps = agenda_of(DEFAULT, second)
    assert legs(steps, StepKind.LEARN) == "rlrlrlrl"
    assert all(s.conditions.practice for s in steps if s.kind is StepKind.LEARN)
    assert "4 of 4 bouts are left out today, because learning" in fits(DEFAULT, second)


def test_two_legs_on_a_dome_stand_together() -> None:
    steps = agenda_of(DEFAULT, facts(6, anchor=Place(1, Stance.TWO_LEG)))
    assert legs(steps, StepKind.ANCHOR) == "bbb"
    steps = agenda_of(DEFAULT, facts(2, anchor=Place(1, Stance.TWO_LEG)))
    assert legs(steps, StepKind.LEARN) == "bbbb"


def test_a_plate_is_stood_on_as_long_as_its_activity_usually_takes() -> None:
    board = BoardFacts(levels=(), plate=True)
    known = facts(4, anchor=Place(NO_DOME), board=board)
    steps = agenda_of(DEFAULT, known)
    (conditions, *_) = (s.conditions for s in steps if s.kind is StepKind.ANCHOR)
    assert (conditions.activity, conditions.level, conditions.seconds) == ("quiet-stance", 0, 30.0)
    assert keys(steps, StepKind.BOUT) == []
    assert "Bullseye is left out: it needs a dome" in problems(DEFAULT, known)[0]


@pytest.mark.parametrize(
    ("visit", "anchor", "board", "said"),
    [
        (4, Place(3), BoardFacts(levels=(1, 2)), "it stands on dome 3, which is not on hand"),
        (4, Place(NO_DOME), BoardFacts(), "it stands on plate, which is not on hand"),
        (1, None, BoardFacts(levels=()), "no dome and no plate is on hand"),
    ],
    ids=["dome", "plate", "nothing"],
)
def test_the_anchor_never_moves_to_what_is_on_hand(visit, anchor, board, said) -> None:
    known = facts(visit, anchor=anchor, board=board)
    assert said in problems(DEFAULT, known)[0]
    steps = agenda_of(DEFAULT, known)
    assert keys(steps, StepKind.ANCHOR, StepKind.FLOOR_STANCE, StepKind.SETTLE) == []


def test_with_both_legs_involved_the_left_one_finds_the_place() -> None:
    visit = Visiting(DEFAULT, facts(1, involved=Side.BOTH))
    visit.whole()
    assert proposal(visit.facts).place == Place(3)
    assert legs(agenda_of(DEFAULT, visit.facts), StepKind.LEARN, StepKind.ANCHOR) == "rlrlrlrl"
    later = facts(2, involved=Side.BOTH, before=visit.facts.played)
    assert legs(agenda_of(DEFAULT, later), StepKind.ANCHOR) == "lrlrlr"


def test_without_an_anchor_nothing_is_tested_or_learned() -> None:
    steps = agenda_of(replace(DEFAULT, anchor=False), facts(1))
    assert keys(steps, StepKind.ANCHOR, StepKind.LEARN, StepKind.SETTLE) == []
    assert legs(steps, StepKind.BOUT) == "rlrl"


def test_what_says_nothing_does_not_count_and_a_failure_does() -> None:
    visit = Visiting(DEFAULT, facts(4, screened=True))
    visit.go(), visit.go()
    for outcome in (Outcome.STOPPED, Outcome.INTERRUPTED):
        visit.play(visit.now, outcome)
        assert visit.now.key == "anchor:left:dome 2:1"
    visit.play(visit.now, FOOT)
    assert visit.now.key == "anchor:left:dome 2:2"


def test_another_leg_dome_or_hand_on_the_rail_is_not_the_anchor() -> None:
    asked = DOME_2.conditions(Side.LEFT, 20.0, facts().arms)
    others = (
        replace(asked, side=Side.RIGHT),
        replace(asked, level=3),
        replace(asked, support=Support.RAIL),
        replace(asked, eyes=Eyes.CLOSED),
        replace(asked, practice=True),
    )
    known = facts(4, played=tuple(played(each, nth) for nth, each in enumerate(others)))
    states = placed(agenda_of(DEFAULT, known), known, ())
    assert StepState.DONE not in [each.state for each in states]


def test_a_bout_may_be_played_with_a_hand_on_the_rail() -> None:
    known = facts(4)
    step = next(s for s in agenda_of(DEFAULT, known) if s.kind is StepKind.BOUT)
    known = replace(known, played=(played(replace(step.conditions, support=Support.RAIL)),))
    states = {each.step.key: each.state for each in placed(agenda_of(DEFAULT, known), known, ())}
    assert states[step.key] is StepState.DONE


@pytest.mark.parametrize(("locked", "free"), [(Side.LEFT, "right"), (Side.RIGHT, "left")])
def test_a_locked_leg_waits_and_the_other_one_goes_on(locked: Side, free: str) -> None:
    visit = Visiting(DEFAULT, facts(3, locks={locked: "pain 7 of 10"}))
    visit.whole()
    assert all(free in key for key in visit.order if ":" in key)
    waiting = [each for each in visit.placed if each.state is StepState.LOCKED]
    assert {each.step.side for each in waiting} == {locked}
    assert {each.why for each in waiting} == {"pain 7 of 10"}


def test_a_lock_of_both_legs_locks_every_trial() -> None:
    known = facts(3, locks={Side.BOTH: "dizzy"})
    states = placed(agenda_of(DEFAULT, known), known, ())
    trials = {each.state for each in states if each.step.kind in TRIALS}
    assert trials == {StepState.LOCKED}


@pytest.mark.parametrize("name", list(TEMPLATES))
@pytest.mark.parametrize("visit", range(1, 7))
def test_a_visit_of_every_template_does_each_step_once(name: str, visit: int) -> None:
    going = Visiting(plan_of(TEMPLATES[name]), facts(visit))
    done = going.whole()
    assert len(done) == len(set(done))
    assert set(done) == set(keys(agenda_of(going.plan, going.facts)))


ENDS = st.tuples(st.sampled_from((Outcome.COMPLETED, FOOT)), st.floats(0.0, 6.0))


@given(st.lists(ENDS, min_size=60, max_size=60), st.sampled_from((Side.LEFT, Side.BOTH)))
def test_the_first_visit_ends_however_its_trials_end(ends, involved: Side) -> None:
    board = BoardFacts(plate=True)
    visit = Visiting(DEFAULT, facts(1, involved=involved, board=board))
    coming = iter(ends)
    while visit.now is not None:
        visit.go(*next(coming))
    tried = [key for key in visit.order if key.startswith("anchor:left")]
    tried += [key for key in visit.order if key.startswith("anchor:both")]
    put_off = len(tried) == TRIES_A_VISIT and "next visit" in why_unsettled(visit.facts)
    assert put_off is (proposal(visit.facts) is None)
    assert len(visit.order) == len(set(visit.order))
    done = [each for each in visit.placed if each.step.conditions is not None]
    assert len(done) == len(visit.facts.played)


@given(st.data())
def test_skipping_and_resuming_loses_and_doubles_nothing(data: st.DataObject) -> None:
    visit = Visiting(DEFAULT, facts(data.draw(st.sampled_from((3, 4))), screened=True))
    steps = agenda_of(DEFAULT, visit.facts)
    by_key = {step.key: step for step in steps}
    for _ in range(data.draw(st.integers(0, 25))):
        key = data.draw(st.sampled_from(list(by_key)))
        state = {each.step.key: each.state for each in visit.placed}[key]
        if data.draw(st.booleans()) and state is not StepState.DONE:
            if by_key[key].conditions is None:
                visit.note(key, MarkKind.DONE)
            else:
                visit.play(by_key[key])
        else:
            visit.note(key, data.draw(st.sampled_from((MarkKind.SKIPPED, MarkKind.REOPENED))))
        done = [each for each in visit.placed if each.state is StepState.DONE]
        trials = [each for each in done if each.step.conditions is not None]
        assert len(trials) == len(visit.facts.played)
    for key in by_key:
        visit.note(key, MarkKind.REOPENED)
    before = len(visit.facts.played)
    visit.whole()
    trials_due = [step for step in steps if step.conditions is not None]
    assert len(visit.facts.played) == len(trials_due)
    assert before <= len(trials_due)
    assert {each.state for each in visit.placed} == {StepState.DONE}
