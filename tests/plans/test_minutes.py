"""A visit's minutes are counted leg by leg: what one leg rests is used by the other."""

from hypothesis import given
from hypothesis import strategies as st

from tests.plans.visiting import facts, plan_of
from trainer.plans.agenda import agenda_of, placed
from trainer.plans.minutes import (
    STEP_ON_S,
    clock_words,
    planned_s,
    timed,
    timetable,
    trial_s,
)
from trainer.plans.steps import Step, StepKind
from trainer.plans.templates import TEMPLATES
from trainer.recording.conditions import Conditions
from trainer.recording.vocabulary import Side, Stance

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
PLAN = plan_of(TEMPLATES["ten-minutes"])


def bouts(*sides: Side, rest_s: float = 30.0) -> tuple[Step, ...]:
    stance = {BOTH: Stance.TWO_LEG}
    steps = [
        Step(
            f"board:0:{side}:{n}",
            StepKind.BOUT,
            side,
            Conditions("bullseye", side=side, stance=stance.get(side, Stance.SINGLE_LEG)),
        )
        for n, side in enumerate(sides)
    ]
    return timed([(step, rest_s) for step in steps])


def test_one_leg_waits_for_its_whole_rest_and_steps_on_once() -> None:
    steps = bouts(LEFT, LEFT)
    assert [step.rest_s for step in steps] == [0.0, 30.0]
    assert [step.planned_s for step in steps] == [trial_s(20.0) + STEP_ON_S, trial_s(20.0)]


def test_a_leg_rests_while_the_other_one_stands() -> None:
    steps = bouts(LEFT, RIGHT, LEFT, rest_s=60.0)
    other_stood_s = trial_s(20.0) + 2 * STEP_ON_S
    assert [step.rest_s for step in steps] == [0.0, 0.0, 60.0 - other_stood_s]


def test_two_legs_wait_for_the_one_that_is_tired() -> None:
    assert bouts(LEFT, BOTH)[1].rest_s == 30.0 - STEP_ON_S


@given(st.lists(st.sampled_from((LEFT, RIGHT, BOTH)), max_size=8), st.floats(0.0, 90.0))
def test_no_leg_stands_again_before_it_has_rested(sides, rest_s: float) -> None:
    now_s, ended_s = 0.0, {}
    for step in bouts(*sides, rest_s=rest_s):
        legs = (LEFT, RIGHT) if step.side is BOTH else (step.side,)
        begins_s = now_s + step.rest_s + step.planned_s - trial_s(20.0)
        assert all(begins_s - ended_s[leg] >= rest_s - 1e-6 for leg in legs if leg in ended_s)
        now_s += step.rest_s + step.planned_s
        ended_s |= dict.fromkeys(legs, now_s)


def test_the_timetable_has_all_planned_seconds_beside_what_they_took() -> None:
    known = facts(4)
    steps = agenda_of(PLAN, known)
    by_key = {step.key: step for step in steps}
    first = by_key["anchor:left:dome 2:1"]
    took = [(by_key["symptoms"], 55.0), (first, 40.0), (first, 60.0)]
    rows = timetable(placed(steps, known, ()), took)
    assert sum(row.planned_s for row in rows) == planned_s(steps)
    assert sum(row.steps for row in rows) == len(steps)
    actual = {row.kind: row.actual_s for row in rows}
    assert actual[StepKind.SYMPTOMS] == 55.0
    assert actual[StepKind.ANCHOR] == 100.0
    assert actual[StepKind.NOTE] is None


def test_what_is_on_the_agenda_no_more_keeps_the_seconds_it_took() -> None:
    gone = Step("settle", StepKind.SETTLE)
    (row,) = timetable((), [(gone, 12.0)])
    assert (row.steps, row.planned_s, row.actual_s) == (0, 0.0, 12.0)


def test_minutes_are_read_like_a_clock() -> None:
    assert [clock_words(s) for s in (0.4, 59.6, 580.0)] == ["0:00", "1:00", "9:40"]
