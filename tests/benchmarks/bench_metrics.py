"""`metrics_ms`: all metrics of a 60 s, 100 Hz trial, entropy apart."""

import time
from statistics import median

import micromotion
import numpy as np

from tests.benchmarks.row import Row, part
from trainer.metrics import MotionTable, TableSettings, Unit, measure_table
from trainer.recording.vocabulary import Side

RATE_HZ, SECONDS, REPEATS = 100, 60, 30


def rows(share: float = 1.0) -> list[Row]:
    repeats = part(REPEATS, share)
    random = np.random.default_rng(2)
    n = RATE_HZ * SECONDS
    walk = np.cumsum(random.normal(0, 0.3, (2, n)), axis=1)
    sway = walk - np.array([np.convolve(axis, np.ones(200) / 200, "same") for axis in walk])
    times = np.arange(n) / RATE_HZ
    board = MotionTable(times, sway[0], sway[1], Unit.DEG)
    plate = MotionTable(times, 10 * sway[0], 10 * sway[1], Unit.MM)
    settings = TableSettings(side=Side.RIGHT)
    peer = _ms(lambda: micromotion.cop_sway_metrics(10 * sway.T, fs=RATE_HZ), repeats)
    name = "micromotion, 15 metrics"
    return [
        Row("metrics_ms", _ms(lambda: measure_table(board, settings), repeats), "ms", name, peer),
        Row(
            "metrics_plate_ms",
            _ms(lambda: measure_table(plate, settings), repeats),
            "ms",
            name,
            peer,
        ),
    ]


def _ms(measure, repeats: int) -> float:
    measure()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        measure()
        times.append(1e3 * (time.perf_counter() - begun))
    return median(times)
