"""What people found and typed in, beside the board: measures, symptoms, and grades given by eye."""

from collections.abc import Sequence

from trainer.progress.days import PairTable
from trainer.reading.beside import GRADED_BY_EYE, measured, on_side
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import FREE
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_table import shown
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side
from trainer.reports.courses import ARROW, EYE, EYE_LEAD, NEWEST, NONE, WHAT, eye_rows
from trainer.reports.parts import Section, around, cut
from trainer.sessions.forms.visit_questions import grade_words, unit_words
from trainer.sessions.patient_record import PAIN_NOW, PatientRecord
from trainer.texts import begun, said, said_day, said_figures

TITLE = "Symptoms, strength and function, as typed in"
LEAD = "Found by people, not by the board: first and newest value of this episode of care."
LEFT, RIGHT, NO_SIDE, MEASURE = "left", "right", "no side", "measure"
FIRST = (PAIN_NOW, "pain_next_morning", "giving_way", "patient_specific_task", "global_change")
"""What a doctor looks for before strength and reach."""
MOST_MEASURES, MOST_BY_EYE = 12, 6


def measures_section(record: PatientRecord) -> Section | None:
    """Pain and symptoms first, then all else in the order of its first day."""
    found = sorted(measured(record, without=GRADED_BY_EYE), key=_rank)
    sided = any(on_side(None, entries) for entries in found)
    titles = (MEASURE, LEFT, RIGHT, *([NO_SIDE] if sided else []), NEWEST)
    rows = [_row(entries, sided) for entries in found]
    widths = (2.6, *(1.0,) * (len(titles) - 2), 1.05)
    table = cut(titles, rows, widths, MOST_MEASURES)
    return around(table, TITLE, LEAD)


def eye_section(record: PatientRecord, tables: Sequence[PairTable]) -> Section | None:
    """What was scored by eye in trials, and grades that were typed in."""
    graded = [e for e in measured(record) if e[0].kind in GRADED_BY_EYE]
    rows = [*eye_rows(record, tables), *(_row(entries, sided=False) for entries in graded)]
    table = cut((WHAT, LEFT, RIGHT, NEWEST), rows, (1.8, 1.4, 1.4, 0.8), MOST_BY_EYE)
    return around(table, EYE, EYE_LEAD)


def _rank(entries: Sequence[ClinicalEntry]) -> int:
    kind = entries[0].kind
    return FIRST.index(kind) if kind in FIRST else len(FIRST)


def _row(entries: Sequence[ClinicalEntry], sided: bool) -> tuple[str, ...]:
    sides = (Side.LEFT, Side.RIGHT, *([None] if sided else []))
    values = [_ends(on_side(side, entries)) for side in sides]
    newest = local_day(entries[-1].measured_at)
    return (_title(entries[0]), *values, said_day(newest, short=True))


def _title(entry: ClinicalEntry) -> str:
    """What it is of; a name and words of somebody's own are left as they are."""
    kind = KINDS.get(entry.kind)
    name = said(kind.title) if kind else entry.kind.removeprefix(FREE)
    position, label = (str(entry.detail.get(each, "")) for each in ("position", "label"))
    told = ", ".join(filter(None, (name, said(position.replace("_", " ")), label)))
    return begun(told + (f" ({unit_words(entry.unit)})" if entry.unit else ""))


def _ends(entries: Sequence[ClinicalEntry]) -> str:
    ends = entries if len(entries) < 2 else [entries[0], entries[-1]]
    return ARROW.join(map(_value, ends)) or NONE


def _value(entry: ClinicalEntry) -> str:
    kind = KINDS.get(entry.kind)
    grade = next((g for g in kind.grades if g.value == entry.value), None) if kind else None
    return grade_words(kind.grades, grade) if kind and grade else said_figures(shown(entry))
