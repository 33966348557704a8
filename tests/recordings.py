"""Made-up recordings for tests: plausible ones, and ones no board could ever send."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
from scipy.signal import butter, sosfilt

from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.columns import same_bits  # noqa: F401  tests import it from here
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, round_rim
from trainer.recording.samples import Samples
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration, SensorSetup
from trainer.recording.trial import (
    BoardIdentity,
    ClockMap,
    Recording,
    StartState,
    TrialEvent,
    TrialHeader,
)
from trainer.recording.vocabulary import EventKind, Outcome, Side, Source

TRIAL_ID = "0b5b4a0e-6f5c-4a43-9e0b-0d7f6a3f6b11"
STARTED_AT = datetime(2026, 3, 4, 5, 6, 7, 891011, UTC)
GOLDEN_RIM_DEG = 8.626926558678639
"""As the recording of version 1 holds it: a file does not follow what is assumed of domes later."""
RATE_HZ = 500.0
ACCEL_NOISE_G, GYRO_NOISE_DEG_S = 400e-6, 0.005
"""An MPU-6050's, per root hertz, behind its 94 Hz low-pass."""


def header(trial_id: str = TRIAL_ID, **changes: object) -> TrialHeader:
    """A header with something in every field."""
    whole = TrialHeader(
        trial_id=trial_id,
        started_at=STARTED_AT,
        conditions=Conditions("steady-stance", side=Side.LEFT, seconds=20.0),
        setup=SensorSetup(),
        start=StartState(
            calibration=SensorCalibration(
                board_id=(1 << 64) - 3,
                counter=4,
                steps=frozenset({"level", "front"}),
                made_at=STARTED_AT,
                operator="op 1",
                mount=(0.7071067811865476, 0.0, -0.1, 1 / 3),
            ),
            gyro_bias_deg_s=(1.1, -2.0 / 3.0, 0.0),
            filter_state={"vqf": {"gyrQuat": [1.0, 0.1 + 0.2, 0.0], "on": False}, "last": None},
            clock_map=ClockMap(123456.789, 1000.0123),
            first_seq=70_000,
            first_device_us=5_000_000_004,
            first_t_s=0.002,
        ),
        rim=round_rim(GOLDEN_RIM_DEG, Source.ASSUMED, level=2, board_id=7),
        board=BoardIdentity("serial:/dev/ttyACM0", 7, "1.0.0"),
        patient_code="K7",
        range=Range((0.0, 180.0), (9.5, 8.25), Source.MEASURED, Side.LEFT, day=date(2026, 3, 4)),
        parameters={"ring_deg": 3.5, "speeds": [1, 2.5]},
        seed=11,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def swaying(n: int, sway_deg: float = 4.0, seed: int = 1) -> Recording:
    """n samples at 500 Hz of a slow sway seen through an MPU-6050's noise, tilt by the product."""
    accel, gyro = noisy_counts(n, sway_deg, seed)
    setup = SensorSetup()
    tilt_filter = TiltFilter(setup, UNCALIBRATED, (0.0, 0.0, 0.0))
    state = tilt_filter.state()
    seq = np.arange(n, dtype=np.int64) + 70_000
    tilt = tilt_filter.update(seq, accel, gyro)
    late = np.random.default_rng(seed).integers(0, 3, n) * 4
    device_us = seq * 2000 + 140 + late
    samples = Samples(
        seq=seq,
        epoch=np.zeros(n, np.int64),
        device_us=device_us,
        t_s=(device_us - 140_000_140) / 1e6,
        ap_deg=tilt.ap_deg,
        ml_deg=tilt.ml_deg,
        ap_rate_deg_s=tilt.ap_rate_deg_s,
        ml_rate_deg_s=tilt.ml_rate_deg_s,
        accel_counts=accel,
        gyro_counts=gyro,
        flags=np.ones(n, np.uint8),
    )
    start = replace(header().start, calibration=UNCALIBRATED, filter_state=state)
    return Recording(header(start=start), samples, some_events(n), ClockMap(1.25, 1000.5))


def noisy_counts(n: int, sway_deg: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Accelerometer and gyroscope counts (n, 3) on ±4 g and ±500 °/s, 500 of 1000 a second."""
    rng = np.random.default_rng(seed)
    fs, n2 = 2 * RATE_HZ, 2 * n
    slow = sosfilt(butter(2, 0.5, fs=fs, output="sos"), rng.normal(size=(n2, 2)), axis=0)
    ap, ml = np.radians(sway_deg * slow / max(slow.std(), 1e-9)).T
    up = np.stack((-np.sin(ap) * np.cos(ml), np.sin(ml), np.cos(ap) * np.cos(ml)), axis=1)
    turning = np.degrees(-np.cross(up, np.gradient(up, 1 / fs, axis=0)))
    low_pass = butter(2, 94.0, fs=fs, output="sos")
    noise = sosfilt(low_pass, rng.normal(size=(n2, 6)) * np.sqrt(fs / 2), axis=0)
    setup = SensorSetup()
    accel = (up + ACCEL_NOISE_G * noise[:, :3]) * setup.counts_per_g
    gyro = (turning + GYRO_NOISE_DEG_S * noise[:, 3:]) * setup.counts_per_deg_s
    return np.rint(accel[::2]).astype(np.int16), np.rint(gyro[::2]).astype(np.int16)


def some_events(n: int) -> tuple[TrialEvent, ...]:
    """What a completed trial of n samples tells."""
    return (
        TrialEvent(EventKind.START, 0),
        TrialEvent(EventKind.FAULT, n // 2, {"code": 1.5, "sensor": -0.25}),
        TrialEvent(EventKind.OUTCOME, n, {"outcome": Outcome.COMPLETED.value}),
    )
