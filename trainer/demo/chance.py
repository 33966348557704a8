"""All chance in a made-up clinic, from one seed: the same seed makes the same clinic."""

from random import Random
from uuid import UUID

import numpy as np


class Chance:
    """The chance of one person; `ids` and motions have streams of their own."""

    def __init__(self, seed: int, code: str) -> None:
        self.random = Random(f"{seed}:{code}")
        self._ids = Random(f"{seed}:{code}:ids")
        self._motions = np.random.default_rng([seed, *code.encode()])

    def new_id(self) -> str:
        """A UUID."""
        return str(UUID(int=self._ids.getrandbits(128), version=4))

    def motion(self) -> np.random.Generator:
        """The chance of the next trial's motion."""
        return np.random.default_rng(self._motions.integers(2**63))
