"""Everything that today's visit of one patient is planned from; `reading` reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from trainer.plans.agenda import agenda_of, placed, trials_of
from trainer.plans.anchor_dome import Proposal
from trainer.plans.facts import BoardFacts, Facts
from trainer.plans.minutes import trial_s
from trainer.plans.screening import against_stance
from trainer.plans.steps import Placed, Step
from trainer.plans.symptoms import Answer, answers_before
from trainer.plans.tested import proposal
from trainer.recording.background import Background, Screening
from trainer.recording.clinical import ClinicalEntry, Episode
from trainer.recording.conditions import FootPlacement
from trainer.recording.history import local_day
from trainer.recording.plan import Plan
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.visits.counted import earliest
from trainer.sessions.visits.suggesting import Offer, suggestions_of

LEGS = (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True)
class Chart:
    """A patient at this moment of a visit.

    `plan` is what the visit began with, `newest` what is signed by now: the next visit's.
    `placed` are today's steps and how far each is; `feet` where each foot was noted to stand.
    """

    code: str
    visit: VisitRecord
    plan: Plan
    newest: Plan
    facts: Facts
    marks: tuple[VisitMark, ...]
    placed: tuple[Placed, ...]
    episode: Episode | None
    background: Background | None
    screening: Screening | None
    entries: tuple[ClinicalEntry, ...]
    feet: Mapping[Side, FootPlacement | None]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Today's steps."""
        return tuple(each.step for each in self.placed)

    @property
    def screened_today(self) -> bool:
        """Whether the checklist was gone through at this visit."""
        done_at = self.screening.done_at if self.screening else None
        return done_at is not None and done_at >= self.since

    @property
    def since(self) -> datetime:
        """What is dated from this moment on is of this visit."""
        return earliest(self.visit, self.marks, self.facts.played)

    @property
    def said_here(self) -> tuple[ClinicalEntry, ...]:
        """What was said at this visit, in order: a clock may have been set back in its middle."""
        here = (each for each in self.entries if each.measured_at >= self.since)
        return tuple(sorted(here, key=lambda each: each.measured_at < self.visit.opened_at))

    def against(self, stance: Stance, weight_pct: float = 0.0) -> tuple[str, ...]:
        """What stands against work on a board; not what an earlier episode's checklist says."""
        screening = self.screening if self.facts.screened else None
        return against_stance(screening, self.background, stance, weight_pct)

    @property
    def begun_at(self) -> datetime:
        """When the episode began: with this visit where nobody has said."""
        return self.episode.begun_at if self.episode else self.visit.opened_at

    def earlier(self, before: datetime) -> tuple[tuple[Step | None, float], ...]:
        """What this visit went to before a moment, when it goes on after a break, or a kill: each
        step and the seconds that it took; None stands for a step that is today's no more.
        """
        steps = {step.key: step for step in self.steps}
        trials = trials_of(self.steps, self.facts.played)
        of_trial = {each.trial.trial_id: steps[key] for key, each in trials.items()}
        played = (each.trial for each in self.facts.played if each.trial.started_at < before)
        return (
            *((steps.get(mark.step), mark.took_s) for mark in self.marks if mark.at < before),
            *((of_trial.get(each.trial_id), trial_s(each.duration_s)) for each in played),
        )

    @property
    def week(self) -> int:
        """Which week of the episode it is, from 1."""
        return 1 + max((self.visit.day - local_day(self.begun_at)).days, 0) // 7

    @property
    def proposal(self) -> Proposal | None:
        """The anchor's place that waits for a signature."""
        return proposal(self.facts)

    @property
    def answers_before(self) -> tuple[Answer, ...]:
        """What was said of the legs before this visit; the newest of a kind counts."""
        return answers_before(self.entries, self.since)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What may become harder from the next visit on, an item of its plan after the other."""
        return suggestions_of(self.newest, self.facts, self.entries)

    def on(self, board: BoardFacts) -> "Chart":
        """The same on another board."""
        return replace(self, facts=replace(self.facts, board=board)).planned_again()

    def planned_again(self) -> "Chart":
        """The same with its steps placed anew."""
        done = frozenset(mark.step for mark in self.marks if mark.kind is MarkKind.DONE)
        facts = replace(self.facts, marked=done)
        steps = agenda_of(self.plan, facts)
        return replace(self, facts=facts, placed=placed(steps, facts, self.marks))
