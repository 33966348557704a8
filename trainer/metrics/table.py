"""Measures a table of time and two axes: what `baps metrics FILE` does after reading it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trainer.metrics.counting import Conduct, why_not_counted
from trainer.metrics.density import radius_in
from trainer.metrics.errors import SignalError
from trainer.metrics.facts import Facts
from trainer.metrics.held_values import held_words
from trainer.metrics.kinds import Fits
from trainer.metrics.measure import TrialMeasures, evidence, measure
from trainer.metrics.prepare import STANDARD, LowPass, Stamped, board_signal, filter_name, filtered
from trainer.metrics.registry import metrics_for
from trainer.metrics.stamps import EvenSignal, gaps
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side

FEWEST_SAMPLES = 20
SHORTEST_S = 1.0
COMPARABLE_FROM_S = 20.0
LOWEST_RATE_HZ = 5.0
"""Nobody records sway more slowly: such times are in another unit, or count frames."""
LARGEST_TILT_DEG = 90.0
PLATE_ONLY_BOARD = "--side and --envelope are for a board in degrees: a plate has neither"
_ROUNDING = 1e-3


class Unit(StrEnum):
    """The unit of the two axes: degrees are from a board, the others from a force plate."""

    DEG = "deg"
    MM = "mm"
    CM = "cm"

    @property
    def largest(self) -> float:
        """No board tilts farther, and on no plate a centre of pressure is farther out."""
        return {"deg": LARGEST_TILT_DEG, "mm": 10_000.0, "cm": 1_000.0}[self.value]


@dataclass(frozen=True)
class ColumnNames:
    """The columns that were taken, as the file names them, and how they were found."""

    time: str = "time"
    ap: str = "ap"
    ml: str = "ml"
    found_by: str = ""


NO_FILE = ColumnNames()


@dataclass(frozen=True)
class MotionTable:
    """N stamped samples: seconds, and AP and ML in `unit`.

    `begins_s` is the time of the file's first row, which may be before the first sample; None if it
    is the first sample's. `notes` say what of the file was left out.
    """

    time_s: FloatArray
    ap: FloatArray
    ml: FloatArray
    unit: Unit
    columns: ColumnNames = NO_FILE
    begins_s: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSettings:
    """How a table is measured: filter (None for raw), which seconds, leg and rim."""

    low_pass: LowPass | None = STANDARD
    skip_s: float = 0.0
    until_s: float | None = None
    side: Side | None = None
    envelope: Envelope | None = None


@dataclass(frozen=True)
class TableMeasures(TrialMeasures):
    """The numbers of a file, and what a reader must know about where they come from.

    `resampled` says what was done to uneven times; it is empty for even ones.
    """

    columns: ColumnNames = NO_FILE
    resampled: str = ""
    notes: tuple[str, ...] = ()


def measure_table(table: MotionTable, settings: TableSettings) -> TableMeasures:
    """All metrics for the table's unit: board metrics for degrees, else force-plate metrics.

    `SignalError` for too few samples, a gap in the measured part, a rate too low for the filter,
    or a tilt that cannot be in degrees.
    """
    part = _part(table, settings)
    motion = _one_stretch(table, part)
    low_pass = settings.low_pass
    if table.unit is Unit.DEG:
        fits, even = Fits.BOARD, board_signal(motion, low_pass)
    else:
        fits, even = Fits.FORCE_PLATE, filtered(motion, low_pass)
    raw = filtered(motion, None)
    facts = Facts(
        table.unit.value,
        radius_in(table.unit),
        sway=_measured(even, part, low_pass),
        raw=_measured(raw, part, None),
        side=settings.side,
        rim=settings.envelope,
    )
    metrics = list(metrics_for(fits))
    why_not = why_not_counted(Conduct().given(evidence([(facts, metrics)])))
    measures = measure(facts, metrics, why_not)
    return TableMeasures(
        **vars(measures),
        columns=table.columns,
        resampled=str(raw.resampling),
        notes=(
            *table.notes,
            *_notes(measures),
            *_held(table, part),
            *_asked(table, settings),
        ),
    )


@dataclass(frozen=True)
class _Part:
    """The part of the file that is measured, and the options that chose it."""

    from_s: float
    until_s: float
    options: str


def _part(table: MotionTable, settings: TableSettings) -> _Part:
    begins_s = float(table.time_s[0]) if table.begins_s is None else table.begins_s
    options = [f"--skip-s {settings.skip_s:g}"] if settings.skip_s else []
    until_s = math.inf
    if settings.until_s is not None:
        options.append(f"--until-s {settings.until_s:g}")
        until_s = begins_s + settings.until_s
    return _Part(begins_s + settings.skip_s, until_s, " ".join(options))


def _one_stretch(table: MotionTable, part: _Part) -> Stamped:
    """The samples between the gaps around the measured part; the skipped parts may hold gaps."""
    times_s = table.time_s
    inside = (times_s >= part.from_s) & (times_s < part.until_s)
    _check_length(times_s[inside], part)
    _check_rate(times_s)
    first = int(np.argmax(inside))
    after = len(times_s) - int(np.argmax(inside[::-1]))
    cuts = gaps(times_s)
    within = cuts[(cuts > first) & (cuts < after)]
    if len(within):
        before_s, after_s = times_s[within[0] - 1], times_s[within[0]]
        raise SignalError(
            f"no samples between {before_s:.3f} s and {after_s:.3f} s: measure the parts before "
            "and after it, with --until-s and --skip-s"
        )
    begin = max((cut for cut in cuts.tolist() if cut <= first), default=0)
    end = min((cut for cut in cuts.tolist() if cut >= after), default=len(times_s))
    axes = np.stack([table.ap[begin:end], table.ml[begin:end]])
    if np.abs(axes).max() > table.unit.largest:
        what = "a tilt" if table.unit is Unit.DEG else "a centre of pressure"
        unit = "degrees" if table.unit is Unit.DEG else table.unit.value
        raise SignalError(
            f"{what} of {np.abs(axes).max():.4g} {unit} is more than {table.unit.largest:g}: "
            "are the columns in another unit?"
        )
    return Stamped(times_s[begin:end], axes)


def _check_length(times_s: FloatArray, part: _Part) -> None:
    """`SignalError` for less than 20 samples or 1 s, counting the last sample's own interval."""
    n = len(times_s)
    duration_s = float(times_s[-1] - times_s[0]) if n else 0.0
    if n > 1:
        duration_s *= n / (n - 1)
    if n < FEWEST_SAMPLES:
        what = f"{n} samples are too few"
    elif duration_s < SHORTEST_S * (1 - _ROUNDING):
        what = f"{duration_s:.2f} s are too short"
    else:
        return
    least = f"{FEWEST_SAMPLES} samples and {SHORTEST_S:g} s are the least that can be measured"
    if part.options:
        raise SignalError(f"{part.options} leaves too little: {what}; {least}: skip less")
    raise SignalError(f"{what}: {least}")


def _check_rate(times_s: FloatArray) -> None:
    interval_s = float(np.median(np.diff(times_s)))
    if interval_s * LOWEST_RATE_HZ > 1:
        raise SignalError(
            f"{1 / interval_s:.3g} samples a second are too few: are the times in seconds? "
            "A header such as Time (ms) says otherwise"
        )


def _measured(signal: EvenSignal, part: _Part, low_pass: LowPass | None) -> Sway:
    measured = signal.since(part.from_s).before(part.until_s)
    name = filter_name(low_pass, averaged=signal.resampling.whole)
    return Sway(measured.values, measured.rate_hz, filter=name)


def _held(table: MotionTable, part: _Part) -> Iterator[str]:
    inside = (table.time_s >= part.from_s) & (table.time_s < part.until_s)
    rate_hz = 1 / float(np.median(np.diff(table.time_s)))
    for label, axis in ((table.columns.ap, table.ap), (table.columns.ml, table.ml)):
        yield from held_words(label, axis[inside], rate_hz, table.unit.value)


def _asked(table: MotionTable, settings: TableSettings) -> Iterator[str]:
    if table.unit is not Unit.DEG and (settings.side or settings.envelope):
        yield PLATE_ONLY_BOARD


def _notes(measures: TrialMeasures) -> Iterator[str]:
    if measures.n / measures.rate_hz < COMPARABLE_FROM_S * (1 - _ROUNDING):
        yield (
            f"shorter than {COMPARABLE_FROM_S:g} s: do not compare its sway with that of longer "
            "records"
        )
