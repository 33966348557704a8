"""Measures a table of time and two axes: what `baps metrics FILE` does with what it has read."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trainer.metrics.errors import SignalError
from trainer.metrics.facts import Facts
from trainer.metrics.lowpass import STANDARD, LowPass, filter_name
from trainer.metrics.measure import TrialMeasures, measure
from trainer.metrics.prepare import Motion, board_signal, filtered
from trainer.metrics.registry import Fits, metrics_for
from trainer.metrics.stamps import EvenSignal, gaps
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side

FEWEST_SAMPLES = 20
SHORTEST_S = 1.0
LARGEST_TILT_DEG = 90.0


class Unit(StrEnum):
    """What the two axes are in; degrees make it a board, the others a force plate."""

    DEG = "deg"
    MM = "mm"
    CM = "cm"


@dataclass(frozen=True)
class MotionTable:
    """N stamped samples: seconds, and AP and ML in `unit`."""

    time_s: FloatArray
    ap: FloatArray
    ml: FloatArray
    unit: Unit


@dataclass(frozen=True)
class TableSettings:
    """How a table is measured: filter (None for raw), seconds left out, and what is known."""

    low_pass: LowPass | None = STANDARD
    skip_s: float = 0.0
    side: Side | None = None
    envelope: Envelope | None = None


def measure_table(table: MotionTable, settings: TableSettings) -> TrialMeasures:
    """All metrics for the table's unit: board metrics for degrees, else force-plate metrics.

    `SignalError` for too few samples, a gap in the times, a rate too low for the filter, or a
    tilt that cannot be in degrees.
    """
    motion = _one_stretch(table)
    low_pass = settings.low_pass
    if table.unit is Unit.DEG:
        fits, even = Fits.BOARD, board_signal(motion, low_pass)
    else:
        fits, even = Fits.FORCE_PLATE, filtered(motion, low_pass)
    raw = filtered(motion, None)
    facts = Facts(
        table.unit.value,
        _after(even, settings.skip_s, filter_name(low_pass)),
        _after(raw, settings.skip_s, filter_name(None)),
        settings.side,
        settings.envelope,
    )
    return measure(facts, metrics_for(fits))


def _one_stretch(table: MotionTable) -> Motion:
    n = len(table.time_s)
    if n < FEWEST_SAMPLES or table.time_s[-1] - table.time_s[0] < SHORTEST_S:
        raise SignalError(
            f"{n} samples are too few: {FEWEST_SAMPLES} and {SHORTEST_S:g} s are the least "
            "that can be measured"
        )
    after = gaps(table.time_s)
    if len(after):
        before_s, after_s = table.time_s[after[0] - 1], table.time_s[after[0]]
        raise SignalError(
            f"no samples between {before_s:.3f} s and {after_s:.3f} s: cut the file there and "
            "measure its parts"
        )
    axes = np.stack([table.ap, table.ml])
    if table.unit is Unit.DEG and np.abs(axes).max() > LARGEST_TILT_DEG:
        raise SignalError(
            f"a tilt of {np.abs(axes).max():.4g} degrees is more than {LARGEST_TILT_DEG:g}: "
            "are the columns in another unit?"
        )
    return Motion(table.time_s, axes)


def _after(signal: EvenSignal, skip_s: float, filtered_by: str) -> Sway:
    left = signal.since(signal.start_s + skip_s).values
    if left.shape[1] < FEWEST_SAMPLES:
        raise SignalError(
            f"--skip-s {skip_s:g} leaves {left.shape[1]} samples: skip less of the file"
        )
    return Sway(left, signal.rate_hz, filter=filtered_by)
