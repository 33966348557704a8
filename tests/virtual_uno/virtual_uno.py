"""Starts a virtual Uno and brings back what it saw. The tests' and the bench's way to it."""

import select
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from tests.virtual_uno.bench import Bench, weight_on
from tests.virtual_uno.building import Built
from tests.virtual_uno.hands import Hands
from tests.virtual_uno.outcome import (
    LoadTruth,
    Report,
    Truth,
    read_load_truth,
    read_report,
    read_truth,
)
from tests.virtual_uno.scenes import Mounts
from tests.virtual_uno.setup import Setup

__all__ = ["Report", "Setup", "Truth", "VirtualUno", "VirtualUnoError"]

_START_S = 120.0


class VirtualUnoError(Exception):
    """The simulator did not start, or stopped by itself; the message is what it said."""


class VirtualUno:
    """A running virtual Uno, as a context manager; `port` is what a host opens."""

    def __init__(self, built: Built, setup: Setup) -> None:
        self._built = built
        self._setup = setup
        self._folder = tempfile.TemporaryDirectory(prefix="virtual-uno-")
        self._process: subprocess.Popen[str] | None = None
        self._errors = ""
        self.port = ""

    def __enter__(self) -> "VirtualUno":
        command = [
            str(self._built.simulator),
            *self._setup.arguments(),
            *self._setup.files(Path(self._folder.name)),
            f"--truth={self._file('truth.csv')}",
            f"--body-truth={self._file('body-truth.csv')}",
            f"--load-truth={self._file('load-truth.csv')}",
            f"--report={self._file('report.json')}",
        ]
        self._process = subprocess.Popen(
            [*command, str(self._built.firmware)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.port = self._read_port(self._process)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        self._folder.cleanup()

    def do(self, action: str) -> None:
        """Let something happen now: an action of the schedule without its time."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(action + "\n")
        self._process.stdin.flush()

    def hands(self, bench: Bench, mounts: Mounts) -> Hands:
        """Hands for it, sensors so mounted; it lies level now, its plate empty."""
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        to, told = self._process.stdin, self._process.stdout
        hands = Hands(bench, mounts, self._file("scenes"), to, told)
        hands.begin(weight_on(0.0))
        return hands

    def stop(self) -> None:
        """Switch the board off; its EEPROM is saved, report and truth can be read."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        _, self._errors = process.communicate(timeout=_START_S)
        if process.returncode != 0:
            raise VirtualUnoError(f"virtual_uno ended with {process.returncode}: {self._errors}")

    def report(self) -> Report:
        """What the simulator counted; stops it."""
        self.stop()
        return read_report(self._file("report.json"))

    def truth(self) -> Truth:
        """What was read when from the board's sensor; stops the simulator."""
        self.stop()
        return read_truth(self._file("truth.csv"))

    def body_truth(self) -> Truth:
        """What was read when from the body sensor; stops the simulator."""
        self.stop()
        return read_truth(self._file("body-truth.csv"))

    def load_truth(self) -> LoadTruth:
        """What was read when from the load cells; stops the simulator."""
        self.stop()
        return read_load_truth(self._file("load-truth.csv"))

    def _file(self, name: str) -> Path:
        return Path(self._folder.name) / name

    def _read_port(self, process: "subprocess.Popen[str]") -> str:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], _START_S)
        line = process.stdout.readline() if ready else ""
        if not line.startswith("port "):
            process.kill()
            _, errors = process.communicate()
            raise VirtualUnoError(f"virtual_uno did not start: {errors}")
        return line.split(maxsplit=1)[1].strip()
