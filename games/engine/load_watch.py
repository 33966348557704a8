"""Whether somebody stands on the board, by its load cells, from one reading to the next.

What it finds becomes an input of the trial (`LoadChanged`), so that a replay needs no cells.
"""

from math import isnan

from games.engine.control import LoadChanged
from trainer.recording.load import LoadSamples

GONE_S = 0.5
BACK_S = 0.1


class LoadWatch:
    """Load below `least_n` for half a second is a foot put down beside the board."""

    def __init__(self, least_n: float) -> None:
        self._least_n = least_n
        self._present = True
        self._differs_since_s: float | None = None

    def take(self, load: LoadSamples) -> LoadChanged | None:
        """n readings; the change they brought, if any. Readings without a load say nothing."""
        before = self._present
        for t_s, load_n in zip(load.t_s.tolist(), load.load_n.tolist(), strict=True):
            if not isnan(load_n):
                self._see(t_s, load_n >= self._least_n)
        return LoadChanged(self._present) if self._present is not before else None

    def _see(self, t_s: float, present: bool) -> None:
        if present is self._present:
            self._differs_since_s = None
            return
        if self._differs_since_s is None:
            self._differs_since_s = t_s
        if t_s - self._differs_since_s >= (BACK_S if present else GONE_S):
            self._present, self._differs_since_s = present, None
