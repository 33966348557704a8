"""Is this board fit for use? Measured figures, each with pass or fail and advice."""

from dataclasses import dataclass

import numpy as np

from trainer.acquisition.feed import BoardFeed
from trainer.link.serial_link import SerialLink
from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.motion.stillness import (
    ACCEL_SD_LIMIT_G,
    GRAVITY_LIMITS_G,
    GYRO_SD_LIMIT_DEG_S,
    check_stillness,
)
from trainer.recording.samples import FLAG_NEW_DATA, FLAG_RAIL_OPEN, Samples
from trainer.recording.sensor import SensorSetup
from trainer.sessions.board import WAIT_STEP_S, OpenBoard

DIAGNOSE_S = 10.0
RATE_TOLERANCE = 0.02
JITTER_LIMIT_US = 200.0
NEW_DATA_LIMIT_PCT = 97.0
LATENCY_LIMIT_MS = 8.0
SATURATED_COUNT = 32767


@dataclass(frozen=True)
class Finding:
    """One measured figure; `advice` is empty where it passes."""

    name: str
    value: float
    unit: str
    passed: bool
    advice: str = ""


def listen(feed: BoardFeed, seconds: float = DIAGNOSE_S) -> tuple[Samples, int, float]:
    """(samples, missed slots, host seconds) of a stretch of the stream."""
    newest = feed.latest()
    first = newest.seq if newest else -1
    begun = feed.now_ns()
    while feed.now_ns() - begun < seconds * 1e9:
        feed.wait(WAIT_STEP_S)
    stretch = feed.since(first)
    return stretch.samples, stretch.missed, (feed.now_ns() - begun) / 1e9


def diagnose(board: OpenBoard, seconds: float = DIAGNOSE_S) -> list[Finding]:
    """Listen to a streaming board at rest and judge what it sends."""
    faulty_before = _faulty(board)
    samples, missed, host_s = listen(board.feed, seconds)
    bad_frames = _faulty(board) - faulty_before
    if len(samples) < 2:
        return [
            Finding("samples", float(len(samples)), "1", False, "no data: check cable and power")
        ]
    return [
        *_stream(samples, missed, host_s, bad_frames, board.setup),
        *_sensor(samples, board.setup),
        *_link(board),
        _switch(samples),
        Finding(
            "calibrated",
            float(board.calibration.calibrated),
            "1",
            board.calibration.calibrated,
            _unless(
                board.calibration.calibrated,
                "run baps calibrate level, then baps calibrate front; "
                "until then the board is taken as marked on the sensor",
            ),
        ),
    ]


def _faulty(board: OpenBoard) -> int:
    """Frames that failed their CRC, and those whose number and time disagreed."""
    return board.connection.counts.bad_frames + board.intake.rejected


def _stream(
    samples: Samples, missed: int, host_s: float, bad_frames: int, setup: SensorSetup
) -> list[Finding]:
    rate_hz = len(samples) / host_s
    steps = np.diff(samples.device_us)[np.diff(samples.seq) == 1]
    jitter_us = float(steps.std()) if len(steps) else 0.0
    new_pct = 100.0 * float(np.mean(samples.flags & FLAG_NEW_DATA > 0))
    return [
        _judge(
            "rate_hz",
            rate_hz,
            "Hz",
            abs(rate_hz / setup.rate_hz - 1) < RATE_TOLERANCE,
            "samples come at the wrong rate: try another USB port, without a hub",
        ),
        _judge(
            "jitter_us",
            jitter_us,
            "us",
            jitter_us < JITTER_LIMIT_US,
            "slots are uneven: flash the firmware again",
        ),
        _judge(
            "missed_slots",
            float(missed),
            "1",
            missed == 0,
            "samples are lost: use a shorter USB cable and check the sensor's wires",
        ),
        _judge(
            "faulty_frames",
            float(bad_frames),
            "1",
            bad_frames == 0,
            "bytes arrive damaged: change the USB cable, keep it away from mains cables",
        ),
        _judge(
            "new_data_pct",
            new_pct,
            "%",
            new_pct >= NEW_DATA_LIMIT_PCT,
            "the sensor repeats its readings: its clock is slow, replace the sensor",
        ),
    ]


def _sensor(samples: Samples, setup: SensorSetup) -> list[Finding]:
    accel, gyro = accel_g(samples.accel_counts, setup), gyro_deg_s(samples.gyro_counts, setup)
    gravity = float(np.linalg.norm(accel.mean(axis=0)))
    rest = check_stillness(accel, gyro, setup.rate_hz)
    findings = [
        Finding("at_rest", float(rest.still), "1", rest.still, rest.reason),
        _judge(
            "gravity_g",
            gravity,
            "g",
            GRAVITY_LIMITS_G[0] <= gravity <= GRAVITY_LIMITS_G[1],
            "the accelerometer is off: run baps calibrate accel, or replace the sensor",
        ),
    ]
    noise_advice = "noisy although at rest: check the sensor's glue and its power"
    for axis, name in enumerate("xyz"):
        a, g = float(accel[:, axis].std()), float(gyro[:, axis].std())
        findings += [
            _judge(f"accel_{name}_sd_g", a, "g", a < ACCEL_SD_LIMIT_G, noise_advice),
            _judge(f"gyro_{name}_sd_deg_s", g, "deg/s", g < GYRO_SD_LIMIT_DEG_S, noise_advice),
        ]
    counts = np.hstack((samples.accel_counts, samples.gyro_counts)).astype(np.int64)
    saturated = int((np.abs(counts) >= SATURATED_COUNT).any(axis=1).sum())
    advice = "readings hit the end of the scale: fix the sensor firmly to the board"
    return [*findings, _judge("saturated", float(saturated), "1", saturated == 0, advice)]


def _link(board: OpenBoard) -> list[Finding]:
    trip_ns = board.intake.time.quickest_round_trip_ns()
    findings = []
    if trip_ns is not None:
        latency_ms = trip_ns / 2e6
        findings.append(
            _judge(
                "link_latency_ms",
                latency_ms,
                "ms",
                latency_ms < LATENCY_LIMIT_MS,
                "the link is slow: set the adapter's latency timer to 1 ms",
            )
        )
    link = board.connection.link
    if isinstance(link, SerialLink):
        # Only drivers with a latency timer take the request; the others have none to lower.
        findings.append(Finding("low_latency", float(link.low_latency), "1", True))
    return findings


def _switch(samples: Samples) -> Finding:
    open_now = bool(samples.flags[-1] & FLAG_RAIL_OPEN)
    return Finding(
        "rail_stop_closed",
        float(not open_now),
        "1",
        not open_now,
        _unless(not open_now, "rail stop open: plug it in, or fit the link"),
    )


def _judge(name: str, value: float, unit: str, passed: bool, advice: str) -> Finding:
    return Finding(name, value, unit, bool(passed), _unless(passed, advice))


def _unless(passed: bool, advice: str) -> str:
    return "" if passed else advice
