"""The columns of exported samples: what each is, its unit, and how counts become these units.

The names are those of `baps log`. A motion sensor's counts are written in g and degrees per second
and come back exactly: a count is the nearest whole number. A load cell's stay counts, because their
zero and factor are a calibration's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from trainer.recording.columns import AnyArray, Columns
from trainer.recording.container import STREAMS
from trainer.recording.load import CELL_NAMES
from trainer.recording.samples import ACCEL_NAMES, GYRO_NAMES
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import AnySamples, Recording, TrialHeader

T = TypeVar("T", bound=Columns)
ACCEL, GYRO = ("ax_g", "ay_g", "az_g"), ("gx_deg_s", "gy_deg_s", "gz_deg_s")
CORE = ("t_s", "seq", "epoch")
AT_THE_END = (*CELL_NAMES, "device_us", "ready", "flags")


@dataclass(frozen=True)
class Column:
    """One column: its unit ("" without one), and what it says."""

    unit: str
    says: str


def _axes(names: tuple[str, ...], unit: str, says: str) -> dict[str, Column]:
    return {
        name: Column(unit, f"{says}, sensor's {axis} axis")
        for name, axis in zip(names, "xyz", strict=True)
    }


COLUMNS: Mapping[str, Column] = {
    "t_s": Column("s", "time on the board's clock, the same for all streams of a trial"),
    "seq": Column("", "number of the scheduled sample; a step above 1 is a lost one"),
    "epoch": Column("", "how often the device was reset"),
    "ap_deg": Column("deg", "tilt, positive with the toe edge down"),
    "ml_deg": Column("deg", "tilt, positive with the right edge down"),
    "ap_rate_deg_s": Column("deg/s", "rate of ap_deg"),
    "ml_rate_deg_s": Column("deg/s", "rate of ml_deg"),
    "load_n": Column("N", "load on all cells"),
    "cop_ap_mm": Column("mm", "centre of pressure, positive to the toes"),
    "cop_ml_mm": Column("mm", "centre of pressure, positive to the right"),
    "thigh_flexion_deg": Column("deg", "thigh's flexion"),
    "thigh_medial_lean_deg": Column("deg", "thigh's lean towards the other leg"),
    **_axes(ACCEL, "g", "acceleration as read"),
    **_axes(GYRO, "deg/s", "rate of turn as read, bias not removed"),
    **{name: Column("", f"load cell {name.removesuffix('_counts')}") for name in CELL_NAMES},
    "device_us": Column("us", "the device's own clock, unwrapped"),
    "ready": Column("", "bit i: cell i is in this reading"),
    "flags": Column("", "bits of docs/recording-format.md"),
}


def streams_of(recording: Recording) -> dict[str, AnySamples]:
    """The recording's tables by the name of their stream; only the board's may be empty."""
    found: dict[str, AnySamples] = {
        "board": recording.samples,
        "load": recording.load,
        "body": recording.body,
    }
    return {name: table for name, table in found.items() if name == "board" or len(table)}


def shown(stream: str, table: AnySamples, header: TrialHeader) -> dict[str, AnyArray]:
    """A stream's columns as they are exported, in their order."""
    found = table.named()
    for physical, counts, scale in _scales(stream, header):
        found[physical] = found.pop(counts) / scale
    return {name: found[name] for name in column_names(stream)}


def hidden(stream: str, columns: Mapping[str, AnyArray], header: TrialHeader) -> Columns:
    """The table of these exported columns; KeyError if one is missing."""
    found = dict(columns)
    for physical, counts, scale in _scales(stream, header):
        found[counts] = np.rint(found.pop(physical) * scale)
    return STREAMS[stream].from_named(found)


def column_names(stream: str) -> tuple[str, ...]:
    """The exported columns of a stream, in their order."""
    table = STREAMS[stream].empty().named()
    wide = set(ACCEL_NAMES) & set(table)
    kept = [n for n in table if n not in (*CORE, *AT_THE_END, *ACCEL_NAMES, *GYRO_NAMES)]
    last = [n for n in AT_THE_END if n in table]
    return (*CORE, *kept, *(ACCEL + GYRO if wide else ()), *last)


def whole_numbers(stream: str) -> frozenset[str]:
    """Those of the exported columns that hold whole numbers."""
    table = STREAMS[stream].empty()
    return frozenset(n for n, a in table.named().items() if a.dtype.kind in "iu") & set(
        column_names(stream)
    )


def _scales(stream: str, header: TrialHeader) -> tuple[tuple[str, str, float], ...]:
    """Exported name, name of the counts, and counts per unit."""
    if stream == "load":
        return ()
    setup = _setup(stream, header)
    return (
        *((a, b, setup.counts_per_g) for a, b in zip(ACCEL, ACCEL_NAMES, strict=True)),
        *((a, b, setup.counts_per_deg_s) for a, b in zip(GYRO, GYRO_NAMES, strict=True)),
    )


def _setup(stream: str, header: TrialHeader) -> SensorSetup:
    if stream == "body" and header.body is not None:
        return header.body.setup
    return header.setup
