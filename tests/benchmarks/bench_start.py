"""`cli_start_ms`, a whole process of `baps --help`, and `first_picture_s`, from the command `baps
play` to the first picture that its window shows: both from the start of Python, at the median.
"""

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

from tests.benchmarks.children import find_display
from tests.benchmarks.row import Row, part

REPEATS = 9
HELP = (sys.executable, "-m", "trainer.cli.main", "--help")
NUMPY = (sys.executable, "-c", "import numpy")
PYGAME = (sys.executable, "-c", "import pygame; pygame.display.set_mode((64, 64))")
ENDS_WITH_ITS_FIRST_PICTURE = """
import os, sys
import pygame
import trainer.cli.play
from trainer.cli.main import main
flip = pygame.display.flip
def first():
    flip()
    os._exit(0)
pygame.display.flip = first
trainer.cli.play.require_display = lambda _instead: None
sys.argv = ["baps", "play", "bullseye", "--board", "sim:mouse"]
main()
sys.exit("it ended without a picture")
"""
PLAY = (sys.executable, "-c", ENDS_WITH_ITS_FIRST_PICTURE)


def rows(share: float = 1.0) -> list[Row]:
    find_display()
    repeats = part(REPEATS, share)
    with tempfile.TemporaryDirectory() as home:
        picture_s, pygame_s = (_ms(each, repeats, home) / 1e3 for each in (PLAY, PYGAME))
        help_ms, numpy_ms = (_ms(each, repeats, home) for each in (HELP, NUMPY))
    opens = "python: import pygame, open a window"
    return [
        Row("cli_start_ms", help_ms, "ms", "python -c 'import numpy'", numpy_ms),
        Row("first_picture_s", picture_s, "s", opens, pygame_s),
    ]


def _ms(command: tuple[str, ...], repeats: int, home: str) -> float:
    """The median of several runs, after one that brings the files into memory."""
    times = [_once(command, home) for _ in range(repeats + 1)]
    return median(times[1:])


def _once(command: tuple[str, ...], home: str) -> float:
    begun = time.perf_counter()
    environment = {**os.environ, "BAPS_HOME": home}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return 1e3 * (time.perf_counter() - begun)
