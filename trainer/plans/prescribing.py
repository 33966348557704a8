"""How plans come about: from a template, by a change, and by a signature.

Each gives a new plan, because a plan is never changed: a changed one is unsigned. The callers bring
the new plan's id and the time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from trainer.recording.plan import BoardItem, ExerciseItem, Legs, Plan, Template
from trainer.recording.vocabulary import Stance
from trainer.texts import said

Item = BoardItem | ExerciseItem

MOST_ROUNDS, LONGEST_REST_S = 20, 600.0
SHORTEST_S, LONGEST_S = 5.0, 600.0
LEAST_WEIGHT_PCT, MOST_WEIGHT_PCT = 5.0, 100.0
"""What a dose may be."""

BOTH_ON_ONE = "both legs do not stand on one leg: choose two legs as the stance, or other legs"
ONE_ON_TWO = "on two legs stand both: choose both legs, or one leg as the stance"
ONLY_PARTIAL = "a part of the body weight is asked in partial stance: choose that stance"
SIGNED_ALREADY = "{title} is signed already, by {who}"
UNSIGNED = "a plan is signed with a name or initials"
NOTHING_LEFT = "nothing would be left of {title}: add another item before"
BOARD_FIRST = "board work comes before exercises"


class NotAPlan(ValueError):
    """What was asked for is no plan. The text says why, and what can be done."""


def from_template(template: Template, plan_id: str, made_at: datetime, title: str = "") -> Plan:
    """An unsigned plan with all that the template says."""
    return Plan(
        plan_id=plan_id,
        title=title or template.title,
        made_at=made_at,
        board=template.board,
        exercises=template.exercises,
        anchor=template.anchor,
        minutes=template.minutes,
        per_week=template.per_week,
        weeks=template.weeks,
        template=template.name,
        source=template.source,
        population=template.population,
    )


def signed(plan: Plan, plan_id: str, by: str, at: datetime) -> Plan:
    """The same plan with a therapist's signature; `NotAPlan` if it has one, or none is given."""
    if plan.signed:
        raise NotAPlan(said(SIGNED_ALREADY).format(title=said(plan.title), who=plan.signed_by))
    if not by.strip():
        raise NotAPlan(said(UNSIGNED))
    return replace(plan, plan_id=plan_id, signed_by=by.strip(), signed_at=at)


def items_of(plan: Plan) -> tuple[Item, ...]:
    """Board work, then exercises, as they are numbered from 1."""
    return (*plan.board, *plan.exercises)


def item_at(plan: Plan, number: int) -> Item:
    """An item by its number; `NotAPlan` if there is none."""
    items = items_of(plan)
    if not 1 <= number <= len(items):
        raise NotAPlan(f"{plan.title} has items 1 to {len(items)}, not {number}")
    return items[number - 1]


def with_item(plan: Plan, number: int, item: Item, plan_id: str, at: datetime) -> Plan:
    """The plan with another item in the place of one."""
    item_at(plan, number)
    before, after = items_of(plan)[: number - 1], items_of(plan)[number:]
    return with_items(plan, (*before, item, *after), plan_id, at)


def without_item(plan: Plan, number: int, plan_id: str, at: datetime) -> Plan:
    """The plan without one item; `NotAPlan` if nothing would be left."""
    item_at(plan, number)
    left = (*items_of(plan)[: number - 1], *items_of(plan)[number:])
    return with_items(plan, left, plan_id, at)


def moved(plan: Plan, number: int, by: int, plan_id: str, at: datetime) -> Plan:
    """The plan with an item so many places later, or earlier where `by` is negative; `NotAPlan` if
    that is among the items of the other sort, or nowhere.
    """
    item, other = item_at(plan, number), item_at(plan, number + by)
    if type(item) is not type(other):
        raise NotAPlan(said(BOARD_FIRST))
    items = list(items_of(plan))
    items.insert(number - 1 + by, items.pop(number - 1))
    return with_items(plan, items, plan_id, at)


def with_more(plan: Plan, item: Item, plan_id: str, at: datetime) -> Plan:
    """The plan with one item more, the last of its sort."""
    return with_items(plan, (*items_of(plan), item), plan_id, at)


def contradiction(item: Item) -> str:
    """Why no patient can do an item; empty if one can."""
    if isinstance(item, ExerciseItem):
        return ""
    if item.legs is Legs.BOTH and item.stance is Stance.SINGLE_LEG:
        return BOTH_ON_ONE
    if item.legs is not Legs.BOTH and item.stance is Stance.TWO_LEG:
        return ONE_ON_TWO
    if item.weight_pct and item.stance is not Stance.PARTIAL:
        return ONLY_PARTIAL
    return ""


def with_items(plan: Plan, items: Sequence[Item], plan_id: str, at: datetime) -> Plan:
    """The plan with these items in place of its own; `NotAPlan` without any, or for one that no
    patient can do.
    """
    if not items:
        raise NotAPlan(said(NOTHING_LEFT).format(title=said(plan.title)))
    for item in items:
        if why := contradiction(item):
            raise NotAPlan(why)
    return replace(
        plan,
        plan_id=plan_id,
        made_at=at,
        board=tuple(item for item in items if isinstance(item, BoardItem)),
        exercises=tuple(item for item in items if isinstance(item, ExerciseItem)),
        signed_by="",
        signed_at=None,
    )
