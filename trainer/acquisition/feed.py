"""Samples as games and loggers see them: a ring, a prediction, and what the link is doing.

One reader thread keeps the link drained. `pump()` takes the same lock and takes in what the system
already holds, right before a frame is drawn, so that no sample that has reached the computer is
missed. On a simulated clock there is no thread: each `pump()` lets one step of time pass.
"""

import threading
from collections.abc import Callable

import numpy as np

from trainer.acquisition.intake import BoardIntake
from trainer.acquisition.other_sensors import FASTEST_LOAD_HZ
from trainer.acquisition.recorder import EventSink, Recorder
from trainer.acquisition.ring import HELD_S, SampleRing
from trainer.link.base import SimulatedClock
from trainer.link.connection import Connection
from trainer.recording.body import BodySamples
from trainer.recording.interfaces import FeedStatus, Prediction, Stretch
from trainer.recording.load import LoadSamples
from trainer.recording.samples import FLAG_RAIL_OPEN, Sample, Samples, newest_of
from trainer.recording.trial import Recording, StartState, TrialEvent, TrialHeader
from trainer.recording.vocabulary import LinkState

STEP_S = 1 / 60
LONGEST_PREDICTION_S = 0.060
STALE_AFTER_S = 0.100
READER_WAIT_S = 0.05
HELD_EVENTS = 200


class BoardFeed:
    """A `Feed` over a started connection."""

    def __init__(self, connection: Connection, intake: BoardIntake) -> None:
        self._connection = connection
        self._intake = intake
        self._clock = connection.link.clock
        self._lock = threading.Lock()
        held = round(HELD_S / connection.request.period_s)
        self._ring = SampleRing(Samples, held)
        self._load = SampleRing(LoadSamples, round(HELD_S * FASTEST_LOAD_HZ))
        self._body = SampleRing(BodySamples, held)
        self._newest: Sample | None = None
        self._events: list[tuple[int, TrialEvent]] = []
        self._waiting_events: list[TrialEvent] = []
        self._failure: Exception | None = None
        self._recorder: Recorder | None = None
        self._last_seq = -1
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        """Begin to take in samples."""
        if not isinstance(self._clock, SimulatedClock):
            self._thread = threading.Thread(target=self._read, name="board reader", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the thread and the stream; harmless when called twice."""
        self._end_thread()
        with self._lock:
            self._connection.close()

    def end_stream(self) -> None:
        """Stop the samples but keep the link: for commands that wait until nothing streams."""
        self._end_thread()
        with self._lock:
            self._connection.stop()

    def pump(self) -> None:
        """Take in everything that has reached the computer."""
        if isinstance(self._clock, SimulatedClock):
            self._clock.sleep(STEP_S)
        with self._lock:
            if self._failure is not None:
                raise self._failure
            self._take()

    def wait(self, seconds: float) -> None:
        """Let some time pass (in simulated time: a step) and take in what it brought."""
        if not isinstance(self._clock, SimulatedClock):
            self._clock.sleep(seconds)
        self.pump()

    def latest(self) -> Sample | None:
        """The newest sample."""
        with self._lock:
            return self._newest

    def since(self, seq: int) -> Stretch:
        """All samples with a larger `seq`, and what came with them."""
        with self._lock:
            samples = self._ring.between(seq)
            load = self._load.between(seq, self._last_seq)
            body = self._body.between(seq, self._last_seq)
            events = [(at, event) for at, event in self._events if at > seq]
        missed = int(samples.seq[-1]) - seq - len(samples) if len(samples) and seq >= 0 else 0
        placed = tuple(
            TrialEvent(e.kind, int(np.searchsorted(samples.seq, at)), e.data) for at, e in events
        )
        return Stretch(samples, missed, placed, load, body)

    def predict(self, at_ns: int) -> Prediction:
        """Tilt at a host time by its newest rate; flat beyond 60 ms."""
        with self._lock:
            newest = self._newest
            clock_map = self._intake.time.live_clock_map()
            sampled_us = self._intake.time.newest_motion_us()
        if newest is None:
            return Prediction(0.0, 0.0, stale=True)
        ahead_s = (clock_map.device_us(at_ns) - sampled_us) / 1e6
        horizon_s = min(max(ahead_s, 0.0), LONGEST_PREDICTION_S)
        return Prediction(
            newest.ap_deg + horizon_s * newest.ap_rate_deg_s,
            newest.ml_deg + horizon_s * newest.ml_rate_deg_s,
            stale=ahead_s > STALE_AFTER_S,
        )

    def now_ns(self) -> int:
        """The clock the samples arrive on."""
        return self._clock.now_ns()

    def status(self) -> FeedStatus:
        """The link's state; `starting` until the first sample is delivered."""
        with self._lock:
            newest = self._newest
            state, advice = self._connection.state, self._connection.advice
            if state is LinkState.STREAMING and newest is None:
                state, advice = LinkState.STARTING, self._intake.waiting_for()
        return FeedStatus(state, advice, bool(newest and newest.flags & FLAG_RAIL_OPEN))

    @property
    def ended(self) -> bool:
        """Whether no sample will ever come again."""
        return self._connection.link.ended

    def begin_recording(
        self, header: Callable[[StartState], TrialHeader], sink: EventSink | None = None
    ) -> int:
        """Record from the next sample on; returns the `seq` of the one before it."""
        with self._lock:
            start = self._intake.start_state(self._last_seq + 1)
            self._recorder = Recorder(header(start), sink)
            return self._last_seq

    def begin_recording_again(self, header: TrialHeader) -> int:
        """Record a replay from its very first sample on, those already delivered included."""
        with self._lock:
            self._recorder = Recorder(header, None)
            self._recorder.add(self._ring.between(-1))
            self._recorder.add_others(self._load.between(-1), self._body.between(-1))
            return header.start.first_seq - 1

    def note(self, event: TrialEvent) -> None:
        """Add an event to the running recording."""
        with self._lock:
            if self._recorder is not None:
                self._recorder.event(event)

    def end_recording(self, samples: int | None = None) -> Recording:
        """The recording, cut to so many samples; ValueError when none was begun."""
        with self._lock:
            recorder, self._recorder = self._recorder, None
            if recorder is None:
                raise ValueError("no recording was begun")
            return recorder.finish(self._intake.time.clock_map(), samples)

    def _end_thread(self) -> None:
        self._closing.set()
        if self._thread is not None:
            self._thread.join(timeout=2.0)
            self._thread = None

    def _read(self) -> None:
        while not self._closing.is_set():
            self._connection.link.wait(READER_WAIT_S)
            with self._lock:
                try:
                    self._take()
                except Exception as error:  # told by the next `pump`, which somebody looks at
                    self._failure = error
                    return

    def _take(self) -> None:
        taken = self._intake.take(self._connection.poll())
        self._waiting_events += taken.events
        # An event stands before the first sample that comes with or after it, and only there, so
        # that who asks from sample to sample gets it once.
        if len(taken.samples) and self._waiting_events:
            at = int(taken.samples.seq[0])
            placed = ((at, event) for event in self._waiting_events)
            self._events = [*self._events[-HELD_EVENTS:], *placed]
            self._waiting_events = []
        self._add_others(taken.load, taken.body)
        self._add(taken.samples)

    def _add(self, samples: Samples) -> None:
        if not len(samples):
            return
        self._ring.append(samples, samples.seq)
        self._newest = newest_of(samples)
        self._last_seq = int(samples.seq[-1])
        if self._recorder is not None:
            self._recorder.add(samples)

    def _add_others(self, load: LoadSamples, body: BodySamples) -> None:
        # Like an event, a row of another sensor stands before the next sample that comes.
        key = self._last_seq + 1
        self._load.append(load, np.full(len(load), key))
        self._body.append(body, np.full(len(body), key))
        if self._recorder is not None:
            self._recorder.add_others(load, body)
