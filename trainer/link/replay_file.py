"""Files that can be replayed: this project's recordings and journals, and wobble-board JSON."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from trainer.journal.salvage import is_journal, salvage
from trainer.link.base import BadUri
from trainer.recording.conditions import Conditions
from trainer.recording.container import ContainerError, unpack
from trainer.recording.envelope import assumed_rim
from trainer.recording.samples import FLAG_NEW_DATA, Samples
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import Recording, StartState, TrialHeader
from trainer.simulation.board_state import SimulationError
from trainer.simulation.imu import read_all
from trainer.simulation.recorded import motion_of_recording, read_wobble_recording
from trainer.simulation.sensed import PERFECT

JSON_SUFFIX = ".json"


def read_replay(path: Path) -> Recording:
    """A recording from a file; `BadUri` names the file and what is wrong."""
    if not path.is_file():
        raise BadUri(f"there is no file {path} to replay")
    try:
        if path.suffix == JSON_SUFFIX:
            return _wobble_board(path)
        return recording_in(path.read_bytes())
    except (ContainerError, SimulationError) as error:
        raise BadUri(f"{path} cannot be replayed: {error}") from error
    except OSError as error:
        raise BadUri(f"{path} cannot be read: {error.strerror}") from error


def recording_in(data: bytes) -> Recording:
    """The recording in the bytes of a `.baps` file or of a journal. `ContainerError`."""
    return salvage(data).recording if is_journal(data) else unpack(data)


def _wobble_board(path: Path) -> Recording:
    """A wobble-board recording, as a perfect sensor at 500 Hz would have recorded it."""
    setup = SensorSetup()
    motion = motion_of_recording(read_wobble_recording(path), str(path))
    readings = read_all(motion, setup, PERFECT)
    slots = np.arange(len(readings.new_data))
    samples = Samples.zeros(len(slots))
    device_us = np.rint(slots * 1e6 / setup.rate_hz).astype(np.int64)
    samples.seq[:] = slots
    samples.device_us[:] = device_us
    samples.t_s[:] = device_us / 1e6
    samples.accel_counts[:] = readings.accel_counts
    samples.gyro_counts[:] = readings.gyro_counts
    samples.flags[:] = readings.new_data * FLAG_NEW_DATA
    header = TrialHeader(
        trial_id="00000000-0000-0000-0000-000000000000",
        started_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        conditions=Conditions("steady-stance"),
        setup=setup,
        start=StartState(),
        rim=assumed_rim(2),
    )
    return Recording(header, samples)
