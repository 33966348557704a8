"""`recording_ratio`: a stored recording with its tilt against a zipped table of its raw counts."""

import gzip
import time
from datetime import UTC, datetime

import numpy as np
from scipy.signal import butter, sosfilt, sosfiltfilt

from tests.benchmarks.row import Row, part
from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.conditions import Conditions
from trainer.recording.container import pack, unpack
from trainer.recording.envelope import assumed_rim
from trainer.recording.samples import Samples
from trainer.recording.sensor import UNCALIBRATED, SensorSetup
from trainer.recording.trial import ClockMap, Recording, StartState, TrialHeader

SECONDS, RATE_HZ, CONVERSION_HZ = 60, 500, 1000
FILTER_HZ = 94.0
SWAY_SD_DEG = 2.0
ACCEL_NOISE_G_RTHZ, GYRO_NOISE_DEG_S_RTHZ = 400e-6, 0.005
SETUP = SensorSetup()


def rows(share: float = 1.0) -> list[Row]:
    recording = _sway(part(SECONDS, share, least=2))
    begun = time.perf_counter()
    packed = pack(recording)
    pack_ms = 1e3 * (time.perf_counter() - begun)
    begun = time.perf_counter()
    back = unpack(packed)
    unpack_ms = 1e3 * (time.perf_counter() - begun)
    assert np.array_equal(back.samples.accel_counts, recording.samples.accel_counts)
    assert np.array_equal(back.samples.ap_deg, recording.samples.ap_deg)
    table = len(gzip.compress(_table(recording.samples), 9))
    minutes = len(recording.samples) / RATE_HZ / 60
    kb_per_min = len(packed) / minutes / 1e3
    return [
        Row("recording_ratio", len(packed) / table, "1", "gzip -9 CSV, raw counts alone", 1.0),
        Row("recording_kb_per_min", kb_per_min, "kB", "gzip -9 CSV", table / minutes / 1e3),
        Row("recording_pack_ms", pack_ms, "ms"),
        Row("recording_unpack_ms", unpack_ms, "ms"),
    ]


def _sway(seconds: int) -> Recording:
    random = np.random.default_rng(4)
    n = seconds * CONVERSION_HZ
    slow = butter(2, [0.15, 1.5], "band", fs=CONVERSION_HZ, output="sos")
    sway = sosfiltfilt(slow, random.normal(0, 1, (2, n)), axis=1)
    sway *= SWAY_SD_DEG / sway.std(axis=1, keepdims=True)
    ap, ml = np.radians(sway)
    rates = np.gradient(sway, 1 / CONVERSION_HZ, axis=1)
    accel = np.column_stack((-np.sin(ap), np.sin(ml), np.sqrt(1 - ap**2 - ml**2)))
    gyro = np.column_stack((rates[1] + 1.0, rates[0] - 2.0, np.full(n, 0.5)))
    noise_sos = butter(2, FILTER_HZ, fs=CONVERSION_HZ, output="sos")
    noise = sosfilt(noise_sos, random.normal(0, np.sqrt(CONVERSION_HZ / 2), (6, n)), axis=1).T
    accel += noise[:, :3] * ACCEL_NOISE_G_RTHZ
    gyro += noise[:, 3:] * GYRO_NOISE_DEG_S_RTHZ
    step = CONVERSION_HZ // RATE_HZ
    accel_counts = np.rint(accel[::step] * SETUP.counts_per_g).astype(np.int16)
    gyro_counts = np.rint(gyro[::step] * SETUP.counts_per_deg_s).astype(np.int16)
    return _recording(accel_counts, gyro_counts, random)


def _recording(accel, gyro, random) -> Recording:
    n = len(accel)
    seq = np.arange(n)
    jitter = 4 * random.integers(-1, 3, n)
    device_us = (seq * 2000 + jitter) // 4 * 4 + 1_000_000
    tilt = TiltFilter(SETUP, UNCALIBRATED, (1.0, -2.0, 0.5)).update(seq, accel, gyro)
    samples = Samples(
        seq=seq,
        epoch=np.zeros(n, np.int64),
        device_us=device_us,
        t_s=(device_us - device_us[0]) / 1e6,
        ap_deg=tilt.ap_deg,
        ml_deg=tilt.ml_deg,
        ap_rate_deg_s=tilt.ap_rate_deg_s,
        ml_rate_deg_s=tilt.ml_rate_deg_s,
        accel_counts=accel,
        gyro_counts=gyro,
        flags=np.ones(n, np.uint8),
    )
    header = TrialHeader(
        trial_id="00000000-0000-0000-0000-000000000000",
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        conditions=Conditions("steady-stance"),
        setup=SETUP,
        start=StartState(first_device_us=int(device_us[0])),
        rim=assumed_rim(2),
    )
    return Recording(header, samples, (), ClockMap())


def _table(samples: Samples) -> bytes:
    columns = np.column_stack(
        (samples.seq, samples.device_us, samples.accel_counts, samples.gyro_counts)
    )
    lines = "\n".join(",".join(map(str, row)) for row in columns.tolist())
    return ("seq,device_us,ax,ay,az,gx,gy,gz\n" + lines + "\n").encode()
