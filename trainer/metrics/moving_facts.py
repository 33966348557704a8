"""What the board did while it was to go somewhere: cued reaches, rounds, a target on sines.

`reach_trial` and `moving_target` find them in a recording; `Facts` holds them.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray, IntArray

ComplexArray = npt.NDArray[np.complex128]
COVERED_FROM = 0.8
"""Share of a ring's radius from which a tilt counts as having been there."""


@dataclass(frozen=True)
class Reach:
    """One reach that was cued: evenly sampled arrays (n,) in degrees, until its target went out.

    `along_deg` is the tilt on the line from level through the target's middle, which lies
    `distance_deg` from level; `across_deg` is the tilt at right angles to it. The first `cued`
    samples are the baseline before the cue. `direction_deg` is 0 to the toes, 90 to the patient's
    right. `on_rim` says that the board touched its rim on the way.
    """

    direction_deg: float
    distance_deg: float
    along_deg: FloatArray
    across_deg: FloatArray
    cued: int
    rate_hz: float
    on_rim: bool = False

    @cached_property
    def velocity_deg_s(self) -> FloatArray:
        """The speed towards the target, by central differences; zero for a single sample."""
        if len(self.along_deg) < 2:
            return np.zeros(len(self.along_deg))
        return np.asarray(np.gradient(self.along_deg) * self.rate_hz, dtype=np.float64)


@dataclass(frozen=True)
class Reaches:
    """All cued reaches of a trial, in their order."""

    each: tuple[Reach, ...] = ()


@dataclass(frozen=True)
class Circling:
    """What the board did while the target went round: evenly sampled arrays (n,).

    `ring_deg` is the radius of the target's way in the board's own direction. `asked_deg` is the
    target's direction, counting rounds: 0 to the toes, 90 to the right edge. `way` is 1 while it
    goes round clockwise as the patient sees it, -1 while it goes back, 0 while it does neither.
    `breaks` are the indices at which a new stretch begins. A direction was covered by a tilt of
    `covered_from` times the ring's radius or more.
    """

    ap_deg: FloatArray
    ml_deg: FloatArray
    ring_deg: FloatArray
    asked_deg: FloatArray
    way: IntArray
    rate_hz: float
    breaks: tuple[int, ...] = ()
    covered_from: float = COVERED_FROM


@dataclass(frozen=True)
class Following:
    """What the board did while the target moved by sines: arrays (n,), evenly sampled.

    `t_s` is the trial's running time, without pauses. `breaks` are the indices at which a new
    stretch begins. `hz` are the frequencies of the target's sines, rising.
    """

    t_s: FloatArray
    ap_deg: FloatArray
    ml_deg: FloatArray
    target_ap_deg: FloatArray
    target_ml_deg: FloatArray
    radius_deg: FloatArray
    hz: tuple[float, ...]
    rate_hz: float
    breaks: tuple[int, ...] = ()

    @cached_property
    def board_sines(self) -> ComplexArray:
        """What the board did at each frequency, (frequencies, 2) for ap and ml: fitted by least
        squares of all sines and a constant at once, and once for all metrics that ask.
        """
        return self._sines_in(self.ap_deg, self.ml_deg)

    @cached_property
    def target_sines(self) -> ComplexArray:
        """The same of the target."""
        return self._sines_in(self.target_ap_deg, self.target_ml_deg)

    def _sines_in(self, ap_deg: FloatArray, ml_deg: FloatArray) -> ComplexArray:
        turn = 2 * np.pi * np.outer(self.t_s, self.hz)
        columns = np.hstack((np.ones((len(turn), 1)), np.cos(turn), np.sin(turn)))
        fitted, *_ = np.linalg.lstsq(columns, np.stack((ap_deg, ml_deg), axis=1), rcond=None)
        count = len(self.hz)
        return np.asarray(fitted[1 : count + 1] - 1j * fitted[count + 1 :])
