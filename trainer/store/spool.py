"""Finished trials that wait on disk until `baps recover` stores them, each once by its UUID."""

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.recording.container import (
    ContainerError,
    DamagedRecording,
    recording_of,
    unzipped,
    zipped,
)
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.recording.trial import MetricValue, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.store.errors import StoreError
from trainer.store.values import FinishedTrial, Unlocking

RECORDING_SUFFIX, RESULT_SUFFIX = ".baps", ".json"


class SpoolError(StoreError):
    """A spooled trial that cannot be written or read; the text names its file."""


@dataclass(frozen=True)
class _Beside:
    """The content of the JSON file next to a spooled recording."""

    result: TrialResult
    metrics: tuple[MetricValue, ...]
    why_not: str = ""
    remarks: tuple[str, ...] = ()
    unlocked: Unlocking | None = None
    measured_with: str = ""

    @classmethod
    def of(cls, trial: FinishedTrial) -> "_Beside":
        return cls(
            trial.result,
            trial.metrics,
            trial.why_not,
            trial.remarks,
            trial.unlocked,
            trial.measured_with,
        )


class Spool:
    """A folder of finished trials: `ID.baps`, and `ID.json` with result and metrics."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, trial: FinishedTrial) -> Path:
        """Write a trial so that it survives a power cut; returns its path. `SpoolError`."""
        target = self._folder / f"{trial.trial_id}{RECORDING_SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_beside(target, _Beside.of(trial))
            # The recording comes last: if it exists, the trial is complete.
            _write(target, zipped(trial.parts))
        except OSError as error:
            raise SpoolError(f"{target} cannot be written: {error.strerror or error}") from error
        return target

    def waiting(self) -> list[Path]:
        """The files of all waiting trials, oldest first."""
        found: list[tuple[float, Path]] = []
        for path in self._folder.glob(f"*{RECORDING_SUFFIX}"):
            # Another program may deliver it at this very moment.
            with suppress(OSError):
                found.append((path.stat().st_mtime, path))
        return [path for _, path in sorted(found)]

    def read(self, path: Path) -> FinishedTrial:
        """A waiting trial; `SpoolError` if anything in it is damaged."""
        try:
            parts = unzipped(path.read_bytes())
            beside = _read_beside(path)
            recording = recording_of(parts)
            if recording.lost:
                raise DamagedRecording("; ".join(recording.lost))
        except (OSError, ValueError, JsonFormError, ContainerError) as error:
            raise SpoolError(f"{path} cannot be read and is left where it is: {error}") from error
        return FinishedTrial(
            recording,
            parts,
            beside.metrics,
            beside.result,
            beside.why_not,
            beside.remarks,
            beside.unlocked,
            beside.measured_with,
        )

    def locks(self) -> list[tuple[Path, FinishedTrial]]:
        """The waiting trials that pain has stopped and nobody has gone on after."""
        found = []
        for path in self.waiting():
            # What cannot be read is told by `baps recover`; few recordings must be read at all.
            with suppress(OSError, ValueError, JsonFormError, SpoolError):
                if _locks(_read_beside(path)):
                    found.append((path, self.read(path)))
        return found

    def unlock(self, path: Path, unlocking: Unlocking) -> None:
        """Note with a waiting trial that somebody goes on with its leg. `SpoolError`."""
        try:
            _write_beside(path, replace(_read_beside(path), unlocked=unlocking))
        except (OSError, ValueError, JsonFormError) as error:
            raise SpoolError(f"{path} cannot be changed: {error}") from error

    def remove(self, path: Path) -> None:
        """Delete a trial that was stored.

        If another program has the file open it stays; the next run finds its trial stored already.
        """
        with suppress(OSError):
            path.unlink(missing_ok=True)
            path.with_suffix(RESULT_SUFFIX).unlink(missing_ok=True)


def _read_beside(recording: Path) -> _Beside:
    return from_json(_Beside, json.loads(recording.with_suffix(RESULT_SUFFIX).read_bytes()))


def _write_beside(recording: Path, beside: _Beside) -> None:
    text = json.dumps(to_json(beside), ensure_ascii=False)
    _write(recording.with_suffix(RESULT_SUFFIX), text.encode())


def _locks(beside: _Beside) -> bool:
    return beside.result.outcome is Outcome.PAIN and beside.unlocked is None


def _write(path: Path, data: bytes) -> None:
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder onto the disk."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
