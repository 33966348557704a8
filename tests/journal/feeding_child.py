"""Feeds a journal at 500 Hz at most, in real time, until it is killed; run by `test_kill`.

Arguments: folder, and a file of 8 bytes that says how many samples were handed over so far. It is
mapped into memory, so what was last said outlives the process.
"""

import mmap
import sys
import time
from pathlib import Path

from tests.journal.growing import Growing
from tests.recordings import swaying
from trainer.journal.writer import Journal

BLOCK = 5
SECONDS = 20


def main(folder: Path, told: Path) -> None:
    trial = swaying(SECONDS * 500)
    journal = Journal(folder)
    with told.open("r+b") as file, mmap.mmap(file.fileno(), 8) as handed_over:
        running = Growing(trial)
        journal.begin(trial.header, running)
        for end in range(BLOCK, len(trial.samples) + 1, BLOCK):
            # Where the computer is busy samples come later, and never many at once.
            time.sleep(BLOCK / 500)
            running.add(trial.samples[end - BLOCK : end])
            handed_over[:] = end.to_bytes(8, "little")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
