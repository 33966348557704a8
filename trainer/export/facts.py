"""All of a trial but its samples as one JSON object: the sidecar of every format.

With the tables beside it nothing is lost: `trial_of` gives back what `facts_of` took apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from trainer.export.errors import NotReadable
from trainer.export.units import COLUMNS, column_names, hidden
from trainer.recording.columns import AnyArray
from trainer.recording.container import STREAMS, parts_of
from trainer.recording.json_form import Json, JsonFormError, from_json, to_json
from trainer.recording.trial import (
    ClockMap,
    MetricValue,
    Recording,
    TrialEvent,
    TrialHeader,
    TrialResult,
)
from trainer.store.values import FinishedTrial, Unlocking

PROGRAM, FORM = "baps-trainer", 1
CHANGED = "{name} was changed after it was exported: import the file as it was written"


@dataclass(frozen=True)
class TableFile:
    """A stream's table: its file's name beside the sidecar, its rows, and its checksum."""

    file: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Facts:
    """Everything of a trial but its samples. `identified` says whether it names its patient."""

    header: TrialHeader
    clock_map: ClockMap
    events: tuple[TrialEvent, ...]
    result: TrialResult
    metrics: tuple[MetricValue, ...]
    why_not: str
    remarks: tuple[str, ...]
    measured_with: str
    identified: bool
    tables: Mapping[str, Json]
    unlocked: Unlocking | None = None
    program: str = PROGRAM
    program_version: str = ""
    form: int = FORM


def table_file(name: str, rows: int, data: bytes) -> TableFile:
    """What the sidecar says of a table's file."""
    return TableFile(name, rows, sha256(data).hexdigest())


def facts_of(
    trial: FinishedTrial, tables: Mapping[str, TableFile], *, identified: bool
) -> dict[str, Json]:
    """The sidecar of a trial whose tables, by stream, stand in these files."""
    recording = trial.recording
    facts = Facts(
        recording.header,
        recording.clock_map,
        recording.events,
        trial.result,
        trial.metrics,
        trial.why_not,
        trial.remarks,
        trial.measured_with,
        identified,
        {name: to_json(table) for name, table in tables.items()},
        trial.unlocked,
        program_version=version(PROGRAM),
    )
    written = to_json(facts)
    assert isinstance(written, dict)
    return {**written, "columns": _columns(tables)}


def _columns(tables: Mapping[str, TableFile]) -> Json:
    names = dict.fromkeys(name for stream in tables for name in column_names(stream))
    return {name: to_json(COLUMNS[name]) for name in names}


def facts_in(written: Any, what: str) -> Facts:
    """The facts in a JSON object; `NotReadable`, with `what` as its name, if these are none."""
    if not isinstance(written, dict) or written.get("program") != PROGRAM:
        raise NotReadable(f"{what} was not written by baps export")
    if written.get("form") != FORM:
        raise NotReadable(f"{what} has form {written.get('form')}, not {FORM}: update this program")
    try:
        return from_json(Facts, written)
    except JsonFormError as error:
        raise NotReadable(f"{what} is damaged: {error}") from error


def tables_in(facts: Facts, what: str) -> dict[str, TableFile]:
    """Which files hold the streams; `NotReadable` for a name that leads elsewhere."""
    try:
        found = {name: from_json(TableFile, one) for name, one in facts.tables.items()}
    except JsonFormError as error:
        raise NotReadable(f"{what} is damaged: {error}") from error
    if "board" not in found or not set(found) <= set(STREAMS):
        raise NotReadable(f"{what} is damaged: its tables are {', '.join(found) or 'missing'}")
    if any(set(table.file) & set("/\\:") or table.file.startswith(".") for table in found.values()):
        raise NotReadable(f"{what} is damaged: its tables do not stand beside it")
    return found


def checked(data: bytes, table: TableFile) -> bytes:
    """The bytes of a table if nobody changed them; `NotReadable`."""
    if sha256(data).hexdigest() != table.sha256:
        raise NotReadable(CHANGED.format(name=table.file))
    return data


def trial_of(
    facts: Facts, columns: Mapping[str, Mapping[str, AnyArray]], what: str
) -> FinishedTrial:
    """The trial of these facts and of the columns of each stream; `NotReadable`."""
    try:
        tables: dict[str, Any] = {
            name: hidden(name, columns[name], facts.header)
            if name in columns
            else STREAMS[name].empty()
            for name in STREAMS
        }
        recording = Recording(
            facts.header,
            tables["board"],
            facts.events,
            facts.clock_map,
            tables["load"],
            tables["body"],
        )
        parts = parts_of(recording)
    except (KeyError, ValueError, TypeError, ArithmeticError) as error:
        raise NotReadable(f"{what} is damaged: {error}") from error
    return FinishedTrial(
        recording,
        parts,
        facts.metrics,
        facts.result,
        facts.why_not,
        facts.remarks,
        facts.unlocked,
        facts.measured_with,
    )
