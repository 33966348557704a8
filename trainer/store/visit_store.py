"""The part of the `Store` for what belongs to a patient, plans and visits."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from trainer.recording.background import (
    Background,
    HardStop,
    Lifted,
    NoGo,
    PrescribedRest,
    Screening,
)
from trainer.recording.conditions import Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.plan import Plan
from trainer.recording.visit import VisitMark, VisitRecord
from trainer.store import background, changes, history, overview, plans, stops, visits
from trainer.store.transactions import Transactions, now_utc
from trainer.store.values import Changes, LiveVisit, PatientOverview


class VisitStore(Transactions):
    """Background, screening, stops, rest, no-go sectors, plans, visits, and the patients' list.

    With a patient's code every method raises `UnknownPatient` if there is none.
    """

    def add_background(self, code: str, known: Background) -> None:
        """Note what was found and ordered; it counts from now on."""
        with self._writing() as session:
            background.add_background(session, code, known)

    def background(self, code: str) -> Background | None:
        """What was noted last, or None."""
        with self._reading() as session:
            return background.newest_background(session, code)

    def add_screening(self, code: str, screening: Screening) -> bool:
        """Note a screening, which counts unless a newer one is there; False if it was stored
        before.
        """
        with self._writing() as session:
            return background.add_screening(session, code, screening, now_utc())

    def screening(self, code: str) -> Screening | None:
        """The one that counts, or None."""
        with self._reading() as session:
            return background.newest_screening(session, code)

    def add_stop(self, code: str, stop: HardStop) -> bool:
        """Stop a leg until somebody lifts the stop; False if it was stored before."""
        with self._writing() as session:
            return stops.add_stop(session, code, stop, now_utc())

    def stops(self, code: str) -> tuple[HardStop, ...]:
        """All stops, oldest first, with those that were lifted."""
        with self._reading() as session:
            return stops.stops_of(session, code)

    def lift_stop(self, code: str, stop_id: str, lifted: Lifted) -> bool:
        """Lift one stop; False if the patient has no open one of this id."""
        with self._writing() as session:
            return stops.lift_stop(session, code, stop_id, lifted)

    def add_rest(self, code: str, rest: PrescribedRest) -> None:
        """Note days without training."""
        with self._writing() as session:
            background.add_rest(session, code, rest, now_utc())

    def rests(self, code: str) -> tuple[PrescribedRest, ...]:
        """All prescribed rest, by its first day."""
        with self._reading() as session:
            return background.rests_of(session, code)

    def add_no_go(self, code: str, no_go: NoGo) -> bool:
        """Keep a leg away from a sector; False if it was stored before."""
        with self._writing() as session:
            return background.add_no_go(session, code, no_go)

    def no_gos(self, code: str) -> tuple[NoGo, ...]:
        """All sectors, oldest first, with those that are over or withdrawn."""
        with self._reading() as session:
            return background.no_gos_of(session, code)

    def withdraw_no_go(self, code: str, sector_id: str, at: datetime) -> NoGo:
        """Take a sector back; `UnknownEntry` if it is none of the patient's that counts."""
        with self._writing() as session:
            return background.withdraw_no_go(session, code, sector_id, at)

    def add_plan(self, code: str, plan: Plan, after: str | None = None) -> bool:
        """Store a plan; False if it was stored before. With `after` only if the plan of this id
        still counts, or none does where it is empty; else `PlanSignedMeanwhile`.
        """
        with self._writing() as session:
            return plans.add_plan(session, code, plan, after)

    def plans(self, code: str) -> tuple[Plan, ...]:
        """All plans in the order in which they were added."""
        with self._reading() as session:
            return plans.plans_of(session, code)

    def plan(self, code: str) -> Plan | None:
        """The plan that counts: of those that are signed the one that was added last, or None."""
        with self._reading() as session:
            return plans.newest_signed(session, code)

    def open_visit(self, code: str, visit: VisitRecord) -> VisitRecord:
        """The visit that goes on, or this one, stored; see `visits.open_visit`.

        `visit.day` is today. Stations that open at once get the same visit.
        """
        with self._writing() as session:
            return visits.open_visit(session, code, visit)

    def take_visit(self, visit_id: str, station: str, at: datetime, seen: str) -> VisitRecord:
        """A station takes a visit, or says that it still has it, unless another one than was `seen`
        to have it has taken it meanwhile: the visit as it is now; `UnknownVisit`.
        """
        with self._writing() as session:
            return visits.take_visit(session, visit_id, station, at, seen)

    def close_visit(self, visit_id: str, at: datetime) -> None:
        """End a visit, once; `UnknownVisit`."""
        with self._writing() as session:
            visits.close_visit(session, visit_id, at)

    def visits(self, code: str) -> tuple[VisitRecord, ...]:
        """All visits in the order in which they were opened."""
        with self._reading() as session:
            return visits.visits_of(session, code)

    def live_visits(self, today: date) -> tuple[LiveVisit, ...]:
        """Every visit of today that a station has open, by code; cheap enough to ask each second.

        `today` is the local day.
        """
        with self._reading() as session:
            return visits.live_visits(session, today)

    def live_visit(self, code: str, today: date) -> LiveVisit | None:
        """One patient now, as cheap; None for a code nobody has."""
        with self._reading() as session:
            return visits.live_visit(session, code, today)

    def changes(self, pooled: Collection[str]) -> Changes:
        """How often what is stored of each patient was changed, for whoever remembers what was
        worked out from it. `pooled` are activities and tables of which changes of all are counted.
        """
        with self._reading() as session:
            return changes.changes(session, pooled)

    def add_mark(self, mark: VisitMark) -> bool:
        """Note what became of a step; False if it was stored before; `UnknownVisit`."""
        with self._writing() as session:
            return visits.add_mark(session, mark)

    def marks(self, visit_id: str) -> tuple[VisitMark, ...]:
        """All marks of a visit in the order in which they were added."""
        with self._reading() as session:
            return visits.marks_of(session, visit_id)

    def visit_trials(self, visit_id: str) -> tuple[tuple[Conditions, StoredTrial], ...]:
        """The trials of a visit, oldest first, with headline and how the rim was used alone."""
        with self._reading() as session:
            return history.visit_trials(session, visit_id)

    def patients_overview(self, today: date | None = None) -> tuple[PatientOverview, ...]:
        """All patients by code, at a glance; `today` is the local day."""
        day = today or datetime.now(UTC).astimezone().date()
        with self._reading() as session:
            return overview.patients_overview(session, day)
