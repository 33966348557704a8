"""Every simulated motion begins level and still, so that the gyroscope's bias can be taken.

Boards and recorded motions share this: how long the stillness is, and how motion fades in.
"""

from dataclasses import dataclass

import numpy as np

from trainer.recording.columns import FloatArray


@dataclass(frozen=True)
class LeadIn:
    """Level stillness for `still_s`, then a smooth fade over `fade_s`; both in seconds."""

    still_s: float = 3.0
    fade_s: float = 0.5

    @property
    def ends_s(self) -> float:
        """When motion is no longer held back."""
        return self.still_s + self.fade_s

    def share(self, t_s: float) -> float:
        """How much of the motion is let through at a time: 0 still, 1 free."""
        if t_s >= self.ends_s:
            return 1.0
        return smooth_step((t_s - self.still_s) / self.fade_s) if t_s > self.still_s else 0.0


NO_LEAD_IN = LeadIn(0.0, 0.0)


def smooth_step(x: float) -> float:
    """From 0 at 0 to 1 at 1 with neither speed nor acceleration at both ends."""
    x = min(max(x, 0.0), 1.0)
    return x * x * x * (10.0 + x * (6.0 * x - 15.0))


def smooth_steps(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """`smooth_step` of each x, and its derivative by x; two arrays of the shape of x."""
    held = np.clip(x, 0.0, 1.0)
    step = held**3 * (10.0 + held * (6.0 * held - 15.0))
    return step, 30.0 * (held * (1.0 - held)) ** 2
