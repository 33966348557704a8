"""The suggestions for a plan's items, from the visits as the store has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.plans.bouts import level_of, why_left_out
from trainer.plans.facts import Facts, Played
from trainer.plans.next_level import (
    CIRCLES,
    Suggestion,
    VisitAtLevel,
    eyes_closed,
    suggestion,
    visit_at_level,
)
from trainer.plans.symptoms import LEGS, NEXT_MORNING, PAIN
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.history import local_day
from trainer.recording.plan import BoardItem, Plan
from trainer.recording.vocabulary import Side

Days = Mapping[date, Sequence[Played]]
"""The trials of each day with a visit, in order."""


@dataclass(frozen=True)
class Offer:
    """A suggestion for the plan's item of this index."""

    index: int
    suggestion: Suggestion


def suggestions_of(plan: Plan, facts: Facts, entries: Iterable[ClinicalEntry]) -> tuple[Offer, ...]:
    """One for each item of the board that was played, and one more where eyes may be closed."""
    said = [each for each in entries if each.withdrawn is None and each.value is not None]
    days = _days(facts)
    raised = {day: _raised(said, facts, day, days) for day in days}
    found: list[Offer] = []
    for index, item in enumerate(plan.board):
        if why_left_out(item, facts):
            continue
        sides, level = item.legs.sides(facts.involved), level_of(item, facts)
        visits = {side: _visits(item, level, side, days, said, raised) for side in sides}
        if any(visits.values()):
            circles = _has_circles(plan, facts, sides)
            one = suggestion(item, visits, level, facts.board.levels, circles=circles)
            found.append(Offer(index, one))
            closed = [eyes_closed(item, facts.played, side) for side in sides]
            found += [Offer(index, closed[0])] if closed[0] and all(closed) else []
    return tuple(found)


def _days(facts: Facts) -> Days:
    days: dict[date, list[Played]] = {}
    for each in (*facts.before, *facts.played):
        days.setdefault(local_day(each.trial.started_at), []).append(each)
    return dict(sorted(days.items()))


def _visits(
    item: BoardItem,
    level: int,
    side: Side,
    days: Days,
    said: Sequence[ClinicalEntry],
    raised: Mapping[date, bool | None],
) -> list[VisitAtLevel]:
    """The visits on which this leg played this item at this level, the newest last."""
    found = (
        visit_at_level(item, level, played, side, _scores(said, PAIN, side, day), raised[day])
        for day, played in days.items()
    )
    return [each for each in found if each is not None]


def _has_circles(plan: Plan, facts: Facts, sides: Sequence[Side]) -> bool:
    """Whether the plan has circle trials of each of these legs; two together have no inside."""
    legs = [
        side
        for item in plan.board
        if item.activity in CIRCLES and not why_left_out(item, facts)
        for side in item.legs.sides(facts.involved)
    ]
    return Side.BOTH not in sides and all(side in legs for side in sides)


def _scores(said: Sequence[ClinicalEntry], kind: str, side: Side, day: date) -> list[float]:
    legs = LEGS if side is Side.BOTH else (side,)
    return [
        each.value
        for each in said
        if each.kind == kind
        and each.side in legs
        and each.value is not None
        and local_day(each.measured_at) == day
    ]


def _raised(said: Sequence[ClinicalEntry], facts: Facts, day: date, days: Days) -> bool | None:
    """Whether the morning after that visit was worse than before it; None if nobody said.

    It is asked of the involved legs at the next visit, whose answers tell of no earlier one.
    """
    following = min((each for each in days if each > day), default=date.max)
    asked_on = sorted({d for e in said if day < (d := local_day(e.measured_at)) <= following})
    told: list[bool | None] = []
    for leg in facts.first_legs:
        before = _scores(said, PAIN, leg, day)
        mornings = [m for each in asked_on for m in _scores(said, NEXT_MORNING, leg, each)]
        told.append(max(mornings) > before[0] if mornings and before else None)
    if True in told:
        return True
    return None if None in told else False
