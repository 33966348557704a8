"""Waiting for a board to be moved and laid down, for the calibration steps.

No keys are needed: a pose counts after the board was moved and then rested for two seconds. It
works on raw readings, because the board may not be calibrated yet.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from trainer.motion.readings import accel_g, angle_deg, gyro_deg_s
from trainer.motion.rest_checks import GYRO_SD_LIMIT_DEG_S, check_stillness
from trainer.recording.columns import FloatArray
from trainer.recording.guidance import Guidance
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.steps import Follower, Step

REST_S = 2.0
MOVED_DEG = 4.0
MOVED_RATE_DEG_S = 15.0
PATIENCE_S = 90.0
LOOK_EVERY_S = 0.1
NOT_MOVED, MOVING = "waiting for the board to be moved", "moving: let go of it"
QUIET_DEG_S = 6 * GYRO_SD_LIMIT_DEG_S
"""One sample faster than this restarts the rest."""


@dataclass(frozen=True)
class Rest:
    """A pose that was held: mean reading (3,) in g, sensor axes; the bias-free turn before it."""

    accel_g: FloatArray
    turn_deg_s: FloatArray
    rate_hz: float


class PoseWatch:
    """Follows a board that has delivered samples from pose to pose."""

    def __init__(self, board: OpenBoard) -> None:
        self._follower = Follower(board)
        self._setup = board.setup
        self._bias = np.array(board.streams.bias_deg_s)
        self._wanted = round(REST_S * self._setup.rate_hz) + 1
        self._look_every = round(LOOK_EVERY_S * self._setup.rate_hz)
        self._newest: tuple[float, FloatArray] | None = None
        present = board.feed.since(-1).samples[-self._wanted :]
        # A board that already rests when a pose is asked for must be moved first.
        self._last = accel_g(present.accel_counts, self._setup).mean(axis=0)

    def next(self, step: Step) -> Generator[Guidance, None, Rest]:
        """Ask for a pose and return when it is held; `SessionError` if that takes too long."""
        begun_s = self._follower.now_s()
        accel, gyro, turns = np.zeros((0, 3)), np.zeros((0, 3)), [np.zeros((0, 3))]
        moved, quiet, looked, notice = False, 0, 0, NOT_MOVED
        while self._follower.now_s() - begun_s < PATIENCE_S:
            yield step.moment(quiet / self._wanted if moved else 0.0, notice)
            new = self._follower.wait().samples
            rates = gyro_deg_s(new.gyro_counts, self._setup) - self._bias
            turns.append(self._without_holes(rates, new.t_s))
            gyro = np.concatenate((gyro, rates))[-self._wanted :]
            fresh = accel_g(new.accel_counts, self._setup)
            accel = np.concatenate((accel, fresh))[-self._wanted :]
            quiet = _quiet(rates, quiet)
            moved = moved or self._is_moved(fresh, rates)
            notice = self._follower.trouble() or _noticed(moved, quiet)
            looked += len(new)
            if not moved or quiet < self._wanted or looked < self._look_every:
                continue
            looked = 0
            stillness = check_stillness(accel, gyro + self._bias, self._setup.rate_hz)
            if stillness.still:
                self._last = accel.mean(axis=0)
                return Rest(self._last, np.concatenate(turns), self._setup.rate_hz)
            notice = stillness.reason
        raise step.gave_up(PATIENCE_S, self._follower.trouble())

    def _without_holes(self, rates: FloatArray, t_s: FloatArray) -> FloatArray:
        """Turn rates at every slot, interpolated over lost samples: the board turned meanwhile."""
        if not len(t_s):
            return rates
        if self._newest is None:
            self._newest = (float(t_s[0]) - 1 / self._setup.rate_hz, rates[0])
        before_s, before = self._newest
        self._newest = (float(t_s[-1]), rates[-1])
        slots = np.concatenate(([0.0], np.rint((t_s - before_s) * self._setup.rate_hz)))
        known = np.vstack((before, rates))
        every = np.arange(1, slots[-1] + 1)
        return np.stack([np.interp(every, slots, axis) for axis in known.T], axis=1)

    def _is_moved(self, accel: FloatArray, turns: FloatArray) -> bool:
        fast = np.abs(turns).max(initial=0.0) > MOVED_RATE_DEG_S
        return bool(fast) or (len(accel) > 0 and angle_deg(accel[-1], self._last) > MOVED_DEG)


def _noticed(moved: bool, quiet: int) -> str:
    if not moved:
        return NOT_MOVED
    return "" if quiet else MOVING


def _quiet(turns: FloatArray, quiet: int) -> int:
    """For how many samples the board has been quiet; `quiet` is the count before these."""
    loud = np.flatnonzero(np.abs(turns).max(axis=1, initial=0.0) > QUIET_DEG_S)
    return len(turns) - 1 - int(loud[-1]) if len(loud) else quiet + len(turns)
