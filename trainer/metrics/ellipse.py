"""The 95 % prediction ellipse as a line to draw, of the same definition as its area."""

import numpy as np

from trainer.metrics.catalogue.amplitude import scale_of_ellipse
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray

CORNERS = 90


def prediction_ellipse(sway: Sway) -> FloatArray:
    """A closed line around the place where the next sample lies with a probability of 95 %: 2 by n,
    rows AP and ML. `NotMeasurableError` below three samples.
    """
    variances, directions = np.linalg.eigh(sway.covariance)
    half_axes = np.sqrt(np.maximum(variances, 0.0) * scale_of_ellipse(sway.n))
    turn = np.linspace(0.0, 2 * np.pi, CORNERS + 1)
    circle = np.stack([np.cos(turn), np.sin(turn)])
    return np.asarray(
        sway.mean[:, None] + directions @ (half_axes[:, None] * circle), dtype=np.float64
    )
