"""The zero of a worn sensor's angles, from standing upright, and whether the strap slipped.

The set-up takes its zeros from here; after a test the same stand shows whether the strap moved.
"""

from dataclasses import dataclass

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.readings import accel_g, angle_deg, gyro_deg_s, rotation_of, unit
from trainer.motion.rest_checks import BIAS_LIMIT_DEG_S, GRAVITY_LIMITS_G
from trainer.recording.body import BodySamples, ThighSetup
from trainer.recording.columns import FloatArray
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup

GYRO_SD_LIMIT_DEG_S = 3.0
"""A person who stands quietly turns the thigh with about 1 deg/s; shifting the weight gives 10."""
LEAN_LIMIT_DEG = 2.0
"""Change of gravity between the two halves of a stand."""
SLIPPED_ABOVE_DEG = 3.0
CHECKED_STAND_S = 2.0
_LEAST_SHARE = 0.8
"""Share of the samples that a stretch should hold; with fewer the cable was out."""
_STEP_S = 0.1


class SlippedError(CalibrationError):
    """The sensor has moved since its set-up: what was measured in between does not count."""


@dataclass(frozen=True)
class Zero:
    """A stand: up in sensor axes as a unit vector, and the gyroscope's mean; both (3,)."""

    up: FloatArray
    gyro_deg_s: FloatArray


Worn = BodySamples | Samples
"""Samples of a sensor that a person wears: the body sensor's, or the deck's on the sacrum."""


def stand(
    samples: Worn, sensor: SensorSetup, seconds: float, asked: str, redo: str, part: str = "thigh"
) -> Zero:
    """The sensor's readings in the quietest stretch of this length.

    `asked` is what the patient was asked to do ("stand still on both legs"), `redo` the step to
    repeat; `CalibrationError` names both, and the part of the body, if nobody stood still.
    """
    n = require_samples(samples, sensor, seconds, redo, part)
    accel, gyro = accel_g(samples.accel_counts, sensor), gyro_deg_s(samples.gyro_counts, sensor)
    step = max(round(_STEP_S * sensor.rate_hz), 1)
    starts = range(0, len(samples) - n + 1, step)
    first = min(starts, key=lambda at: float(gyro[at : at + n].var(axis=0).sum()))
    accel, gyro = accel[first : first + n], gyro[first : first + n]
    for bad, why in _checks(accel, gyro, asked, part):
        if bad:
            raise CalibrationError(f"{why}; {redo}")
    return Zero(unit(accel.mean(axis=0)), gyro.mean(axis=0))


def require_samples(
    samples: Worn, sensor: SensorSetup, seconds: float, redo: str, part: str = "thigh"
) -> int:
    """The fewest samples for this many seconds; `CalibrationError` if there are fewer."""
    n = int(_LEAST_SHARE * seconds * sensor.rate_hz)
    if len(samples) < max(n, 2):
        got_s = len(samples) / sensor.rate_hz
        raise CalibrationError(
            f"the {part} sensor sent {got_s:.1f} s of {seconds:.0f} s: check its cable; {redo}"
        )
    return n


def check_zero(setup: ThighSetup, samples: BodySamples, sensor: SensorSetup) -> float:
    """The check after a test: how far upright has moved since the set-up, in degrees.

    `samples` are of standing still on both legs as in the set-up, two seconds or longer.
    `CalibrationError` if nobody stood still; `SlippedError` above 3°, and the test is discarded. A
    stand shows how far the strap tipped, but not whether it turned around an upright thigh.
    """
    zero = stand(samples, sensor, CHECKED_STAND_S, "stand still on both legs", "do the check again")
    off_deg = angle_deg(rotation_of(setup.mount).apply(zero.up), np.array([0.0, 0.0, 1.0]))
    if off_deg > SLIPPED_ABOVE_DEG:
        raise SlippedError(
            f"the thigh sensor slipped by {off_deg:.0f}° during the test: its thigh values are "
            "discarded; tighten the strap and do the thigh set-up again"
        )
    return off_deg


def _checks(accel: FloatArray, gyro: FloatArray, asked: str, part: str) -> list[tuple[bool, str]]:
    half = len(accel) // 2
    gravity = float(np.linalg.norm(accel.mean(axis=0)))
    constant = np.ptp(accel, axis=0).max() == 0 and np.ptp(gyro, axis=0).max() == 0
    leaned = angle_deg(accel[: half + 1].mean(axis=0), accel[half:].mean(axis=0))
    moving = gyro.std(axis=0).max() > GYRO_SD_LIMIT_DEG_S or leaned > LEAN_LIMIT_DEG
    turning = np.abs(gyro.mean(axis=0)).max() > BIAS_LIMIT_DEG_S
    return [
        (bool(constant), f"the {part} sensor repeats one value: check its wiring"),
        (
            not GRAVITY_LIMITS_G[0] <= gravity <= GRAVITY_LIMITS_G[1],
            f"the {part} sensor feels {gravity:.2f} g at rest instead of 1 g: check or replace it",
        ),
        (bool(moving or turning), f"the {part} moved when it should be still: {asked}"),
    ]
