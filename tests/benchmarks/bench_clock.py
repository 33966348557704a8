"""`clock_map_error_ms`: how far the live clock map is off, from the first sample that is seen on.

Simulated links whose truth is known: no bursts, an Uno's of 4.096 ms, 4 ms, and an FTDI chip's of
16 ms; resonators 0.5 % fast and slow that drift by 20 ppm a minute to and fro; a calm host and a
busy one. Errors are counted from the second second on, where a stillness ends.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.benchmarks.clock_peers import ArrivalStamp, LeastSquares, SupportingLine
from tests.benchmarks.row import Row, part
from tests.clock_truth import Errors, Heard, SimulatedLine, heard, to_and_fro
from trainer.acquisition.clock_fit import ClockFit

SECONDS, SEEN_AFTER_S = 300, 2.0
BURSTS_MS = {"unbatched": 0.0, "4.096ms": 4.096, "4ms": 4.0, "16ms": 16.0}
PEERS: dict[str, Callable[[], Any]] = {
    "supporting line, half a ping": SupportingLine,
    "least squares of arrivals": LeastSquares,
    "stamp at arrival": ArrivalStamp,
}


def rows(share: float = 1.0) -> list[Row]:
    listed = []
    for name, burst_ms in BURSTS_MS.items():
        lines = [heard(line) for line in _lines(burst_ms, part(SECONDS, share, least=6))]
        peers = {peer: _errors_ms(fit, lines) for peer, fit in PEERS.items()}
        ours_ms = _errors_ms(ClockFit, lines)
        for suffix, of in (("p99", _p99), ("max", np.max)):
            row = f"clock_map_error_ms_{name}_{suffix}"
            for peer, theirs_ms in peers.items():
                listed.append(Row(row, float(of(ours_ms)), "ms", peer, float(of(theirs_ms))))
    return listed


def _lines(burst_ms: float, seconds: float) -> list[SimulatedLine]:
    return [
        SimulatedLine(seconds, burst_ms, off, to_and_fro, busy, seed)
        for seed, (off, busy) in enumerate(
            [(0.005, False), (-0.005, False), (0.005, True), (-0.005, True)], start=1
        )
    ]


def _errors_ms(fit: Callable[[], Any], lines: list[Heard]) -> Any:
    return np.concatenate([Errors(fit(), line).after(SEEN_AFTER_S) for line in lines])


def _p99(errors_ms: Any) -> float:
    return float(np.percentile(errors_ms, 99))
