"""The last minute of samples, in arrays that are never reallocated while a trial runs."""

from dataclasses import fields

import numpy as np

from trainer.recording.samples import Sample, Samples

HELD_S = 64.0


class SampleRing:
    """Holds at least `capacity` newest samples. The owner locks."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._store = Samples.zeros(2 * capacity)
        self._end = 0
        self._begin = 0

    def append(self, new: Samples) -> None:
        """Add samples behind the ones held."""
        new = new[-self._capacity :] if len(new) > self._capacity else new
        if self._end + len(new) > 2 * self._capacity:
            self._compact()
        for f in fields(Samples):
            getattr(self._store, f.name)[self._end : self._end + len(new)] = getattr(new, f.name)
        self._end += len(new)
        self._begin = max(self._begin, self._end - self._capacity)

    def after(self, seq: int) -> Samples:
        """A copy of all held samples with a larger `seq`."""
        held = self._store.seq[self._begin : self._end]
        first = self._begin + int(np.searchsorted(held, seq, side="right"))
        return Samples(
            **{
                f.name: getattr(self._store, f.name)[first : self._end].copy()
                for f in fields(Samples)
            }
        )

    def newest(self) -> Sample | None:
        """The last sample, if there is any."""
        if self._end == self._begin:
            return None
        s, at = self._store, self._end - 1
        return Sample(
            int(s.seq[at]),
            float(s.t_s[at]),
            float(s.ap_deg[at]),
            float(s.ml_deg[at]),
            float(s.ap_rate_deg_s[at]),
            float(s.ml_rate_deg_s[at]),
            int(s.flags[at]),
        )

    def _compact(self) -> None:
        kept = self._store[
            slice(self._end - min(self._end - self._begin, self._capacity), self._end)
        ]
        n = len(kept)
        for f in fields(Samples):
            column = getattr(self._store, f.name)
            column[:n] = getattr(kept, f.name).copy()
        self._begin, self._end = 0, n
