"""`cli_start_ms`: `baps --help` as a whole process, from its start to its end."""

import subprocess
import sys
import time
from statistics import median

from tests.benchmarks.row import Row

REPEATS = 9
HELP = (sys.executable, "-m", "trainer.cli.main", "--help")
NUMPY = (sys.executable, "-c", "import numpy")


def rows() -> list[Row]:
    peer = "python -c 'import numpy'"
    return [Row("cli_start_ms", _ms(HELP), "ms", peer, _ms(NUMPY))]


def _ms(command: tuple[str, ...]) -> float:
    """The median of several runs, after one that brings the files into memory."""
    times = [_once(command) for _ in range(REPEATS + 1)]
    return median(times[1:])


def _once(command: tuple[str, ...]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return 1e3 * (time.perf_counter() - begun)
