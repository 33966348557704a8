"""Delivered tilt and rates, predicted from the raw gyroscope: what is left is nearly nothing.

Tilt and rates are whole thousandths. Each rate is close to a sum over the gyroscope's channels
g = (gx, gy, gz, 1) times 1, a, m, a², a·m, m², where a and m are the tilt in degrees as expected
from the last one and its rate; the weights are fitted to the recording and stored. Tilt is the sum
of its rates times the time of a slot. `docs/recording-format.md` gives the steps one by one; they
are single additions and multiplications of doubles in a fixed order, so that every machine gets the
same bits.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.recording.samples import IntArray

FloatArray = npt.NDArray[np.float64]
Correct = Callable[[int, IntArray], IntArray]

CHANNELS, SHAPES, AXES = 4, 6, 2
WEIGHTS = CHANNELS * SHAPES * AXES
GAIN = 0.125
"""How far the expected tilt follows the delivered one, which is rounded, in each step."""

MOST_ROWS_TO_FIT = 6000
LARGEST_WEIGHT = 1e6
PER_DEG = 1000.0


@dataclass(frozen=True)
class TiltModel:
    """`weights` (shapes, axes, channels), thousandths of deg/s a count; `slot_s` seconds."""

    weights: FloatArray
    slot_s: float

    def walk(self, gyro: FloatArray, rate_of: Correct, tilt_of: Correct) -> None:
        """Step through lanes of gyro counts, shape (steps, lanes, 3).

        At each step `rate_of` and `tilt_of` are given the step and what is predicted, shape
        (axes, lanes), and answer what it really is; the next prediction starts from there.
        """
        terms = self._terms(gyro)
        tilt = np.zeros((AXES, gyro.shape[1]))
        rate = np.zeros_like(tilt)
        with np.errstate(all="ignore"):
            for step in range(len(gyro)):
                a, m = (tilt + rate * self.slot_s) / PER_DEG
                u = terms[step]
                expected = u[0] + u[1] * a + u[2] * m
                expected = expected + u[3] * (a * a) + u[4] * (a * m) + u[5] * (m * m)
                rate = rate_of(step, np.rint(expected).astype(np.int64)).astype(np.float64)
                tilt = tilt + rate * self.slot_s
                delivered = tilt_of(step, np.rint(tilt).astype(np.int64)).astype(np.float64)
                tilt = tilt + (delivered - tilt) * (1.0 if step == 0 else GAIN)

    def _terms(self, gyro: FloatArray) -> FloatArray:
        """(steps, shapes, axes, lanes): the weights times the channels of each sample."""
        terms = np.empty((len(gyro), SHAPES, AXES, gyro.shape[1]))
        x, y, z = np.moveaxis(gyro, -1, 0)
        for shape in range(SHAPES):
            for axis in range(AXES):
                w = self.weights[shape, axis]
                terms[:, shape, axis] = ((w[0] * x + w[1] * y) + w[2] * z) + w[3]
        return terms


def fit_tilt_model(tilt: IntArray, rates: IntArray, gyro: IntArray, slot_s: float) -> TiltModel:
    """The model of a recording: tilt and rates (n, 2) in thousandths, gyro counts (n, 3)."""
    every = max(1, len(tilt) // MOST_ROWS_TO_FIT)
    a, m = (tilt[::every] / PER_DEG).T
    shapes = np.stack((np.ones_like(a), a, m, a * a, a * m, m * m), axis=1)
    channels = np.column_stack((gyro[::every], np.ones(len(a))))
    design = (shapes[:, :, np.newaxis] * channels[:, np.newaxis, :]).reshape(
        len(a), SHAPES * CHANNELS
    )
    scale = np.maximum(np.abs(design).max(axis=0, initial=0.0), 1e-9)
    solved = np.linalg.lstsq(design / scale, rates[::every].astype(np.float64), rcond=1e-10)[0]
    weights = (solved / scale[:, np.newaxis]).reshape(SHAPES, CHANNELS, AXES).swapaxes(1, 2)
    usable = bool(np.all(np.abs(weights) < LARGEST_WEIGHT))
    return TiltModel(weights if usable else np.zeros_like(weights), slot_s)
