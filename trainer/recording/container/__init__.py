"""The container: one trial as bytes, in a journal that may be cut and in the database.

`pack` and `unpack` are for finished recordings; `JournalForm` writes the same blocks as a trial
runs, and `salvage` reads whatever is left of them. `docs/recording-format.md` describes every byte.
"""

from trainer.recording.container.errors import (
    ContainerError,
    DamagedRecording,
    NotARecording,
    UnknownVersion,
)
from trainer.recording.container.journal_form import JournalForm
from trainer.recording.container.payloads import End
from trainer.recording.container.preamble import NEWEST_VERSION, format_version
from trainer.recording.container.read import Salvaged, salvage, unpack
from trainer.recording.container.streams import AnySamples
from trainer.recording.container.write import pack

__all__ = [
    "NEWEST_VERSION",
    "AnySamples",
    "ContainerError",
    "DamagedRecording",
    "End",
    "JournalForm",
    "NotARecording",
    "Salvaged",
    "UnknownVersion",
    "format_version",
    "pack",
    "salvage",
    "unpack",
]
