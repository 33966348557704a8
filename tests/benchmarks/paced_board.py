"""A board on a pseudo-terminal in a process of its own, streaming in real time.

Its device clock is this computer's `perf_counter`, so that the age of a sample on the other side
of the terminal can be told exactly. A frame is made before its slot is due, so that it leaves at
the moment it is stamped with. `python -m tests.benchmarks.paced_board` prints the port.
With `--burst-ms` its bytes go through an adapter that passes them on each time so long has passed.
"""

import argparse
import contextlib
import math
import os
import pty
import select
import time
import tty
from collections.abc import Iterable

from tests.benchmarks.adapter import Adapter
from tests.scripted_board import ScriptedSource
from trainer.link.simulated_firmware import FirmwareIdentity, SimulatedFirmware
from trainer.wire.messages import Event, ImuSample

PACE = 1.003
"""As far off as a board's resonator may be: sixty frames a second meet five hundred samples, to the
dot, at three phases only."""
AWAKE_US = 400.0
"""A sample must not wait for this process, so it does not sleep so shortly before one is due. Nor
must it take a whole core from the program that is measured: a real board takes none."""


def swaying(t_s: float) -> tuple[float, float]:
    if t_s < 4:
        return 0.0, 0.0
    return 3 * math.sin(2.1 * (t_s - 4)), 2 * math.sin(3.3 * (t_s - 4))


class StampedSource(ScriptedSource):
    """Slots on the host's own clock; the next one is due at `due_us`."""

    due_us = math.inf

    def begin(self, start, now_us: float) -> None:
        super().begin(start, now_us)
        self.rate_hz = PACE * start.imu_rate_hz
        self.first_us = int(now_us)
        self.due_us = now_us

    def due(self, now_us: float) -> Iterable[ImuSample | Event]:
        yield from super().due(now_us)
        self.due_us = self.began_us + self.slot * 1e6 / self.rate_hz


class Line:
    """The master's end of the terminal. What does not fit waits, as it does in a real board."""

    def __init__(self, master: int) -> None:
        self._master, self._waiting = master, b""

    def write(self, data: bytes) -> None:
        self._waiting += data
        with contextlib.suppress(BlockingIOError):
            self._waiting = self._waiting[os.write(self._master, self._waiting) :]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--burst-ms", type=float, default=0.0)
    burst_ms = parser.parse_args().burst_ms
    adapter = Adapter(burst_ms) if burst_ms else None
    master, slave = pty.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    line, source = Line(master), StampedSource(swaying)
    firmware = SimulatedFirmware(FirmwareIdentity(1), source)
    print(os.ttyname(slave), flush=True)
    ready, leaves_us = b"", math.inf

    def leave(data: bytes, now_us: float) -> None:
        if adapter:
            adapter.take(data, now_us)
        else:
            line.write(data)

    while True:
        if not ready and source.due_us < math.inf:
            leaves_us = source.due_us
            ready = firmware.send(leaves_us + 1)
        next_us = min(leaves_us, adapter.due_us) if adapter else leaves_us
        idle_us = next_us - AWAKE_US - time.perf_counter_ns() / 1e3 if ready else 0.0
        readable, _, _ = select.select([master], [], [], max(idle_us / 1e6, 0.0))
        now_us = time.perf_counter_ns() / 1e3
        # First of all: an answer may bring the next sample with it, if this process is late.
        if ready and now_us >= leaves_us:
            leave(ready, leaves_us)
            ready = b""
        if readable:
            firmware.receive(os.read(master, 4096), now_us)
            leave(firmware.send(now_us), now_us)
        if adapter and (burst := adapter.passed_on(now_us)):
            line.write(burst)


if __name__ == "__main__":
    main()
