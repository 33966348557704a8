"""The patients' list: who is there, a new one, and where each choice leads."""

from datetime import date

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.patients import PatientRow, PatientsPage
from trainer.recording.history import local_day
from trainer.sessions.calibration.menu import when_words
from trainer.sessions.station.boards import boards_flow
from trainer.sessions.station.free_play import guest_flow
from trainer.sessions.station.front import AGAIN, NO_ANSWER, Front
from trainer.sessions.station.new_patient import new_patient_flow
from trainer.sessions.station.settings import settings_flow
from trainer.sessions.station.today import patient_flow
from trainer.sessions.store_access import STAND_INS
from trainer.store.errors import StoreError, UnknownPatient
from trainer.store.store import Store
from trainer.store.values import PatientOverview
from trainer.texts import said

LOCKED, HERE_NOW = "a leg is locked", "here now"
GUESTS, LEAVE, STAY = "Free play", "Leave", "Stay"
LEAVE_STATION = "Leave the station?"


def at_patient(front: Front, code: str) -> None:
    """The visit of one patient at once; `UnknownPatient` if nobody added the code."""
    found = front.answered(lambda: _found(front.room.store, code))
    if isinstance(found, UnknownPatient):
        raise found
    if found is not None:
        patient_flow(front, found, begin=True)


def patients_flow(front: Front) -> None:
    """Until somebody leaves."""
    while True:
        try:
            rows = front.waiting(lambda: _rows(front))
        except (StoreError, OSError) as error:
            if without_database(front, str(error)):
                continue
            return
        taken = front.show(PatientsPage(front.kit, rows))
        if taken == BACK and _leaves(front):
            return
        if taken.startswith("patient:"):
            patient_flow(front, taken.removeprefix("patient:"))
        elif taken == "new":
            code = new_patient_flow(front)
            if code:
                patient_flow(front, code)
        elif taken == "free":
            guest_flow(front)
        elif taken == "boards":
            boards_flow(front)
        elif taken == "settings":
            settings_flow(front)


def _leaves(front: Front) -> bool:
    """One Esc too many does not close the station."""
    choices = [Choice("leave", LEAVE, primary=True), Choice(BACK, STAY)]
    return front.ask(LEAVE_STATION, choices) == "leave"


def without_database(front: Front, why: str) -> bool:
    """Say so, and let guests play until somebody tries again: True; False if they leave."""
    choices = [
        Choice("again", AGAIN, primary=True),
        Choice("free", GUESTS),
        Choice(BACK, LEAVE),
    ]
    while True:
        taken = front.ask(NO_ANSWER, choices, why)
        if taken != "free":
            return taken == "again"
        guest_flow(front)


def _found(store: Store, code: str) -> str | UnknownPatient:
    try:
        return store.patient(code).code
    except UnknownPatient as unknown:
        return unknown


def _rows(front: Front) -> list[PatientRow]:
    known = front.room.store.patients_overview()
    seen = sorted(
        (each for each in known if each.code not in STAND_INS),
        key=lambda each: (not each.visit_open, -_newest(each), each.code),
    )
    return [_row(each) for each in seen]


def _row(known: PatientOverview) -> PatientRow:
    last = known.last_seen_at
    when = when_words(local_day(last), date.today()) if last else ""
    return PatientRow(
        known.code,
        said(HERE_NOW) if known.visit_open else when,
        known.plan_title,
        said(LOCKED) if known.stopped else "",
        known.way,
    )


def _newest(known: PatientOverview) -> float:
    return known.last_seen_at.timestamp() if known.last_seen_at else 0.0
