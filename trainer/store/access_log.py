"""The log of reads and writes: entries are added to a chain, and never changed.

The seals are made by whoever has the key; this only keeps the order, one entry at a time.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from trainer.recording.account import LISTED, LogEntry, SealedEntry
from trainer.store.account_tables import LogHeadRow, LogRow
from trainer.store.patients import NUL
from trainer.store.rows import columns_of, record_of
from trainer.store.tables import CODE_LENGTH

Seal = Callable[[str, int, LogEntry], str]
"""From the seal before, an entry's number and the entry to its own seal."""
HEAD = 1
PORTION = 1000


def add_entries(session: Session, entries: tuple[LogEntry, ...], seal: Seal) -> None:
    """Add entries at the end of the chain."""
    # Two stations may add at once: the second waits here, and goes on behind the first.
    head = session.get_one(LogHeadRow, HEAD, with_for_update=True, populate_existing=True)
    for entry in map(_storable, entries):
        number = head.number + 1
        sealed = seal(head.seal, number, entry)
        session.add(LogRow(number=number, seal=sealed, **columns_of(entry)))
        head.number, head.seal = number, sealed
    session.flush()


def head_of(session: Session) -> tuple[int, str]:
    """Number and seal of the newest entry as the head repeats them."""
    head = session.get_one(LogHeadRow, HEAD)
    return head.number, head.seal


def newest_entries(session: Session, limit: int, about: str = "") -> tuple[SealedEntry, ...]:
    """The newest entries, newest first; if given, only what was done of one patient, of an account
    or by it.
    """
    wanted = select(LogRow).order_by(LogRow.number.desc()).limit(limit)
    if about:
        wanted = wanted.where(or_(LogRow.about == about, LogRow.login == about, _lists(about)))
    return tuple(_sealed(row) for row in session.scalars(wanted))


def all_entries(session: Session) -> Iterator[SealedEntry]:
    """Every entry, oldest first, read in portions."""
    last = 0
    while True:
        rows = session.scalars(
            select(LogRow).where(LogRow.number > last).order_by(LogRow.number).limit(PORTION)
        ).all()
        yield from map(_sealed, rows)
        if not rows:
            return
        last = rows[-1].number
        session.expunge_all()


def _lists(code: str) -> ColumnElement[bool]:
    """Whether an entry about several patients names this one."""
    named = (LogRow.detail + " ").contains(f" {code} ", autoescape=True)
    return and_(LogRow.about == "", LogRow.detail.startswith(LISTED), named)


def _storable(entry: LogEntry) -> LogEntry:
    """Without what a made-up address or code may hold and no column takes."""
    about, detail = (each.replace(NUL, "") for each in (entry.about, entry.detail))
    return replace(entry, about=about[:CODE_LENGTH], detail=detail)


def _sealed(row: LogRow) -> SealedEntry:
    return SealedEntry(row.number, record_of(LogEntry, row), row.seal)
