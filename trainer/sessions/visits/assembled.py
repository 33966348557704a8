"""Puts together what a visit runs with: the patient's chart, the trials' kit, what is stored."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from games.engine.setup import Station
from trainer.plans.agenda import next_step
from trainer.recording.interfaces import Standing
from trainer.sessions.board_news import KeptBoard
from trainer.sessions.recover import recover
from trainer.sessions.visits.by_hand import ByHand
from trainer.sessions.visits.chart import Chart
from trainer.sessions.visits.on_hand import OnHand
from trainer.sessions.visits.opening import Today, open_today, see_today
from trainer.sessions.visits.reading import ChartReader, Sources
from trainer.sessions.visits.trials import TrialKit
from trainer.sessions.visits.visit_log import VisitLog
from trainer.store.errors import StoreError, StoreUnreachable
from trainer.store.places import Places
from trainer.store.spool import Spool
from trainer.store.store import Store

NO_DATABASE = "the database does not answer, and a plan is read from it: try again later"


@dataclass(frozen=True)
class Room:
    """The place of a visit: the station, its board and its data; `operator` signs there.

    `standing` tells a simulated patient how to stand. `seed` makes a visit repeatable; None draws
    one from the visit itself. Without a `database` guests may play, and nobody else.
    """

    database: Store | None
    places: Places
    board: KeptBoard
    station: Station
    name: str
    say: Callable[[str], None]
    standing: Standing
    operator: str = ""
    seed: int | None = None

    @property
    def store(self) -> Store:
        """The database; `StoreUnreachable` where it did not answer when the station opened."""
        if self.database is None:
            raise StoreUnreachable(NO_DATABASE)
        return self.database


@dataclass(frozen=True)
class Assembled:
    """A visit that is ready to run."""

    today: Today
    kit: TrialKit
    reader: ChartReader
    by_hand: ByHand


def by_hand_of(room: Room, code: str) -> ByHand:
    """What stores what is said of a patient in this room."""
    log = VisitLog(room.places.said, room.store, room.say)
    return ByHand(room.store, log, code, room.operator)


def is_done(visit: Assembled, chart: Chart) -> bool:
    """Whether nothing of today's visit is left: it has ended, or waits for a locked leg alone."""
    return visit.today.done or (visit.today.begun and next_step(chart.placed) is None)


def assembled(room: Room, code: str, *, begin: bool = True, again: bool = False) -> Assembled:
    """Today's visit of a patient; `UnknownPatient`, or `NoPlan` where nothing is prescribed.

    Without `begin` it is only looked at; otherwise trials that a power cut has left behind are
    stored first, for they may be of this visit. `again` begins another one on the same day.
    """
    store, say = room.store, room.say
    patient = store.patient(code).code
    if begin:
        with suppress(StoreError):
            recover(room.places, store)
    today = (
        open_today(store, patient, room.name, again=again)
        if begin
        else see_today(store, patient, room.name)
    )
    weighed = store.newest_weight(patient) is not None
    by_hand = by_hand_of(room, patient)
    log = by_hand.log
    log.deliver()
    sources = Sources(store, Spool(room.places.spool), log, say, OnHand(room.board, weighed))
    seed = today.visit.visit_id if room.seed is None else str(room.seed)
    kit = TrialKit(
        patient,
        today.visit.visit_id,
        seed,
        store,
        room.places,
        room.station,
        room.standing,
        say,
    )
    reader = ChartReader(sources, patient, today.visit, today.plan)
    return Assembled(today, kit, reader, by_hand)
