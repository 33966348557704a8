"""Sees more on the board than it may carry, at once and whoever it is.

A step onto the board pushes for some tenths of a second with more than the body's weight, so only
a load that stays counts. `games.engine.player` asks in every phase of a trial.
"""

from math import isnan

from trainer.recording.load import LoadSamples

OVERLOADED_S = 0.5


class OverloadWatch:
    """`overloaded` once the load has been above `most_n` for half a second, and from then on."""

    def __init__(self, most_n: float) -> None:
        self._most_n = most_n
        self._above_since_s: float | None = None
        self.overloaded = False

    def take(self, load: LoadSamples) -> bool:
        """Whether these readings overload the board. Those without a load are ignored."""
        for t_s, load_n in zip(load.t_s.tolist(), load.load_n.tolist(), strict=True):
            if isnan(load_n):
                continue
            if load_n <= self._most_n:
                self._above_since_s = None
            elif self._above_since_s is None:
                self._above_since_s = t_s
            elif t_s - self._above_since_s >= OVERLOADED_S:
                self.overloaded = True
        return self.overloaded
