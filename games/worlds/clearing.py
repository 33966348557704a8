"""Where things are in the clearing of `orbit`: tree tops stand on the rim as it was measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point
from games.worlds.treetops import Fir
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector

CLOSED_FROM = 0.40
"""Firs in a no-go sector reach in to this share of the rim."""


@dataclass(frozen=True)
class Row:
    """Firs all round: how many, how far out their tips are, and how long they are."""

    count: int
    nearest: float
    farthest: float
    length: float
    seed: int
    slender: float = 1.0


@dataclass(frozen=True)
class Clearing:
    """Everything that decides what the clearing looks like."""

    layout: Layout
    field: FieldMap
    rim: Rim
    no_go: tuple[Sector, ...] = ()

    @property
    def painted_from(self) -> tuple[object, ...]:
        """All of it that its picture depends on, apart from the size."""
        return self.rim.directions_deg, self.rim.tilt_deg, self.no_go, self.field

    def rim_px(self, direction_deg: float) -> float:
        """How far from the middle the rim is in a direction."""
        turn = radians(direction_deg)
        return float(self.rim.limit_deg(cos(turn), sin(turn))) * self.field.px_per_deg

    def at(self, direction_deg: float, out: float) -> Point:
        """A place at a share of the rim in a direction."""
        turn, away = radians(direction_deg), out * self.rim_px(direction_deg)
        return self.field.centre[0] + away * sin(turn), self.field.centre[1] - away * cos(turn)

    def closed_from_px(self, sector: Sector) -> float:
        """How far from level the firs of a no-go sector begin."""
        middle_deg = sector.from_deg + sector.width_deg / 2
        return CLOSED_FROM * self.rim_px(middle_deg)

    def firs(self, row: Row) -> Iterator[Fir]:
        """Those of one row, in a mixed order."""
        draw = np.random.default_rng(row.seed)
        turns = (np.arange(row.count) + draw.uniform(-0.36, 0.36, row.count)) * 360 / row.count
        for index, turn in enumerate(draw.permutation(turns).tolist()):
            out = float(draw.uniform(row.nearest, row.farthest))
            length = self.layout.px(row.length) * float(draw.uniform(0.82, 1.2))
            lean = turn + float(draw.normal(0, 3.0))
            yield Fir(self.at(turn, out), lean, length, row.seed + index, row.slender)

    def firs_within(self, sector: Sector) -> Iterator[Fir]:
        """Those that close the sky where the leg must not go, the farthest from level first."""
        draw = np.random.default_rng(round(sector.from_deg) + 77)
        for out in np.linspace(1.16, CLOSED_FROM, 8).tolist():
            inset = min(6.0, 0.3 * sector.width_deg) + max(0.92 - out, 0.0) * 14.0
            room = max(sector.width_deg - 2 * inset, 1.0)
            count = max(round(room * out / 7.5), 1)
            for index in range(count):
                share = (index + 0.5 + float(draw.uniform(-0.3, 0.3))) / count
                turn = sector.from_deg + inset + room * share
                tip = self.at(turn, out * float(draw.uniform(0.94, 1.06)))
                length = self.layout.px(230) * float(draw.uniform(0.85, 1.15))
                yield Fir(tip, turn + float(draw.normal(0, 3)), length, 900 + index, 0.9)
