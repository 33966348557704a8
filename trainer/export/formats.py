"""The formats by name, and what each of them is: a class that takes trial after trial."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from trainer.export.folder import ExportFolder
from trainer.store.values import FinishedTrial

FORMATS: Mapping[str, str] = {
    "csv": "trainer.export.as_csv",
    "parquet": "trainer.export.as_parquet",
    "bids": "trainer.export.as_bids",
    "fhir": "trainer.export.as_fhir",
}
"""Where each is; imported when it is asked for."""


@dataclass(frozen=True)
class Given:
    """What a format writes into, and knows besides the trials.

    `report` is the PDF on the patient whose trials are being written.
    """

    folder: ExportFolder
    identified: bool
    report: Callable[[], bytes]


class Writer(Protocol):
    """Writes trials, each patient's one after the other, oldest first."""

    def add(self, trial: FinishedTrial) -> None:
        """One more trial."""

    def end_patient(self) -> None:
        """What stands beside the trials of the patient who had the last one."""

    def close(self) -> None:
        """What stands beside the trials, once all of them are written."""


def begin(name: str, given: Given) -> Writer:
    """The writer of a format."""
    made: Callable[[Given], Writer] = import_module(FORMATS[name]).begin
    return made(given)
