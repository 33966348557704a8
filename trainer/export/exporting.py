"""An export: trial after trial out of the database into a folder that appears whole.

`baps export` and the patient's page call it. Trials whose recording is damaged are left out and
told.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from trainer.export.disguise import AsItIs, Disguise
from trainer.export.errors import NothingToExport
from trainer.export.folder import ExportFolder
from trainer.export.formats import Given, begin
from trainer.recording.container import ContainerError, DamagedRecording
from trainer.store import Store
from trainer.store.values import FinishedTrial

Shown = AsItIs | Disguise
Report = Callable[[Store, str, Shown], bytes]
NO_TRIALS = "{code} has no trials yet: there is nothing to export"
NOBODY_HAS = "nobody has a trial yet: there is nothing to export"


@dataclass
class Exported:
    """What an export holds; `left_out` has a line for each trial that could not be read."""

    trials: int = 0
    patients: int = 0
    left_out: list[str] = field(default_factory=list)


@dataclass
class _Reports:
    """Makes the report on the patient whose trials are being written."""

    store: Store
    shown: Shown
    report: Report
    code: str | None = None

    def __call__(self) -> bytes:
        assert self.code is not None
        return self.report(self.store, self.code, self.shown)


def export(
    store: Store,
    codes: Sequence[str | None],
    form: str,
    target: Path,
    shown: Shown,
    report: Report,
) -> Exported:
    """Write all trials of these patients, None being nobody, into the folder `target`.

    `NothingToExport` if there is no trial, `UnknownPatient`, `NotEmpty` for a folder that holds
    something. `report` makes the PDF on a patient for those formats that hold one.
    """
    done, reports = Exported(), _Reports(store, shown, report)
    with ExportFolder(target) as folder:
        writer = begin(form, Given(folder, shown.identified, reports))
        for code in codes:
            before, reports.code = done.trials, code
            for trial in _whole(store, store.trial_ids(code), done):
                writer.add(shown.trial(trial))
                done.trials += 1
            if done.trials > before:
                writer.end_patient()
                done.patients += code is not None
        writer.close()
        if not done.trials:
            raise NothingToExport("; ".join(done.left_out) or _nothing(codes))
    return done


def _nothing(codes: Sequence[str | None]) -> str:
    return NO_TRIALS.format(code=codes[0]) if len(codes) == 1 else NOBODY_HAS


def everybody(store: Store) -> list[str | None]:
    """All patients, and nobody, who has trials, too."""
    return [*(patient.code for patient in store.patients()), None]


def _whole(store: Store, ids: Sequence[str], done: Exported) -> Iterator[FinishedTrial]:
    for trial_id in ids:
        try:
            trial = store.finished_trial(trial_id)
            if trial.recording.lost:
                raise DamagedRecording("; ".join(trial.recording.lost))
        except ContainerError as error:
            done.left_out.append(f"trial {trial_id} is left out: {error}: run baps db check")
        else:
            yield trial
