"""Samples as the rows of `baps log`. Names, order and digits are a contract with other programs."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import Any, TextIO

import numpy as np
import numpy.typing as npt

from trainer.motion.readings import accel_g, gyro_deg_s
from trainer.recording.body import BodySamples
from trainer.recording.columns import FloatArray
from trainer.recording.interfaces import Stretch
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.sessions.board import OpenBoard

NUMBER_DIGITS = {"t_s": 6, "seq": 0, "epoch": 0}
"""Column names in their order, with their decimals: enough to compute the raw counts."""

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
WORN = {name: f"sacrum_{name}" for name in tuple(MOTION_DIGITS)[:4]}
"""The names of tilt and rates while the deck's sensor is on a sacrum: they are no board's."""
LOAD_DIGITS = {"load_n": 3, "cop_ap_mm": 3, "cop_ml_mm": 3}
BODY_DIGITS = {"thigh_flexion_deg": 3, "thigh_medial_lean_deg": 3}
"""Columns of slower sensors, if fitted; a row has the newest value known at its time."""
STALE_AFTER_S = 1.0
"""Load cells at 10 Hz, the slowest sensor, report ten times a second with 0.2 s of delay."""


@dataclass(frozen=True)
class RowForm:
    """Which columns a board's rows have."""

    setup: SensorSetup
    motion: bool = True
    load: bool = False
    body: bool = False
    sacrum: bool = False

    @property
    def digits(self) -> dict[str, int]:
        digits = DIGITS if self.motion else NUMBER_DIGITS
        if self.sacrum:
            digits = {WORN.get(name, name): places for name, places in digits.items()}
        return digits | (LOAD_DIGITS if self.load else {}) | (BODY_DIGITS if self.body else {})


def row_form(board: OpenBoard) -> RowForm:
    streams = board.streams
    has_load, has_body = streams.load_setup is not None, streams.body_setup is not None
    return RowForm(board.setup, not board.is_plate, has_load, has_body, board.on_sacrum)


class RowFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"


class RowWriter:
    """Writes blocks of samples to a text file; `t_s` is 0 at the first sample."""

    def __init__(self, out: TextIO, form: RowFormat, rows: RowForm) -> None:
        self._out = out
        self._form = form
        self._rows = rows
        self._digits = rows.digits
        self._load = SlowColumns(tuple(LOAD_DIGITS))
        self._body = SlowColumns(tuple(BODY_DIGITS))
        self._origin_s: float | None = None
        self._first_seq = self._slots = 0
        self.rows = 0
        self.seconds = 0.0
        if form is RowFormat.CSV:
            out.write(",".join(self._digits) + "\n")

    def write(self, stretch: Stretch) -> None:
        """Write a block and flush it, so that a reader sees whole rows at once."""
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
            *(motion_columns(samples, self._rows.setup) if self._rows.motion else ()),
            *(self._load.beside(stretch.load, samples.t_s) if self._rows.load else ()),
            *(self._body.beside(stretch.body, samples.t_s) if self._rows.body else ()),
        ]
        digits = self._digits.values()
        return [_rounded(c, d) for c, d in zip(columns, digits, strict=True)]

    def _lines(self, rows: Iterable[tuple[float | None, ...]]) -> Iterable[str]:
        if self._form is RowFormat.JSONL:
            return (json.dumps(dict(zip(self._digits, row, strict=True))) + "\n" for row in rows)
        return (",".join("" if v is None else repr(v) for v in row) + "\n" for row in rows)


def motion_columns(samples: Samples, setup: SensorSetup) -> tuple[FloatArray, ...]:
    """The columns of `MOTION_DIGITS`, each n long, not rounded."""
    return (
        samples.ap_deg,
        samples.ml_deg,
        samples.ap_rate_deg_s,
        samples.ml_rate_deg_s,
        *accel_g(samples.accel_counts, setup).T,
        *gyro_deg_s(samples.gyro_counts, setup).T,
    )


def _rounded(column: npt.NDArray[Any], digits: int) -> list[float | None]:
    """Values for a file; NaN becomes None."""
    values = np.round(column, digits).tolist()
    return [None if isnan(value) else value for value in values]


class SlowColumns:
    """Columns of a slower sensor: each value is repeated until the next one arrives.

    A sensor that fell silent has no values.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._times_s: FloatArray = np.zeros(0)
        self._values: FloatArray = np.zeros((len(names), 0))

    def beside(self, new: LoadSamples | BodySamples, t_s: FloatArray) -> FloatArray:
        """The named columns, (names, n), at n >= 1 times of the board's samples.

        NaN before the first value, and after `STALE_AFTER_S` without a new one.
        """
        times_s = np.append(self._times_s, new.t_s)
        columns = np.stack([getattr(new, name) for name in self._names])
        values = np.concatenate((self._values, columns), axis=1)
        at = np.searchsorted(times_s, t_s, side="right") - 1
        kept = slice(max(0, int(at[-1])), None)
        self._times_s, self._values = times_s[kept], values[:, kept]
        missing = np.full((len(self._names), 1), np.nan)
        beside = np.concatenate((values, missing), axis=1)[:, at]
        age_s = t_s - np.append(times_s, -np.inf)[at]
        return np.where(age_s <= STALE_AFTER_S, beside, np.nan)
