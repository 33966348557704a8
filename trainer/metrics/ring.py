"""The ring a patient was asked to stay in, sample by sample."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Ring:
    """Centre and radius of the target in degrees: numbers, or one for each sample.

    A radius of zero means that nothing was to be hit.
    """

    ap_deg: npt.ArrayLike
    ml_deg: npt.ArrayLike
    radius_deg: npt.ArrayLike

    def holds(self, ap_deg: npt.ArrayLike, ml_deg: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Whether each tilt is within the radius of the centre."""
        away = np.hypot(np.subtract(ap_deg, self.ap_deg), np.subtract(ml_deg, self.ml_deg))
        radius = np.asarray(self.radius_deg)
        return np.asarray((away <= radius) & (radius > 0))
