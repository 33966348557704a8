"""CSV: a folder for each patient, in it one table for each trial with a JSON sidecar beside it.

Sensors with a rate of their own have tables of their own beside. `trials.csv` and `metrics.csv`
list all trials and their numbers.
"""

import json
from collections.abc import Mapping
from importlib.resources import files

from trainer.export.facts import facts_of, table_file
from trainer.export.formats import Given
from trainer.export.naming import TRIALS, folder_name
from trainer.export.rows import TRIAL_COLUMNS, MetricRow, metric_rows, trial_row
from trainer.export.tables import COMMAS, facts_text, samples_text
from trainer.export.units import shown, streams_of
from trainer.recording.json_form import Json
from trainer.store.values import FinishedTrial

METRICS, FILE = "metrics.csv", "file"
README = "csv_readme.md"


def begin(given: Given) -> "CsvWriter":
    """The writer of this format."""
    return CsvWriter(given)


class CsvWriter:
    """Writes each trial as it comes, and its lines in the two lists."""

    def __init__(self, given: Given) -> None:
        self._folder, self._identified = given.folder, given.identified
        self._folder.write(TRIALS, facts_text([(*TRIAL_COLUMNS, FILE)]))
        self._folder.write(METRICS, facts_text([MetricRow._fields]))

    def add(self, trial: FinishedTrial) -> None:
        header = trial.recording.header
        stem = f"{folder_name(header.patient_code)}/{header.trial_id}"
        tables = {}
        for stream, table in streams_of(trial.recording).items():
            name = f"{stem}.csv" if stream == "board" else f"{stem}_{stream}.csv"
            data = samples_text(shown(stream, table, header), COMMAS)
            self._folder.write(name, data)
            tables[stream] = table_file(name.rpartition("/")[2], len(table), data)
        sidecar = facts_of(trial, tables, identified=self._identified)
        self._folder.write(f"{stem}.json", pretty(sidecar))
        row = {**trial_row(trial), FILE: f"{stem}.csv"}
        self._folder.append(TRIALS, facts_text([[row[name] for name in (*TRIAL_COLUMNS, FILE)]]))
        self._folder.append(METRICS, facts_text(metric_rows(trial)))

    def end_patient(self) -> None:
        """Nothing: each trial stands for itself."""

    def close(self) -> None:
        self._folder.write("README.md", (files("trainer.export") / README).read_bytes())


def pretty(written: Mapping[str, Json]) -> bytes:
    """JSON for people to read, too."""
    return (json.dumps(written, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
