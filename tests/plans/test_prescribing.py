"""A plan is made of a template, changed and signed; each time it is another plan."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from trainer.plans.prescribing import (
    NotAPlan,
    contradiction,
    from_template,
    items_of,
    signed,
    with_item,
    with_more,
    without_item,
)
from trainer.plans.templates import TEMPLATES
from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan
from trainer.recording.vocabulary import Stance

AT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
NEXT = AT + timedelta(days=1)
BULLSEYE, SLALOM, CLAM = BoardItem("bullseye"), BoardItem("slalom"), ExerciseItem("clam")


def a_plan() -> Plan:
    return Plan("one", "first weeks", AT, (BULLSEYE,), (CLAM,), signed_by="JD", signed_at=AT)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_gives_an_unsigned_plan_that_says_where_it_comes_from(name: str) -> None:
    template = TEMPLATES[name]
    plan = from_template(template, "one", AT)
    assert not plan.signed
    assert items_of(plan) == (*template.board, *template.exercises)
    assert (plan.title, plan.template) == (template.title, name)
    assert (plan.source, plan.population) == (template.source, template.population)
    assert from_template(template, "one", AT, "first weeks").title == "first weeks"
    assert not any(contradiction(item) for item in items_of(plan))


@pytest.mark.parametrize(
    ("changed", "items"),
    [
        (with_item(a_plan(), 1, SLALOM, "two", NEXT), (SLALOM, CLAM)),
        (
            with_item(a_plan(), 2, replace(CLAM, sets=2), "two", NEXT),
            (BULLSEYE, replace(CLAM, sets=2)),
        ),
        (with_more(a_plan(), SLALOM, "two", NEXT), (BULLSEYE, SLALOM, CLAM)),
        (without_item(a_plan(), 1, "two", NEXT), (CLAM,)),
        (without_item(a_plan(), 2, "two", NEXT), (BULLSEYE,)),
    ],
    ids=["board", "exercise", "more", "without board", "without exercise"],
)
def test_a_changed_plan_is_a_new_one_without_a_signature(changed: Plan, items: object) -> None:
    assert items_of(changed) == items
    assert (changed.plan_id, changed.made_at, changed.signed) == ("two", NEXT, False)
    assert (changed.signed_by, changed.signed_at) == ("", None)
    assert changed.title == "first weeks"


def test_a_signature_makes_the_same_plan_count() -> None:
    draft = without_item(a_plan(), 1, "two", NEXT)
    plan = signed(draft, "three", " JD ", NEXT)
    assert plan.signed
    assert plan == replace(draft, plan_id="three", signed_by="JD", signed_at=NEXT)
    for refused, by, why in ((plan, "JD", "signed already, by JD"), (draft, " ", "initials")):
        with pytest.raises(NotAPlan, match=why):
            signed(refused, "four", by, NEXT)


def test_an_item_that_there_is_not_is_refused() -> None:
    for number in (0, 3):
        with pytest.raises(NotAPlan, match="items 1 to 2"):
            without_item(a_plan(), number, "two", NEXT)
    with pytest.raises(NotAPlan, match="nothing would be left"):
        without_item(replace(a_plan(), board=()), 1, "two", NEXT)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (replace(BULLSEYE, legs=Legs.BOTH), "two legs as the stance"),
        (replace(BULLSEYE, stance=Stance.TWO_LEG), "choose both legs"),
        (replace(BULLSEYE, weight_pct=50.0), "choose that stance"),
    ],
    ids=["both on one", "one on both", "weight"],
)
def test_what_nobody_can_do_is_no_plan(item: BoardItem, told: str) -> None:
    with pytest.raises(NotAPlan, match=told):
        with_more(a_plan(), item, "two", NEXT)
    for fine in (
        BoardItem("bullseye", Legs.BOTH, stance=Stance.TWO_LEG),
        BoardItem("bullseye", stance=Stance.PARTIAL, weight_pct=50.0),
        replace(CLAM, legs=Legs.BOTH),
    ):
        assert contradiction(fine) == ""
