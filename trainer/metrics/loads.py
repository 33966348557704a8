"""What load cells measured in the measured part of a trial, for the metrics that ask."""

from dataclasses import dataclass, field

import numpy as np

from trainer.metrics.sway import FloatArray


@dataclass(frozen=True)
class Loads:
    """Load in N, one number a reading, and body weight in N where it is known.

    `tilt_apart_deg` is how far the plate's own tilt and the board's are apart at each reading of a
    dome on the plate; empty where there is none.
    """

    load_n: FloatArray
    body_weight_n: float | None = None
    tilt_apart_deg: FloatArray = field(default_factory=lambda: np.zeros(0))
