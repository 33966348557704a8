"""Moments of inattention: now and then a push that nobody meant, in any direction."""

import math

import numpy as np

_LASTS_S = 0.3


class Lapses:
    """Half a sine of deg/s² at random times, `per_s` a second, of `push` on average at its peak.

    Sizes are exponential: mostly small, and rarely one that throws a skilled patient, too.
    """

    def __init__(
        self, per_s: float, push: float, generator: np.random.Generator, every_s: float
    ) -> None:
        self._per_s, self._push = per_s, push
        self._generator, self._every_s = generator, every_s
        self._until_next_s = self._pause()
        self._ap = self._ml = 0.0

    def next(self) -> tuple[float, float]:
        """The (ap, ml) push after `every_s` more."""
        self._until_next_s -= self._every_s
        if self._until_next_s > 0.0:
            return 0.0, 0.0
        if self._until_next_s + self._every_s > 0.0:
            self._aim()
        since = -self._until_next_s
        if since >= _LASTS_S:
            self._until_next_s = self._pause()
            return 0.0, 0.0
        strength = math.sin(math.pi * since / _LASTS_S)
        return strength * self._ap, strength * self._ml

    def _aim(self) -> None:
        direction = float(self._generator.uniform(0.0, math.tau))
        strength = self._push * float(self._generator.exponential())
        self._ap = strength * math.cos(direction)
        self._ml = strength * math.sin(direction)

    def _pause(self) -> float:
        return float(self._generator.exponential(1.0 / self._per_s))
