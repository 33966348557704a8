"""Every template can be played as it stands, says where it comes from, and fits its minutes."""

from dataclasses import replace

import pytest

from tests.plans.visiting import ACTIVITIES, facts, plan_of
from trainer.plans.agenda import agenda_of, fits
from trainer.plans.bouts import problems
from trainer.plans.facts import BoardFacts
from trainer.plans.minutes import planned_s
from trainer.plans.steps import StepKind
from trainer.plans.templates import TEMPLATES
from trainer.recording.vocabulary import Stance

NAMES = list(TEMPLATES)
WITH_STRAP = BoardFacts(weighs=True, strap=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_says_its_source_its_people_and_its_limits(name: str) -> None:
    template = TEMPLATES[name]
    assert template.source
    assert template.population
    assert template.warning
    assert template.board or template.exercises


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_played_as_it_stands(name: str) -> None:
    assert problems(plan_of(TEMPLATES[name]), facts()) == ()
    lengths = [(item.seconds, ACTIVITIES[item.activity].seconds) for item in TEMPLATES[name].board]
    assert all(seconds in offered for seconds, offered in lengths)


@pytest.mark.parametrize("visit", [3, 4, 5, 6])
@pytest.mark.parametrize("name", NAMES)
def test_every_template_fits_its_minutes_after_learning(name: str, visit: int) -> None:
    plan, known = plan_of(TEMPLATES[name]), facts(visit, board=WITH_STRAP)
    assert fits(plan, known) == ""
    assert planned_s(agenda_of(plan, known)) <= 60 * plan.minutes


def test_the_default_has_the_anchor_and_four_bouts_in_ten_minutes() -> None:
    plan = plan_of(TEMPLATES["ten-minutes"])
    steps = agenda_of(plan, facts(6, board=WITH_STRAP))
    assert [step.kind for step in steps].count(StepKind.ANCHOR) == 6
    assert [step.kind for step in steps].count(StepKind.BOUT) == 4
    assert planned_s(steps) <= 600.0


def test_without_load_cells_partial_weight_is_left_out_and_the_rest_is_played() -> None:
    plan = plan_of(TEMPLATES["early-after-surgery"])
    known = facts(board=BoardFacts())
    (said,) = problems(plan, known)
    assert "calibrate load cells" in said
    bouts = [step.conditions for step in agenda_of(plan, known) if step.kind is StepKind.BOUT]
    assert {each.stance for each in bouts if each} == {Stance.SEATED}


def test_a_plan_that_is_too_long_for_its_minutes_is_said_and_whole() -> None:
    plan = replace(plan_of(TEMPLATES["ten-minutes"]), minutes=5.0)
    assert fits(plan, facts(4)) == (
        "today's steps are thought to take 8:21 min, more than the plan's 5 min"
    )
    assert [s.kind for s in agenda_of(plan, facts(4))].count(StepKind.BOUT) == 4
