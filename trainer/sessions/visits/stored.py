"""A visit as the database has it, whoever ran it and wherever: for pages that only read."""

from dataclasses import replace
from datetime import UTC, datetime

from trainer.plans.facts import UNKNOWN_BOARD
from trainer.recording.history import local_day
from trainer.recording.plan import Plan
from trainer.recording.visit import VisitRecord
from trainer.sessions.patient_record import record_of
from trainer.sessions.visits.chart import Chart
from trainer.sessions.visits.reading import stored_chart
from trainer.sessions.visits.told import note_words
from trainer.store.store import Store


def note_of_last_visit(store: Store, code: str) -> str:
    """The dated line of the newest visit; empty before the first. `UnknownPatient`."""
    visit = next(reversed(store.visits(code)), None)
    plans = {each.plan_id: each for each in store.plans(code)}
    if visit is None or visit.plan_id not in plans:
        return ""
    chart = _chart(store, code, visit, plans[visit.plan_id])
    took = chart.earlier(datetime.max.replace(tzinfo=UTC))
    return note_words(chart, record_of(store, code).progress, sum(each for _, each in took))


def _chart(store: Store, code: str, visit: VisitRecord, plan: Plan) -> Chart:
    """The visit with what was said and ordered by then: what was typed in later is none of it."""
    chart = stored_chart(store, code, visit, plan, UNKNOWN_BOARD)
    ended_at = visit.closed_at or visit.opened_at
    said = (
        each
        for each in chart.entries
        if each.measured_at <= ended_at or local_day(each.measured_at) <= visit.day
    )
    noted = chart.background
    known = noted if noted and local_day(noted.noted_at) <= visit.day else None
    return replace(chart, entries=tuple(said), background=known).planned_again()
