"""Reads what a visit is planned from, anew after each step."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from trainer.plans.anchor_dome import settled_place
from trainer.plans.facts import BoardFacts, Facts, Played
from trainer.plans.places import Place
from trainer.plans.screening import FLOOR_10_S
from trainer.progress.values import Progress
from trainer.recording.background import HardStop
from trainer.recording.clinical import Episode
from trainer.recording.history import StoredTrial
from trainer.recording.pain import pain_in
from trainer.recording.plan import Plan
from trainer.recording.sector import Sector
from trainer.recording.stopping import legs_of, stop_words
from trainer.recording.visit import VisitMark, VisitRecord
from trainer.recording.vocabulary import Outcome, Side
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.legs import PatientLegs, today_began
from trainer.sessions.patient_record import record_of
from trainer.sessions.store_access import ask_store
from trainer.sessions.visits.chart import LEGS, Chart
from trainer.sessions.visits.counted import (
    is_screened,
    played_before,
    tested_days,
    visited_days,
    without,
)
from trainer.sessions.visits.on_hand import activity_facts, board_facts
from trainer.sessions.visits.opening import require_held
from trainer.sessions.visits.visit_log import VisitLog, Waiting
from trainer.store.errors import StoreError, StoreLeftAlone
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.store.values import LegLock


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
        self._seen = visit.station
        self._kept: dict[str, Played] = {}
        self._chart: Chart | None = None

    def here(self, station: str) -> None:
        """Take the visit for this station, and from then on say that it still has it, where the
        database answers; `TakenOver` if another one has it than had it when this one began.
        """
        store, visit_id, now = self._sources.store, self._visit.visit_id, datetime.now(UTC)
        with suppress(StoreError):
            require_held(store.take_visit(visit_id, station, now, self._seen), station)
            self._seen = station

    def read(self) -> Chart:
        """The chart now. `StoreError` if the database has never answered."""
        sources = self._sources
        legs = PatientLegs(sources.store, sources.say, self._code, sources.spool)
        lock_of = legs.lock
        # Read first: what is delivered meanwhile is in the database, where each thing is once.
        waiting = sources.log.waiting(self._code)
        try:
            chart = stored_chart(
                sources.store, self._code, self._visit, self._plan, sources.board()
            )
        except StoreError as error:
            if self._chart is None:
                raise
            if not isinstance(error, StoreLeftAlone):
                sources.say(str(error))
            chart, lock_of = self._chart, legs.known_lock
        chart = _with_waiting(chart, waiting, _locks(lock_of))
        played = {each.trial.trial_id: each for each in (*self._kept.values(), *chart.facts.played)}
        facts = replace(chart.facts, played=_in_order(played.values()))
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


def chart_from_afar(store: Store, code: str, visit: VisitRecord) -> Chart | None:
    """The chart as the database alone knows it, for whoever looks on from elsewhere; None without
    a plan. What waits at the station is not in it, and the station's board is not known.
    """
    began_with = (plan for plan in store.plans(code) if plan.plan_id == visit.plan_id)
    plan = next(began_with, None) or store.plan(code)
    if plan is None:
        return None
    weighed = store.newest_weight(code) is not None
    chart = stored_chart(store, code, visit, plan, board_facts(None, weighed))
    locks = _locks(lambda side: store.locked_leg(code, side, today_began()))
    return _with_waiting(chart, Waiting(), locks).planned_again()


def stored_chart(
    store: Store, code: str, visit: VisitRecord, plan: Plan, board: BoardFacts
) -> Chart:
    """A visit as the database has it, without its steps, and without what locks a leg."""
    episode = store.episode(code)
    played = tuple(Played(*each) for each in store.visit_trials(visit.visit_id))
    earlier = without(store.history(code), {each.trial.trial_id for each in played})
    before = played_before(earlier, visit, episode)
    feet = {side: store.newest_placement(code, side) for side in LEGS}
    facts = Facts(
        visit=1 + len(visited_days(store, code, earlier, visit, episode)),
        activities=activity_facts(),
        board=board,
        involved=episode.involved if episode else None,
        anchor=_place(episode, before),
        played=played,
        before=before,
        no_go=no_go_on(store, code, visit.day),
        visit_of_tests=1 + len(tested_days(before)),
    )
    return Chart(
        code,
        visit,
        plan,
        store.plan(code) or plan,
        facts,
        store.marks(visit.visit_id),
        (),
        episode,
        store.background(code),
        store.screening(code),
        store.entries(code),
        {side: known.feet if known else None for side, known in feet.items()},
    )


def _with_waiting(chart: Chart, waiting: Waiting, locks: Mapping[Side, str]) -> Chart:
    """The same with what was said and the database does not know yet, and with what locks a leg."""
    screening = waiting.screening(chart.screening)
    facts = replace(
        chart.facts,
        locks={**locks, **_waiting_locks(waiting.stops)},
        screened=is_screened(screening, chart.episode),
        floor_failed=screening is not None and not screening.answers.get(FLOOR_10_S, True),
    )
    return replace(
        chart,
        facts=facts,
        marks=waiting.marks(chart.visit.visit_id, chart.marks),
        entries=waiting.entries(chart.entries),
        screening=screening,
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
        pain=pain_in(kept.recording.events) if result.outcome is Outcome.PAIN else None,
    )


def _locks(lock_of: Callable[[Side], LegLock | None]) -> Mapping[Side, str]:
    """Each locked leg and why; how it is freed, a window says by its own choice."""
    found = {side: lock_of(side) for side in LEGS}
    return {side: one.words for side, one in found.items() if one is not None}


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
