"""Everything that was typed in of a patient, as rows, and what it asks for today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from trainer.clinic.entry_forms import (
    BACKGROUND,
    LEG,
    SCREENING,
    WEIGHT,
    key_of,
    locked,
)
from trainer.clinic.plan_view import standing_against
from trainer.plans.symptoms import LEGS as BOTH_LEGS
from trainer.plans.symptoms import answers_before, cautions
from trainer.reading.beside import said_shown, said_title
from trainer.reading.words import LEGS
from trainer.recording.background import HardStop
from trainer.recording.clinical import ExerciseDone
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_table import (
    Entry,
    details_shown,
    found_at,
    has_value,
)
from trainer.recording.history import local_day
from trainer.recording.stopping import LEGS as THE_LEGS
from trainer.recording.stopping import legs_of, stop_words
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.background import background_words
from trainer.sessions.forms.measures import OWN, OWN_MEASURE
from trainer.sessions.forms.unlocking import Lock
from trainer.sessions.legs import today_began
from trainer.sessions.plan_known import PlanKnown
from trainer.store import Store
from trainer.texts import begun, said, said_number, told

NOT_NOTED = "Nothing is noted of diagnosis, surgery and weight bearing."
AS_TOLD, WEIGHED = "{kg} kg, as told", "{kg} kg, weighed on the board"
NEWEST_DAYS = 2
INVOLVED = "Involved: {leg}."
NO_LEG = "Nobody has said which leg is involved."


@dataclass(frozen=True)
class EntryRow:
    """One entry in words; `withdrawn` is the reason, empty for one that stands."""

    entry_id: str
    at: datetime
    title: str
    leg: str
    value: str
    details: str
    by: str
    withdrawn: str


@dataclass(frozen=True)
class LockRow:
    """A leg that is off the board; `key` finds it again."""

    key: str
    title: str
    line: str


@dataclass(frozen=True)
class LiftedRow:
    """A stop that somebody lifted."""

    at: datetime
    words: str
    lifted_at: datetime
    reason: str
    by: str


@dataclass(frozen=True)
class EntriesView:
    """What the page shows. `cautions` follow from what was said today, `against` from checklist
    and order; `known` are facts of the patient, `first` is what is to be asked before a first
    visit. `rows` are of the newest days, the rest `earlier`.
    """

    locks: tuple[LockRow, ...]
    cautions: tuple[str, ...]
    against: tuple[str, ...]
    known: tuple[str, ...]
    rows: tuple[EntryRow, ...]
    earlier: tuple[EntryRow, ...]
    withdrawn: tuple[EntryRow, ...]
    lifted: tuple[LiftedRow, ...]
    measures: tuple[tuple[str, str], ...]
    first: tuple[tuple[str, str], ...]


def entries_view(store: Store, code: str, known: PlanKnown) -> EntriesView:
    """As the database has it; `UnknownPatient`."""
    typed = store.entries(code)
    every: list[Entry] = [*typed, *store.exercises(code)]
    rows = [_row(each) for each in sorted(every, key=found_at, reverse=True)]
    standing = [each for each in rows if not each.withdrawn]
    newest = sorted({local_day(each.at) for each in standing}, reverse=True)[:NEWEST_DAYS]
    today = [each for each in typed if each.measured_at >= today_began()]
    locks = locked(store, code)
    off = {leg for lock in locks for leg in (BOTH_LEGS if lock.side is Side.BOTH else (lock.side,))}
    # Of a leg that is stopped, nothing lighter is said.
    answers = [
        answer
        for answer in answers_before(today, datetime.max.replace(tzinfo=UTC))
        if answer.side not in off
    ]
    kinds = [(each.name, said(each.title)) for each in KINDS.values() if not each.is_text]
    return EntriesView(
        _lock_rows(locks),
        tuple(map(begun, cautions(answers, answers_before(typed, today_began())))),
        standing_against(known),
        _known(store, code),
        tuple(each for each in standing if local_day(each.at) in newest),
        tuple(each for each in standing if local_day(each.at) not in newest),
        tuple(each for each in rows if each.withdrawn),
        tuple(_lifted(stop) for stop in reversed(store.stops(code)) if stop.lifted),
        (*kinds, (OWN, said(OWN_MEASURE))),
        tuple(_first(store, code, known)),
    )


def _first(store: Store, code: str, known: PlanKnown) -> Iterator[tuple[str, str]]:
    """What a first visit still asks for: where it is typed in, and its name; nothing of whoever
    measures the clinic's noise.
    """
    if any(person.code == code for person in store.noise_people()):
        return
    if store.episode(code) is None:
        yield "/entries/leg", LEG
    if known.background is None:
        yield "/entries/background", BACKGROUND
    if store.newest_weight(code) is None:
        yield "/entries/weight", WEIGHT
    if known.screening is None:
        yield "/entries/screening", SCREENING
    if known.counts is None:
        yield "/plan", "A plan, signed"


def lock_rows(store: Store, code: str) -> tuple[LockRow, ...]:
    """What keeps a leg off the board; `UnknownPatient`."""
    return _lock_rows(locked(store, code))


def _lock_rows(locks: Iterable[Lock]) -> tuple[LockRow, ...]:
    return tuple(LockRow(key_of(each), each.title, each.line) for each in locks)


def _row(entry: Entry) -> EntryRow:
    leg = said(LEGS[entry.side]) if entry.side else ""
    value = f"{said_shown(entry)}{_meaning(entry)}" if has_value(entry) else ""
    why = entry.withdrawn.reason or "–" if entry.withdrawn else ""
    details = details_shown(entry)
    title = begun(said_title(entry))
    return EntryRow(
        entry.entry_id, found_at(entry), title, leg, value, details, entry.operator, why
    )


def _meaning(entry: Entry) -> str:
    """What a grade that is a bare number stands for: " (over the foot)"."""
    if isinstance(entry, ExerciseDone) or entry.kind not in KINDS:
        return ""
    grades = KINDS[entry.kind].grades
    meant = [each.meaning for each in grades if each.word.isdigit() and each.value == entry.value]
    return f" ({said(meant[0])})" if meant else ""


def _lifted(stop: HardStop) -> LiftedRow:
    assert stop.lifted is not None
    words = f"{begun(said(THE_LEGS[legs_of(stop)]))}: {told(stop_words(stop))}"
    return LiftedRow(stop.at, words, stop.lifted.at, stop.lifted.reason, stop.lifted.operator)


def _known(store: Store, code: str) -> tuple[str, ...]:
    noted, weight, episode = store.background(code), store.newest_weight(code), store.episode(code)
    known = [said(NOT_NOTED) if noted is None else begun(background_words(noted))]
    leg = episode.involved if episode else None
    known.append(said(INVOLVED).format(leg=said(LEGS[leg])) if leg else said(NO_LEG))
    if weight is not None:
        known.append(
            said(WEIGHED if weight.measured else AS_TOLD).format(kg=said_number(f"{weight.kg:.1f}"))
        )
    return tuple(known)
