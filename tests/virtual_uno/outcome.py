"""What a virtual Uno saw: its counts, and the truth beside what the firmware was given."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.virtual_uno.pace import Pace

CELLS = 4
COLUMNS_A_CELL = 7


@dataclass(frozen=True)
class SensorReport:
    """How one motion sensor's bursts kept to the schedule of the host's `start`.

    The first burst of a stream sets it. `jitter_us` is the standard deviation of the starts.
    `settings` are the sensor's registers 0x19 to 0x1D at the end.
    """

    slots: int
    bursts: int
    late_slots: int
    skipped_slots: int
    skipped_in_faults: int
    worst_late_us: float
    worst_early_us: float
    jitter_us: float
    shortest_burst_us: float
    longest_burst_us: float
    settings: tuple[int, ...]

    @property
    def missed_deadlines(self) -> int:
        """Slots begun too late, and slots without a burst where no fault explains it."""
        return self.late_slots + self.skipped_slots


@dataclass(frozen=True)
class CellReport:
    """One load cell: its conversions, those fetched, and of these the corrupted and unsettled."""

    conversions: int
    fetched: int
    corrupted: int
    unsettled: int


@dataclass(frozen=True)
class LoadReport:
    """How the firmware read the load cells; a reading is one run of clock pulses.

    `incomplete` readings began while a working cell was not ready. Waits go from the last cell
    being ready to the first pulse, ages from a conversion's end to the first pulse.
    """

    readings: int
    incomplete: int
    mean_wait_us: float
    worst_wait_us: float
    worst_age_us: float
    longest_reading_us: float
    cells: tuple[CellReport, ...]

    @property
    def corrupted(self) -> int:
        """Fetched conversions of all cells that arrived as something else."""
        return sum(cell.corrupted for cell in self.cells)


@dataclass(frozen=True)
class Report:
    """What the simulator counted, from its own cycle counter.

    `ram_untouched_bytes` stayed free between the firmware's variables and its deepest stack.
    """

    simulated_s: float
    stream_s: float
    cycles: int
    resets: int
    board: SensorReport
    body: SensorReport
    load: LoadReport
    load_pct: float
    ram_untouched_bytes: int
    bytes_sent: int
    bytes_corrupted: int
    held_s: float
    pace: Pace

    @property
    def missed_deadlines(self) -> int:
        """Of both motion sensors."""
        return self.board.missed_deadlines + self.body.missed_deadlines

    @property
    def slots(self) -> int:
        """Of the board's sensor."""
        return self.board.slots

    @property
    def skipped_in_faults(self) -> int:
        """Of the board's sensor."""
        return self.board.skipped_in_faults

    @property
    def worst_late_us(self) -> float:
        """Of the board's sensor."""
        return self.board.worst_late_us

    @property
    def shortest_burst_us(self) -> float:
        """Of the board's sensor."""
        return self.board.shortest_burst_us


def read_report(path: Path) -> Report:
    """From the JSON file that `virtual_uno` writes at its end."""
    told: dict[str, Any] = json.loads(path.read_text())
    load = told.pop("load")
    cells = tuple(CellReport(**cell) for cell in load.pop("cells"))
    return Report(
        board=_sensor(told.pop("board")),
        body=_sensor(told.pop("body")),
        load=LoadReport(cells=cells, **load),
        pace=Pace.told(told.pop("pace")),
        **told,
    )


def _sensor(told: dict[str, Any]) -> SensorReport:
    return SensorReport(**{**told, "settings": tuple(told["settings"])})


@dataclass(frozen=True)
class Truth:
    """One entry for each burst read from a motion sensor.

    `device_us` is the firmware's clock at the burst's start; `motion_s` the motion's time then,
    `sampled_s` the motion's time that the delivered counts stand for (conversion, filter delay).
    """

    world_us: npt.NDArray[np.float64]
    device_us: npt.NDArray[np.float64]
    slot: npt.NDArray[np.int64]
    late_us: npt.NDArray[np.float64]
    conversion: npt.NDArray[np.int64]
    new_data: npt.NDArray[np.bool_]
    motion_s: npt.NDArray[np.float64]
    sampled_s: npt.NDArray[np.float64]


def read_truth(path: Path) -> Truth:
    """From the CSV file of one sensor."""
    world, device, slot, late, conversion, new, motion, sampled = _columns(path, 8)
    return Truth(
        world,
        device,
        slot.astype(np.int64),
        late,
        conversion.astype(np.int64),
        new.astype(np.bool_),
        motion,
        sampled,
    )


@dataclass(frozen=True)
class LoadTruth:
    """One entry (row) for each reading of the load cells, one column a cell where there are four.

    `device_us` is the firmware's clock at the first pulse. Of the conversion that was fetched:
    `corrupted` says that it did not arrive whole, `sampled_s` is the load's time in the middle of
    its filter's reach, `newtons` the mean force over that, `counts` what the converter made of it,
    `delivered` what the data line said right behind the clock's edges. Cells not `ready` delivered
    nothing of worth.
    """

    world_us: npt.NDArray[np.float64]
    device_us: npt.NDArray[np.float64]
    pulses: npt.NDArray[np.int64]
    waited_us: npt.NDArray[np.float64]
    ready: npt.NDArray[np.bool_]
    corrupted: npt.NDArray[np.bool_]
    conversion: npt.NDArray[np.int64]
    sampled_s: npt.NDArray[np.float64]
    newtons: npt.NDArray[np.float64]
    counts: npt.NDArray[np.int64]
    delivered: npt.NDArray[np.int64]


def read_load_truth(path: Path) -> LoadTruth:
    """From the CSV file of the load cells."""
    columns = _columns(path, 4 + COLUMNS_A_CELL * CELLS)
    world, device, pulses, waited = columns[:4]
    ready, corrupted, conversion, sampled, newtons, counts, delivered = (
        columns[4 + i :: COLUMNS_A_CELL].T for i in range(COLUMNS_A_CELL)
    )
    return LoadTruth(
        world,
        device,
        pulses.astype(np.int64),
        waited,
        ready.astype(np.bool_),
        corrupted.astype(np.bool_),
        conversion.astype(np.int64),
        sampled,
        newtons,
        counts.astype(np.int64),
        delivered.astype(np.int64),
    )


def _columns(path: Path, count: int) -> npt.NDArray[np.float64]:
    lines = path.read_text().splitlines()[1:]
    if not lines:
        return np.empty((count, 0))
    return np.loadtxt(lines, delimiter=",", ndmin=2).T
