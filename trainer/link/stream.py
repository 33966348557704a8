"""What a streaming board is asked for and what it brings: values between link and acquisition."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.link.base import Link, LinkError
from trainer.recording.samples import LONGEST_SILENCE_S
from trainer.wire.codec import Decoded, encode
from trainer.wire.messages import Event, LoadRates, Ping, Pong, Start

STALLED_AFTER_PERIODS = 5
PING_EVERY_S = 0.0166
"""A bridge may send bytes on only every 16 ms. Pings a little rarer than that have their answers
come in everywhere in that period, one after the other, also where the samples keep step with it."""
KEPT_PINGS = 8
"""Older ones, whose answers never came, are given up."""


@dataclass(frozen=True)
class StreamRequest:
    """How the board is asked to stream; a rate of 0 leaves a sensor off.

    `load_cells` has bit i set for each cell that is known to be fitted.
    """

    rate_hz: int = 500
    filter_setting: int = 2
    body_rate_hz: int = 0
    load_rate_hz: int = 0
    load_cells: int = 0

    @property
    def patience_ns(self) -> int:
        """How long the samples that show the board is alive may stay away."""
        periods_s = STALLED_AFTER_PERIODS / (self.rate_hz or self.load_rate_hz)
        return int(max(periods_s, LONGEST_SILENCE_S) * 1e9)

    def start_message(self, tag: int) -> Start:
        """The command that asks the board for this stream."""
        return Start(
            tag,
            self.rate_hz,
            self.body_rate_hz,
            self.load_rate_hz,
            self.filter_setting,
            self.load_cells,
        )


@dataclass(frozen=True)
class RoundTrip:
    """One ping: sent and answered on the host's clock, read on the board's (32 bits)."""

    sent_ns: int
    answered_ns: int
    device_us: int


@dataclass(frozen=True)
class Arrival:
    """What one poll brought. `generation` grows each time the board restarts its count.

    `imu` are records of both motion sensors, `load` of the load cells; `load_rates` is the newest
    measurement of the cells' own periods, if any.
    """

    host_ns: int
    generation: int
    imu: npt.NDArray[Any]
    load: npt.NDArray[Any]
    load_rates: LoadRates | None = None
    events: list[Event] = field(default_factory=list)
    round_trips: list[RoundTrip] = field(default_factory=list)

    @classmethod
    def of(
        cls, host_ns: int, generation: int, parts: list[Decoded], round_trips: list[RoundTrip]
    ) -> "Arrival":
        """All that was decoded, in order."""
        messages = [message for part in parts for message in part.messages]
        return cls(
            host_ns,
            generation,
            _joined([part.imu for part in parts]),
            _joined([part.load for part in parts]),
            next((m for m in reversed(messages) if isinstance(m, LoadRates)), None),
            [m for m in messages if isinstance(m, Event)],
            round_trips,
        )


@dataclass(frozen=True)
class PortWork:
    """What a port needs next: closing, opening, or these bytes written."""

    close: bool = False
    open: bool = False
    write: bytes = b""

    def done_on(self, link: Link) -> LinkError | None:
        """Do it, however long that takes; return the error, if there was one."""
        try:
            if self.close:
                link.close()
            if self.open:
                link.open()
            if self.write:
                link.write(self.write)
        except LinkError as error:
            return error
        return None


class Pings:
    """Pings a streaming board some sixty times a second and looks at what comes back."""

    def __init__(self) -> None:
        self._sent_ns: dict[int, int] = {}
        self.due = False
        self._next_ns = 0
        self._device_us: int | None = None

    def begin(self, now: int) -> None:
        """A stream began: what was sent or answered before means nothing."""
        self._sent_ns.clear()
        self._device_us = None
        self._next_ns = now

    def cancel(self) -> None:
        """The port is gone."""
        self.due = False

    def look(self, now: int) -> None:
        """Note whether it is time for the next one."""
        if now >= self._next_ns:
            self.due = True
            self._next_ns = now + int(PING_EVERY_S * 1e9)

    def sent(self, tag: int, now: int) -> bytes:
        """The frame of the ping that is due, which is written now."""
        self.due = False
        self._sent_ns[tag] = now
        if len(self._sent_ns) > KEPT_PINGS:
            del self._sent_ns[next(iter(self._sent_ns))]
        return encode(Ping(tag))

    def clock_went_back(self, messages: list[Any]) -> list[bool]:
        """For each pong, whether the board's clock is behind the previous pong's."""
        found: list[bool] = []
        for pong in (m for m in messages if isinstance(m, Pong)):
            elapsed_us = (pong.device_us - (self._device_us or pong.device_us)) & 0xFFFFFFFF
            self._device_us = pong.device_us
            found.append(elapsed_us >= 1 << 31)
        return found

    def round_trips(self, messages: list[Any], now: int) -> list[RoundTrip]:
        """The answers to our own pings."""
        return [
            RoundTrip(self._sent_ns.pop(m.tag), now, m.device_us)
            for m in messages
            if isinstance(m, Pong) and m.tag in self._sent_ns
        ]


def _joined(parts: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
