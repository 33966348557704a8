"""Samples as researchers get them: arrays with the names of `baps log`, and host times beside them.

`trainer.open_board` yields these blocks, and `streaming` publishes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from trainer.acquisition.host_times import HostTimes, Rising
from trainer.recording.body import BodySamples
from trainer.recording.columns import AnyArray, FloatArray, IntArray
from trainer.recording.interfaces import Stretch
from trainer.recording.json_form import Json
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap
from trainer.sessions.board import OpenBoard
from trainer.sessions.rows import (
    BODY_DIGITS,
    LOAD_DIGITS,
    MOTION_DIGITS,
    WORN,
    RowForm,
    motion_columns,
    row_form,
)

UNITS = (
    ("_deg_s", "deg/s"),
    ("_deg", "deg"),
    ("_g", "g"),
    ("_mm", "mm"),
    ("_n", "N"),
    ("_s", "s"),
)


def unit_of(column: str) -> str:
    """The unit of a column, which its name ends with; `1` for a count."""
    return next((unit for ending, unit in UNITS if column.endswith(ending)), "1")


@dataclass(frozen=True)
class Readings:
    """n readings of one sensor; every array is n long.

    `seq` counts scheduled readings: a step of more than 1 means lost ones. `t_s` is the board's
    own time in seconds, the same clock for all its sensors, 0 at its first sample. `host_s` is the
    same moment on this computer's `time.perf_counter`; it rises strictly.
    """

    seq: IntArray
    t_s: FloatArray
    host_s: FloatArray

    def __len__(self) -> int:
        return len(self.seq)

    def columns(self) -> dict[str, AnyArray]:
        """All columns but `host_s` by their names, `t_s` first."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        return {"t_s": named.pop("t_s"), **{n: a for n, a in named.items() if n != "host_s"}}


@dataclass(frozen=True)
class LoadBlock(Readings):
    """Readings of the load cells: load in N, centre of pressure in mm to the toes and to the right.

    NaN where a cell is missing or not calibrated; the centre also while hardly anything is on the
    plate.
    """

    load_n: FloatArray
    cop_ap_mm: FloatArray
    cop_ml_mm: FloatArray


@dataclass(frozen=True)
class ThighBlock(Readings):
    """Angles of the thigh in degrees; NaN if the sensor is not set up on this leg."""

    thigh_flexion_deg: FloatArray
    thigh_medial_lean_deg: FloatArray


@dataclass(frozen=True)
class BoardEvent:
    """Something the board reported: `button`, `rail_stop`, `fault`, `restarted`, `foot_mat`,
    `hand_rail`. `data` holds the board's own `code`, `sensor` and `state`."""

    kind: str
    t_s: float
    host_s: float
    data: Mapping[str, Json]


@dataclass(frozen=True)
class Block(Readings):
    """n samples of the board, and what came with them.

    Tilt in degrees, `ap_deg` positive with the toe edge down and `ml_deg` with the right edge down;
    rates in degrees a second; acceleration in g and turn rate in degrees a second in the axes of
    the sensor, uncorrected. With the sensor on a sacrum they are the pelvis's; on a force plate,
    which has no motion sensor, they are NaN. `epoch` grows by one when the board restarts. `missed`
    samples were lost before or among these. `load` and `thigh` have rates of their own, and are
    empty without these sensors.
    """

    epoch: IntArray
    ap_deg: FloatArray
    ml_deg: FloatArray
    ap_rate_deg_s: FloatArray
    ml_rate_deg_s: FloatArray
    ax_g: FloatArray
    ay_g: FloatArray
    az_g: FloatArray
    gx_deg_s: FloatArray
    gy_deg_s: FloatArray
    gz_deg_s: FloatArray
    missed: int
    load: LoadBlock
    thigh: ThighBlock
    events: tuple[BoardEvent, ...]
    names: tuple[str, ...] = field(repr=False)

    def columns(self) -> dict[str, AnyArray]:
        """The columns that `baps log` writes for this board, by their names, not rounded."""
        original = {worn: name for name, worn in WORN.items()}
        return {name: getattr(self, original.get(name, name)) for name in self.names}


class Blocks:
    """Makes blocks of what one board's feed delivers, stretch by stretch."""

    def __init__(self, board: OpenBoard) -> None:
        form, streams = row_form(board), board.streams
        self._form = form
        self.names = names_of(form)
        self._times = HostTimes()
        self._rising = Rising(), Rising(), Rising()
        body, load = streams.body_setup, streams.load_setup
        self._delay_us = board.setup.delay_us
        self._load_delay_us = load.delay_us if load else 0
        self._body_delay_us = body.setup.delay_us if body else 0

    def block(self, stretch: Stretch, clock_map: ClockMap) -> Block:
        """The next block; n at least 1. `clock_map` leads to the clock of its host times."""
        samples = stretch.samples
        newest_us, epoch = int(samples.device_us[-1]), int(samples.epoch[-1])
        self._times.follow(newest_us, epoch, clock_map)
        host_s = self._times.seconds(samples.device_us - self._delay_us, samples.epoch)
        times = self._rising[0].risen(host_s)
        return Block(
            seq=samples.seq,
            t_s=samples.t_s,
            host_s=times,
            epoch=samples.epoch,
            **self._motion(samples),
            missed=stretch.missed,
            load=self._load(stretch.load),
            thigh=self._thigh(stretch.body),
            events=tuple(
                BoardEvent(e.kind, float(samples.t_s[at]), float(times[at]), e.data)
                for e in stretch.events
                for at in (min(e.index, len(samples) - 1),)
            ),
            names=self.names,
        )

    def host_s(self, device_us: IntArray) -> FloatArray:
        """Host times of samples of the board since it started last."""
        return self._times.seconds(device_us - self._delay_us)

    def _motion(self, samples: Samples) -> dict[str, FloatArray]:
        if not self._form.motion:
            return dict.fromkeys(MOTION_DIGITS, np.full(len(samples), np.nan))
        columns = motion_columns(samples, self._form.setup)
        return dict(zip(MOTION_DIGITS, columns, strict=True))

    def _load(self, rows: LoadSamples) -> LoadBlock:
        times = self._times.seconds(rows.device_us - self._load_delay_us, rows.epoch)
        values = {name: getattr(rows, name) for name in LOAD_DIGITS}
        return LoadBlock(rows.seq, rows.t_s, self._rising[1].risen(times), **values)

    def _thigh(self, rows: BodySamples) -> ThighBlock:
        times = self._times.seconds(rows.device_us - self._body_delay_us, rows.epoch)
        values = {name: getattr(rows, name) for name in BODY_DIGITS}
        return ThighBlock(rows.seq, rows.t_s, self._rising[2].risen(times), **values)


def names_of(form: RowForm) -> tuple[str, ...]:
    """The columns of the board's own samples, without those of slower sensors."""
    slower = {*LOAD_DIGITS, *BODY_DIGITS}
    return tuple(name for name in form.digits if name not in slower)
