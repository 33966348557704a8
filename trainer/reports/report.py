"""The report on a patient for the doctor who referred them: gathered, and put into words.

`baps report` and the patient's page ask for it; `printed` makes a PDF of it. What stands in it is
in the report's language; names, diagnoses, notes and whatever else somebody typed in stay as they
are. The sentences are its own, made from the findings of `trainer.progress`, whose sentences for
the clinic's notes are English.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from trainer.plans.ordered import order_words
from trainer.plans.patient_words import WHOSE
from trainer.recording.background import Background, HardStop, StopReason
from trainer.recording.history import local_day
from trainer.recording.plan import Plan
from trainer.recording.shown import NOT_MEDICAL
from trainer.recording.stopping import REASONS, legs_of
from trainer.reports.beside import eye_section, measures_section
from trainer.reports.board import anchor_section
from trainer.reports.courses import body_section, other_tests
from trainer.reports.found import found_of
from trainer.reports.parts import Found, Report, Section
from trainer.reports.planned import done_section, plan_section
from trainer.sessions.patient_record import PatientRecord, record_of
from trainer.store.store import Store
from trainer.texts import in_language, language_code, said, said_day

TITLE = "Balance report"
CODE, NAME, LEG = "Code", "Name", "Involved leg"
DIAGNOSIS, SURGERY, ORDER, CARE, VISITS = "Diagnosis", "Surgery", "Order", "In care since", "Visits"
NOT_NOTED, NOBODY_SAID = "not noted", "nobody said which"
COUNTED, NO_VISIT = "{count}, the last on {day}", "none yet"
STOPPED = "{leg} is stopped since {day}: {reason}."
PAIN_OF, SCORED = "{reason}, pain {pain} of 10", "{reason}, {pain} of 10"
NOTHING = "Nothing was measured on the board yet, so nothing can be said of a change."
NO_ANCHOR = (
    "There are trials on the board, but none yet of the test that is the same at each visit: "
    "nothing here can be called a change."
)
WHAT_FOLLOWS = "What was typed in and planned stands below."
FIVE_VISITS = (
    "A finding takes five visits with this test: one to learn, two for a baseline, two to compare."
)
SIGNATURE = ("Therapist, signature", "Date")
BOARD_ALONE = "The board shows how steadily a leg controls the board; it does not see the knee."
UNDRAWN = "? stands for a sign that no typeface of this computer has."
PAGE = "Page {page} of {pages}"


@dataclass(frozen=True)
class Known:
    """What a report is made from; `name` is empty where it shall not stand there."""

    record: PatientRecord
    name: str = ""
    background: Background | None = None
    stops: tuple[HardStop, ...] = ()
    plan: Plan | None = None


def report_on(store: Store, code: str, day: date, language: str = "", *, named: bool) -> Report:
    """The report on a patient as of a day; `UnknownPatient`."""
    known = Known(
        record_of(store, code, day),
        store.name_of(code) if named else "",
        store.background(code),
        tuple(stop for stop in store.stops(code) if stop.lifted is None),
        store.plan(code),
    )
    return report_of(known, day, language)


def report_of(known: Known, day: date, language: str = "") -> Report:
    """The report in a language, by default that of the environment."""
    with in_language(language):
        record = known.record
        return Report(
            language=language_code(language),
            title=said(TITLE),
            made_on=day.isoformat(),
            day=said_day(day),
            code=record.history.patient_code,
            name=known.name,
            facts=tuple(_facts(known)),
            care=tuple(map(_stopped, known.stops)),
            found=_found(record),
            sections=tuple(_sections(known)),
            signature=tuple(map(said, SIGNATURE)),
            foot=f"{said(NOT_MEDICAL)} {said(BOARD_ALONE)}",
            undrawn=said(UNDRAWN),
            page=said(PAGE),
        )


def _facts(known: Known) -> Iterator[tuple[str, str]]:
    record, background = known.record, known.background
    yield said(CODE), record.history.patient_code
    if known.name:
        yield said(NAME), known.name
    involved = record.episode.involved
    yield said(LEG), said(WHOSE[involved]) if involved else said(NOBODY_SAID)
    yield said(DIAGNOSIS), (background.diagnosis if background else "") or said(NOT_NOTED)
    if background and background.surgery_on:
        yield said(SURGERY), said_day(background.surgery_on, short=True)
    yield said(ORDER), order_words(background) if background else said(NOT_NOTED)
    begun_on = local_day(record.episode.begun_at)
    if record.settled:
        yield said(CARE), said_day(begun_on, short=True)
    yield said(VISITS), _visits([day for day in record.visit_days if day >= begun_on])


def _visits(days: list[date]) -> str:
    if not days:
        return said(NO_VISIT)
    return said(COUNTED).format(count=len(days), day=said_day(max(days), short=True))


def _stopped(stop: HardStop) -> str:
    reason = said(REASONS[stop.reason])
    if stop.pain is not None:
        words = SCORED if stop.reason is StopReason.PAIN else PAIN_OF
        reason = said(words).format(reason=reason, pain=stop.pain)
    day = said_day(local_day(stop.at), short=True)
    return said(STOPPED).format(leg=said(WHOSE[legs_of(stop)]), day=day, reason=reason)


def _found(record: PatientRecord) -> tuple[Found, ...]:
    """The involved leg's finding first; what is missing where there is none."""
    legs, involved = record.progress.legs, record.episode.involved
    if legs:
        first, *others = map(found_of, sorted(legs, key=lambda leg: leg.side is not involved))
        # What holds for both legs is said once.
        return (
            first,
            *(replace(o, meaning="") if o.meaning == first.meaning else o for o in others),
        )
    if not record.trials:
        return (Found("", said(NOTHING), said(WHAT_FOLLOWS)),)
    return (Found("", said(NO_ANCHOR), said(FIVE_VISITS)),)


def _sections(known: Known) -> Iterator[Section]:
    record = known.record
    tables = record.tables()
    sections = (
        anchor_section(record),
        other_tests(record, tables),
        body_section(record, tables),
        eye_section(record, tables),
        measures_section(record),
        plan_section(record, known.plan),
        done_section(record, tables),
    )
    yield from (each for each in sections if each is not None)
