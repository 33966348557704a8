"""Sensors that a person wears: the body sensor with its set-up, and the deck's on the sacrum."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from trainer.recording.columns import (
    Columns,
    CountArray,
    FlagArray,
    FloatArray,
    IntArray,
    column,
)
from trainer.recording.json_form import Json
from trainer.recording.samples import ACCEL_NAMES, GYRO_NAMES
from trainer.recording.sensor import NEVER, Quaternion, SensorSetup, Vector
from trainer.recording.vocabulary import Placement, Side


@dataclass(frozen=True)
class BodySamples(Columns):
    """n samples of the body sensor (counts are n by 3, in its own axes).

    `t_s` is on the clock of `Samples.t_s`. The two angles are NaN without a set-up of the thigh;
    their signs are those of the docs' table.
    """

    seq: IntArray = column(np.int64)
    epoch: IntArray = column(np.int64)
    device_us: IntArray = column(np.int64)
    t_s: FloatArray = column(np.float64, decimals=6)
    accel_counts: CountArray = column(np.int16, *ACCEL_NAMES)
    gyro_counts: CountArray = column(np.int16, *GYRO_NAMES)
    flags: FlagArray = column(np.uint8)
    thigh_flexion_deg: FloatArray = column(np.float64)
    thigh_medial_lean_deg: FloatArray = column(np.float64)


@dataclass(frozen=True)
class ThighSetup:
    """How the sensor sits on one thigh, found by the fifteen-second set-up.

    `mount` is the unit quaternion (w, x, y, z) from sensor axes to thigh axes: x forward, y to the
    patient's left, z up along the thigh standing upright. `explained_pct` is the share of the
    rate's variance on the first principal axis of the swings, `off_mark_deg` the angle between that
    axis and the strap's mark. `lean_on_leg_deg` is the medial lean in the set-up's stand on one leg
    against the stand on both; None where nobody stood so. `patient_code` is None for a simulated
    patient alone.
    """

    board_id: int = 0
    side: Side = Side.RIGHT
    made_at: datetime = NEVER
    operator: str = ""
    mount: Quaternion = (1.0, 0.0, 0.0, 0.0)
    gyro_bias_deg_s: Vector = (0.0, 0.0, 0.0)
    explained_pct: float = 0.0
    off_mark_deg: float = 0.0
    lean_on_leg_deg: float | None = None
    patient_code: str | None = None


@dataclass(frozen=True)
class SacrumSetup:
    """How the deck's sensor sits on a sacrum, found by a still stand.

    `mount` is the unit quaternion (w, x, y, z) from sensor axes to pelvis axes: x forward, y to the
    patient's left, z up in that stand. With it the board's samples are the pelvis's: `ap_deg` its
    tilt to the front, `ml_deg` to the right.
    """

    board_id: int = 0
    made_at: datetime = NEVER
    operator: str = ""
    mount: Quaternion = (1.0, 0.0, 0.0, 0.0)
    gyro_bias_deg_s: Vector = (0.0, 0.0, 0.0)
    patient_code: str | None = None


@dataclass(frozen=True)
class BodySetup:
    """How the body sensor ran, and the state of its angle filter before the first sample."""

    placement: Placement = Placement.THIGH
    setup: SensorSetup = SensorSetup()
    thigh: ThighSetup | None = None
    state: Mapping[str, Json] = field(default_factory=dict)
