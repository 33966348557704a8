"""Begins today's visit of a patient, or goes on with it where it stopped, and says who has it.

A visit has one station at a time, which says so with each step. Stations' clocks may be wrong, so
that how long ago a station said it decides nothing; a therapist does: who takes it over is asked
first, and who lost it is told.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from trainer.recording.history import local_day
from trainer.recording.plan import Plan
from trainer.recording.visit import VisitRecord
from trainer.sessions.errors import SessionError
from trainer.store.store import Store
from trainer.texts import said

CLOCK_SET_BACK = (
    "this computer's clock says {now}, but the visit of {code} began on {then}: set the clock"
)
ELSEWHERE = "The visit of {code} is at station {station}, last seen there at {seen}."
TAKEN_OVER = "The visit goes on at {station} since {seen}; nothing of it is lost."
ENDED = "The visit was ended at {seen}, not by this station; nothing of it is lost."


@dataclass(frozen=True)
class Today:
    """A visit that may begin. `warnings` are for the therapist; `elsewhere` says which
    other station has it, empty if none does. `begun` says that it goes on, `done` that it has ended
    today.
    """

    visit: VisitRecord
    plan: Plan
    warnings: tuple[str, ...] = ()
    elsewhere: str = ""
    begun: bool = False

    @property
    def done(self) -> bool:
        """Whether it has ended: it does not begin again by itself."""
        return self.visit.closed_at is not None


class TakenOver(SessionError):
    """The visit goes on at another station, or has ended there."""


class NoPlan(SessionError):
    """Nothing is prescribed."""


def open_today(store: Store, code: str, station: str, *, again: bool = False) -> Today:
    """Begin today's visit of a patient on the newest signed plan, or go on with the one that is
    open; `NoPlan` without a plan. A visit keeps the plan that it began with.

    One that has ended today stays ended: only `again` begins another one.
    """
    plan, asked = _asked(store, code, station)
    newest = _newest_today(store, code, asked)
    if newest is not None and again:
        store.close_visit(newest.visit_id, asked.opened_at)
    elif newest is not None and newest.closed_at is not None:
        return _today(store, code, newest, plan, asked)
    return _today(store, code, store.open_visit(code, asked), plan, asked)


def see_today(store: Store, code: str, station: str) -> Today:
    """The visit as it would go on or begin; nothing begins by being looked at. `NoPlan`."""
    plan, asked = _asked(store, code, station)
    return _today(store, code, _newest_today(store, code, asked) or asked, plan, asked)


def _newest_today(store: Store, code: str, asked: VisitRecord) -> VisitRecord | None:
    """Today's visit, or that of a later day: somebody has set the clock back."""
    return next((each for each in store.visits(code)[-1:] if each.day >= asked.day), None)


def _asked(store: Store, code: str, station: str) -> tuple[Plan, VisitRecord]:
    plan = store.plan(code)
    if plan is None:
        raise NoPlan(
            f"{code} has no signed plan: baps plan new {code} --template ten-minutes, "
            f"then baps plan sign {code}"
        )
    now = datetime.now(UTC)
    visit_id = str(uuid.uuid4())
    return plan, VisitRecord(visit_id, local_day(now), now, plan.plan_id, station, now)


def _today(store: Store, code: str, visit: VisitRecord, plan: Plan, asked: VisitRecord) -> Today:
    began_with = next((p for p in store.plans(code) if p.plan_id == visit.plan_id), plan)
    warnings = _of_clock(code, visit, asked.opened_at)
    begun = visit.visit_id != asked.visit_id
    elsewhere = held_elsewhere(code, visit, asked.station)
    return Today(visit, began_with, warnings, elsewhere, begun)


def _of_clock(code: str, visit: VisitRecord, now: datetime) -> tuple[str, ...]:
    if visit.opened_at <= now:
        return ()
    then, shown = visit.opened_at.astimezone(), now.astimezone()
    here, there = (f"{moment:%d %b %H:%M}" for moment in (shown, then))
    words = said(CLOCK_SET_BACK).format(code=code, now=here, then=there)
    return (words,)


def held_elsewhere(code: str, visit: VisitRecord, station: str) -> str:
    """Which other station has a visit that goes on; empty if none has it."""
    if visit.closed_at is not None or visit.station in ("", station):
        return ""
    return said(ELSEWHERE).format(code=code, station=visit.station, seen=_seen(visit))


def require_held(visit: VisitRecord, station: str) -> None:
    """`TakenOver` if this station, which had the visit, no longer has it."""
    if visit.closed_at is not None:
        at = f"{visit.closed_at.astimezone():%H:%M}"
        raise TakenOver(said(ENDED).format(seen=at))
    if visit.station != station:
        raise TakenOver(said(TAKEN_OVER).format(station=visit.station, seen=_seen(visit)))


def _seen(visit: VisitRecord) -> str:
    return f"{(visit.seen_at or visit.opened_at).astimezone():%H:%M}"
