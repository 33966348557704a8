"""Visits for tests of plans: what the program plays, and trials as the store would tell of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from games.registry import activities
from trainer.metrics.reasons import ENDED
from trainer.plans.facts import ActivityFacts, BoardFacts, Facts, Played
from trainer.plans.places import Place
from trainer.recording.conditions import Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.plan import Plan, Template
from trainer.recording.visit import MarkKind, VisitMark
from trainer.recording.vocabulary import Outcome, Side

BEGIN = datetime(2026, 11, 22, 9, tzinfo=UTC)
ACTIVITIES: Mapping[str, ActivityFacts] = {
    a.name: ActivityFacts(a.name, a.title, a.surface, a.seconds, a.eyes, a.by_thigh, a.on_one_leg)
    for a in activities().values()
}
DOME_2 = Place(2)


def facts(visit: int = 4, **changes: object) -> Facts:
    """A usual visit of a patient with a left knee, on a board with cells and without a strap."""
    usual = Facts(
        visit,
        ACTIVITIES,
        BoardFacts(weighs=True),
        Side.LEFT,
        DOME_2 if visit > 1 else None,
        screened=visit > 1,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def plan_of(template: Template, **changes: object) -> Plan:
    """A plan as somebody signs it without a change."""
    plan = Plan(
        "plan-1",
        template.title,
        BEGIN,
        template.board,
        template.exercises,
        template.anchor,
        template.minutes,
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def played(
    conditions: Conditions,
    nth: int = 0,
    outcome: Outcome = Outcome.COMPLETED,
    rim_time_pct: float = 2.0,
    **metrics: float,
) -> Played:
    """The nth trial of a day; one that ended early does not count."""
    trial = StoredTrial(
        str(UUID(int=nth + 1)),
        BEGIN + timedelta(minutes=nth),
        conditions.seconds + 3.0,
        outcome,
        "mean_tilt_velocity",
        {"rim_time_pct": rim_time_pct, **metrics},
        why=ENDED.get(outcome, ""),
    )
    return Played(conditions, trial)


def mark(step: str, kind: MarkKind, nth: int = 0, words: str = "") -> VisitMark:
    """The nth mark of the day."""
    at = BEGIN + timedelta(minutes=nth)
    return VisitMark(str(UUID(int=nth + 1)), "visit-1", step, kind, at, words)
