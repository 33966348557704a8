"""A board on a pseudo-terminal in a process of its own, streaming in real time.

Its device clock is this computer's `perf_counter`, so that the age of a sample on the other side
of the terminal can be told exactly. `python -m tests.benchmarks.paced_board` prints the port.
With `--burst-ms` the bytes go out as an adapter passes them on: over a line of 500 000 baud into a
buffer that is emptied each time so long has passed.
"""

import argparse
import math
import os
import pty
import select
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


class Adapter:
    """Bytes leave it when they are off the line and its timer has run out."""

    LINE_US_PER_BYTE = 20.0
    """Ten bits at 500 000 baud."""

    def __init__(self, burst_ms: float) -> None:
        self._burst_us = 1e3 * burst_ms
        self._on_line: list[tuple[float, bytes]] = []
        self._line_free_us = self._passed_on_us = 0.0

    def passes_on(self, data: bytes, now_us: float) -> bytes:
        """Take bytes that the board sends now; return those that reach the host now."""
        for at in range(len(data)):
            self._line_free_us = max(self._line_free_us, now_us) + self.LINE_US_PER_BYTE
            self._on_line.append((self._line_free_us, data[at : at + 1]))
        if now_us - self._passed_on_us < self._burst_us:
            return b""
        self._passed_on_us = now_us
        arrived = [byte for at_us, byte in self._on_line if at_us <= now_us]
        del self._on_line[: len(arrived)]
        return b"".join(arrived)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--burst-ms", type=float)
    burst_ms = parser.parse_args().burst_ms
    adapter = Adapter(burst_ms) if burst_ms else None
    master, slave = pty.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    firmware = SimulatedFirmware(FirmwareIdentity(1), StampedSource(swaying))
    print(os.ttyname(slave), flush=True)
    while True:
        # Never asleep: a sample must not wait for this process, which stands for the board.
        readable, _, _ = select.select([master], [], [], 0)
        if readable:
            firmware.receive(os.read(master, 4096), time.perf_counter_ns() / 1e3)
        now_us = time.perf_counter_ns() / 1e3
        out = firmware.send(now_us)
        if adapter is not None:
            out = adapter.passes_on(out, now_us)
        if out:
            os.write(master, out)


if __name__ == "__main__":
    main()
