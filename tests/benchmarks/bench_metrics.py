"""`metrics_ms`: all metrics of a 60 s, 100 Hz trial, but for entropy and fluctuation, which have
rows of their own; `metrics_cli_ms`: `baps metrics FILE` as a whole process.

The board and the plate sway much, as in the first trials of a beginner; `metrics_still_plate_ms`
is of somebody who hardly moves, which is what the sway density curve takes longest for.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from unittest.mock import patch

import micromotion
import numpy as np

from tests.benchmarks.row import Row, part
from tests.metrics.signals import Array, band_limited_axes
from trainer.metrics import MotionTable, TableSettings, Unit, measure_table
from trainer.metrics.catalogue.sample_entropy import LENGTH, TOLERANCE, sample_entropy
from trainer.metrics.catalogue.stabilogram_diffusion import (
    diffusion_critical_time,
    diffusion_exponents,
)
from trainer.metrics.catalogue.sway_fluctuation import dfa_alpha, scales_of
from trainer.metrics.kinds import Fits
from trainer.metrics.registry import Metric, metrics_for
from trainer.metrics.slower import at_lower_rate
from trainer.metrics.sway import Sway
from trainer.recording.vocabulary import Side

RATE_HZ, SECONDS, REPEATS, STARTS = 100, 60, 30, 9
STILL_MM = 2.0
APART = (sample_entropy, dfa_alpha)
THEIR_PROCESS = """
import sys, numpy, micromotion
t, ap, ml = numpy.loadtxt(sys.argv[1], delimiter=",", skiprows=1).T
print(micromotion.cop_sway_metrics(numpy.stack((ml, ap), axis=1), t))
"""


def rows(share: float = 1.0) -> list[Row]:
    repeats = part(REPEATS, share)
    restless = _restless_mm()
    still = band_limited_axes(seconds=SECONDS)
    still = still * (STILL_MM / still.std())
    tables = {
        "metrics_ms": _table(restless / 10, Unit.DEG),
        "metrics_plate_ms": _table(restless, Unit.MM),
        "metrics_still_plate_ms": _table(still, Unit.MM),
    }
    settings = TableSettings(side=Side.RIGHT)
    their = "micromotion, 15 metrics"
    theirs = _ms(lambda: micromotion.cop_sway_metrics(restless[::-1].T, fs=RATE_HZ), repeats)
    with patch("trainer.metrics.table.metrics_for", _without_those_apart):
        together = [
            Row(name, _ms(partial(measure_table, table, settings), repeats), "ms", their, theirs)
            for name, table in tables.items()
        ]
    return [*together, *_one_by_one(still, repeats), _process(still, part(STARTS, share))]


def _one_by_one(axes: Array, repeats: int) -> list[Row]:
    """Those metrics that are quadratic by their definition, each beside the peer's."""
    slow, n = at_lower_rate(Sway(axes, RATE_HZ), 20.0), axes.shape[1]
    scales = scales_of(n, RATE_HZ)

    def entropies() -> None:
        sample_entropy(at_lower_rate(Sway(axes, RATE_HZ), 20.0))

    def diffusion() -> None:
        sway = Sway(axes, RATE_HZ)
        diffusion_exponents(sway), diffusion_critical_time(sway)

    def their_entropies() -> None:
        for values in slow.axes:
            micromotion.dynamics.sampen(values, LENGTH, TOLERANCE * values.std())

    def their_dfa() -> None:
        for values in axes:
            micromotion.dynamics.dfa(values, scales[0], scales[-1], len(scales))

    def row(name: str, ours: Callable[[], object], theirs: Callable[[], object], how: str) -> Row:
        return Row(name, _ms(ours, repeats), "ms", f"micromotion, {how}", _ms(theirs, repeats))

    return [
        row("metrics_entropy_ms", entropies, their_entropies, "the same samples"),
        row(
            "metrics_fluctuation_ms",
            lambda: dfa_alpha(Sway(axes, RATE_HZ)),
            their_dfa,
            "the same scales",
        ),
        row(
            "metrics_diffusion_ms",
            diffusion,
            lambda: micromotion.stabilogram_diffusion(axes.T, RATE_HZ),
            "40 of our 1500 lags",
        ),
    ]


def _process(axes: Array, starts: int) -> Row:
    """A file through the command, and through the peer, from the start of Python to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plate.csv"
        time_s = np.arange(axes.shape[1]) / RATE_HZ
        np.savetxt(
            file, np.stack((time_s, *axes)).T, "%.6f", ",", header="t_s,ap_mm,ml_mm", comments=""
        )
        ours = [sys.executable, "-m", "trainer.cli.main", "metrics", str(file)]
        theirs = [sys.executable, "-c", THEIR_PROCESS, str(file)]
        return Row(
            "metrics_cli_ms",
            _ms(lambda: _run(ours), starts),
            "ms",
            "a script for micromotion, 15 metrics",
            _ms(lambda: _run(theirs), starts),
        )


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _without_those_apart(*fits: Fits) -> list[Metric]:
    return [metric for metric in metrics_for(*fits) if metric.function not in APART]


def _restless_mm() -> Array:
    random = np.random.default_rng(2)
    walk = np.cumsum(random.normal(0, 3.0, (2, RATE_HZ * SECONDS)), axis=1)
    return walk - np.array([np.convolve(axis, np.ones(200) / 200, "same") for axis in walk])


def _table(axes: Array, unit: Unit) -> MotionTable:
    return MotionTable(np.arange(axes.shape[1]) / RATE_HZ, axes[0], axes[1], unit)


def _ms(measure: Callable[[], object], repeats: int) -> float:
    measure()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        measure()
        times.append(1e3 * (time.perf_counter() - begun))
    return median(times)
