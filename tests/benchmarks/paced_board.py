"""A board on a pseudo-terminal in a process of its own, streaming in real time.

Its device clock is this computer's `perf_counter`, so that the age of a sample on the other side
of the terminal can be told exactly. `python -m tests.benchmarks.paced_board` prints the port. With
`resting` it sleeps between samples, as a board does that is a computer of its own.
"""

import math
import os
import pty
import select
import sys
import time
import tty

from tests.scripted_board import ScriptedSource
from trainer.link.simulated_firmware import FirmwareIdentity, SimulatedFirmware


def swaying(t_s: float) -> tuple[float, float]:
    if t_s < 4:
        return 0.0, 0.0
    return 3 * math.sin(2.1 * (t_s - 4)), 2 * math.sin(3.3 * (t_s - 4))


class StampedSource(ScriptedSource):
    """Slots on the host's own clock."""

    def begin(self, start, now_us: float) -> None:
        super().begin(start, now_us)
        self.first_us = int(now_us)


RESTS_S = 0.0005


def main(resting: bool) -> None:
    master, slave = pty.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    firmware = SimulatedFirmware(FirmwareIdentity(1), StampedSource(swaying))
    print(os.ttyname(slave), flush=True)
    while True:
        # Else it never sleeps: no sample must wait for this process, which stands for the board.
        if resting:
            time.sleep(RESTS_S)
        readable, _, _ = select.select([master], [], [], 0)
        if readable:
            firmware.receive(os.read(master, 4096), time.perf_counter_ns() / 1e3)
        out = firmware.send(time.perf_counter_ns() / 1e3)
        if out:
            os.write(master, out)


if __name__ == "__main__":
    main("resting" in sys.argv)
