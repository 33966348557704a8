"""Values of a slower sensor beside the board's samples: each row has the newest one known then.

A sensor that fell silent has no values.
"""

import numpy as np

from trainer.recording.body import BodySamples
from trainer.recording.columns import FloatArray
from trainer.recording.load import LoadSamples

STALE_AFTER_S = 1.0
"""Load cells at 10 Hz speak of 0.2 s before, ten times a second; no sensor is slower."""


class Held:
    """Some columns of another sensor's samples, held until the next one comes."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._times_s: FloatArray = np.zeros(0)
        self._values: FloatArray = np.zeros((len(names), 0))

    def beside(self, new: LoadSamples | BodySamples, t_s: FloatArray) -> FloatArray:
        """The named columns, (names, n), at n times of the board's samples; n at least 1.

        NaN before the first value, and where the newest one is too old.
        """
        times_s = np.append(self._times_s, new.t_s)
        columns = np.stack([getattr(new, name) for name in self._names])
        values = np.concatenate((self._values, columns), axis=1)
        at = np.searchsorted(times_s, t_s, side="right") - 1
        kept = slice(max(0, int(at[-1])), None)
        self._times_s, self._values = times_s[kept], values[:, kept]
        missing = np.full((len(self._names), 1), np.nan)
        beside = np.concatenate((values, missing), axis=1)[:, at]
        age_s = t_s - np.append(times_s, -np.inf)[at]
        return np.where(age_s <= STALE_AFTER_S, beside, np.nan)
