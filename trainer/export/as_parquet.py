"""Parquet: all of a clinic as six tables, for DuckDB, pandas, R or Spark.

`trials`, `metrics`, `events`, and the samples of each sensor. A table is a folder of files, each
with the rows of some hundred trials. Of samples each trial is a row group: a reader that asks for
one trial skips the others, and neither writer nor reader needs more memory than a trial has.
"""

import json
from datetime import datetime
from enum import Enum
from importlib.resources import files
from typing import Any, get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from trainer.export.facts import facts_of
from trainer.export.folder import ExportFolder
from trainer.export.formats import Given
from trainer.export.rows import (
    EventRow,
    MetricRow,
    TrialAbout,
    event_rows,
    metric_rows,
    trial_row,
)
from trainer.export.units import COLUMNS, column_names, shown, streams_of, whole_numbers
from trainer.recording.conditions import Conditions
from trainer.recording.container import STREAMS
from trainer.store.values import FinishedTrial

README = "parquet_readme.md"
RECORD = "record"
TRIALS_A_FILE = 500
LISTED_TOGETHER = 50
"""Trials whose rows in the lists are one row group."""
KINDS = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    datetime: pa.timestamp("us", tz="UTC"),
}


def begin(given: Given) -> "ParquetWriter":
    """The writer of this format."""
    return ParquetWriter(given)


class ParquetWriter:
    """Writes each trial's samples as it comes, and its rows in the lists some trials later."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._lists = {
            "trials": _trials_schema(),
            "metrics": _schema(MetricRow),
            "events": _schema(EventRow),
        }
        samples = {f"samples_{stream}": _samples_schema(stream) for stream in STREAMS}
        self._tables = {
            name: _Table(given.folder, name, schema)
            for name, schema in (self._lists | samples).items()
        }
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in self._lists}
        self._trials = 0

    def add(self, trial: FinishedTrial) -> None:
        if self._trials and self._trials % TRIALS_A_FILE == 0:
            self._list()
            for table in self._tables.values():
                table.next_file()
        self._trials += 1
        record = json.dumps(
            facts_of(trial, {}, identified=self._given.identified), ensure_ascii=False
        )
        self._rows["trials"].append({**trial_row(trial), RECORD: record})
        self._rows["metrics"] += [row._asdict() for row in metric_rows(trial)]
        self._rows["events"] += [_event(row) for row in event_rows(trial)]
        for stream, samples in streams_of(trial.recording).items():
            columns = shown(stream, samples, trial.recording.header)
            ids = pa.array([trial.trial_id] * len(samples), pa.string())
            self._tables[f"samples_{stream}"].write({"trial_id": ids, **columns})
        if self._trials % LISTED_TOGETHER == 0:
            self._list()

    def end_patient(self) -> None:
        """Nothing: each trial stands for itself."""

    def close(self) -> None:
        self._list()
        for table in self._tables.values():
            table.close()
        text = (files("trainer.export") / README).read_bytes()
        self._given.folder.write("README.md", text)

    def _list(self) -> None:
        for name, rows in self._rows.items():
            self._tables[name].write({c: [row[c] for row in rows] for c in self._lists[name].names})
            rows.clear()


class _Table:
    """A folder of files with the same columns; there is always one, so that it can be asked."""

    def __init__(self, folder: ExportFolder, name: str, schema: Any) -> None:
        self._folder, self._name, self._schema = folder, name, schema
        self._files = 0
        self._writer = self._begun()

    def write(self, columns: dict[str, Any]) -> None:
        """More rows, as one row group."""
        arrays = [
            pa.array(columns[field.name], field.type, from_pandas=True) for field in self._schema
        ]
        table = pa.table(arrays, schema=self._schema)
        if len(table):
            self._writer.write_table(table, row_group_size=len(table))

    def next_file(self) -> None:
        """What comes goes into another file."""
        self.close()
        self._writer = self._begun()

    def close(self) -> None:
        self._writer.close()

    def _begun(self) -> Any:
        self._files += 1
        path = self._folder.path(f"{self._name}/{self._files:05}.parquet")
        return self._folder.enter(pq.ParquetWriter(path, self._schema, compression="zstd"))


def _schema(row: Any, *names: str) -> Any:
    """The columns of a class of rows, by its hints."""
    hints = get_type_hints(row)
    return pa.schema([pa.field(name, _kind(hints[name])) for name in names or hints])


def _kind(hint: Any) -> Any:
    kinds = [kind for kind in (hint, *get_args(hint)) if isinstance(kind, type)]
    known = [KINDS[kind] for kind in kinds if kind in KINDS and not issubclass(kind, Enum)]
    return known[0] if len(known) == 1 else pa.string()


def _trials_schema() -> Any:
    about, conditions = _schema(TrialAbout), _schema(Conditions)
    return pa.schema([*about, *conditions, pa.field(RECORD, pa.string())])


def _samples_schema(stream: str) -> Any:
    whole = whole_numbers(stream)
    return pa.schema(
        [
            pa.field("trial_id", pa.string()),
            *(
                pa.field(
                    name,
                    pa.int64() if name in whole else pa.float64(),
                    metadata={"unit": COLUMNS[name].unit, "description": COLUMNS[name].says},
                )
                for name in column_names(stream)
            ),
        ]
    )


def _event(row: EventRow) -> dict[str, Any]:
    return {**row._asdict(), "data": json.dumps(row.data, ensure_ascii=False)}
