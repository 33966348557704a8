"""Finds values that a sensor or a program held: cut off at the end of a range, or stuck.

`measure_table` asks it about each axis of a file, whose raw counts nobody has any more. A smooth
signal turns back slowly: where its digits make a peak flat, the steps to it are of one or two of
the last digit. A value that is cut off is reached in steps as large as anywhere. All thresholds
are ours.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray, IntArray

LEAST_RUN = 3
STEEP_STEPS = 3.0
"""Steps of so many of the last digit do not lead to a peak that is flat by its digits."""
RUNS_LONGER = 3.0
"""So many times the 90th percentile of the record's runs of equal values: some repeat samples."""
SLOW_STEPS = 20.0
"""A coarse value may last as long as the signal needs, on average, for so many of its steps."""
STUCK_S = 0.25


def held_words(label: str, axis: FloatArray, rate_hz: float, unit: str) -> Iterator[str]:
    """Sentences about an axis (n,) that was cut off, stood still or never changed."""
    if len(axis) < 2:
        return
    first, length = _runs(axis)
    if len(first) == 1:
        yield f"{label} never changed: is its sensor or its column dead?"
        return
    values = axis[first]
    long = length >= _longer_than_usual(length)
    stuck = long & (length >= max(STUCK_S * rate_hz, _slow_run(axis)))
    for end, farthest in (("largest", values.max()), ("smallest", values.min())):
        there = values == farthest
        if (there & (stuck | (long & _steep(axis, first)))).any():
            held_s = float(length[there & long].sum()) / rate_hz
            yield (
                f"{label} stays at its {end}, {farthest:.4g} {unit}, for {held_s:.2g} s: it looks "
                "cut off at the end of a range, and then its values are too small"
            )
    inside = (values > values.min()) & (values < values.max())
    if (stuck & inside).any():
        held_s = float(length[stuck & inside].sum()) / rate_hz
        yield f"{label} stands still for {held_s:.2g} s: was its sensor stuck?"


def _runs(axis: FloatArray) -> tuple[IntArray, IntArray]:
    """The first index and the length of each run of equal values."""
    first = np.concatenate(([0], np.flatnonzero(np.diff(axis)) + 1))
    return first, np.diff(np.append(first, len(axis)))


def _longer_than_usual(length: IntArray) -> float:
    return max(LEAST_RUN, RUNS_LONGER * float(np.percentile(length, 90)))


def _slow_run(axis: FloatArray) -> float:
    steps = np.abs(np.diff(axis))
    return SLOW_STEPS * float(steps[steps > 0].min()) / float(steps.mean())


def _steep(axis: FloatArray, first: IntArray) -> npt.NDArray[np.bool_]:
    """Which runs are reached and left by more than steps of the last digits."""
    steps = np.abs(np.diff(axis))
    digit = float(steps[steps > 0].min())
    # Before the first and after the last run there is no step: those count as steep.
    reached = np.concatenate(([np.inf], steps[first[1:] - 1]))
    left = np.append(steps[first[1:] - 1], np.inf)
    return np.asarray(np.minimum(reached, left) > STEEP_STEPS * digit)
