"""A motion sensor at rest, under the board or on the body: pace, losses, noise, scale, self-test.

The self-test runs after the stream has ended. An MPU-6050 moves its masses by built-in actuators
and stores, as a code for each axis, how far they moved at the factory. By its datasheet (sections
6.1 and 6.2) the result may differ by 14 %. The register map (revision 4.2, registers 13 to 16)
defines the codes.
"""

import numpy as np

from trainer.link.base import CommandRefused
from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.motion.rest_checks import (
    ACCEL_SD_LIMIT_G,
    GRAVITY_LIMITS_G,
    GYRO_SD_LIMIT_DEG_S,
    KNOWN_ERRORS_WITHIN_G,
    check_stillness,
    gravity_g,
)
from trainer.recording.body import BodySamples
from trainer.recording.chip import chip_of
from trainer.recording.samples import FLAG_NEW_DATA, Samples
from trainer.recording.sensor import (
    SATURATED_COUNT,
    STEP_ACCEL,
    UNCALIBRATED,
    SensorCalibration,
    SensorSetup,
)
from trainer.sessions.board import OpenBoard
from trainer.sessions.diagnosis.finding import Finding, Part
from trainer.wire.frozen import BOARD_SENSOR, NackReason
from trainer.wire.messages import SelfTest, SelfTestResult

BOARD_PART, BODY_PART = Part("board sensor"), Part("body sensor")

RATE_TOLERANCE = 0.02
JITTER_LIMIT_US = 200.0
NEW_DATA_LIMIT_PCT = 97.0
NOISY = "noisy although at rest: check the sensor's glue and its power"
"""The noise limits are those of stillness. An MPU-6050 has 0.05 deg/s and, behind a filter of
94 Hz, 400 ug/sqrt(Hz) or 5 mg (its datasheet, sections 6.1 and 6.2): an eighth and a quarter."""

WRONG_RATE = "samples come at the wrong rate: try another USB port, without a hub"
UNEVEN = "slots are uneven: flash the firmware again"
LOST = "samples are lost: use a shorter USB cable and check the sensor's wires"
REPEATS = "the sensor repeats its readings: its clock is slow, replace the sensor"
GRAVITY_OFF = "the accelerometer is off: run baps calibrate accel, or replace the sensor"
AT_THE_END = "readings hit the end of the scale: fix the sensor firmly"
TRIES, WITHIN_S = 2, 2.0
"""The test itself takes 0.2 s."""
TOLERANCE_PCT = 14.0
NO_TRIM = 0
GYRO_SIGNS = (1, -1, 1)
"""The factory's change of the y axis is negative (register map)."""
WORN = "this axis fails the sensor's self-test: test once more at rest, then replace the sensor"


def motion_findings(
    part: Part,
    samples: Samples | BodySamples,
    host_s: float,
    setup: SensorSetup,
    calibration: SensorCalibration = UNCALIBRATED,
) -> list[Finding]:
    """Judge at least 2 samples that arrived within `host_s`."""
    chip = chip_of(setup.who_am_i)
    return [
        part.told("chip", chip.name if chip else "unknown"),
        *_pace(part, samples, host_s, setup.rate_hz),
        *_rest(part, samples, setup, calibration),
        *_noise(part, samples, setup),
        _saturated(part, samples),
    ]


def _pace(
    part: Part, samples: Samples | BodySamples, host_s: float, asked_hz: float
) -> list[Finding]:
    rate_hz = len(samples) / host_s
    slots = np.diff(samples.seq)
    steps_us = np.diff(samples.device_us)[slots == 1]
    jitter_us = float(steps_us.std()) if len(steps_us) else 0.0
    missed = int(slots.sum()) - len(slots)
    new_pct = 100.0 * float(np.mean(samples.flags & FLAG_NEW_DATA > 0))
    return [
        part.judged(
            "rate_hz",
            rate_hz,
            "Hz",
            abs(rate_hz / asked_hz - 1) < RATE_TOLERANCE,
            WRONG_RATE,
        ),
        part.judged(
            "jitter_us",
            jitter_us,
            "us",
            jitter_us < JITTER_LIMIT_US,
            UNEVEN,
        ),
        part.judged(
            "missed_slots",
            missed,
            "1",
            missed == 0,
            LOST,
        ),
        part.judged(
            "new_data_pct",
            new_pct,
            "%",
            new_pct >= NEW_DATA_LIMIT_PCT,
            REPEATS,
        ),
    ]


def _rest(
    part: Part,
    samples: Samples | BodySamples,
    setup: SensorSetup,
    calibration: SensorCalibration,
) -> list[Finding]:
    accel, gyro = accel_g(samples.accel_counts, setup), gyro_deg_s(samples.gyro_counts, setup)
    gravity = gravity_g(calibration, accel.mean(axis=0))
    rest = check_stillness(accel, gyro, setup.rate_hz)
    low, high = GRAVITY_LIMITS_G
    if STEP_ACCEL in calibration.steps:
        low, high = 1 - KNOWN_ERRORS_WITHIN_G, 1 + KNOWN_ERRORS_WITHIN_G
    return [
        part.truth("at_rest", rest.still, _named(part, rest.reason)),
        part.judged(
            "gravity_g",
            gravity,
            "g",
            low <= gravity <= high,
            GRAVITY_OFF,
        ),
    ]


def _named(part: Part, reason: str) -> str:
    return reason if part == BOARD_PART else reason.replace("the board is", f"the {part.name} is")


def _noise(part: Part, samples: Samples | BodySamples, setup: SensorSetup) -> list[Finding]:
    accel_sd = accel_g(samples.accel_counts, setup).std(axis=0)
    gyro_sd = gyro_deg_s(samples.gyro_counts, setup).std(axis=0)
    findings = []
    for axis, a, g in zip("xyz", accel_sd.tolist(), gyro_sd.tolist(), strict=True):
        findings += [
            part.judged(f"accel_{axis}_sd_g", a, "g", a < ACCEL_SD_LIMIT_G, NOISY),
            part.judged(f"gyro_{axis}_sd_deg_s", g, "deg/s", g < GYRO_SD_LIMIT_DEG_S, NOISY),
        ]
    return findings


def _saturated(part: Part, samples: Samples | BodySamples) -> Finding:
    counts = np.hstack((samples.accel_counts, samples.gyro_counts)).astype(np.int64)
    saturated = int((np.abs(counts) >= SATURATED_COUNT).any(axis=1).sum())
    return part.judged("saturated", saturated, "1", saturated == 0, AT_THE_END)


def accel_trim_counts(code: int) -> float:
    """The factory's change of an accelerometer axis at 8 g for a code of 1 to 31."""
    return float(4096 * 0.34 * (0.92 / 0.34) ** ((code - 1) / 30))


def gyro_trim_counts(code: int) -> float:
    """The size of the factory's change of a gyroscope axis at 250 deg/s for a code of 1 to 31."""
    return float(25 * 131 * 1.046 ** (code - 1))


def self_test(board: OpenBoard, sensor: int) -> list[Finding]:
    """Test one motion sensor of a board that is not streaming."""
    part = BOARD_PART if sensor == BOARD_SENSOR else BODY_PART
    connection = board.connection
    try:
        result = connection.command(SelfTest(connection.new_tag(), sensor), TRIES, WITHIN_S)
    except CommandRefused as refused:
        return [_refused(part, refused)]
    return self_test_findings(part, result)


def self_test_findings(part: Part, result: SelfTestResult) -> list[Finding]:
    """Compare the change of each axis with its factory value, where that is known."""
    chip = chip_of(result.who_am_i)
    if chip is not None and not chip.judges_itself:
        return [part.untested("self_test", f"not judged on this chip ({chip.name})")]
    accel_codes, gyro_codes = result.trim[:3], result.trim[3:]
    accel = [accel_trim_counts(code) for code in accel_codes]
    gyro = [
        sign * gyro_trim_counts(code) for sign, code in zip(GYRO_SIGNS, gyro_codes, strict=True)
    ]
    names = [f"self_test_{kind}_{axis}" for kind in ("accel", "gyro") for axis in "xyz"]
    changes = (*result.accel_change, *result.gyro_change)
    return [
        _judged(part, name, code, 100 * (change / expected - 1))
        for name, code, change, expected in zip(
            names, result.trim, changes, [*accel, *gyro], strict=True
        )
    ]


def _judged(part: Part, name: str, code: int, off_pct: float) -> Finding:
    if code == NO_TRIM:
        return part.untested(name, "the factory set no trim for this axis")
    return part.judged(name, off_pct, "%", abs(off_pct) <= TOLERANCE_PCT, WORN)


def _refused(part: Part, refused: CommandRefused) -> Finding:
    if refused.reason == NackReason.UNKNOWN_COMMAND:
        return part.untested("self_test", "this board has no self-test")
    if refused.reason == NackReason.SENSOR_MISSING:
        return part.truth("self_test", False, f"the {part.name} does not answer: check its wires")
    return part.truth("self_test", False, str(refused))
