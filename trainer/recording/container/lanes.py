"""A recording cut into equal stretches that are predicted side by side.

Each value is predicted from the ones before it, which goes one step at a time; with the stretches
next to each other one step does all of them.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

MOST_LANES = 32
SHORTEST_LANE = 64

K = TypeVar("K", bound=np.generic)


@dataclass(frozen=True)
class Lanes:
    """`count` stretches of n samples, each `steps` long; the last may run out early."""

    n: int
    count: int

    @property
    def steps(self) -> int:
        """Samples in a lane."""
        return -(-self.n // self.count)

    def spread(self, values: npt.NDArray[K]) -> npt.NDArray[K]:
        """(n, ...) as (steps, count, ...), zeros behind the end."""
        padded = np.zeros((self.steps * self.count, *values.shape[1:]), values.dtype)
        padded[: self.n] = values
        lanes = padded.reshape(self.count, self.steps, *values.shape[1:])
        return np.ascontiguousarray(lanes.swapaxes(0, 1))

    def join(self, lanes: npt.NDArray[K]) -> npt.NDArray[K]:
        """The reverse of `spread`."""
        rows = lanes.swapaxes(0, 1).reshape(self.steps * self.count, *lanes.shape[2:])
        return rows[: self.n]


def lanes_for(n: int) -> Lanes:
    """As many lanes as a recording of n samples is cut into."""
    return Lanes(n, max(1, min(MOST_LANES, n // SHORTEST_LANE)))
