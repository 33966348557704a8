"""Visits for tests of plans: what the program plays, and trials as the store would tell of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from games.registry import activities
from trainer.metrics.reasons import ENDED
from trainer.plans.agenda import agenda_of, next_step, placed
from trainer.plans.facts import ActivityFacts, BoardFacts, Facts, Played
from trainer.plans.places import Place
from trainer.plans.steps import Placed, Step
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


class Visiting:
    """Somebody who goes through a visit: plays or skips what is now."""

    def __init__(self, plan: Plan, known: Facts) -> None:
        self.plan, self.facts = plan, known
        self.marks: list[VisitMark] = []
        self.order: list[str] = []

    @property
    def placed(self) -> tuple[Placed, ...]:
        return placed(agenda_of(self.plan, self.facts), self.facts, self.marks)

    @property
    def now(self) -> Step | None:
        return next_step(self.placed)

    def go(self, outcome: Outcome = Outcome.COMPLETED, rim_pct: float = 2.0) -> None:
        step = self.now
        assert step is not None
        if step.conditions is None:
            self.note(step.key, MarkKind.DONE)
        else:
            self.play(step, outcome, rim_pct)
        self.order.append(step.key)

    def play(self, step: Step, outcome: Outcome = Outcome.COMPLETED, rim_pct: float = 2.0) -> None:
        assert step.conditions is not None
        one = played(step.conditions, len(self.facts.played), outcome, rim_pct)
        self.facts = replace(self.facts, played=(*self.facts.played, one))

    def note(self, key: str, kind: MarkKind) -> None:
        self.marks.append(mark(key, kind, len(self.marks)))

    def whole(self, outcome: Outcome = Outcome.COMPLETED) -> list[str]:
        for _ in range(100):
            if self.now is None:
                return self.order
            self.go(outcome)
        raise AssertionError("the visit does not end")
