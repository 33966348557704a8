"""One visit from where it stands to its end: the next step, done, stored, and the next.

What was done is read back from the store before each step, so a visit goes on after a kill, and on
another station. With the database out of reach it goes on from what this program knows itself.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from trainer.plans.minutes import timetable
from trainer.plans.ordered import beyond_order
from trainer.plans.steps import TRIALS, Placed, Step, StepKind, StepState
from trainer.plans.tested import may_be_settled, why_unsettled
from trainer.recording.visit import MarkKind
from trainer.recording.vocabulary import Stance
from trainer.sessions.visits.attendant import Attendant, Scene, Told, Went
from trainer.sessions.visits.by_hand import AGAINST_STANCE, ByHand, PlanChanged, settled_words
from trainer.sessions.visits.chart import Chart
from trainer.sessions.visits.judging import OTHER_BOARD, Judged
from trainer.sessions.visits.marks import STANDING, kind_of, mark_of
from trainer.sessions.visits.reading import ChartReader
from trainer.sessions.visits.told import NEW_PLAN, SAME_PLAN, headline_words, note_words
from trainer.sessions.visits.trials import follow_of
from trainer.store.errors import StoreError
from trainer.texts import said

T = TypeVar("T")

SAID_AT_END = frozenset({StepKind.PAIN_AFTER, StepKind.NOTE})
ASKED = frozenset(
    {
        StepKind.SCREENING,
        StepKind.SYMPTOMS,
        StepKind.FLOOR_STANCE,
        StepKind.PAIN_AFTER,
        StepKind.EYE,
    }
)
ON_THE_FLOOR = frozenset({StepKind.FLOOR_STANCE, StepKind.EYE})
"""What is seen of a leg that carries the body beside the board."""


@dataclass
class VisitRun:
    """Runs a visit with an attendant. `station` is named in its marks.

    `took` is what each step took in this run, a step as often as it was gone to.
    """

    reader: ChartReader
    attendant: Attendant
    by_hand: ByHand
    station: str = ""
    took: list[tuple[Step, float]] = field(default_factory=list)
    _began_s: float = 0.0
    _refused: set[str] = field(default_factory=set)
    """The steps that only the database can keep, and did not: they stay due, after this run."""

    def run(self) -> Went:
        """Until everything is done, or somebody leaves. What the database did not keep stays due,
        and the visit open.
        """
        judged = Judged(self.attendant.say)
        while True:
            chart = self.attendant.waiting(self._chart)
            step = self._due(chart)
            if step is not None or judged.begun:
                judged.judge(chart)
            if step is None:
                self._end(chart, judged)
                return Went.DONE
            trial = step.kind in TRIALS
            if trial and not chart.facts.board.known:
                # What can be played is judged again, now on this board.
                if not self.attendant.board_there(self.scene(chart)):
                    return Went.LEFT
                continue
            self._began_s = began_s = self.attendant.now_s()
            if trial or step.kind is StepKind.EXERCISE:
                self._reopen(chart)
            told = self._played(chart, step) if trial else self._told(chart, step)
            took_s = self.attendant.now_s() - began_s
            self.took.append((step, took_s))
            unmarked = step.key not in self._refused and not told.marked
            if unmarked and (not trial or told.went is Went.SKIPPED):
                self._mark(chart, step, told, took_s)
            if told.went is Went.LEFT:
                return told.went

    def _due(self, chart: Chart) -> Step | None:
        """The next step, without those that the database has refused in this run."""
        return _first_left(chart.placed, self._refused)

    def _end(self, chart: Chart, judged: Judged) -> None:
        """The visit is over; one with a locked leg goes on if that is freed on the same day, one
        whose steps went with a board when that is back.
        """
        locked = any(each.state is StepState.LOCKED for each in chart.placed)
        gone = any(self._due(chart.on(board)) for board in judged.known_boards(chart))
        if gone:
            self.attendant.say(said(OTHER_BOARD))
        if not self._refused and not locked and not gone:
            self.attendant.waiting(self.reader.close)

    def _reopen(self, chart: Chart) -> None:
        """What is said at the end is said again where a leg goes on after it."""
        at_end = [each.step for each in chart.placed if each.step.kind in SAID_AT_END]
        ended = {each.step.kind for each in chart.placed if each.state is StepState.DONE}
        if StepKind.NOTE in ended:
            for step in at_end:
                self._put(chart, step.key, MarkKind.REOPENED)

    def _chart(self) -> Chart:
        self.reader.here(self.station)
        return self.reader.read()

    def scene(self, chart: Chart) -> Scene:
        """What every page may show."""
        minutes, spent_s = chart.plan.minutes, self._spent_s(chart)
        return Scene(headline_words(chart), chart.placed, minutes, spent_s)

    def _spent_s(self, chart: Chart) -> float:
        """What the visit took so far, with what was done before this run."""
        return sum(seconds for _, seconds in self._gone_to(chart))

    def _gone_to(self, chart: Chart) -> tuple[tuple[Step | None, float], ...]:
        """Each step that this visit went to, as often as it did, and what it took."""
        return *chart.earlier(self.reader.began_at), *self.took

    def _played(self, chart: Chart, step: Step) -> Told:
        """A trial; one that stands only where nothing is against it, or a therapist said go on."""
        assert step.conditions is not None
        asked = step.conditions
        kept = self._kept_from_standing(chart, asked.stance, asked.weight_pct)
        return kept or self._play(chart, step)

    def _kept_from_standing(
        self, chart: Chart, stance: Stance, weight_pct: float = 0.0
    ) -> Told | None:
        """Why nobody stands like this, or that it was not said; None where it may be done.

        It is asked once a visit for each stance, of the board and of the floor alike, and once for
        each part of the body weight that is more than was ordered.
        """
        against = chart.against(stance, weight_pct)
        if not against:
            return None
        words = said(AGAINST_STANCE[stance]).format(why="; ".join(against))
        beyond = beyond_order(chart.background, weight_pct)
        key = f"{STANDING[stance]}:{weight_pct:g}" if beyond else STANDING[stance]
        asked = [mark.kind for mark in chart.marks if mark.step == key]
        if not asked:
            told = self.attendant.may_stand(words, self.scene(chart))
            if told.went is Went.LEFT:
                return told
            asked = [MarkKind.DONE if told.went is Went.DONE else MarkKind.SKIPPED]
            self._put(chart, key, asked[0], str((told.answers or {}).get("operator", "")))
        if asked[-1] is MarkKind.SKIPPED:
            return Told(Went.SKIPPED, words=words)
        return None

    def _play(self, chart: Chart, step: Step) -> Told:
        """A trial, and what is left of the rest after it."""
        following = _following(chart.placed, step)
        follow = follow_of(following)
        played = self.attendant.play(step, self.scene(chart), follow)
        if played.kept is not None:
            self.reader.knows(played.kept)
        rests = played.kept is not None and played.kept.result.duration_s > 0
        left_s = follow.rest_s - played.rested_s
        if played.went is Went.LEFT or not rests or left_s <= 0:
            return Told(played.went, words=played.words)
        return Told(self.attendant.rest(left_s, self.scene(chart), follow))

    def _told(self, chart: Chart, step: Step) -> Told:
        """Everything but trials; what only the database can keep stays due without it, and so does
        the next plan where somebody else signed one.
        """
        try:
            return self._tell(chart, step)
        except (StoreError, PlanChanged) as error:
            self.attendant.say(str(error))
            self._refused.add(step.key)
            return Told(Went.SKIPPED)

    def _tell(self, chart: Chart, step: Step) -> Told:
        scene, attendant = self.scene(chart), self.attendant
        if step.kind in ASKED:
            return self._ask(chart, step)
        if step.kind is StepKind.PREPARE:
            told = attendant.prepare(step, scene, chart.feet)
            if told.answers:
                attendant.waiting(lambda: self.by_hand.keep_feet(told.answers or {}))
            return told
        if step.kind is StepKind.SETTLE:
            return self._settle(chart)
        if step.kind is StepKind.EXERCISE:
            return self._exercise(chart, step)
        if step.kind is StepKind.NEXT_PLAN:
            return self._next_plan(chart)
        return self._write_line(chart)

    def _write_line(self, chart: Chart) -> Told:
        """The line, without statistics where the database does not answer."""
        attendant, progress = self.attendant, None
        try:
            progress = attendant.waiting(self.reader.progress)
        except StoreError as error:
            attendant.say(str(error))
        line = note_words(chart, progress, self._spent_s(chart))
        timed = [(step, took_s) for step, took_s in self._gone_to(chart) if step is not None]
        rows = timetable(chart.placed, timed)
        return Told(attendant.note(line, rows, self.scene(chart)), words=line)

    def _ask(self, chart: Chart, step: Step) -> Told:
        questions = self.by_hand.questions(chart, step)
        if not questions:
            return Told(Went.SKIPPED, words="; ".join(dict.fromkeys(chart.facts.locks.values())))
        on_floor = step.kind in ON_THE_FLOOR
        if on_floor and (kept := self._kept_from_standing(chart, Stance.SINGLE_LEG)):
            return kept
        told = self.attendant.ask(step, questions, self.scene(chart))
        if told.answers is not None:
            answers = told.answers
            keep = partial(self.by_hand.keep, chart, step, answers)
            self.attendant.say(*self._kept_with_mark(chart, step, told, keep))
            return replace(told, marked=True)
        return told

    def _kept_with_mark(self, chart: Chart, step: Step, told: Told, keep: Callable[[], T]) -> T:
        """Store what was said and the step's mark as one: who was stopped after that, be it while
        advice is read, is not asked again.
        """
        took_s = self.attendant.now_s() - self._began_s
        mark = mark_of(chart, step.key, kind_of(told), self.station, told.words, took_s)

        def both() -> T:
            with self.by_hand.log.together():
                kept = keep()
                self.reader.note(mark)
            return kept

        return self.attendant.waiting(both)

    def _settle(self, chart: Chart) -> Told:
        proposal, places = chart.proposal, may_be_settled(chart.facts)
        words = proposal.words if proposal else why_unsettled(chart.facts)
        found = proposal.place if proposal else None
        told = self.attendant.settle(words, found, places, self.scene(chart))
        if told.answers is not None:
            operator = str(told.answers["operator"])
            place = places[int(told.answers["place"])]
            self.attendant.waiting(lambda: self.by_hand.settle(chart, place, operator))
            return replace(told, words=settled_words(words, found, place))
        return told

    def _exercise(self, chart: Chart, step: Step) -> Told:
        went, done = self.attendant.exercise(step, self.scene(chart))
        told = Told(went)
        if done is not None:
            keep = partial(self.by_hand.keep_exercise, done)
            self._kept_with_mark(chart, step, told, keep)
        return replace(told, marked=done is not None)

    def _next_plan(self, chart: Chart) -> Told:
        offers = chart.offers
        told = self.attendant.next_plan(chart.newest, offers, self.scene(chart))
        if told.answers is None:
            return told
        answers = told.answers
        changed = self.attendant.waiting(lambda: self.by_hand.change_plan(chart, offers, answers))
        return replace(told, words=NEW_PLAN if changed else SAME_PLAN)

    def _mark(self, chart: Chart, step: Step, told: Told, took_s: float) -> None:
        """Keep what became of a step; who left in its middle finds it again."""
        if told.went is not Went.LEFT:
            self._put(chart, step.key, kind_of(told), told.words, took_s)

    def _put(
        self, chart: Chart, key: str, kind: MarkKind, words: str = "", took_s: float = 0.0
    ) -> None:
        mark = mark_of(chart, key, kind, self.station, words, took_s)
        self.attendant.waiting(lambda: self.reader.note(mark))


def _following(steps: tuple[Placed, ...], step: Step) -> Step | None:
    """The step that will be due when this one is done."""
    return _first_left(steps, {step.key})


def _first_left(steps: Iterable[Placed], without: Collection[str]) -> Step | None:
    """The first step that is still to be done, apart from those with these keys."""
    left = (each.step for each in steps if each.state in (StepState.NOW, StepState.LATER))
    return next((step for step in left if step.key not in without), None)
