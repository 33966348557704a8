"""Samples as the rows of `baps log`: names, order and digits are contract."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt

from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.recording.columns import FloatArray
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.sessions.held import Held

NUMBER_DIGITS = {"t_s": 6, "seq": 0, "epoch": 0}
"""Column names in their order, with digits behind the point: enough to give the counts back."""

MOTION_DIGITS = {
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
DIGITS = NUMBER_DIGITS | MOTION_DIGITS
LOAD_DIGITS = {"load_n": 3, "cop_ap_mm": 3, "cop_ml_mm": 3}
BODY_DIGITS = {"thigh_flexion_deg": 3, "thigh_medial_lean_deg": 3}
"""Columns of the sensors that are there; a row has the newest value known at its time."""


@dataclass(frozen=True)
class RowForm:
    """What a board's rows hold."""

    setup: SensorSetup
    motion: bool = True
    load: bool = False
    body: bool = False

    @property
    def digits(self) -> dict[str, int]:
        """Names of all columns, with their digits."""
        digits = DIGITS if self.motion else NUMBER_DIGITS
        return digits | (LOAD_DIGITS if self.load else {}) | (BODY_DIGITS if self.body else {})


class RowFormat(StrEnum):
    """How rows are written."""

    CSV = "csv"
    JSONL = "jsonl"


class RowWriter:
    """Writes blocks of samples to a text file, `t_s` from 0 at the first."""

    def __init__(self, out: TextIO, form: RowFormat, rows: RowForm) -> None:
        self._out = out
        self._form = form
        self._rows = rows
        self._digits = rows.digits
        self._load = Held(tuple(LOAD_DIGITS))
        self._body = Held(tuple(BODY_DIGITS))
        self._origin_s: float | None = None
        self._first_seq = self._slots = 0
        self.rows = 0
        self.seconds = 0.0
        if form is RowFormat.CSV:
            out.write(",".join(self._digits) + "\n")

    def write(self, stretch: Stretch) -> None:
        """Write a block and hand it to the system."""
        samples = stretch.samples
        if not len(samples):
            return
        if self._origin_s is None:
            self._origin_s = float(samples.t_s[0])
        rows = self._columns(stretch, self._origin_s)
        self._out.write("".join(self._lines(zip(*rows, strict=True))))
        self._out.flush()
        self._first_seq = int(samples.seq[0]) if not self.rows else self._first_seq
        self.rows += len(samples)
        self._slots = int(samples.seq[-1]) - self._first_seq + 1
        self.seconds = float(samples.t_s[-1]) - self._origin_s

    @property
    def lost(self) -> int:
        """How many samples are missing between the first row and the last."""
        return self._slots - self.rows

    def _columns(self, stretch: Stretch, origin_s: float) -> list[list[float | None]]:
        samples = stretch.samples
        columns = [
            samples.t_s - origin_s,
            samples.seq,
            samples.epoch,
            *(_motion(samples, self._rows.setup) if self._rows.motion else ()),
            *(self._load.beside(stretch.load, samples.t_s) if self._rows.load else ()),
            *(self._body.beside(stretch.body, samples.t_s) if self._rows.body else ()),
        ]
        digits = self._digits.values()
        return [_rounded(c, d) for c, d in zip(columns, digits, strict=True)]

    def _lines(self, rows: Iterable[tuple[float | None, ...]]) -> Iterable[str]:
        if self._form is RowFormat.JSONL:
            return (json.dumps(dict(zip(self._digits, row, strict=True))) + "\n" for row in rows)
        return (",".join("" if v is None else repr(v) for v in row) + "\n" for row in rows)


def _motion(samples: Samples, setup: SensorSetup) -> tuple[FloatArray, ...]:
    return (
        samples.ap_deg,
        samples.ml_deg,
        samples.ap_rate_deg_s,
        samples.ml_rate_deg_s,
        *accel_g(samples.accel_counts, setup).T,
        *gyro_deg_s(samples.gyro_counts, setup).T,
    )


def _rounded(column: npt.NDArray[Any], digits: int) -> list[float | None]:
    """Values for a file; what is not known is None."""
    values = np.round(column, digits).tolist()
    return [None if isnan(value) else value for value in values]
