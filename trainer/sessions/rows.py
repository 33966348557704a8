"""Samples as the rows of `baps log`: names, order and digits are contract."""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import TextIO

import numpy as np

from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup

DIGITS = {
    "t_s": 6,
    "seq": 0,
    "epoch": 0,
    "ap_deg": 3,
    "ml_deg": 3,
    "ap_rate_deg_s": 3,
    "ml_rate_deg_s": 3,
    "ax_g": 6,
    "ay_g": 6,
    "az_g": 6,
    "gx_deg_s": 5,
    "gy_deg_s": 5,
    "gz_deg_s": 5,
}
"""Column names in their order, with digits behind the point: enough to give the counts back."""


class RowFormat(StrEnum):
    """How rows are written."""

    CSV = "csv"
    JSONL = "jsonl"


class RowWriter:
    """Writes blocks of samples to a text file, `t_s` from 0 at the first."""

    def __init__(self, out: TextIO, form: RowFormat, setup: SensorSetup) -> None:
        self._out = out
        self._form = form
        self._setup = setup
        self._origin_s: float | None = None
        self.rows = 0
        if form is RowFormat.CSV:
            out.write(",".join(DIGITS) + "\n")

    def write(self, samples: Samples) -> None:
        """Write a block and hand it to the system."""
        if not len(samples):
            return
        if self._origin_s is None:
            self._origin_s = float(samples.t_s[0])
        rows = self._columns(samples, self._origin_s)
        self._out.write("".join(self._lines(zip(*rows, strict=True))))
        self._out.flush()
        self.rows += len(samples)

    def _columns(self, samples: Samples, origin_s: float) -> list[list[float]]:
        accel = accel_g(samples.accel_counts, self._setup)
        gyro = gyro_deg_s(samples.gyro_counts, self._setup)
        columns = [
            samples.t_s - origin_s,
            samples.seq,
            samples.epoch,
            samples.ap_deg,
            samples.ml_deg,
            samples.ap_rate_deg_s,
            samples.ml_rate_deg_s,
            *accel.T,
            *gyro.T,
        ]
        digits = DIGITS.values()
        return [np.round(c, d).tolist() for c, d in zip(columns, digits, strict=True)]

    def _lines(self, rows: Iterable[tuple[float, ...]]) -> Iterable[str]:
        if self._form is RowFormat.JSONL:
            return (json.dumps(dict(zip(DIGITS, row, strict=True))) + "\n" for row in rows)
        return (",".join(map(repr, row)) + "\n" for row in rows)
