"""The suggestions for a plan's items, from the visits as the store has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from trainer.plans.facts import Facts, Played
from trainer.plans.next_level import (
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


@dataclass(frozen=True)
class Offer:
    """A suggestion for the plan's item of this index."""

    index: int
    suggestion: Suggestion


def suggestions_of(plan: Plan, facts: Facts, entries: Iterable[ClinicalEntry]) -> tuple[Offer, ...]:
    """One for each item of the board that was played, and one more where eyes may be closed."""
    said = [each for each in entries if each.withdrawn is None and each.value is not None]
    found: list[Offer] = []
    for index, item in enumerate(plan.board):
        side = item.legs.sides(facts.involved)[-1]
        visits = _visits(item, facts, side, said)
        if visits:
            level = item.level or (facts.anchor.level if facts.anchor else 0)
            found.append(Offer(index, suggestion(item, visits, level, facts.board.levels)))
            closed = eyes_closed(item, facts.played, side)
            found += [Offer(index, closed)] if closed else []
    return tuple(found)


def _visits(
    item: BoardItem, facts: Facts, side: Side, said: Sequence[ClinicalEntry]
) -> list[VisitAtLevel]:
    """The visits on which this item was played, this one last."""
    days: dict[date, list[Played]] = {}
    for each in (*facts.before, *facts.played):
        days.setdefault(local_day(each.trial.started_at), []).append(each)
    return [
        visit_at_level(played, side, _scores(said, PAIN, side, day), _raised(said, side, day))
        for day, played in sorted(days.items())
        if any(each.conditions.activity == item.activity for each in played)
    ]


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


def _raised(said: Sequence[ClinicalEntry], side: Side, day: date) -> bool | None:
    """Whether the morning after that visit was worse than before it; None if nobody said.

    It is asked at the next visit, so it stands among the next day's entries.
    """
    later = sorted({local_day(e.measured_at) for e in said if local_day(e.measured_at) > day})
    before = _scores(said, PAIN, side, day)
    for next_day in later:
        mornings = _scores(said, NEXT_MORNING, side, next_day)
        if mornings and before:
            return max(mornings) > before[0]
    return None
