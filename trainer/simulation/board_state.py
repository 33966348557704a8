"""What all simulated boards share: ticks, states, traces, and the stillness they begin with.

The stillness lets the gyroscope's bias be taken; recorded motions begin with it, too.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.interfaces import Target

TICK_S = 0.001
"""Boards move in steps of a millisecond, whatever stretch of time they are asked for."""


class Doing(StrEnum):
    """What the person on a simulated board is doing."""

    STANDING_STILL = "standing_still"
    BALANCING = "balancing"
    TOUCHING = "touching"
    FOOT_DOWN = "foot_down"
    STEPPING_ON = "stepping_on"


class BoardState(NamedTuple):
    """Tilt in degrees and deg/s by the project's signs, the hip's own motion, and what happens.

    The thigh's angles belong to the standing leg: a level board says nothing about them. On the
    floor the tilt is that of the sacrum's sensor.
    """

    ap_deg: float = 0.0
    ml_deg: float = 0.0
    ap_rate_deg_s: float = 0.0
    ml_rate_deg_s: float = 0.0
    thigh_flexion_deg: float = 0.0
    thigh_medial_lean_deg: float = 0.0
    doing: Doing = Doing.STANDING_STILL
    thigh_inward_deg: float = 0.0


class SimulatedBoard(Protocol):
    """A board somebody stands on, or steers."""

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        """Let `dt_s` pass with this target on the screen; the state at its end."""


class Ticks:
    """Turns stretches of any length into whole ticks and keeps the rest for the next."""

    def __init__(self) -> None:
        self._asked_s = 0.0
        self._done = 0

    def after(self, dt_s: float) -> int:
        """How many ticks fall due when `dt_s` more has passed."""
        self._asked_s += dt_s
        whole = int(self._asked_s / TICK_S + 1e-6)
        due, self._done = whole - self._done, whole
        return due


@dataclass(frozen=True)
class BoardTrace:
    """n states, a millisecond apart, as arrays of n; the first is one tick after the start."""

    ap_deg: FloatArray
    ml_deg: FloatArray
    ap_rate_deg_s: FloatArray
    ml_rate_deg_s: FloatArray
    thigh_flexion_deg: FloatArray
    thigh_medial_lean_deg: FloatArray
    doing: tuple[Doing, ...]
    thigh_inward_deg: FloatArray

    @property
    def t_s(self) -> FloatArray:
        """Seconds since the board's start."""
        return TICK_S * np.arange(1, len(self.ap_deg) + 1, dtype=np.float64)

    def __len__(self) -> int:
        return len(self.ap_deg)


def level_target(_t_s: float) -> Target | None:
    """Nothing on the screen: keep the board level."""
    return None


def trace(
    board: SimulatedBoard, seconds: float, shown: Callable[[float], Target | None] = level_target
) -> BoardTrace:
    """Run a board; `shown` tells the target on the screen at each second since the start."""
    ticks = round(seconds / TICK_S)
    return trace_of([board.step(TICK_S, shown(tick * TICK_S)) for tick in range(ticks)])


def trace_of(states: list[BoardState]) -> BoardTrace:
    """States a tick apart as arrays."""
    numbers = np.array([state[:6] for state in states], dtype=np.float64).reshape(-1, 6)
    ap, ml, ap_rate, ml_rate, flexion, lean = numbers.T
    inward = np.array([state.thigh_inward_deg for state in states], dtype=np.float64)
    doing = tuple(state.doing for state in states)
    return BoardTrace(ap, ml, ap_rate, ml_rate, flexion, lean, doing, inward)


@dataclass(frozen=True)
class LeadIn:
    """Stillness for `still_s`, then a smooth fade into motion over `fade_s`; both in seconds."""

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

    def share_per_s(self, t_s: float) -> float:
        """The rate of `share`."""
        if not self.still_s < t_s < self.ends_s:
            return 0.0
        return smooth_step_rate((t_s - self.still_s) / self.fade_s) / self.fade_s


NO_LEAD_IN = LeadIn(0.0, 0.0)
NOBODY = LeadIn(math.inf)
"""Nobody ever steps on."""


def smooth_step(x: float) -> float:
    """From 0 at 0 to 1 at 1 with neither speed nor acceleration at both ends."""
    x = min(max(x, 0.0), 1.0)
    return x * x * x * (10.0 + x * (6.0 * x - 15.0))


def smooth_step_rate(x: float) -> float:
    """The derivative of `smooth_step` by x, for x from 0 to 1."""
    return 30.0 * (x * (1.0 - x)) ** 2


def smooth_steps(x: FloatArray) -> tuple[FloatArray, FloatArray]:
    """`smooth_step` of each x, and its derivative by x; two arrays of the shape of x."""
    held = np.clip(x, 0.0, 1.0)
    step = held**3 * (10.0 + held * (6.0 * held - 15.0))
    return step, 30.0 * (held * (1.0 - held)) ** 2


class SimulationError(Exception):
    """Base of this package's errors; `str()` is one line for the person who asked for it."""
