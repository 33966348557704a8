"""What a patient's page shows, gathered from the record and what belongs to the patient."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from trainer.clinic.addresses import day_page
from trainer.clinic.attendance import Attendance, attendance_of
from trainer.clinic.clinic import Clinic
from trainer.progress import ClinicNoise
from trainer.progress.scale import scale_of
from trainer.progress.sentences import quantity
from trainer.progress.values import AnchorVisit, LegProgress
from trainer.reading.beside import (
    Beside,
    by_eye,
    day_notes,
    exercises,
    other_measures,
    symptoms,
    trainings,
)
from trainer.reading.day_table import DayTable, SeenBy, day_table, trend_words
from trainer.reading.said_of_progress import (
    CHANGE_KINDS,
    ON_PAGE,
    beneath_anchor,
    foot_words,
    without_anchor,
)
from trainer.reading.words import LEGS
from trainer.recording.background import ORDERS
from trainer.recording.clinical import Episode
from trainer.recording.history import History, local_day
from trainer.reports.charts import anchor_chart, anchor_words, as_svg, points_of
from trainer.sessions.at_a_glance import POOLED
from trainer.sessions.patient_record import PatientRecord, record_of
from trainer.texts import said, said_day, said_figures, spoken

SYMPTOMS, BY_EYE = "Symptoms, as typed in", "What an eye scored, as typed in"
STRENGTH = "Strength, reach and function, as typed in"
EXERCISES, TRAINING = "Exercises beside the board", "Training on the board"
LAST_TIME, NO_VERDICT = "Last time, {day}: {legs}.", "One visit against another decides nothing."
LEG_LAST_TIME, LEG_THIS_TIME = "{leg} {value}, before it {before}", "{leg} {value}"
INVOLVED, IN_CARE, SURGERY = "involved: {leg}", "in care since {day}", "surgery {day}"

NO_LEG = "Nobody said which leg is involved: say so under Entries, and the legs are compared."


@dataclass(frozen=True)
class LegSaid:
    """What is found at one leg; `kind` is better, worse or empty."""

    kind: str
    sentence: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PatientView:
    """Everything on a patient's page, as text and cells.

    `seen` are the tests, by what saw them. The newest of the `notes` comes first. `chart` is the
    anchor's as SVG and `chart_words` say what it shows; empty where there is none.
    """

    code: str
    name: str
    facts: tuple[str, ...]
    headline: str
    last_time: str
    visits: str
    treated_by: tuple[str, ...]
    seen: tuple[tuple[SeenBy, tuple[DayTable, ...]], ...]
    said: tuple[LegSaid, ...]
    chart: str
    chart_words: str
    beneath: tuple[str, ...]
    missing: tuple[str, ...]
    notes: tuple[tuple[date, str], ...]
    beside: tuple[tuple[str, Beside], ...]
    foot: tuple[str, ...]
    attendance: Attendance


def view_of(clinic: Clinic, code: str) -> PatientView:
    """A patient's page, worked out where something it rests on was changed; `UnknownPatient`."""
    changes, today = clinic.store.changes(POOLED), local_day(clinic.now())
    stamp = changes.by_code.get(code, 0), changes.pooled, today
    return clinic.views.of(
        (code, spoken()), stamp, lambda: _worked_out(clinic, code, changes.pooled)
    )


def _worked_out(clinic: Clinic, code: str, pooled: int) -> PatientView:
    store = clinic.store

    def noise(history: History, episode: Episode) -> ClinicNoise:
        return clinic.glances.noise(history, episode, pooled)

    record = record_of(store, code, local_day(clinic.now()), noise)
    tables = record.tables()
    legs = record.progress.legs
    beside = (
        (SYMPTOMS, symptoms(record)),
        (STRENGTH, other_measures(record)),
        (BY_EYE, by_eye(record)),
        (EXERCISES, exercises(record)),
        (TRAINING, trainings(record, tables)),
    )
    return PatientView(
        code=code,
        name=store.name_of(code),
        facts=tuple(_facts(clinic, record)),
        headline=_headline(record),
        last_time=_last_time(legs),
        visits=record.kept.words if record.kept else "",
        treated_by=store.treated_by(code),
        seen=tuple(_seen([day_table(table, record) for table in tables])),
        said=tuple(_said(leg) for leg in legs),
        chart=clinic.charts.of((code, spoken()), legs, lambda: _chart(code, legs)),
        chart_words=anchor_words(legs),
        beneath=tuple(beneath_anchor(record)) if legs else (),
        missing=tuple(_missing(record)),
        notes=tuple(day_notes(record, tables))[::-1],
        beside=tuple(each for each in beside if each[1].rows),
        foot=tuple(foot_words(record, tables, ON_PAGE)),
        attendance=attendance_of(store, record, clinic.now()),
    )


def _chart(code: str, legs: Sequence[LegProgress]) -> str:
    """The anchor's as SVG; empty where there is nothing to draw."""
    drawn = any(map(points_of, legs))
    return as_svg(anchor_chart(legs, partial(day_page, code))) if drawn else ""


def _facts(clinic: Clinic, record: PatientRecord) -> list[str]:
    """Leg, diagnosis, surgery, order: what somebody noted of the patient."""
    known = clinic.store.background(record.history.patient_code)
    leg, facts = record.episode.involved, []
    if leg:
        facts.append(said(INVOLVED).format(leg=said(LEGS[leg])))
    if record.settled:
        begun_on = said_day(local_day(record.episode.begun_at), short=True)
        facts.append(said(IN_CARE).format(day=begun_on))
    if known is not None:
        facts += [known.diagnosis] if known.diagnosis else []
        if known.surgery_on:
            facts.append(said(SURGERY).format(day=said_day(known.surgery_on, short=True)))
        facts.append(said(ORDERS[known.weight_bearing]))
    return facts


def _headline(record: PatientRecord) -> str:
    """What is found of the involved leg, before all else; of any leg where nobody said which."""
    legs = record.progress.legs
    involved = [leg for leg in legs if leg.side is record.episode.involved] or list(legs)
    if not involved:
        return ""
    return involved[0].verdict.sentence


def _last_time(legs: Sequence[LegProgress]) -> str:
    """What each leg did at the newest visit with a value, beside the visit before."""
    valued = {leg.side: points_of(leg) for leg in legs}
    newest = max((visit.day for leg in legs for visit in leg.visits), default=None)
    told = [
        _of_leg(leg, visits)
        for leg in legs
        if (visits := valued[leg.side]) and visits[-1].day == newest
    ]
    if newest is None or not told:
        return ""
    words = said(LAST_TIME).format(day=said_day(newest), legs="; ".join(told))
    both = any(len(visits) > 1 for visits in valued.values())
    return said_figures(f"{words} {said(NO_VERDICT)}" if both else words)


def _of_leg(leg: LegProgress, visits: Sequence[AnchorVisit]) -> str:
    scale = scale_of(leg.metric)
    values = [quantity(scale, visit.value or 0.0, visit) for visit in visits[-2:]]
    words = said(LEG_LAST_TIME if len(values) > 1 else LEG_THIS_TIME)
    return words.format(leg=said(LEGS[leg.side]), value=values[-1], before=values[0])


def _seen(tables: Sequence[DayTable]) -> Iterator[tuple[SeenBy, tuple[DayTable, ...]]]:
    """What the board saw first, always; what a body sensor saw and an eye scored, if anything."""
    for seen_by in SeenBy:
        parts = tuple(part for each in tables if (part := each.of(seen_by)) is not None)
        if parts or seen_by is SeenBy.BOARD:
            yield seen_by, parts


def _missing(record: PatientRecord) -> Iterator[str]:
    """What keeps the page from saying more."""
    yield from without_anchor(record, ON_PAGE)
    if record.trials and record.episode.involved is None:
        yield said(NO_LEG)


def _said(leg: LegProgress) -> LegSaid:
    notes = list(leg.verdict.notes)
    if leg.trend is not None:
        notes.append(trend_words(leg.metric, leg.trend))
    return LegSaid(CHANGE_KINDS.get(leg.verdict.finding, ""), leg.verdict.sentence, tuple(notes))
