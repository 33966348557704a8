"""The rows of the patients' list: what a therapist sees of each before opening one."""

from dataclasses import dataclass
from datetime import datetime

from trainer.clinic.clinic import Clinic
from trainer.progress.values import Finding
from trainer.reading.words import LEGS
from trainer.recording.account import Account
from trainer.recording.history import local_day
from trainer.sessions.at_a_glance import AtAGlance
from trainer.store.values import PatientOverview
from trainer.texts import said

BETTER, WORSE = "{leg} better", "{leg} worse: check"
FLAGS = {Finding.BETTER: ("better", BETTER), Finding.WORSE: ("worse", WORSE)}


@dataclass(frozen=True)
class Flag:
    """A change of one leg beyond noise; `kind` is better or worse."""

    kind: str
    words: str


@dataclass(frozen=True)
class Glance:
    """A patient in the list."""

    code: str
    name: str
    last_seen_at: datetime | None
    plan_title: str
    visit_open: bool
    stopped: bool
    kept: str
    flags: tuple[Flag, ...]


def glances(clinic: Clinic, account: Account, q: str, limit: int) -> tuple[tuple[Glance, ...], int]:
    """Those whom somebody may see, whose code or name holds `q`, the latest first; at most `limit`,
    and how many more there are.
    """
    store, wanted = clinic.store, q.casefold()
    visible, names = store.visible_codes(account.account_id, clinic.now()), store.names()
    found = [
        each
        for each in store.patients_overview(local_day(clinic.now()))
        if each.code in visible
        and (wanted in each.code.casefold() or wanted in names.get(each.code, "").casefold())
    ]
    found.sort(key=lambda each: each.last_seen_at.timestamp() if each.last_seen_at else 0.0)
    latest = found[::-1]
    shown = latest[:limit]
    known = clinic.glances.of(each.code for each in shown)
    rows = tuple(_row(each, names.get(each.code, ""), known[each.code]) for each in shown)
    return rows, len(latest) - len(rows)


def _row(each: PatientOverview, name: str, known: AtAGlance) -> Glance:
    return Glance(
        each.code,
        name,
        each.last_seen_at,
        each.plan_title,
        each.visit_open,
        each.stopped,
        known.kept.words if known.kept else "",
        tuple(
            Flag(kind, said(words).format(leg=said(LEGS[side])))
            for side, finding in known.findings
            if finding in FLAGS
            for kind, words in (FLAGS[finding],)
        ),
    )
