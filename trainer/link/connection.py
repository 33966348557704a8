"""One board over one link, kept alive: greeting, start, stall, loss, reopening.

    absent ── open ──▶ starting ── samples ──▶ streaming ── silence ──▶ stalled
                          ▲                        ▲                      │ │
                          └── back-off ── lost ◀───┴──── samples ─────────┘ │ port gone
                                            ▲───────────────────────────────┘

`trainer.acquisition` calls `poll` often, from under its own lock: it takes the bytes that are there
and never waits. Other port work (`due`) may take a while, so one thread does it without the
lock and reports the outcome (`tended`).
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from trainer.link.base import Link, LinkError, LinkLost
from trainer.link.commands import (
    ANSWER_WITHIN_S,
    ASK_EVERY_S,
    FRAME_BREAK,
    TRIES,
    Dialogue,
    check_hello,
    identify,
    lacks_sensor,
    says_started,
)
from trainer.link.faults import FaultBook
from trainer.link.fitted import no_motion_sensor
from trainer.link.stream import Arrival, Pings, PortWork, StreamRequest
from trainer.recording.vocabulary import LinkState
from trainer.wire.codec import NOTHING, Decoded, WireCounts, encode
from trainer.wire.frozen import BOARD_SENSOR, Hello, Identify
from trainer.wire.messages import (
    BoardEventKind,
    Event,
    LoadRates,
    ReadCalibration,
    Stop,
    StoredCalibration,
)

FIRST_BACK_OFF_S = 0.25
LONGEST_BACK_OFF_S = 4.0
ANSWERS_WITHIN_S = 2.5
"""A board that answered a ping within this time is alive, though its sensor may be silent."""
HUNG_AFTER_S = 10.0
"""A board that was silent for this long hangs; opening its port again resets most boards."""
HUNG = "the board does not answer: its port is opened again"
CALIBRATED_ANEW = (
    "this board was calibrated anew while it was away, and goes on with the calibration it began "
    "with: end the round, and begin again to use the new one"
)
NO_CELLS = (
    "the board answers but finds no load cell: check the power and the clock wire of the HX711"
)


class Connection:
    """The state machine. Not thread-safe: the caller holds a lock.

    `calibration_counter` is that of the board sensor's calibration in use; a board that comes back
    with another one is told of, and `calibrated_anew` then. None: nobody wants to know. `stranger`
    says that another board answers on the port now. Nothing is taken from it, nor from any board
    before it has said who it is: one that somebody left streaming sends samples at once.
    """

    def __init__(self, link: Link, request: StreamRequest) -> None:
        self.link = link
        self.request = request
        self.state = LinkState.ABSENT
        self.hello: Hello | None = None
        self.generation = 0
        self.calibration_counter: int | None = None
        self.stranger = self.calibrated_anew = False
        self.faults = FaultBook()
        self.load_rates: LoadRates | None = None
        self._advice = ""
        self._opened_generation = 1
        self._dialogue = Dialogue(link)
        self._pings = Pings()
        self._outbox: list[bytes] = []
        self._to_close = False
        self._recognised = True
        self._heard_ns = 0
        self._last_sample_ns = 0
        self._answered_ns = 0
        self._next_action_ns = 0
        self._back_off_s = FIRST_BACK_OFF_S

    @property
    def advice(self) -> str:
        """What to do about the link, else about a sensor; empty if all is well."""
        return self._advice or self.faults.advice

    @property
    def counts(self) -> WireCounts:
        """Frames, faulty frames and unknown messages so far."""
        return self._dialogue.counts

    def connect(self) -> Hello:
        """Open and identify, without streaming; `LinkError` if that fails."""
        self.link.open()
        try:
            self.hello = identify(self.link)
            check_hello(self.hello, self.link.name)
            # A program that was killed leaves a board that streams, and refuses most commands.
            self.stop()
            self._dialogue.take_early()
        except LinkError:
            self.link.close()
            raise
        self.state = LinkState.STARTING
        return self.hello

    def start(self) -> None:
        """Begin streaming after `connect`."""
        self.command(self.request.start_message(self.new_tag()))
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
        return self._dialogue.command(message, tries, within_s)

    def new_tag(self) -> int:
        """A tag for the next command."""
        return self._dialogue.new_tag()

    def poll(self) -> Arrival:
        """Take what has arrived; never waits, never raises."""
        now = self.link.clock.now_ns()
        decoded, early = NOTHING, self._dialogue.take_early()
        if self.state is not LinkState.LOST:
            try:
                decoded = self._of_this_board(self._dialogue.read())
                now = self.link.clock.now_ns()
                self._look_after(now, decoded)
            except LinkLost as error:
                self._lose(now, str(error))
        round_trips = self._pings.round_trips(decoded.messages, now)
        arrival = Arrival.of(now, self.generation, [*early, decoded], round_trips)
        self._note(arrival)
        return arrival

    def due(self) -> PortWork | None:
        """What the port needs now."""
        now = self.link.clock.now_ns()
        if self._to_close:
            return PortWork(close=True)
        if self.state is LinkState.LOST:
            return PortWork(open=True) if now >= self._next_action_ns else None
        if self._pings.due:
            self._outbox.append(self._pings.sent(self.new_tag(), now))
        written, self._outbox = b"".join(self._outbox), []
        return PortWork(write=written) if written else None

    def tended(self, work: PortWork, error: LinkError | None) -> None:
        """Take in the outcome of the work that was due."""
        now = self.link.clock.now_ns()
        if work.close:
            self._to_close = False
        elif error is not None:
            self._lose(now, str(error))
        elif work.open:
            self._dialogue.forget_half_frame()
            self._recognised = self.stranger = False
            self._opened_generation = self.generation + 1
            self.state = LinkState.STARTING
            self._next_action_ns = self._heard_ns = now

    def _of_this_board(self, decoded: Decoded) -> Decoded:
        """What may be taken: answers alone until the board on the port has said that it is ours."""
        if self._recognised:
            return decoded
        answers = [message for message in decoded.messages if not isinstance(message, Event)]
        return replace(NOTHING, messages=answers)

    def _look_after(self, now: int, decoded: Decoded) -> None:
        messages = decoded.messages
        self._compare(messages)
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
        elif (
            self.state is LinkState.STREAMING
            and now - self._last_sample_ns > self.request.patience_ns
        ):
            self.state = LinkState.STALLED
            self._advice = "no data from the board: check its cable"
            self._next_action_ns = now
        self._listen_for_restart(now, messages)
        if self.state is LinkState.STREAMING:
            self._pings.look(now)
        elif now - self._heard_ns > HUNG_AFTER_S * 1e9:
            self._lose(now, HUNG)
        elif self._awaits_sensor(now):
            self._advice = ""
            self._pings.look(now)
        else:
            self._revive(now, messages)

    def _sampled(self, decoded: Decoded) -> bool:
        """Whether the leading sensor sent a sample."""
        if not self.request.rate_hz:
            return len(decoded.load) > 0
        return BOARD_SENSOR in decoded.imu["sensor"].tolist()

    def _awaits_sensor(self, now: int) -> bool:
        """Whether the board is looking for its lost sensor.

        A new start would only cut off its other sensors.
        """
        answers = now - self._answered_ns < ANSWERS_WITHIN_S * 1e9
        return self.state is LinkState.STALLED and answers and self.faults.of_sensor(BOARD_SENSOR)

    def _listen_for_restart(self, now: int, messages: list[Any]) -> None:
        """A board whose clock went back has restarted, and streams nothing."""
        for went_back in self._pings.clock_went_back(messages):
            if not went_back:
                self._answered_ns = now
            elif self.state is LinkState.STALLED:
                self.faults.begin_stream()

    def _note(self, arrival: Arrival) -> None:
        self.load_rates = arrival.load_rates or self.load_rates
        for event in arrival.events:
            # Opening a port restarts most boards; a later stream had no such reason.
            restarted = event.kind == BoardEventKind.RESTARTED
            if restarted and self.generation > self._opened_generation:
                self.faults.restarted(event.code, arrival.host_ns)
        self.faults.take(arrival.events, _newest_us(arrival), arrival.host_ns)

    def _revive(self, now: int, messages: list[Any]) -> None:
        """Ask a silent board who it is; once it answers, tell it to start."""
        if lacks_sensor(messages):
            self._advice = self._missing()
            return
        hello = next((m for m in messages if isinstance(m, Hello)), None)
        if hello is not None:
            self._next_action_ns = now + int(ANSWER_WITHIN_S * 1e9)
            try:
                check_hello(hello, self.link.name)
            except LinkError as error:
                self._advice = str(error)
                return
            ours = self.hello is None or hello.board_id == self.hello.board_id
            self._recognised, self.stranger = ours, not ours
            if not ours:
                self._advice = f"another board answers on {self.link.name}: plug the first one in"
                return
            self.hello = hello
            self._outbox.append(FRAME_BREAK + self._question() + self._start())
        elif now >= self._next_action_ns:
            self._outbox.append(FRAME_BREAK + encode(Identify()))
            self._next_action_ns = now + int(ASK_EVERY_S * 1e9)

    def _start(self) -> bytes:
        return encode(self.request.start_message(self.new_tag()))

    def _question(self) -> bytes:
        """Which calibration the board holds; it answers only before it streams."""
        if self.calibration_counter is None:
            return b""
        return encode(ReadCalibration(self.new_tag(), BOARD_SENSOR))

    def _compare(self, messages: list[Any]) -> None:
        """Tell, once, of a calibration that was made elsewhere in the meantime."""
        held = [
            m for m in messages if isinstance(m, StoredCalibration) and m.sensor == BOARD_SENSOR
        ]
        if held and held[-1].counter != self.calibration_counter:
            self.calibration_counter = held[-1].counter
            self.calibrated_anew = True
            self.faults.tell(CALIBRATED_ANEW)

    def _missing(self) -> str:
        """What a board lacks that has refused to start; its hello came just before."""
        if not self.request.rate_hz or self.hello is None:
            return NO_CELLS
        return no_motion_sensor(self.hello, BOARD_SENSOR)

    def _begin_generation(self) -> None:
        self.generation += 1
        self.faults.begin_stream()
        self._last_sample_ns = self._answered_ns = self._heard_ns = self.link.clock.now_ns()
        self._pings.begin(self._last_sample_ns)
        self.state = LinkState.STREAMING

    def _lose(self, now: int, why: str) -> None:
        self._to_close, self._outbox = True, []
        self._pings.cancel()
        self.state, self._advice = LinkState.LOST, why
        self._next_action_ns = now + int(self._back_off_s * 1e9)
        self._back_off_s = min(2 * self._back_off_s, LONGEST_BACK_OFF_S)


def _newest_us(arrival: Arrival) -> int | None:
    """The board's clock, as the last sample has it."""
    records = arrival.imu if len(arrival.imu) else arrival.load
    return int(records["device_us"][-1]) if len(records) else None
