"""The load cells of an empty plate: their own rates, their common readings, noise and zero."""

from dataclasses import dataclass

import numpy as np

from trainer.motion.load import FULL_SCALE_COUNTS
from trainer.motion.load_calibration import GOOD_CELL_N, GOOD_TOTAL_N
from trainer.recording.load import (
    CELLS,
    SETTLING_CONVERSIONS,
    LoadCalibration,
    LoadSamples,
    LoadSetup,
)
from trainer.sessions.diagnosis.finding import Finding, Observed, Part

ALL_CELLS = Part("load cells")

NOMINAL_HZ = (10.0, 80.0)
"""What the RATE pin of an HX711 chooses between."""
OWN_RATE_TOLERANCE = 0.1
READ_SHARE = 0.9
"""The share of the slowest cell's conversions that must be read."""
JITTER_SHARE = 0.15
"""Share of a period: a reading waits for the slowest cell, then for a free slot."""
REST_PERIODS = float(SETTLING_CONVERSIONS)
"""A longer step is not jitter: the cells were switched off and on, and a fault says why."""
READY_LIMIT_PCT = 99.0
REPEATED_LIMIT_PCT = 50.0
NOISE_LIMIT_COUNTS = {10.0: 210.0, 80.0: 380.0}
"""Ten times the input noise of 50 and 90 nV in the datasheet at gain 128, where a count is 2.4 nV:
a cell on a plate also feels steps in the house."""
CHECK_POWER = "check the power and the cable of the HX711"
STOPPED = "the load cells stopped sending: check the power of their HX711 and the clock wire"
MISSING = "this cell does not answer, others do: check the power and the data wire of its HX711"
NOT_READY = "readings are missing: a cell is often not ready, see the cells below"
UNEVEN = "readings are uneven: set the RATE pins of all HX711 alike"
LOST = "readings are lost: use a shorter USB cable, see the cells below"
NOT_EMPTY = "the empty force plate weighs something: clear it, or run baps calibrate load --zero"
LACKING = "readings lack this cell: check the power and the data wire of its HX711"
NOISY = (
    "noisy although nothing moves: twist its wires, lead them away from mains cables, and "
    "ground the shield"
)
AT_THE_END = "it is at the end of its scale: check the four wires of the cell"
REPEATS = "it repeats one value: check its data wire, or replace its HX711"
NOT_ZERO = "not zero although the force plate is empty: clear it, or run baps calibrate load"


@dataclass(frozen=True)
class Cell:
    """What one cell sent: `counts` when it was ready; `own_hz` is 0 if unknown."""

    index: int
    counts: np.ndarray[tuple[int], np.dtype[np.int32]]
    ready_pct: float
    own_hz: float
    nominal_hz: float
    calibration: LoadCalibration

    @property
    def part(self) -> Part:
        return Part(f"load cell {CELLS[self.index]}")

    @property
    def newton_per_count(self) -> float:
        """0 if it is not calibrated."""
        return self.calibration.newton_per_count[self.index]


def load_findings(
    observed: Observed, setup: LoadSetup | None, present: int, calibrated_once: bool
) -> list[Finding]:
    """Judge the cells. Bit i of `present`: cell i answered when the board was reached.

    `calibrated_once`: the board remembers a calibration of load cells.
    """
    if setup is None or not present:
        return [ALL_CELLS.not_fitted(calibrated_once, CHECK_POWER)]
    samples = observed.stretch.load
    own_hz = _own_rates_hz(observed)
    nominal_hz = _nominal_hz(own_hz, setup.rate_hz)
    if len(samples) < 2:
        none = ALL_CELLS.judged(
            "readings",
            len(samples),
            "1",
            False,
            STOPPED,
        )
        return [none, *_told(observed)]
    cells = [
        _cell(index, samples, own_hz[index], nominal_hz, setup.calibration)
        for index in range(len(CELLS))
    ]
    findings = _together(samples, own_hz, nominal_hz, setup)
    for cell in cells:
        fitted = bool(present >> cell.index & 1)
        findings += _of_cell(cell, observed) if fitted else [_missing(cell.part)]
    return findings


def _own_rates_hz(observed: Observed) -> list[float]:
    periods_us = observed.load_rates.period_us if observed.load_rates else (0,) * len(CELLS)
    return [1e6 / us if us else 0.0 for us in periods_us]


def _nominal_hz(own_hz: list[float], expected_hz: float) -> float:
    """10 or 80, as most cells are set."""
    known = [hz for hz in own_hz if hz]
    middle = float(np.median(known)) if known else expected_hz
    return min(NOMINAL_HZ, key=lambda nominal: abs(np.log(middle / nominal)))


def _cell(
    index: int,
    samples: LoadSamples,
    own_hz: float,
    nominal_hz: float,
    calibration: LoadCalibration,
) -> Cell:
    ready = (samples.ready >> index & 1).astype(bool)
    counts = samples.counts[ready, index]
    return Cell(index, counts, 100.0 * float(ready.mean()), own_hz, nominal_hz, calibration)


def _missing(part: Part) -> Finding:
    # A plate stands on four cells: with fewer there is neither a load nor a centre.
    return part.truth(
        "fitted",
        False,
        MISSING,
    )


def _told(observed: Observed) -> list[Finding]:
    cells = (Part(f"load cell {name}") for name in CELLS)
    return [found for found in (part.faults(observed.faults) for part in cells) if not found.passed]


def _together(
    samples: LoadSamples, own_hz: list[float], nominal_hz: float, setup: LoadSetup
) -> list[Finding]:
    seconds = float(samples.device_us[-1] - samples.device_us[0]) / 1e6
    rate_hz = (len(samples) - 1) / seconds
    slowest_hz = min((hz for hz in own_hz if hz), default=nominal_hz)
    slots = np.diff(samples.seq)
    steps_us = np.diff(samples.device_us)
    steps_us = steps_us[(slots == 1) & (steps_us < REST_PERIODS * 1e6 / nominal_hz)]
    jitter_us = float(steps_us.std()) if len(steps_us) else 0.0
    missed = int(slots.sum()) - len(slots)
    calibrated = setup.calibration.calibrated
    return [
        ALL_CELLS.judged(
            "rate_hz",
            rate_hz,
            "Hz",
            rate_hz >= READ_SHARE * min(slowest_hz, (1 + OWN_RATE_TOLERANCE) * nominal_hz),
            NOT_READY,
        ),
        ALL_CELLS.judged(
            "jitter_us",
            jitter_us,
            "us",
            jitter_us < JITTER_SHARE * 1e6 / nominal_hz,
            UNEVEN,
        ),
        ALL_CELLS.judged(
            "missed_readings",
            missed,
            "1",
            missed == 0,
            LOST,
        ),
        ALL_CELLS.truth("calibrated", calibrated, "run baps calibrate load"),
        *([_zero(samples)] if calibrated else []),
    ]


def _zero(samples: LoadSamples) -> Finding:
    known = samples.load_n[~np.isnan(samples.load_n)]
    if not len(known):
        return ALL_CELLS.untested("zero_load_n", "no reading has all cells")
    off_n = float(known.mean())
    return ALL_CELLS.judged("zero_load_n", off_n, "N", abs(off_n) < GOOD_TOTAL_N, NOT_EMPTY)


def _of_cell(cell: Cell, observed: Observed) -> list[Finding]:
    part = cell.part
    findings = [
        part.faults(observed.faults),
        _own_rate(cell),
        part.judged(
            "ready_pct",
            cell.ready_pct,
            "%",
            cell.ready_pct >= READY_LIMIT_PCT,
            LACKING,
        ),
    ]
    return findings + (_counts(cell) if len(cell.counts) > 1 else [])


def _own_rate(cell: Cell) -> Finding:
    part, nominal_hz = cell.part, cell.nominal_hz
    if not cell.own_hz:
        return part.untested(
            "own_rate_hz", "the board did not measure its conversions for a whole second"
        )
    return part.judged(
        "own_rate_hz",
        cell.own_hz,
        "Hz",
        abs(cell.own_hz / nominal_hz - 1) <= OWN_RATE_TOLERANCE,
        f"it should convert at {nominal_hz:.0f} Hz within 10 %: set its RATE pin like the others', "
        "or replace its HX711",
    )


def _counts(cell: Cell) -> list[Finding]:
    part, counts = cell.part, cell.counts.astype(np.float64)
    noise = float(counts.std())
    saturated = int((np.abs(counts) >= FULL_SCALE_COUNTS).sum())
    repeated_pct = 100.0 * float(np.mean(np.diff(cell.counts) == 0))
    findings = [
        part.judged(
            "noise_counts",
            noise,
            "1",
            noise < NOISE_LIMIT_COUNTS[cell.nominal_hz],
            NOISY,
        ),
        part.judged(
            "saturated",
            saturated,
            "1",
            saturated == 0,
            AT_THE_END,
        ),
        part.judged(
            "repeated_pct",
            repeated_pct,
            "%",
            repeated_pct < REPEATED_LIMIT_PCT,
            REPEATS,
        ),
    ]
    return findings + (_newtons(cell, noise) if cell.newton_per_count else [])


def _newtons(cell: Cell, noise_counts: float) -> list[Finding]:
    part, factor = cell.part, cell.newton_per_count
    off_n = factor * (float(cell.counts.mean()) - cell.calibration.zero_counts[cell.index])
    return [
        part.judged("noise_n", abs(factor) * noise_counts, "N", True, ""),
        part.judged("zero_n", off_n, "N", abs(off_n) < GOOD_CELL_N, NOT_ZERO),
    ]
