"""BIDS-Motion: a dataset as the official BIDS validator accepts it, for MNE, FieldTrip, EEGLAB.

A patient is a subject, a visit a session, a trial a run of its activity's task; the board, the load
cells and the body sensor are tracking systems. All that BIDS has no field for stands in a file for
each trial under `sourcedata`, so that `baps import` gives back the very same trial.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files

from trainer.export.as_csv import pretty
from trainer.export.bids_words import (
    EVENT_COLUMNS,
    README,
    SYSTEMS,
    channel_rows,
    dataset,
    event_columns,
    event_lines,
    motion_facts,
    participant_columns,
)
from trainer.export.facts import PROGRAM, facts_of, table_file
from trainer.export.formats import Given
from trainer.export.naming import DATASET, SOURCE, label, task_label
from trainer.export.tables import BIDS, TITLED_TABS, facts_text, samples_text
from trainer.export.units import shown, streams_of
from trainer.recording.json_form import Json
from trainer.recording.trial import TrialHeader
from trainer.store.values import FinishedTrial

SCANS = ("filename", "acq_time")
ACQUIRED = "%Y-%m-%dT%H:%M:%S.%fZ"


def begin(given: Given) -> "BidsWriter":
    """The writer of this format."""
    return BidsWriter(given)


class BidsWriter:
    """Writes each trial as it comes; it remembers how many each visit had, and who was there."""

    def __init__(self, given: Given) -> None:
        self._folder, self._identified = given.folder, given.identified
        self._subject = _Subject("", None)
        self._people: list[_Subject] = []

    def add(self, trial: FinishedTrial) -> None:
        header = trial.recording.header
        task = task_label(header.conditions.activity)
        place = self._place(trial, task)
        tables = {}
        for stream, table in streams_of(trial.recording).items():
            run = place.run_of(SYSTEMS[stream].label)
            data = samples_text(shown(stream, table, header), BIDS)
            motion = motion_facts(stream, trial.recording, task)
            rows = channel_rows(stream, trial.recording)
            self._folder.write(f"{place.folder}/{run}_motion.tsv", data)
            self._folder.write(f"{place.folder}/{run}_motion.json", pretty(motion))
            self._folder.write(f"{place.folder}/{run}_channels.tsv", facts_text(rows, TITLED_TABS))
            tables[stream] = table_file(f"{run}_motion.tsv", len(table), data)
            self._subject.scans[place.visit].append(
                (f"motion/{run}_motion.tsv", f"{header.started_at:{ACQUIRED}}")
            )
        facts = pretty(facts_of(trial, tables, identified=self._identified))
        self._folder.write(f"{SOURCE}{place.folder}/{place.stem}.json", facts)
        lines = [EVENT_COLUMNS, *event_lines(trial)]
        events = facts_text(lines, TITLED_TABS)
        self._folder.write(f"{place.folder}/{place.stem}_events.tsv", events)

    def end_patient(self) -> None:
        subject = self._subject
        for visit, scans in subject.scans.items():
            who = f"sub-{subject.label}/ses-{visit:03}/sub-{subject.label}_ses-{visit:03}"
            self._folder.write(f"{who}_scans.tsv", facts_text([SCANS, *scans], TITLED_TABS))
        subject.scans.clear()

    def close(self) -> None:
        people = [("participant_id", "code"), *((f"sub-{s.label}", s.code) for s in self._people)]
        rows = people if self._identified else [row[:1] for row in people]
        self._folder.write("participants.tsv", facts_text(rows, TITLED_TABS))
        columns = participant_columns(identified=self._identified)
        self._folder.write("participants.json", pretty(columns))
        self._folder.write("events.json", pretty(event_columns()))
        about: dict[str, Json] = dataset(PROGRAM, version(PROGRAM))
        self._folder.write(DATASET, pretty(about))
        self._folder.write("README", (files("trainer.export") / README).read_bytes())

    def _place(self, trial: FinishedTrial, task: str) -> "_Place":
        header = trial.recording.header
        subject = label(header.patient_code)
        if subject != self._subject.label:
            self._subject = _Subject(subject, header.patient_code)
            self._people.append(self._subject)
        visit, run = self._subject.next_run(header, task)
        return _Place(subject, visit, task, run)


@dataclass
class _Subject:
    """A patient in the dataset: their visits so far, and the runs of each."""

    label: str
    code: str | None
    visits: dict[str, int] = field(default_factory=dict)
    runs: Counter[tuple[int, str]] = field(default_factory=Counter)
    scans: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def next_run(self, header: TrialHeader, task: str) -> tuple[int, int]:
        """The numbers of a trial's visit, or else of its day, and of its run of a task."""
        visit = header.session_id or f"{header.started_at:%Y-%m-%d}"
        number = self.visits.setdefault(visit, len(self.visits) + 1)
        self.runs[number, task] += 1
        return number, self.runs[number, task]


@dataclass(frozen=True)
class _Place:
    """Where a trial's files are."""

    subject: str
    visit: int
    task: str
    run: int

    @property
    def folder(self) -> str:
        return f"sub-{self.subject}/ses-{self.visit:03}/motion"

    @property
    def stem(self) -> str:
        """What the names of files begin with that are of all tracking systems."""
        return f"{self._begins}_run-{self.run:02}"

    def run_of(self, system: str) -> str:
        """What those of one tracking system begin with."""
        return f"{self._begins}_tracksys-{system}_run-{self.run:02}"

    @property
    def _begins(self) -> str:
        return f"sub-{self.subject}_ses-{self.visit:03}_task-{self.task}"
