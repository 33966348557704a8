"""A resting board on load cells, and the weights that stand on it one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from tests.posed_board import TiltedSource
from trainer.motion.load import PLATE
from trainer.motion.load_steps import Place
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.simulation.load_cells import CellErrors, LoadCells, plate_forces_n
from trainer.wire.messages import Event, ImuSample, LoadSample, Start

MOVED_S = 1.0
KG = 10.0
Spot = tuple[float, float]
CENTRE: Spot = (0.0, 0.0)
CORNERS = {
    place: (PLATE.cell_ap_mm[place.value], PLATE.cell_ml_mm[place.value])
    for place in Place
    if place is not Place.CENTRE
}


def held(kg: float, spot: Spot, seconds: float = 4.0) -> tuple[float, float, Spot]:
    """So much at a spot for so long."""
    return kg * STANDARD_GRAVITY, seconds, spot


EMPTY = held(0.0, CENTRE, 7.0)
ALL_PLACES = [EMPTY, held(KG, CENTRE), *(held(KG, spot) for spot in CORNERS.values())]


@dataclass
class LoadedSource(TiltedSource):
    """`script`: (N, seconds, spot) one after the other, with a second in the air between."""

    script: list[tuple[float, float, Spot]] = field(default_factory=list)
    errors: CellErrors = field(default_factory=CellErrors)
    trembling_n: float = 0.0
    load_rate_hz: float = 80.0
    knots: list[tuple[float, float, float]] = field(
        default_factory=lambda: [(0.0, 0.0, 0.0), (120.0, 0.0, 0.0)]
    )

    def begin(self, start: Start, now_us: float) -> None:
        super().begin(start, now_us)
        self._cells = LoadCells(self.errors, self.load_rate_hz)
        self._forces = self._scripted()
        self._met = self._sent = 0

    def due(self, now_us: float) -> Iterable[ImuSample | Event | LoadSample]:
        yield from super().due(now_us)
        until_s = (now_us - self.began_us) / 1e6
        ticks = int(until_s * 1000) + 1
        rows = np.minimum(np.arange(self._met, ticks + 1), len(self._forces) - 1)
        self._cells.meet(self._forces[rows])
        self._met = max(self._met, ticks + 1)
        new = self._cells.due(until_s)
        for t_s, counts, ready in zip(new.t_s, new.counts.tolist(), new.ready, strict=True):
            yield LoadSample(self._sent, round(t_s * 1e6), 0, int(ready), tuple(counts))
            self._sent += 1

    def _scripted(self) -> np.ndarray:
        loads, points = [], []
        for newton, seconds, spot in self.script:
            for load, span_s in ((newton, seconds), (0.0, MOVED_S)):
                loads.append(np.full(round(span_s * 1000), load))
                points.append(np.tile(spot, (round(span_s * 1000), 1)))
        load_n, at = np.concatenate(loads), np.concatenate(points)
        tremble = self.trembling_n * np.sin(np.arange(len(load_n)) / 50.0)
        return plate_forces_n(load_n + tremble, at[:, 0], at[:, 1])
