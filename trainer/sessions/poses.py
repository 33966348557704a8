"""Waiting for a board to be moved and laid down: what calibration steps are made of.

No keys are needed: a pose counts once the board was moved and then rested for two seconds. Works on
raw readings, so it needs no calibration itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.acquisition.feed import BoardFeed
from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.motion.rotation import angle_deg
from trainer.motion.stillness import check_stillness
from trainer.recording.calibration import Vector
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.sessions.board import WAIT_STEP_S
from trainer.sessions.errors import SessionError

FloatArray = npt.NDArray[np.float64]

REST_S = 2.0
MOVED_DEG = 4.0
MOVED_RATE_DEG_S = 15.0
PATIENCE_S = 90.0


@dataclass(frozen=True)
class Rest:
    """A pose held: mean reading (3,) in g, sensor axes, and the bias-free turn that led to it."""

    accel_g: FloatArray
    turn_deg_s: FloatArray
    rate_hz: float


class PoseWatch:
    """Follows a feed, which has delivered samples, from pose to pose."""

    def __init__(
        self, feed: BoardFeed, setup: SensorSetup, bias_deg_s: Vector, say: Callable[[str], None]
    ) -> None:
        self._feed = feed
        self._setup = setup
        self._bias = np.array(bias_deg_s)
        self._say = say
        present = feed.since(-1).samples[-round(REST_S * setup.rate_hz) :]
        self._seq = int(present.seq[-1])
        # A board that happens to rest when it is asked for a pose is not in that pose yet.
        self._last = accel_g(present.accel_counts, setup).mean(axis=0)

    def next(self, prompt: str) -> Rest:
        """Ask for a pose and return when it is held; `SessionError` when it never is."""
        self._say(prompt)
        begun = self._feed.now_ns()
        parts: list[Samples] = []
        moved = False
        while self._feed.now_ns() - begun < PATIENCE_S * 1e9:
            self._feed.wait(WAIT_STEP_S)
            parts.append(self._new_samples())
            held = self._window(parts)
            if held is None:
                continue
            accel, gyro = held
            moved = moved or self._is_moved(accel, gyro)
            if moved and check_stillness(accel, gyro, self._setup.rate_hz).still:
                return self._rest(parts, accel)
        raise SessionError(f"waited {PATIENCE_S:.0f} s in vain for: {prompt}")

    def _new_samples(self) -> Samples:
        samples = self._feed.since(self._seq).samples
        if len(samples):
            self._seq = int(samples.seq[-1])
        return samples

    def _window(self, parts: list[Samples]) -> tuple[FloatArray, FloatArray] | None:
        wanted = round(REST_S * self._setup.rate_hz) + 1
        recent: list[Samples] = []
        for part in reversed(parts):
            recent.insert(0, part)
            if sum(map(len, recent)) >= wanted:
                samples = Samples.concatenate(recent)[-wanted:]
                return (
                    accel_g(samples.accel_counts, self._setup),
                    gyro_deg_s(samples.gyro_counts, self._setup),
                )
        return None

    def _is_moved(self, accel: FloatArray, gyro: FloatArray) -> bool:
        fast = np.abs(gyro[-1] - self._bias).max() > MOVED_RATE_DEG_S
        return bool(fast) or angle_deg(accel[-1], self._last) > MOVED_DEG

    def _rest(self, parts: list[Samples], accel: FloatArray) -> Rest:
        whole = Samples.concatenate(parts)
        turn = gyro_deg_s(whole.gyro_counts, self._setup) - self._bias
        self._last = accel.mean(axis=0)
        return Rest(self._last, turn, self._setup.rate_hz)
