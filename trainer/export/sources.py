"""Trials out of files: exports of this program, recordings, and another station's database.

Each source gives one trial after the other, or what was wrong with one, so that a damaged trial
costs itself alone.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from trainer.export.archive import ZIP, Below, Files, members_of, opened
from trainer.export.errors import ExportError, NotReadable
from trainer.export.facts import checked, facts_in, tables_in, trial_of
from trainer.export.naming import DATASET, SOURCE, TRIALS
from trainer.export.recordings import trial_of_parts
from trainer.export.tables import BIDS, COMMAS, samples_from
from trainer.export.units import column_names, whole_numbers
from trainer.recording.container import HEADER, ContainerError
from trainer.store import Store, StoreError, copy_database
from trainer.store.backup import check_backup
from trainer.store.places import sqlite_url
from trainer.store.values import FinishedTrial

Found = FinishedTrial | ExportError
SQLITE = b"SQLite format 3\0"
SUFFIX = ".baps"
PARQUET_SAMPLES = "samples_board/"
MOST_BELOW = 4
"""Folders around an export that hold nothing else."""
NOT_OURS = (
    "{path} is no export of this program, no recording and no database of a station: "
    "baps metrics FILE measures tables of other programs"
)
PARQUET_TABLES = (
    "{path} is an export as Parquet, which is for questions: import the same trials as csv or bids"
)


@contextmanager
def trials_in(path: Path) -> Iterator[Iterable[Found]]:
    """All trials in a file or folder; `NotReadable` if it holds nothing of this program."""
    if not path.exists():
        raise NotReadable(f"{path} does not exist")
    if path.is_dir():
        with opened(path) as files:
            yield _in_files(path, files)
        return
    with path.open("rb") as file:
        begins = file.read(len(SQLITE))
    if begins == SQLITE:
        with _copied(path) as store:
            yield _in_store(store)
    elif begins.startswith(ZIP):
        with opened(path) as files:
            yield _in_files(path, files)
    else:
        raise NotReadable(NOT_OURS.format(path=path))


def _in_files(path: Path, files: Files, below: int = 0) -> Iterable[Found]:
    names = files.names()
    if HEADER in names:
        return _each([HEADER], lambda _: trial_of_parts(files))
    facts = _facts_in(names)
    if facts is not None:
        return _each(facts, lambda name: _exported(files, name))
    packed = [name for name in names if name.endswith(SUFFIX)]
    loose = [name.removesuffix(HEADER) for name in names if name.endswith(f"/{HEADER}")]
    if packed or loose:
        return chain(
            _each(packed, lambda name: trial_of_parts(members_of(files.read(name), name))),
            _each(loose, lambda name: trial_of_parts(Below(files, name))),
        )
    inside = {name.partition("/")[0] for name in names}
    if len(inside) == 1 and names != list(inside) and below < MOST_BELOW:
        return _in_files(path, Below(files, f"{inside.pop()}/"), below + 1)
    ours = any(name.startswith(PARQUET_SAMPLES) for name in names)
    raise NotReadable((PARQUET_TABLES if ours else NOT_OURS).format(path=path))


def _facts_in(names: list[str]) -> list[str] | None:
    """The sidecars of an export; None if these are no files of one."""
    of_bids = [name for name in names if name.startswith(SOURCE) and name.endswith(".json")]
    if DATASET in names and of_bids:
        return of_bids
    return [name for name in names if name.endswith(".json")] if TRIALS in names else None


def _each(names: Iterable[str], read: Callable[[str], FinishedTrial]) -> Iterator[Found]:
    for name in names:
        try:
            yield read(name)
        except ExportError as error:
            yield error
        except ContainerError as error:
            yield NotReadable(f"{name}: {error}")


def _exported(files: Files, name: str) -> FinishedTrial:
    """The trial of a sidecar, from the tables that belong to it."""
    try:
        facts = facts_in(_storable(json.loads(files.read(name))), name)
    except (ValueError, RecursionError) as error:
        raise NotReadable(f"{name} is no JSON of an export: {error}") from error
    form = BIDS if name.startswith(SOURCE) else COMMAS
    beside = name.removeprefix(SOURCE).rpartition("/")[0]
    columns = {}
    for stream, table in tables_in(facts, name).items():
        where = f"{beside}/{table.file}"
        data = checked(files.read(where), table)
        if table.rows:
            columns[stream] = samples_from(
                data, column_names(stream), whole_numbers(stream), form, where
            )
    return trial_of(facts, columns, name)


def _storable(written: Any) -> Any:
    """JSON whose texts any database takes; ValueError otherwise."""
    # A half of a surrogate pair has no UTF-8, and PostgreSQL takes no zero.
    if b"\\u0000" in json.dumps(written, ensure_ascii=False).encode():
        raise ValueError("a text in it holds a zero")
    return written


@contextmanager
def _copied(path: Path) -> Iterator[Store]:
    """A station's database as a copy of today's schema: the file itself is left as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "station.db"
        try:
            check_backup(path)
            copy_database(path, copy)
            station = Store.open(sqlite_url(copy))
        except StoreError as error:
            raise NotReadable(str(error)) from error
        with station:
            yield station


def _in_store(store: Store) -> Iterator[Found]:
    codes = [*(patient.code for patient in store.patients()), None]
    for code in codes:
        yield from _each(store.trial_ids(code), store.finished_trial)
