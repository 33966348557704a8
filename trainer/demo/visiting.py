"""One visit of a made-up patient: today's steps as the agenda has them, each done in its turn."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from trainer.demo.chance import Chance
from trainer.demo.playing import Player, as_stored
from trainer.demo.stories import PainAt, Story
from trainer.demo.told import Told
from trainer.plans.agenda import agenda_of
from trainer.plans.facts import BoardFacts, Facts, Played
from trainer.plans.minutes import trial_s
from trainer.plans.note_line import PainOfVisit, note_line
from trainer.plans.places import Place
from trainer.plans.steps import Step, StepKind
from trainer.plans.symptoms import PAIN, questions
from trainer.recording.background import Background, NoGo
from trainer.recording.clinical import ClinicalEntry, ExerciseDone
from trainer.recording.history import local_day
from trainer.recording.plan import Plan
from trainer.recording.visit import MarkKind, VisitMark, VisitRecord
from trainer.recording.vocabulary import Outcome, Side
from trainer.sessions.visits.by_hand import EYE_KINDS
from trainer.sessions.visits.on_hand import activity_facts
from trainer.sessions.visits.told import NEW_PLAN, SAME_PLAN
from trainer.store.values import FinishedTrial

STATION = "DEMO-ROOM"
MOST_TRIES = 3
SLOWER = 1.25
"""People take longer than is planned."""


@dataclass(frozen=True)
class VisitDone:
    """All that one visit leaves."""

    record: VisitRecord
    closed_at: datetime
    trials: tuple[FinishedTrial, ...] = ()
    marks: tuple[VisitMark, ...] = ()
    entries: tuple[ClinicalEntry, ...] = ()
    exercises: tuple[ExerciseDone, ...] = ()


@dataclass
class Visiting:
    """One patient's visits, one after the other. `before` are all trials of earlier visits."""

    story: Story
    player: Player
    told: Told
    chance: Chance
    background: Background
    no_gos: tuple[NoGo, ...] = ()
    before: list[Played] = field(default_factory=list)

    def visit(self, number: int, at: datetime, plan: Plan, *, changed: bool) -> VisitDone:
        """The visit of this number, from 0, at this time; with `changed` another plan follows."""
        self.player.person.wake()
        one = _OneVisit(self, number, at, plan, changed=changed)
        done = one.run()
        self.before += one.trials_played
        return done

    @property
    def place(self) -> Place:
        """Where the anchor test stands."""
        return Place(self.story.level)


class _OneVisit:
    def __init__(
        self, whose: Visiting, number: int, at: datetime, plan: Plan, *, changed: bool
    ) -> None:
        self._whose, self._number, self._plan, self._changed = whose, number, plan, changed
        self._begun_at = self._now = at
        self._visit_id = whose.chance.new_id()
        self._pain = next((p for p in whose.story.pains if p.visit == number), None)
        self._locked: Side | None = None
        self._trials: list[FinishedTrial] = []
        self._marks: list[VisitMark] = []
        self._entries: list[ClinicalEntry] = []
        self._exercises: list[ExerciseDone] = []
        self.trials_played: list[Played] = []

    def run(self) -> VisitDone:
        """Every step in its turn."""
        whose = self._whose
        self._entries += whose.told.measures(self._number, self._now)
        steps = agenda_of(self._plan, self._facts())
        for step in steps:
            if self._locked is None or step.side not in (self._locked, Side.BOTH):
                self._do(step, last_bout=self._is_last_bout(step, steps))
        for visit, words in whose.story.notes:
            if visit == self._number:
                self._entries.append(whose.told.note(words, self._now))
        day = local_day(self._begun_at)
        record = VisitRecord(
            self._visit_id, day, self._begun_at, self._plan.plan_id, STATION, self._now
        )
        return VisitDone(
            record,
            self._now,
            tuple(self._trials),
            tuple(self._marks),
            tuple(self._entries),
            tuple(self._exercises),
        )

    def _facts(self) -> Facts:
        whose, day = self._whose, local_day(self._begun_at)
        sectors = tuple(each.sector for each in whose.no_gos if each.holds_on(day))
        return Facts(
            visit=self._number + 1,
            activities=activity_facts(),
            board=BoardFacts(),
            involved=whose.story.involved,
            anchor=whose.place,
            before=tuple(whose.before),
            no_go={whose.story.involved: sectors},
            screened=self._number > 0,
            marked=frozenset({StepKind.SETTLE.value}) if self._number == 0 else frozenset(),
        )

    def _is_last_bout(self, step: Step, steps: tuple[Step, ...]) -> bool:
        bouts = [one for one in steps if one.kind is StepKind.BOUT and self._hurts(one)]
        return bool(bouts) and bouts[-1] is step

    def _hurts(self, step: Step) -> bool:
        involved = self._whose.story.involved
        return step.side in (involved, Side.BOTH) or involved is Side.BOTH

    def _do(self, step: Step, *, last_bout: bool) -> None:
        began = self._now
        if step.conditions is not None:
            self._play(step, self._pain if last_bout else None)
            return
        self._now += timedelta(seconds=step.planned_s * SLOWER)
        self._by_hand(step)
        took_s = (self._now - began).total_seconds()
        words = self._words(step)
        self._marks.append(
            VisitMark(
                self._whose.chance.new_id(),
                self._visit_id,
                step.key,
                MarkKind.DONE,
                self._now,
                words,
                STATION,
                took_s,
            )
        )

    def _play(self, step: Step, pain: PainAt | None) -> None:
        """A trial; one that says nothing of the patient is done again."""
        for _ in range(MOST_TRIES):
            self._now += timedelta(seconds=step.rest_s)
            player = self._whose.player
            trial = player.play(step, self._number, self._visit_id, self._now, pain)
            self._now += timedelta(seconds=trial_s(trial.result.duration_s))
            self._trials.append(trial)
            conditions = trial.recording.header.conditions
            self.trials_played.append(Played(conditions, as_stored(trial)))
            if trial.result.outcome is Outcome.PAIN:
                self._locked = conditions.side
            if self.trials_played[-1].counts:
                break

    def _by_hand(self, step: Step) -> None:
        told, number, now = self._whose.told, self._number, self._now
        if step.kind is StepKind.SYMPTOMS:
            asked = questions(self._whose.story.involved, first=number == 0)
            self._entries += told.answers(asked, number, now)
        elif step.kind is StepKind.PAIN_AFTER:
            self._entries += told.pain_after(number, now)
        elif step.kind is StepKind.EYE:
            self._entries += told.by_eye(EYE_KINDS, number, now)
        elif step.exercise is not None:
            self._exercises.append(told.exercised(step.exercise, step.side, number, now))

    def _words(self, step: Step) -> str:
        if step.kind is StepKind.SETTLE:
            return f"{self._whose.place.words}, chosen by hand"
        if step.kind is StepKind.NEXT_PLAN:
            return NEW_PLAN if self._changed else SAME_PLAN
        return self._line() if step.kind is StepKind.NOTE else ""

    def _line(self) -> str:
        involved = self._whose.story.involved
        pains = [
            round(entry.value)
            for entry in self._entries
            if entry.kind == PAIN
            and entry.value is not None
            and involved in (entry.side, Side.BOTH)
        ]
        pain = PainOfVisit(*(pains[:1] + pains[-1:])) if len(pains) > 1 else PainOfVisit(*pains)
        facts = replace(self._facts(), played=tuple(self.trials_played))
        seconds = (self._now - self._begun_at).total_seconds()
        following = NEW_PLAN if self._changed else SAME_PLAN
        day = local_day(self._begun_at)
        return note_line(day, facts, None, pain, following, seconds, self._whose.background)
