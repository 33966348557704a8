"""The light's way in a trial as a few points, for lists that must not read samples.

The store keeps it beside the trial; the station's list of patients shows it.
"""

import numpy as np

from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind

MOST_POINTS, DECIMALS = 48, 1

Way = tuple[tuple[float, float], ...]
"""(ap, ml) in degrees."""


def way_of(recording: Recording) -> Way | None:
    """At most `MOST_POINTS` of the measured part, evenly in time, in steps of 0.1 degrees.

    None for a trial that ended before its measured part began, or whose tilt is lost.
    """
    begin = recording.first(EventKind.MEASURE_FROM)
    if begin is None:
        return None
    part = recording.samples[begin.index : end_index(recording)]
    tilt = np.stack((part.ap_deg, part.ml_deg), axis=1)
    known = np.isfinite(tilt).all(axis=1)
    tilt, t_s = tilt[known], part.t_s[known]
    if len(t_s) < 2:
        return None
    at = np.searchsorted(t_s, np.linspace(t_s[0], t_s[-1], MOST_POINTS))
    points = tilt[np.unique(at.clip(0, len(t_s) - 1))].round(DECIMALS)
    # Zero has no sign.
    return tuple((ap_deg, ml_deg) for ap_deg, ml_deg in (points + 0.0).tolist())


def end_index(recording: Recording) -> int:
    """Index of the first sample after the trial: its end, else its outcome, else all samples."""
    ended = recording.first(EventKind.END) or recording.first(EventKind.OUTCOME)
    n = len(recording.samples)
    return n if ended is None else min(ended.index, n)
