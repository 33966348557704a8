"""Leaves points of long recordings out without leaving out what they show: every extreme stays."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from trainer.metrics.stamps import gaps
from trainer.recording.columns import FloatArray

MOST_POINTS = 1000
Indices = npt.NDArray[np.int64]


def thinned(*rows: FloatArray, most: int = MOST_POINTS) -> Indices:
    """Which samples to draw of lines of one length: of each bin those where a line is lowest and
    highest, in their order, at most about `most`. Samples without a number are left out.
    """
    known = np.flatnonzero(np.isfinite(np.stack(rows)).all(axis=0))
    if len(known) <= most:
        return known
    bins = np.array_split(known, max(most // (2 * len(rows)), 1))
    kept = [known[:1], known[-1:]]
    for part in bins:
        for row in rows:
            values = row[part]
            kept.append(part[[int(values.argmin()), int(values.argmax())]])
    return np.unique(np.concatenate(kept))


def stretches(times_s: FloatArray, *rows: FloatArray) -> Iterator[Indices]:
    """The samples between gaps, where a line is drawn through; those without a number make one."""
    known = np.flatnonzero(np.isfinite(np.stack(rows)).all(axis=0))
    for part in np.split(known, gaps(times_s[known])):
        if len(part):
            yield part
