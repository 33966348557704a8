"""What every simulated board says at each step, and how a stretch of it becomes arrays."""

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

    `thigh_flexion_deg` and `thigh_medial_lean_deg` belong to the standing leg: a level board says
    nothing about them.
    """

    ap_deg: float = 0.0
    ml_deg: float = 0.0
    ap_rate_deg_s: float = 0.0
    ml_rate_deg_s: float = 0.0
    thigh_flexion_deg: float = 0.0
    thigh_medial_lean_deg: float = 0.0
    doing: Doing = Doing.STANDING_STILL


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
    return BoardTrace(
        ap, ml, ap_rate, ml_rate, flexion, lean, tuple(state.doing for state in states)
    )
