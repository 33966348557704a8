"""Everything that today's visit of one patient is planned from, read anew after each step."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from trainer.plans.agenda import agenda_of, placed
from trainer.plans.anchor_dome import Proposal, settled_place
from trainer.plans.facts import BoardFacts, Facts, Played
from trainer.plans.minutes import trial_s
from trainer.plans.places import Place
from trainer.plans.screening import FLOOR_10_S, findings, order_against
from trainer.plans.steps import Placed, Step
from trainer.plans.symptoms import Answer, answers_before
from trainer.plans.tested import proposal
from trainer.progress.values import Progress
from trainer.recording.background import Background, HardStop, Screening
from trainer.recording.clinical import ClinicalEntry, Episode
from trainer.recording.conditions import FootPlacement
from trainer.recording.history import StoredTrial, local_day
from trainer.recording.plan import Plan
from trainer.recording.sector import Sector
from trainer.recording.stopping import legs_of, stop_words
from trainer.recording.visit import VisitMark, VisitRecord
from trainer.recording.vocabulary import Side
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.legs import lock_of
from trainer.sessions.patient_record import record_of
from trainer.sessions.store_access import ask_store
from trainer.sessions.visits.catalogue import activity_facts
from trainer.sessions.visits.counted import (
    earliest,
    is_screened,
    played_before,
    tested_days,
    visited_days,
    without,
)
from trainer.sessions.visits.suggesting import Offer, suggestions_of
from trainer.sessions.visits.visit_log import VisitLog
from trainer.store.errors import StoreError, StoreLeftAlone
from trainer.store.spool import Spool
from trainer.store.store import Store

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

    @property
    def against(self) -> tuple[str, ...]:
        """What stands against single-leg work on a board: the checklist, and the order."""
        if self.screening is None or not self.facts.screened:
            return order_against(self.background)
        return findings(self.screening, self.background)

    @property
    def begun_at(self) -> datetime:
        """When the episode began: with this visit where nobody has said."""
        return self.episode.begun_at if self.episode else self.visit.opened_at

    def earlier_s(self, before: datetime) -> float:
        """What this visit took before a moment: when it goes on after a break, or a kill."""
        marked = sum(mark.took_s for mark in self.marks if mark.at < before)
        trials = (each.trial for each in self.facts.played if each.trial.started_at < before)
        return marked + sum(trial_s(trial.duration_s) for trial in trials)

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

    def planned_again(self) -> "Chart":
        """The same with its steps placed anew."""
        steps = agenda_of(self.plan, self.facts)
        return replace(self, placed=placed(steps, self.facts, self.marks))


@dataclass(frozen=True)
class Sources:
    """Where a chart is read from; `board` says what can be done on the board on hand."""

    store: Store
    spool: Spool
    log: VisitLog
    say: Callable[[str], None]
    board: Callable[[], BoardFacts]


class ChartReader:
    """Reads one patient's chart again and again; what the database lacks is added from here."""

    def __init__(self, sources: Sources, code: str, visit: VisitRecord, plan: Plan) -> None:
        self._sources, self._code, self._visit, self._plan = sources, code, visit, plan
        self.began_at = datetime.now(UTC)
        self._kept: dict[str, Played] = {}
        self._chart: Chart | None = None

    def here(self, station: str) -> None:
        """Say that this station has the visit now, where the database answers."""
        store, visit_id = self._sources.store, self._visit.visit_id
        with suppress(StoreError):
            store.touch_visit(visit_id, station, datetime.now(UTC))

    def read(self) -> Chart:
        """The chart now. `StoreError` if the database has never answered."""
        try:
            chart = _read(self._sources, self._code, self._visit, self._plan)
        except StoreError as error:
            if self._chart is None:
                raise
            if not isinstance(error, StoreLeftAlone):
                self._sources.say(str(error))
            chart = replace(self._chart, marks=self._sources.log.marks(self._visit.visit_id))
        played = {each.trial.trial_id: each for each in (*self._kept.values(), *chart.facts.played)}
        locks = {**chart.facts.locks, **_waiting_locks(self._sources.log.stops(self._code))}
        facts = replace(chart.facts, played=_in_order(played.values()), locks=locks)
        self._chart = replace(chart, facts=facts).planned_again()
        return self._chart

    def knows(self, kept: KeptTrial) -> None:
        """A trial of this visit, which the database may not have yet."""
        header = kept.recording.header
        self._kept[header.trial_id] = Played(header.conditions, _as_stored(kept))

    def progress(self) -> Progress:
        """What the statistics find, this visit included."""
        return record_of(self._sources.store, self._code).progress

    def note(self, mark: VisitMark) -> None:
        """Keep what became of a step."""
        self._sources.log.add(self._code, mark)

    def close(self) -> None:
        """The visit is over."""
        self._sources.log.deliver()
        ask_store(
            self._sources.store,
            self._sources.say,
            lambda store: store.close_visit(self._visit.visit_id, datetime.now(UTC)),
            None,
        )


def _read(sources: Sources, code: str, visit: VisitRecord, plan: Plan) -> Chart:
    store = sources.store
    episode, screening = store.episode(code), store.screening(code)
    played = tuple(Played(*each) for each in store.visit_trials(visit.visit_id))
    earlier = without(store.history(code), {each.trial.trial_id for each in played})
    before = played_before(earlier, visit, episode)
    feet = {side: store.newest_placement(code, side) for side in LEGS}
    facts = Facts(
        visit=1 + len(visited_days(store, code, earlier, visit, episode)),
        activities=activity_facts(),
        board=sources.board(),
        involved=episode.involved if episode else None,
        anchor=_place(episode, before),
        played=played,
        before=before,
        locks=_locks(sources, code),
        no_go=no_go_on(store, code, visit.day),
        screened=is_screened(screening, episode),
        visit_of_tests=1 + len(tested_days(before)),
        floor_failed=screening is not None and not screening.answers.get(FLOOR_10_S, True),
    )
    return Chart(
        code,
        visit,
        plan,
        store.plan(code) or plan,
        facts,
        sources.log.marks(visit.visit_id),
        (),
        episode,
        store.background(code),
        screening,
        store.entries(code),
        {side: known.feet if known else None for side, known in feet.items()},
    )


def _place(episode: Episode | None, before: Sequence[Played]) -> Place | None:
    """The place of the anchor that is settled, if one is."""
    if episode is None or episode.level is None:
        return None
    if episode.stance is not None:
        return Place(episode.level, episode.stance)
    leg = episode.involved if episode.involved in LEGS else Side.LEFT
    return settled_place(episode.level, before, leg)


def _in_order(played: Iterable[Played]) -> tuple[Played, ...]:
    return tuple(sorted(played, key=lambda each: (each.trial.started_at, each.trial.trial_id)))


def _as_stored(kept: KeptTrial) -> StoredTrial:
    header, result = kept.recording.header, kept.result
    values = {metric.name: metric.value for metric in kept.measures.values}
    return StoredTrial(
        header.trial_id,
        header.started_at,
        result.duration_s,
        result.outcome,
        result.headline,
        values,
        why=kept.measures.why_not,
    )


def _locks(sources: Sources, code: str) -> Mapping[Side, str]:
    """Each locked leg and why; how it is freed, a window says by its own choice."""
    found = {side: lock_of(sources.store, sources.say, code, side, sources.spool) for side in LEGS}
    return {side: lock.words for side, lock in found.items() if lock is not None}


def _waiting_locks(stops: Iterable[HardStop]) -> Mapping[Side, str]:
    """What was said while the database did not answer locks a leg, too."""
    return {
        side: stop_words(stop)
        for stop in stops
        for side in (LEGS if legs_of(stop) is Side.BOTH else (legs_of(stop),))
    }


def no_go_on(store: Store, code: str, day: date) -> Mapping[Side, tuple[Sector, ...]]:
    """Where no target may lie on a day, by leg."""
    found: dict[Side, tuple[Sector, ...]] = {}
    for each in store.no_gos(code):
        if each.holds_on(day):
            found[each.side] = (*found.get(each.side, ()), each.sector)
    return found
