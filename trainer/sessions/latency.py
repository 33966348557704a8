"""The latency budget: where the time goes between the board's motion and its light on the screen.

Pure: from what was measured at each frame to stages and what prediction leaves of them.
`trainer.sessions.screen_watch` measures; `baps diagnose --screen` and the bench show the result.

Right before drawing, the newest sample was taken `age_ms` ago: half a sample period on average,
because a frame may come at any time between two samples, then what the link held it back, then
what the computer took to decode it. The chip's own filter had delayed it before, and drawing, the
wait for the flip and the screen delay it afterwards.
"""

from dataclasses import dataclass

import numpy as np

from trainer.recording.columns import FloatArray

FILTER, SAMPLE_AGE, LINK, HOST, FRAME, SCREEN = (
    *("sensor filter", "sample age", "link"),
    *("host", "frame", "screen"),
)
STAGES = (FILTER, SAMPLE_AGE, LINK, HOST, FRAME, SCREEN)
RARE = 0.99
LEAST_RATE_DEG_S = 3.0
"""Below this RMS rate a lag cannot be told from noise."""


@dataclass(frozen=True)
class Stage:
    """One stage of the way; `measured` is False for a setting that nobody has measured."""

    name: str
    median_ms: float
    p99_ms: float
    measured: bool = True


@dataclass(frozen=True)
class Drawn:
    """What was drawn at n frames against where the board was at the moment of the light.

    Rows are (ap, ml): `error_deg` is drawn less true, `newest_error_deg` the same for the newest
    sample, `rate_deg_s` the true rate.
    """

    error_deg: FloatArray
    newest_error_deg: FloatArray
    rate_deg_s: FloatArray


@dataclass(frozen=True)
class Left:
    """What is left of the delay in the picture, with prediction and without."""

    lag_ms: float
    rms_deg: float
    newest_lag_ms: float
    newest_rms_deg: float


@dataclass(frozen=True)
class Frames:
    """What was measured at n frames, in ms.

    `age_ms` is how long ago the newest sample was taken (its slot) when drawing began, `host_ms`
    how long the computer took to read and decode it, `frame_ms` the time from then to the flip.
    """

    age_ms: FloatArray
    host_ms: FloatArray
    frame_ms: FloatArray


@dataclass(frozen=True)
class Budget:
    """All stages in the order of the way, their sum, and what prediction leaves of it.

    `left` is None if the board did not move enough to tell.
    """

    stages: tuple[Stage, ...]
    total_median_ms: float
    total_p99_ms: float
    left: Left | None = None

    def stage(self, name: str) -> Stage:
        """The stage of this name."""
        return next(stage for stage in self.stages if stage.name == name)


def budget_of(
    frames: Frames,
    *,
    filter_ms: float,
    period_ms: float,
    screen_ms: float | None,
    left: Left | None = None,
) -> Budget:
    """The budget of n frames, n at least 1.

    Sample age is uniform over a sample period. `link` is what remains of the measured age without
    it and without the computer's own work, so that bytes which wait for their burst count there.
    """
    age = _spread(frames.age_ms - frames.host_ms)
    waited = 0.5 * period_ms, RARE * period_ms
    screen = screen_ms or 0.0
    total = frames.age_ms + frames.frame_ms + filter_ms + screen
    median_ms, p99_ms = _spread(total)
    return Budget(
        (
            Stage(FILTER, filter_ms, filter_ms),
            Stage(SAMPLE_AGE, *waited),
            Stage(LINK, max(age[0] - waited[0], 0.0), max(age[1] - waited[1], 0.0)),
            Stage(HOST, *_spread(frames.host_ms)),
            Stage(FRAME, *_spread(frames.frame_ms)),
            Stage(SCREEN, screen, screen, measured=screen_ms is not None),
        ),
        median_ms,
        p99_ms,
        left,
    )


def left_of(drawn: Drawn) -> Left | None:
    """Lag and error that are left; None if the board moved too little to tell.

    A picture that is late by τ errs by −τ times the rate: τ is the least-squares slope over all
    frames and both axes.
    """
    power = float(np.mean(np.sum(drawn.rate_deg_s**2, axis=1))) if len(drawn.rate_deg_s) else 0.0
    if power < LEAST_RATE_DEG_S**2:
        return None
    return Left(
        _lag_ms(drawn.error_deg, drawn.rate_deg_s),
        _rms(drawn.error_deg),
        _lag_ms(drawn.newest_error_deg, drawn.rate_deg_s),
        _rms(drawn.newest_error_deg),
    )


def _spread(values_ms: FloatArray) -> tuple[float, float]:
    median, rare = np.quantile(values_ms, (0.5, RARE))
    return float(median), float(rare)


def _lag_ms(error_deg: FloatArray, rate_deg_s: FloatArray) -> float:
    return float(-1e3 * np.sum(error_deg * rate_deg_s) / np.sum(rate_deg_s**2))


def _rms(error_deg: FloatArray) -> float:
    """Of the distance between two points."""
    return float(np.sqrt(np.mean(np.sum(error_deg**2, axis=1))))
