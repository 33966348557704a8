"""`memory_mb_per_min`: how much a process grows while a trial runs, and its collector's pauses.

A board at 500 Hz, one sample in each read as a real one delivers them, recorded and journalled.
Time is cranked by hand, so that minutes pass in seconds; a process of its own keeps the figure
clean.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.row import Row, part
from tests.scripted_board import SETUP, CrankedClock, ScriptedLink, ScriptedSource, header_of
from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.journal.writer import Journal
from trainer.link.connection import Connection
from trainer.link.stream import StreamRequest
from trainer.recording.sensor import UNCALIBRATED

RATE_HZ = 500
SETTLE_S, WARM_S, MEASURED_S = 4, 20, 120


class CrankedLink(ScriptedLink):
    def __init__(self, source: ScriptedSource | None = None) -> None:
        super().__init__(source or ScriptedSource())
        self._clock = CrankedClock()  # type: ignore[assignment]


def rows(share: float = 1.0) -> list[Row]:
    seconds = str(part(MEASURED_S, share, least=5))
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_memory", seconds],
        capture_output=True,
        text=True,
        check=True,
    )
    growth_mb, pause_ms = map(float, done.stdout.split())
    return [
        Row("memory_mb_per_min", growth_mb, "MB/min"),
        Row("collector_pause_ms_longest", pause_ms, "ms"),
    ]


def main(measured_s: int) -> None:
    link = CrankedLink()
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    feed = BoardFeed(connection, tilting_board(SETUP, BoardSetup(UNCALIBRATED)))
    _run(feed, link, SETTLE_S)
    pauses = _pauses()
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder))
        running = feed.begin_recording(header_of)
        journal.begin(running.header, running)
        _run(feed, link, WARM_S)
        before_mb = _resident_mb()
        _run(feed, link, measured_s)
        growth_mb = _resident_mb() - before_mb
        recording = feed.end_recording()
        journal.finish(recording)
    assert len(recording.samples) >= (WARM_S + measured_s - 1) * RATE_HZ
    print(growth_mb * 60 / measured_s, max(pauses, default=0.0))


def _run(feed: BoardFeed, link: CrankedLink, seconds: float) -> None:
    for _ in range(round(seconds * RATE_HZ)):
        link.clock.sleep(1 / RATE_HZ)
        feed.pump()


def _pauses() -> list[float]:
    """The collector's pauses from here on, in ms."""
    pauses: list[float] = []
    begun = [0.0]

    def look(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            begun[0] = time.perf_counter()
        else:
            pauses.append(1e3 * (time.perf_counter() - begun[0]))

    gc.callbacks.append(look)
    return pauses


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]))
