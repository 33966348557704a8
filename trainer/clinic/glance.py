"""The rows of the patients' list: what a therapist sees of each before opening one."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from trainer.clinic.clinic import Clinic
from trainer.progress.values import Finding
from trainer.reading.said_of_progress import CHANGE_KINDS
from trainer.reading.words import LEGS
from trainer.recording.account import Account
from trainer.recording.history import local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.at_a_glance import AtAGlance
from trainer.store import StoreError
from trainer.store.values import PatientOverview
from trainer.texts import said

BETTER, WORSE, STOPPED = "{leg} better", "{leg} worse: check", "leg stopped"
FLAGS = {Finding.BETTER: BETTER, Finding.WORSE: WORSE}
MOST_AHEAD = 60
SIGNS = {"better": "✓", "worse": "!", "care": "■"}


@dataclass(frozen=True)
class Flag:
    """A hard stop, or a change of one leg beyond noise: `kind` is care, better or worse. The words
    and the `sign` say it without the colour.
    """

    kind: str
    words: str

    @property
    def sign(self) -> str:
        return SIGNS[self.kind]


@dataclass(frozen=True)
class Glance:
    """A patient in the list; `weeks_away` are whole ones since the last visit."""

    code: str
    name: str
    last_seen_at: datetime | None
    weeks_away: int
    plan_title: str
    visit_open: bool
    volunteer: bool
    kept: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Asked:
    """Whose code or name holds `q`, in any capitals, and whether volunteers are asked for, too."""

    q: str = ""
    volunteers: bool = False


@dataclass(frozen=True)
class Listed:
    """The list, how many `more` there are than it holds, and how many volunteers are `hidden`."""

    rows: tuple[Glance, ...]
    more: int
    hidden: int


def glances(clinic: Clinic, account: Account, asked: Asked, limit: int) -> Listed:
    """Those of whom was asked and whom somebody may see, the latest first; at most `limit`."""
    store, wanted = clinic.store, asked.q.casefold()
    visible, names = store.visible_codes(account.account_id, clinic.now()), store.names()
    found = [
        each
        for each in store.patients_overview(local_day(clinic.now()))
        if each.code in visible
        and (wanted in each.code.casefold() or wanted in names.get(each.code, "").casefold())
    ]
    listed = [each for each in found if asked.volunteers or not _measures_alone(each)]
    listed.sort(key=_seen_at)
    shown = listed[::-1][:limit]
    known = clinic.glances.of(each.code for each in shown)
    today = local_day(clinic.now())
    rows = tuple(_row(each, names.get(each.code, ""), known[each.code], today) for each in shown)
    return Listed(rows, len(listed) - len(rows), len(found) - len(listed))


def work_out_ahead(clinic: Clinic) -> None:
    """What the list shows first, worked out before anybody asks: it takes seconds for the first
    time. A database that is away is told to whoever asks.
    """
    with suppress(StoreError):
        seen = clinic.store.patients_overview(local_day(clinic.now()))
        clinic.glances.of(each.code for each in sorted(seen, key=_seen_at)[-MOST_AHEAD:])


def _seen_at(each: PatientOverview) -> float:
    return each.last_seen_at.timestamp() if each.last_seen_at else 0.0


def _measures_alone(each: PatientOverview) -> bool:
    """A volunteer who is no patient: one with a plan or a stopped leg is never hidden."""
    return each.volunteer and not each.plan_title and not each.stopped


def _row(each: PatientOverview, name: str, known: AtAGlance, today: date) -> Glance:
    seen = each.last_seen_at
    return Glance(
        each.code,
        name,
        seen,
        (today - local_day(seen)).days // 7 if seen else 0,
        each.plan_title,
        each.visit_open,
        each.volunteer,
        known.kept.words if known.kept else "",
        tuple(_flags(each, known.findings)),
    )


def _flags(each: PatientOverview, findings: Sequence[tuple[Side, Finding]]) -> Iterator[Flag]:
    if each.stopped:
        yield Flag("care", said(STOPPED))
    for side, finding in findings:
        if finding in FLAGS:
            yield Flag(CHANGE_KINDS[finding], said(FLAGS[finding]).format(leg=said(LEGS[side])))
