"""Seeded noise, cheap enough for every tick: normal numbers drawn in blocks, and slow wandering."""

import math

import numpy as np

_BLOCK = 4096


class Normals:
    """Standard normal numbers, one at a time, the same for the same generator."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator
        self._drawn: list[float] = []

    def next(self) -> float:
        """The next number."""
        if not self._drawn:
            self._drawn = self._generator.standard_normal(_BLOCK).tolist()
        return self._drawn.pop()


class Wander:
    """An Ornstein-Uhlenbeck process: it drifts by `sd` around zero and forgets within `tau_s`."""

    def __init__(self, normals: Normals, sd: float, tau_s: float, every_s: float) -> None:
        self._normals = normals
        self._keep = math.exp(-every_s / tau_s)
        self._kick = sd * math.sqrt(1.0 - self._keep**2)
        self.value = 0.0

    def next(self) -> float:
        """Its value `every_s` later."""
        self.value = self._keep * self.value + self._kick * self._normals.next()
        return self.value
