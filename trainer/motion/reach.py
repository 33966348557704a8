"""Tilt by direction: how far a board was tilted towards each sector around it. Pure.

Rims and ranges are both built from it. Sector i of n is centred on direction i · 360/n degrees:
0 to the toes, 90 to the right.
"""

import numpy as np

from trainer.recording.columns import FloatArray, IntArray


def direction_deg(ap_deg: FloatArray, ml_deg: FloatArray) -> FloatArray:
    """Direction of each tilt, 0 to below 360."""
    return np.asarray(np.degrees(np.arctan2(ml_deg, ap_deg)) % 360.0, dtype=np.float64)


def centres_deg(sectors: int) -> tuple[float, ...]:
    return tuple(360.0 / sectors * i for i in range(sectors))


def sector_of(direction: FloatArray, sectors: int) -> IntArray:
    width = 360.0 / sectors
    return np.asarray(np.floor(direction / width + 0.5), dtype=np.int64) % sectors


AROUND = (
    "toes",
    "toes right",
    "right",
    "heel right",
    "heel",
    "heel left",
    "left",
    "toes left",
)


def angle_words(direction: float) -> str:
    """A direction in words: `toes`, `toes right`, `right` …"""
    return AROUND[round(direction / 45.0) % 8]


class Sectors:
    """Tilts collected by sector: how many there are in each, and the newest."""

    def __init__(self, sectors: int) -> None:
        self.sectors = sectors
        self.counts: IntArray = np.zeros(sectors, dtype=np.int64)
        self.newest: FloatArray = np.zeros(sectors)
        self._tilts: list[list[FloatArray]] = [[] for _ in range(sectors)]

    def add(self, direction: FloatArray, tilt_deg: FloatArray) -> None:
        """Add n tilts in n directions."""
        which = sector_of(direction, self.sectors)
        for sector in np.unique(which):
            mine = tilt_deg[which == sector]
            self._tilts[sector].append(mine)
            self.counts[sector] += len(mine)
            self.newest[sector] = mine[-1]

    def share(self, at_least: int) -> float:
        """The share of sectors that hold at least this many tilts."""
        return float(np.mean(self.counts >= at_least))

    def percentile(self, percent: float) -> FloatArray:
        """(sectors,): this percentile of each sector's tilts, 0 for an empty sector."""
        values = (np.concatenate(parts) if parts else np.zeros(1) for parts in self._tilts)
        return np.array([np.percentile(sector, percent) for sector in values])
