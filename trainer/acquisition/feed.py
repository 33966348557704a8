"""Samples as games and loggers see them, a prediction, and the state of the link.

One reader thread keeps the link drained and does everything that may wait for a port: opening,
closing, writing. `pump()` takes in what the system already holds, right before a frame is drawn, so
that no sample that has reached the computer is missed. On a simulated clock there is no thread:
each `pump()` lets one step of time pass.
"""

import threading
from collections import deque
from collections.abc import Callable

import numpy as np

from trainer.acquisition.board import Board, trial_event
from trainer.acquisition.clock import SENSELESS
from trainer.acquisition.running import Begin, RunningRecording
from trainer.link.base import SimulatedClock
from trainer.link.connection import Connection
from trainer.motion.prediction import NEWEST_ROWS, tilt_ahead
from trainer.recording.columns import FloatArray
from trainer.recording.interfaces import FeedStatus, Prediction, Stretch
from trainer.recording.samples import FLAG_RAIL_OPEN, Sample, newest_of
from trainer.recording.trial import ClockMap, Recording, StartState, TrialEvent, TrialHeader
from trainer.recording.vocabulary import LinkState

STEP_S = 1 / 60
LONGEST_PREDICTION_S = 0.060
STALE_AFTER_S = 0.100
READER_WAIT_S = 0.05
HELD_EVENTS = 200
"""A bouncing contact makes thousands in a second; the older ones are useless."""

Listener = Callable[[], None]


class BoardFeed:
    """A `Feed` over a started connection."""

    def __init__(self, connection: Connection, board: Board) -> None:
        self._connection = connection
        self._board = board
        self._clock = connection.link.clock
        self._lock = threading.Lock()
        self._newest: Sample | None = None
        self._events: deque[tuple[int, TrialEvent]] = deque(maxlen=HELD_EVENTS)
        self._waiting_events: deque[TrialEvent] = deque(maxlen=HELD_EVENTS)
        self._listeners: list[Listener] = []
        self._failure: Exception | None = None
        self._recording: RunningRecording | None = None
        self._closing = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Begin to take in samples."""
        if not isinstance(self._clock, SimulatedClock):
            self._thread = threading.Thread(target=self._read, name="board reader", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the thread and the stream; harmless when called twice."""
        self._closed = True
        self._end_thread()
        with self._lock:
            self._connection.close()

    def end_stream(self) -> None:
        """Stop the samples but keep the link: for commands that wait until nothing streams."""
        self._end_thread()
        with self._lock:
            self._connection.stop()

    def pump(self) -> None:
        """Take in everything that has reached the computer; then tell the listeners."""
        if isinstance(self._clock, SimulatedClock):
            self._clock.sleep(STEP_S)
        with self._lock:
            if self._failure is not None:
                raise self._failure
            self._take()
        if isinstance(self._clock, SimulatedClock):
            self._tend_port()
        for listener in tuple(self._listeners):
            listener()

    def on_pump(self, listener: Listener) -> Listener:
        """Call a listener after each `pump`, until what this returns is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def wait(self, seconds: float) -> None:
        """Let some time pass (in simulated time: a step) and take in what it brought."""
        if not isinstance(self._clock, SimulatedClock):
            self._clock.sleep(seconds)
        self.pump()

    def latest(self) -> Sample | None:
        with self._lock:
            return self._newest

    def since(self, seq: int, until: int | None = None) -> Stretch:
        """All samples with a larger `seq`, up to that of `until`, and what came with them."""
        with self._lock:
            last_seq = self._board.last_seq if until is None else until
            samples = self._board.samples.between(seq, until)
            load = self._board.load.between(seq, last_seq)
            body = self._board.body.between(seq, last_seq)
            events = [(at, event) for at, event in self._events if seq < at <= last_seq]
        missed = int(samples.seq[-1]) - seq - len(samples) if len(samples) and seq >= 0 else 0
        placed = tuple(
            TrialEvent(e.kind, int(np.searchsorted(samples.seq, at)), e.data) for at, e in events
        )
        return Stretch(samples, missed, placed, load, body)

    def predict(self, at_ns: int) -> Prediction:
        """Tilt at a host time by the newest samples; flat beyond 60 ms."""
        with self._lock:
            newest = self._board.samples.rows(self._board.samples.end - NEWEST_ROWS)
            clock_map = self._board.clock.live_clock_map()
            sampled_us = self._board.clock.newest_motion_us()
        if not len(newest):
            return Prediction(0.0, 0.0, stale=True)
        ahead_s = (clock_map.device_us(at_ns) - sampled_us) / 1e6
        horizon_s = min(max(ahead_s, 0.0), LONGEST_PREDICTION_S)
        return Prediction(
            *tilt_ahead(newest, horizon_s),
            stale=ahead_s > STALE_AFTER_S,
            t_s=float(newest.t_s[-1]) + horizon_s,
        )

    def clock_map(self) -> ClockMap:
        """Host time from device time as known now, in this run."""
        with self._lock:
            return self._board.clock.live_clock_map()

    def newest_taken_ns(self) -> float:
        """Host time at which the newest record was taken: the begin of its slot."""
        with self._lock:
            clock = self._board.clock
            return clock.live_clock_map().host_ns(clock.newest_us)

    def arrival_delays_ms(self) -> FloatArray:
        """How late the newest record of each of the last arrivals came, after it was taken."""
        with self._lock:
            return self._board.clock.arrival_delays_ms()

    def now_ns(self) -> int:
        """The clock the samples arrive on."""
        return self._clock.now_ns()

    def status(self) -> FeedStatus:
        """The link's state; `starting` until the first sample is delivered."""
        with self._lock:
            newest, losses = self._newest, self._board.losses
            state, advice = self._state()
        rail_open = bool(newest and newest.flags & FLAG_RAIL_OPEN)
        return FeedStatus(state, advice, rail_open, losses.received, losses.lost)

    @property
    def ended(self) -> bool:
        """Whether the link has ended for good, as a replay does."""
        return self._connection.link.ended

    def begin_recording(self, header: Callable[[StartState], TrialHeader]) -> RunningRecording:
        with self._lock:
            begin, seq = Begin.now(self._board), self._board.last_seq
            return self._run(header(self._board.start_state()), seq, begin)

    def begin_recording_again(self, header: TrialHeader) -> RunningRecording:
        """Record a replay from its first sample on, including those already delivered."""
        with self._lock:
            return self._run(header, header.start.first_seq - 1, Begin.held(self._board))

    @property
    def recording(self) -> RunningRecording | None:
        """The running recording, if there is one; for those who only watch it."""
        return self._recording

    def note(self, event: TrialEvent) -> None:
        """Add an event to the running recording."""
        with self._lock:
            if self._recording is not None:
                self._recording.note(event)

    def end_recording(self, samples: int | None = None) -> Recording:
        """The recording, cut to so many samples; ValueError when none was begun."""
        with self._lock:
            recording, self._recording = self._recording, None
            if recording is None:
                raise ValueError("no recording was begun")
            recording.end()
        return recording.finished(samples)

    def drop_recording(self) -> None:
        """Discard the running recording, if there is one."""
        with self._lock:
            recording, self._recording = self._recording, None
            if recording is not None:
                recording.end()

    def _run(self, header: TrialHeader, seq: int, begin: Begin) -> RunningRecording:
        if self._recording is not None:
            self._recording.end()
        self._recording = RunningRecording(self._board, self._lock, header, seq, begin)
        return self._recording

    def _state(self) -> tuple[LinkState, str]:
        state, advice = self._connection.state, self._connection.advice
        if state is not LinkState.STREAMING:
            return state, advice
        if self._newest is None:
            return LinkState.STARTING, self._board.waiting_for
        if self._board.clock.senseless:
            return LinkState.STALLED, SENSELESS
        return state, advice

    def _end_thread(self) -> None:
        self._closing.set()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
            self._thread = None

    def _read(self) -> None:
        try:
            while not self._closing.is_set():
                self._connection.link.wait(READER_WAIT_S)
                with self._lock:
                    self._take()
                self._tend_port()
        except Exception as error:  # raised by the next `pump`, which somebody looks at
            self._failure = error

    def _tend_port(self) -> None:
        """Do what the port needs without holding the lock, because it may take a while."""
        with self._lock:
            work = self._connection.due()
        if work is None:
            return
        outcome = work.done_on(self._connection.link)
        with self._lock:
            if self._closed:
                # The caller that closed the feed in the meantime expects a closed port.
                self._connection.link.close()
            else:
                self._connection.tended(work, outcome)

    def _take(self) -> None:
        board, before = self._board, self._board.samples.end
        arrival = self._connection.poll()
        board.take(arrival)
        news = board.losses.news()
        if news:
            self._connection.faults.tell(news)
        self._waiting_events.extend(map(trial_event, arrival.events))
        if board.samples.end == before:
            return
        samples = board.samples.rows(before)
        self._newest = newest_of(samples)
        # An event belongs to the first sample that comes with or after it, and only to that one, so
        # that a caller who asks from sample to sample gets it once.
        at = int(samples.seq[0])
        self._events.extend((at, event) for event in self._waiting_events)
        self._waiting_events.clear()
