"""Four load cells under a plate: forces come in, common readings of raw counts come out.

Forces arrive at 1 kHz of world time in stretches of any length. Each cell has an HX711 with its own
oscillator, which converts all the time; a conversion is the mean of the four periods before it,
which is how its filter settles. The board reads all four when each has something new, so common
readings come at the slowest cell's pace.
"""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from trainer.motion.load import (
    FULL_SCALE_COUNTS,
    NOMINAL_COUNTS_PER_N,
    PLATE,
    PlateGeometry,
)
from trainer.recording.columns import FlagArray, FloatArray, LoadCountArray
from trainer.recording.load import CELLS, SETTLING_CONVERSIONS, Four
from trainer.simulation.board_state import TICK_S, SimulationError

ALL_READY = (1 << len(CELLS)) - 1
NOISE_AT_HZ = 80.0
LARGEST_GAIN_ERROR = 0.01
LARGEST_CLOCK_ERROR = 0.05
LARGEST_ZERO_COUNTS = 200_000
_SLACK_S = 1e-9


@dataclass(frozen=True)
class CellErrors:
    """How four cells differ from perfect ones, each its own.

    counts = zero + gain · `counts_per_n` · force. `clock_error` is the share by which an oscillator
    runs fast, `clock_phase` the share of a period that its first conversion is late. `noise_n` is
    one conversion's at 80 a second; slower ones have less, as the square root of the rate.
    A negative gain is a cell wired backwards.
    """

    gain: Four = (1.0, 1.0, 1.0, 1.0)
    zero_counts: Four = (0.0, 0.0, 0.0, 0.0)
    clock_error: Four = (0.0, 0.0, 0.0, 0.0)
    clock_phase: Four = (0.0, 0.0, 0.0, 0.0)
    noise_n: float = 0.03
    counts_per_n: float = NOMINAL_COUNTS_PER_N

    @classmethod
    def drawn(cls, seed: int) -> "CellErrors":
        """Four cells as they are sold: gains within 1 %, clocks within 5 %."""
        rng = np.random.default_rng((seed, 0xCE11))
        gain = 1.0 + LARGEST_GAIN_ERROR * rng.uniform(-1, 1, 4)
        zero = rng.uniform(-LARGEST_ZERO_COUNTS, LARGEST_ZERO_COUNTS, 4)
        clock = LARGEST_CLOCK_ERROR * rng.uniform(-1, 1, 4)
        return cls(_four(gain), _four(zero), _four(clock), _four(rng.uniform(0, 1, 4)))


@dataclass(frozen=True)
class CellCounts:
    """n common readings: when they were read, counts (n, 4), and which cells are in each."""

    t_s: FloatArray = field(default_factory=lambda: np.zeros(0))
    counts: LoadCountArray = field(default_factory=lambda: np.zeros((0, 4), np.int32))
    ready: FlagArray = field(default_factory=lambda: np.zeros(0, np.uint8))


def plate_forces_n(
    load_n: FloatArray, ap_mm: FloatArray, ml_mm: FloatArray, geometry: PlateGeometry = PLATE
) -> FloatArray:
    """(n, 4) forces on the cells from n loads (N) at points of the plate (mm).

    Four supports are one too many for statics alone. Taken is a stiff plate on four equal springs:
    of all splits with the right sum and moments the one with the smallest squares. A cell that the
    load would lift pulls: loads far outside the cells are not modelled.
    """
    wanted = np.stack([load_n, load_n * ap_mm, load_n * ml_mm], axis=-1)
    return np.asarray(wanted @ _shares_of_cells(geometry), dtype=np.float64)


@cache
def _shares_of_cells(geometry: PlateGeometry) -> FloatArray:
    """(3, 4): what each cell carries of one newton of load and of each moment."""
    supports = np.array([(1.0,) * 4, geometry.cell_ap_mm, geometry.cell_ml_mm])
    return np.asarray(np.linalg.pinv(supports).T, dtype=np.float64)


class LoadCells:
    """Cells that run from time 0; the first forces they meet are those at time 0.

    The stretches in which forces arrive make no difference to what is read.
    """

    def __init__(
        self, errors: CellErrors | None = None, rate_hz: float = NOISE_AT_HZ, seed: int = 0
    ) -> None:
        if not rate_hz > 0:
            raise SimulationError(f"cells at {rate_hz:g} conversions a second: 10 or 80 exist")
        errors = errors or CellErrors()
        streams = np.random.default_rng((seed, 0x10AD)).spawn(4)
        self._cells = [_Cell(errors, rate_hz, i, streams[i]) for i in range(4)]
        self._sums = _Sums(SETTLING_CONVERSIONS * max(cell.period_s for cell in self._cells))
        self._last_s = 0.0

    @property
    def periods_s(self) -> Four:
        """Each cell's own conversion period, as its data line shows it."""
        a, b, c, d = (cell.period_s for cell in self._cells)
        return a, b, c, d

    def meet(self, forces_n: FloatArray) -> None:
        """The next forces, (n, 4) in N, a millisecond apart."""
        if not len(forces_n):
            return
        self._sums.add(forces_n)
        for cell in self._cells:
            cell.convert(self._sums)

    def due(self, until_s: float) -> CellCounts:
        """The common readings since the last call, up to this time, each once.

        Raises SimulationError where forces up to then have not yet been met.
        """
        if until_s > self._sums.known_s + _SLACK_S:
            raise SimulationError("readings were asked for before their forces")
        times: list[float] = []
        counts: list[list[int]] = []
        while (at_s := max(cell.next_after(self._last_s) for cell in self._cells)) <= until_s:
            times.append(at_s)
            counts.append([cell.newest(at_s) for cell in self._cells])
            self._last_s = at_s
        n = len(times)
        return CellCounts(
            np.array(times),
            np.array(counts, np.int32).reshape(n, 4),
            np.full(n, ALL_READY, np.uint8),
        )


class _Sums:
    """The running time integral of the forces, as far back as a conversion looks."""

    def __init__(self, reach_s: float) -> None:
        self._keep = int(reach_s / TICK_S) + 3
        self._first_tick = 0
        self._integral = np.zeros((0, 4))
        self._first_n = np.zeros(4)

    @property
    def known_s(self) -> float:
        return TICK_S * (self._first_tick + len(self._integral) - 1)

    def add(self, forces_n: FloatArray) -> None:
        """Forces after those before; what no conversion can ask for any more is dropped."""
        if not len(self._integral):
            self._first_n = np.asarray(forces_n[0], dtype=np.float64)
            self._integral = np.zeros((1, 4))
            forces_n = forces_n[1:]
        fresh = self._integral[-1] + TICK_S * np.cumsum(forces_n, axis=0)
        kept = self._integral[-self._keep :]
        self._first_tick += len(self._integral) - len(kept)
        self._integral = np.concatenate([kept, fresh])

    def mean(self, cell: int, until_s: FloatArray, over_s: float) -> FloatArray:
        """Mean force on a cell in the stretches that end at these times."""
        upper, lower = self._at(cell, until_s), self._at(cell, until_s - over_s)
        return np.asarray((upper - lower) / over_s, dtype=np.float64)

    def _at(self, cell: int, at_s: FloatArray) -> FloatArray:
        ticks = self._first_tick + np.arange(len(self._integral))
        found = np.interp(at_s / TICK_S, ticks, self._integral[:, cell])
        return np.where(at_s < 0, self._first_n[cell] * at_s, found)


class _Cell:
    """One cell and its converter."""

    def __init__(
        self, errors: CellErrors, rate_hz: float, cell: int, generator: np.random.Generator
    ) -> None:
        self.period_s = 1.0 / (rate_hz * (1.0 + errors.clock_error[cell]))
        self._cell = cell
        self._phase = errors.clock_phase[cell]
        self._zero = errors.zero_counts[cell]
        self._counts_per_n = errors.gain[cell] * errors.counts_per_n
        noise_n = errors.noise_n * (rate_hz / NOISE_AT_HZ) ** 0.5
        self._noise_counts = noise_n * errors.counts_per_n
        self._generator = generator
        self._conversions = 0
        self._ends_s: list[float] = []
        self._counts: list[int] = []

    def convert(self, sums: _Sums) -> None:
        """All conversions that the forces known so far allow."""
        last = int((sums.known_s + _SLACK_S) / self.period_s - self._phase)
        if last <= self._conversions:
            return
        numbers = np.arange(self._conversions + 1, last + 1, dtype=np.float64)
        ends_s = (numbers + self._phase) * self.period_s
        self._conversions = last
        force = sums.mean(self._cell, ends_s, SETTLING_CONVERSIONS * self.period_s)
        noise = self._noise_counts * self._generator.standard_normal(len(ends_s))
        counts = np.rint(self._zero + self._counts_per_n * force + noise)
        self._ends_s += ends_s.tolist()
        self._counts += (
            np.clip(counts, -FULL_SCALE_COUNTS - 1, FULL_SCALE_COUNTS).astype(int).tolist()
        )

    def next_after(self, at_s: float) -> float:
        """End of the first conversion after a time; infinity where it is not known yet."""
        return next((end_s for end_s in self._ends_s if end_s > at_s), float("inf"))

    def newest(self, at_s: float) -> int:
        """The newest conversion at a time; older ones are forgotten."""
        while len(self._ends_s) > 1 and self._ends_s[1] <= at_s:
            del self._ends_s[0], self._counts[0]
        return self._counts[0]


def _four(values: FloatArray) -> Four:
    a, b, c, d = values.tolist()
    return a, b, c, d
