"""Recordings of other stations: the files of `docs/recording-format.md`, measured anew."""

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from games.replay import measure_recording, replay_result
from trainer.export.archive import Files
from trainer.export.errors import NotReadable, TooLarge
from trainer.recording.container import (
    EVENTS,
    HEADER,
    STREAMS,
    derived_name,
    raw_name,
    recording_of,
)
from trainer.sessions.recover import trial_to_store
from trainer.store.values import FinishedTrial

NAMES = (HEADER, EVENTS, *(f(stream) for stream in STREAMS for f in (raw_name, derived_name)))
MOST_ROWS = 24 * 3600 * 1000
"""A day at 1 kHz."""
UNPACKED = 512 * 2**20
UNFOLDS = "{name} unfolds to {rows} rows, which no trial has: it is not a recording"


def trial_of_parts(files: Files) -> FinishedTrial:
    """The trial of a recording's files, measured anew; `NotReadable` where anything is damaged.

    A `ContainerError` where nothing of it is readable.
    """
    parts = {name: files.read(name) for name in files.names() if name in NAMES}
    for name, data in parts.items():
        if name.endswith(".parquet"):
            _check_size(name, data)
    recording = recording_of(parts)
    if recording.lost:
        raise NotReadable(f"{files.where}: {'; '.join(recording.lost)}")
    trial = trial_to_store(recording, measure_recording, replay_result, [])
    if trial is None:
        raise NotReadable(f"{files.where}: the recording has no samples")
    return trial


def _check_size(name: str, data: bytes) -> None:
    try:
        about = pq.ParquetFile(BytesIO(data)).metadata
    except (pa.ArrowException, OSError, ValueError):
        # What is damaged is told by whoever reads it.
        return
    groups = [about.row_group(i).total_byte_size for i in range(about.num_row_groups)]
    if about.num_rows > MOST_ROWS or sum(groups) > UNPACKED:
        raise TooLarge(UNFOLDS.format(name=name, rows=about.num_rows))
