"""One board over one link, kept alive: greeting, start, stall, loss, reopening.

    absent ── open ──▶ starting ── samples ──▶ streaming ── silence ──▶ stalled
                          ▲                        ▲                      │ │
                          └── back-off ── lost ◀───┴──── samples ─────────┘ │ port gone
                                            ▲───────────────────────────────┘

`trainer.acquisition` calls `poll` often, from under its own lock: it takes the bytes that are there
and never waits. What the port needs besides (`due`) may wait, so one thread does it without the
lock and hands in how it went (`tended`).
"""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.link.base import CommandRefused, Link, LinkError, LinkLost
from trainer.link.commands import (
    ASK_EVERY_S,
    FRAME_BREAK,
    answers,
    check_hello,
    checked,
    identify,
    lacks_sensor,
    says_started,
)
from trainer.link.faults import FaultBook
from trainer.recording.vocabulary import LinkState
from trainer.wire.codec import Decoded, FrameDecoder, WireCounts, encode
from trainer.wire.frozen import BOARD_SENSOR, Hello, Identify
from trainer.wire.messages import (
    BoardEventKind,
    Event,
    LoadRates,
    Ping,
    Pong,
    Start,
    Stop,
)

STALLED_AFTER_PERIODS = 5
STALLED_AFTER_AT_LEAST_S = 0.25
FIRST_BACK_OFF_S = 0.25
LONGEST_BACK_OFF_S = 4.0
PING_EVERY_S = 1.0
ANSWER_WITHIN_S = 0.3
TRIES = 4
ANSWERS_WITHIN_S = 2.5
"""A board that answered a ping no longer ago is alive, though its sensor may be silent."""
HUNG_AFTER_S = 10.0
"""A board that has said nothing at all for so long hangs: opening its port again resets most."""
HUNG = "the board does not answer: its port is opened again"
NO_SENSOR = (
    "the board answers but finds no motion sensor: check the sensor's four wires "
    "(power, ground, SDA, SCL)"
)
NO_CELLS = (
    "the board answers but finds no load cell: check the power and the clock wire of the HX711"
)


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
    def period_s(self) -> float:
        """Seconds between the samples that show the board is alive."""
        return 1.0 / (self.rate_hz or self.load_rate_hz)


@dataclass(frozen=True)
class RoundTrip:
    """One ping: sent and answered on the host's clock, read on the board's (32 bits)."""

    sent_ns: int
    answered_ns: int
    device_us: int


@dataclass(frozen=True)
class Arrival:
    """What one poll brought. `generation` grows each time the board began its count afresh.

    `imu` are records of both motion sensors, `load` of the load cells; `load_rates` is the newest
    word on the cells' own periods, if there was one.
    """

    host_ns: int
    generation: int
    imu: npt.NDArray[Any]
    load: npt.NDArray[Any]
    load_rates: LoadRates | None = None
    events: list[Event] = field(default_factory=list)
    round_trips: list[RoundTrip] = field(default_factory=list)


@dataclass(frozen=True)
class PortWork:
    """What a port needs next: to be closed, to be opened, or these bytes written."""

    close: bool = False
    open: bool = False
    write: bytes = b""

    def done_on(self, link: Link) -> LinkError | None:
        """Do it, however long that takes; what went wrong, if anything."""
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


class Connection:
    """The state machine. Not thread-safe: the caller holds a lock."""

    def __init__(self, link: Link, request: StreamRequest) -> None:
        self.link = link
        self.request = request
        self.state = LinkState.ABSENT
        self.hello: Hello | None = None
        self.generation = 0
        self.faults = FaultBook()
        self.load_rates: LoadRates | None = None
        self._advice = ""
        self._opened_generation = 1
        self._decoder = FrameDecoder()
        self._early: list[Decoded] = []
        self._tag = 0
        self._pings: dict[int, int] = {}
        self._ping_due = False
        self._outbox: list[bytes] = []
        self._to_close = False
        self._heard_ns = 0
        self._last_sample_ns = 0
        self._answered_ns = 0
        self._device_us: int | None = None
        self._next_action_ns = 0
        self._next_ping_ns = 0
        self._back_off_s = FIRST_BACK_OFF_S

    @property
    def advice(self) -> str:
        """What to do: about the link, else about a sensor; empty where all is well."""
        return self._advice or self.faults.advice

    @property
    def counts(self) -> WireCounts:
        """Frames, faulty frames and unknown messages so far."""
        return self._decoder.counts

    def connect(self) -> Hello:
        """Open and identify, without streaming; `LinkError` when it cannot be."""
        self.link.open()
        try:
            self.hello = identify(self.link)
            check_hello(self.hello, self.link.name)
            # A program that was killed leaves a board that streams, and refuses most commands.
            self.stop()
            self._early = []
        except LinkError:
            self.link.close()
            raise
        self.state = LinkState.STARTING
        return self.hello

    def start(self) -> None:
        """Begin streaming after `connect`."""
        self.command(self._start_message())
        self._begin_generation()

    def close(self) -> None:
        """Stop the stream, if the board still listens, and give the port back."""
        if self.state in (LinkState.STREAMING, LinkState.STARTING):
            with suppress(LinkError):
                self.stop(tries=1)
        self.state = LinkState.ABSENT
        self.link.close()

    def stop(self, tries: int = TRIES) -> None:
        """End the stream and keep the link."""
        self.command(Stop(self.new_tag()), tries)

    def command(self, message: Any, tries: int = TRIES, within_s: float = ANSWER_WITHIN_S) -> Any:
        """Send, retry, and wait for the answer; `CommandRefused` for nack or silence.

        Samples and events that arrive meanwhile are kept for the next poll.
        """
        for _ in range(tries):
            self.link.write(FRAME_BREAK + encode(message))
            deadline = self.link.clock.now_ns() + int(within_s * 1e9)
            while self.link.clock.now_ns() < deadline:
                self.link.wait(0.01)
                decoded = self._decoder.feed(self.link.read())
                self._early.append(decoded)
                for answer in decoded.messages:
                    if answers(answer, message):
                        return checked(answer, self.link.name)
        raise CommandRefused(f"{self.link.name} does not answer commands: unplug it and try again")

    def new_tag(self) -> int:
        """A tag for the next command."""
        self._tag = self._tag % 255 + 1
        return self._tag

    def poll(self) -> Arrival:
        """Take what has arrived; never waits, never raises."""
        now = self.link.clock.now_ns()
        decoded, early = self._decoder.feed(b""), self._early
        self._early = []
        if self.state is not LinkState.LOST:
            try:
                decoded = self._decoder.feed(self.link.read())
                now = self.link.clock.now_ns()
                self._look_after(now, decoded)
            except LinkLost as error:
                self._lose(now, str(error))
        parts = [*early, decoded]
        messages = [message for part in parts for message in part.messages]
        events = [m for m in messages if isinstance(m, Event)]
        rates = next((m for m in reversed(messages) if isinstance(m, LoadRates)), None)
        self._note(events, rates, decoded, now)
        return Arrival(
            now,
            self.generation,
            _joined([part.imu for part in parts]),
            _joined([part.load for part in parts]),
            rates,
            events,
            self._round_trips(decoded.messages, now),
        )

    def due(self) -> PortWork | None:
        """What the port needs now."""
        now = self.link.clock.now_ns()
        if self._to_close:
            return PortWork(close=True)
        if self.state is LinkState.LOST:
            return PortWork(open=True) if now >= self._next_action_ns else None
        if self._ping_due:
            tag = self.new_tag()
            self._ping_due, self._pings = False, {tag: now}
            self._outbox.append(encode(Ping(tag)))
        if not self._outbox:
            return None
        written, self._outbox = b"".join(self._outbox), []
        return PortWork(write=written)

    def tended(self, work: PortWork, error: LinkError | None) -> None:
        """Take in how the work went that was due."""
        now = self.link.clock.now_ns()
        if work.close:
            self._to_close = False
        elif error is not None:
            self._lose(now, str(error))
        elif work.open:
            self._decoder.forget()
            self._opened_generation = self.generation + 1
            self.state = LinkState.STARTING
            self._next_action_ns = self._heard_ns = now

    def _look_after(self, now: int, decoded: Decoded) -> None:
        messages = decoded.messages
        if messages or len(decoded.imu) or len(decoded.load):
            self._heard_ns = now
        if self.state is not LinkState.STREAMING and says_started(messages):
            self._begin_generation()
        if self._sampled(decoded):
            self._last_sample_ns = self._answered_ns = now
            self.state, self._advice = LinkState.STREAMING, ""
            self._back_off_s = FIRST_BACK_OFF_S
        elif self.link.ended:
            self.state, self._advice = LinkState.ABSENT, f"{self.link.name} ends here"
            return
        elif self.state is LinkState.STREAMING and now - self._last_sample_ns > self._patience_ns():
            self.state = LinkState.STALLED
            self._advice = "no data from the board: check its cable"
            self._next_action_ns = now
        self._listen_for_restart(now, messages)
        if self.state is LinkState.STREAMING:
            self._ping_when_due(now)
        elif now - self._heard_ns > HUNG_AFTER_S * 1e9:
            self._lose(now, HUNG)
        elif self._awaits_sensor(now):
            self._advice = ""
            self._ping_when_due(now)
        else:
            self._revive(now, messages)

    def _sampled(self, decoded: Decoded) -> bool:
        """Whether the sensor was heard that the stream hangs on."""
        if not self.request.rate_hz:
            return len(decoded.load) > 0
        return bool((decoded.imu["sensor"] == BOARD_SENSOR).any())

    def _awaits_sensor(self, now: int) -> bool:
        """Whether the board goes on and looks for its lost sensor: a new start would only cut off
        what its other sensors send."""
        answers = now - self._answered_ns < ANSWERS_WITHIN_S * 1e9
        return self.state is LinkState.STALLED and answers and self.faults.of_sensor(BOARD_SENSOR)

    def _listen_for_restart(self, now: int, messages: list[Any]) -> None:
        """A clock that went back is that of a board that began anew, and streams nothing."""
        for pong in (m for m in messages if isinstance(m, Pong)):
            elapsed_us = (pong.device_us - (self._device_us or pong.device_us)) & 0xFFFFFFFF
            self._device_us = pong.device_us
            if elapsed_us < 1 << 31:
                self._answered_ns = now
            elif self.state is LinkState.STALLED:
                self.faults.begin_stream()

    def _note(
        self, events: list[Event], rates: LoadRates | None, decoded: Decoded, now: int
    ) -> None:
        self.load_rates = rates or self.load_rates
        for event in events:
            # Opening a port restarts most boards; a later stream had no such reason.
            if event.kind == BoardEventKind.RESTARTED and self.generation > self._opened_generation:
                self.faults.restarted(event.code, now)
        self.faults.take(events, _newest_us(decoded), now)

    def _revive(self, now: int, messages: list[Any]) -> None:
        """A silent board is asked who it is; once it answers it is told to start."""
        if lacks_sensor(messages):
            self._advice = NO_SENSOR if self.request.rate_hz else NO_CELLS
            return
        hello = next((m for m in messages if isinstance(m, Hello)), None)
        if hello is not None:
            self._next_action_ns = now + int(ANSWER_WITHIN_S * 1e9)
            try:
                check_hello(hello, self.link.name)
            except LinkError as error:
                self._advice = str(error)
                return
            if self.hello is not None and hello.board_id != self.hello.board_id:
                self._advice = f"another board answers on {self.link.name}: plug the first one in"
                return
            self.hello = hello
            self._outbox.append(FRAME_BREAK + encode(self._start_message()))
        elif now >= self._next_action_ns:
            self._outbox.append(FRAME_BREAK + encode(Identify()))
            self._next_action_ns = now + int(ASK_EVERY_S * 1e9)

    def _begin_generation(self) -> None:
        self.generation += 1
        self._pings.clear()
        self.faults.begin_stream()
        self._device_us = None
        self._last_sample_ns = self._answered_ns = self._heard_ns = self.link.clock.now_ns()
        self._next_ping_ns = self._last_sample_ns
        self.state = LinkState.STREAMING

    def _lose(self, now: int, why: str) -> None:
        self._to_close, self._outbox, self._ping_due = True, [], False
        self.state, self._advice = LinkState.LOST, why
        self._next_action_ns = now + int(self._back_off_s * 1e9)
        self._back_off_s = min(2 * self._back_off_s, LONGEST_BACK_OFF_S)

    def _ping_when_due(self, now: int) -> None:
        if now >= self._next_ping_ns:
            self._ping_due = True
            self._next_ping_ns = now + int(PING_EVERY_S * 1e9)

    def _round_trips(self, messages: list[Any], now: int) -> list[RoundTrip]:
        return [
            RoundTrip(self._pings.pop(m.tag), now, m.device_us)
            for m in messages
            if isinstance(m, Pong) and m.tag in self._pings
        ]

    def _start_message(self) -> Start:
        wanted = self.request
        return Start(
            self.new_tag(),
            wanted.rate_hz,
            wanted.body_rate_hz,
            wanted.load_rate_hz,
            wanted.filter_setting,
            wanted.load_cells,
        )

    def _patience_ns(self) -> int:
        periods_s = STALLED_AFTER_PERIODS * self.request.period_s
        return int(max(periods_s, STALLED_AFTER_AT_LEAST_S) * 1e9)


def _newest_us(decoded: Decoded) -> int | None:
    """The board's clock, as the last sample has it."""
    records = decoded.imu if len(decoded.imu) else decoded.load
    return int(records["device_us"][-1]) if len(records) else None


def _joined(parts: list[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
