"""What every link can do and what can go wrong on it. All links deliver wire bytes."""

import time
from typing import Protocol


class HostClock(Protocol):
    """Where host time comes from."""

    def now_ns(self) -> int:
        """Nanoseconds on a clock that never goes back."""

    def sleep(self, seconds: float) -> None:
        """Let time pass."""


class RealClock:
    """`perf_counter_ns`, the only host clock of live boards."""

    def now_ns(self) -> int:
        """Nanoseconds since some fixed moment."""
        return time.perf_counter_ns()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class SimulatedClock:
    """Time that passes only in `sleep`: for runs faster than real time."""

    def __init__(self) -> None:
        self._now_ns = 0

    def now_ns(self) -> int:
        """Simulated nanoseconds since the start."""
        return self._now_ns

    def sleep(self, seconds: float) -> None:
        """Let simulated time pass at once."""
        self._now_ns += round(seconds * 1e9)


class Link(Protocol):
    """A way to a board. Methods raise `LinkError`s; after `LinkLost` it may be opened again."""

    @property
    def name(self) -> str:
        """What to call it in messages: a port, a file, a simulation."""

    @property
    def ended(self) -> bool:
        """Whether the bytes have ended for good: a replay at its end."""

    @property
    def clock(self) -> HostClock:
        """The clock its bytes arrive on; a `SimulatedClock` wants no reader thread."""

    def open(self) -> None:
        """Make ready to read and write; harmless when open."""

    def close(self) -> None:
        """Give the port back; harmless when not open."""

    def wait(self, timeout_s: float) -> None:
        """Return when bytes may be there, or after the timeout; may be called from any thread."""

    def read(self) -> bytes:
        """Everything that has arrived, without waiting; `b""` if nothing has."""

    def write(self, data: bytes) -> None:
        """Send."""


class LinkError(Exception):
    """Base of all link errors; `str()` is one line for the person in front of the screen."""


class BoardAbsent(LinkError):
    """Nothing answers as a board."""


class NoBoard(BoardAbsent):
    """No port has anything like a board; the text offers a simulated one."""


class PortRefused(LinkError):
    """The port exists but may not be opened: no permission, or another program has it."""


class WrongFirmware(LinkError):
    """A board answers, but speaks another schema."""


class SenselessBoard(LinkError):
    """A board answers, but its description of itself is impossible."""


class BadUri(LinkError):
    """The `--board` text names no board."""


class LinkLost(LinkError):
    """The port went away under an open link."""


class CommandRefused(LinkError):
    """The board answered a command with nack, or not at all (`reason` 0)."""

    def __init__(self, text: str, reason: int = 0) -> None:
        super().__init__(text)
        self.reason = reason
