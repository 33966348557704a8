"""The last second of tilt: what the trail and the light of the ring are drawn from."""

import numpy as np
import numpy.typing as npt

from trainer.recording.samples import Samples

KEPT_S = 1.2
KEPT_SAMPLES = 1500


class Recent:
    """Newest samples in arrays that are filled in place. Times are the board's own."""

    def __init__(self) -> None:
        self._t_s = np.zeros(KEPT_SAMPLES)
        self._ap_deg = np.zeros(KEPT_SAMPLES)
        self._ml_deg = np.zeros(KEPT_SAMPLES)
        self._count = 0

    def add(self, samples: Samples) -> None:
        """Take samples; the oldest give way."""
        new = min(len(samples), KEPT_SAMPLES)
        if not new:
            return
        columns = (self._t_s, samples.t_s), (self._ap_deg, samples.ap_deg)
        for kept, more in (*columns, (self._ml_deg, samples.ml_deg)):
            kept[:-new] = kept[new:]
            kept[-new:] = more[-new:]
        self._count = min(self._count + new, KEPT_SAMPLES)

    def newest(self) -> tuple[float, float] | None:
        """The newest (ap, ml)."""
        return (float(self._ap_deg[-1]), float(self._ml_deg[-1])) if self._count else None

    def track(self, ages_s: npt.NDArray[np.float64]) -> tuple[list[float], list[float]]:
        """Tilt (ap, ml) at these ages before the newest sample; older than known is the oldest."""
        if not self._count:
            return [], []
        held = slice(KEPT_SAMPLES - self._count, None)
        times = self._t_s[held]
        at = np.searchsorted(times, times[-1] - ages_s).clip(0, self._count - 1)
        return self._ap_deg[held][at].tolist(), self._ml_deg[held][at].tolist()

    def since_inside_s(self, radius_deg: float) -> float:
        """Seconds since the tilt was last within a ring about level; infinite where not known."""
        held = slice(KEPT_SAMPLES - self._count, None)
        inside = np.flatnonzero(np.hypot(self._ap_deg[held], self._ml_deg[held]) <= radius_deg)
        if not len(inside):
            return float("inf")
        times = self._t_s[held]
        return float(times[-1] - times[inside[-1]])
