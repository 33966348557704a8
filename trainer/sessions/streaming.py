"""Publish what a board sends by the Lab Streaming Layer, and what a game notes meanwhile.

A thread of its own takes what is new some 50 times a second, so that a game that runs meanwhile
never waits. `baps stream`, and `play` and `log` with `--lsl`, use it through `streamed`.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from trainer.recording.interfaces import Stretch
from trainer.recording.trial import ClockMap
from trainer.sessions.announced import BOARD, EVENTS, LOAD, THIGH, streams_of
from trainer.sessions.blocks import Blocks
from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.lsl import Outlet, StreamForm, clock_offset_s
from trainer.sessions.trial_marks import TrialMarks

STEP_S = 0.02
LOOK_AT_CLOCKS_S = 5.0
FLUSH_S = 0.2
"""What was pushed last is on its way to its receivers for a moment."""

Say = Callable[[str], None]


class Streamer:
    """The outlets of one board. `step` publishes what is new; the thread calls it."""

    def __init__(
        self,
        board: OpenBoard,
        outlet: Callable[[StreamForm], Outlet] = Outlet,
        seconds: float | None = None,
    ) -> None:
        """`board` has delivered samples; those that come from now on are published.

        It is `done` when `seconds` of device time were published.
        """
        self._board, self._feed = board, board.feed
        self._blocks, self._marks = Blocks(board), TrialMarks()
        self._clock = LslClock()
        offset_s = self._clock.offset_s()
        self.forms = streams_of(board, shifted(self._feed.clock_map(), offset_s), offset_s)
        self._outlets = {name: outlet(form) for name, form in self.forms.items()}
        newest = self._feed.latest()
        self._seq = newest.seq if newest else -1
        self._begun_s: float | None = None
        self._until_s, self.done = np.inf if seconds is None else seconds, False
        self._link = self._feed.status().state
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lsl streamer", daemon=True)
        self._failure: Exception | None = None
        self.samples = self.lost = 0
        self.seconds = 0.0

    def begin(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Publish what is left, and take the streams off the network."""
        self._ending.set()
        self._thread.join()
        if self.heard:
            time.sleep(FLUSH_S)
        for outlet in self._outlets.values():
            outlet.close()

    @property
    def heard(self) -> int:
        """How many of the streams somebody receives."""
        return sum(outlet.heard for outlet in self._outlets.values())

    def check(self) -> None:
        """`SessionError` if nothing is published any more."""
        if self._failure is not None:
            raise SessionError(f"streaming has failed: {self._failure}") from self._failure

    def step(self) -> None:
        """Publish what has come since the previous step."""
        if self.done:
            return
        stretch = self._in_time(self._feed.since(self._seq))
        self._watch_link()
        if len(stretch.samples):
            self._publish(stretch)
        if self.samples:
            self._mark_trial()

    def _in_time(self, stretch: Stretch) -> Stretch:
        """What of a stretch belongs to the seconds that were asked for."""
        samples = stretch.samples
        if not len(samples):
            return stretch
        begun_s = samples.t_s[0] if self._begun_s is None else self._begun_s
        inside = samples.t_s - begun_s < self._until_s
        self.done = not inside.all()
        # A cut by number takes what belongs to these samples, of the other sensors, too.
        last = int(samples.seq[inside][-1]) if inside.any() else self._seq
        return self._feed.since(self._seq, last) if self.done else stretch

    def _publish(self, stretch: Stretch) -> None:
        clock_map = shifted(self._feed.clock_map(), self._clock.offset_s())
        block = self._blocks.block(stretch, clock_map)
        self._push(BOARD, block.columns(), block.host_s)
        self._push(LOAD, block.load.columns(), block.load.host_s)
        self._push(THIGH, block.thigh.columns(), block.thigh.host_s)
        for event in block.events:
            self._mark(event.kind, event.data, event.host_s)
        self._seq = int(block.seq[-1])
        self._begun_s = float(block.t_s[0]) if self._begun_s is None else self._begun_s
        self.seconds = float(block.t_s[-1]) - self._begun_s
        self.samples, self.lost = self.samples + len(block), self.lost + block.missed

    def _push(self, stream: str, columns: Mapping[str, Any], times_s: Any) -> None:
        if stream in self._outlets:
            self._outlets[stream].push(columns, times_s)

    def _mark(self, kind: str, data: Mapping[str, Any], time_s: float) -> None:
        self._outlets[EVENTS].mark(json.dumps({"event": kind, **data}), time_s)

    def _mark_trial(self) -> None:
        for kind, data, device_us in self._marks.news(self._feed.recording):
            self._mark(kind, data, float(self._blocks.host_s(np.array([device_us]))[0]))

    def _watch_link(self) -> None:
        state = self._feed.status().state
        if state is not self._link:
            self._link = state
            self._mark("link", {"state": state.value}, self._clock.now_s())

    def _run(self) -> None:
        try:
            while not self._ending.wait(STEP_S):
                self.step()
            self.step()
        except Exception as error:  # whoever plays meanwhile goes on, and `check` tells of it
            self._failure = error


class LslClock:
    """How far LSL's clock is from `time.perf_counter`, measured now and then."""

    def __init__(self) -> None:
        self._looked_s = -np.inf
        self._offset_s = 0.0

    def offset_s(self) -> float:
        now_s = time.perf_counter()
        if now_s - self._looked_s > LOOK_AT_CLOCKS_S:
            self._looked_s, self._offset_s = now_s, clock_offset_s()
        return self._offset_s

    def now_s(self) -> float:
        """Now, on LSL's clock."""
        return time.perf_counter() + self.offset_s()


def shifted(clock_map: ClockMap, seconds: float) -> ClockMap:
    """The map to a clock that is ahead of the host's by this."""
    return ClockMap(clock_map.offset_ns + 1e9 * seconds, clock_map.ns_per_us)


@contextmanager
def streamed(streamer: Streamer, say: Say) -> Iterator[Streamer]:
    """Publish a board's streams meanwhile, and say their names.

    What goes on meanwhile is not disturbed by a failure: `SessionError` tells of it at the end.
    """
    names = ", ".join(form.name for form in streamer.forms.values())
    streamer.begin()
    try:
        say(f"streaming by LSL: {names}; source ids {streamer.forms[BOARD].source_id} …")
        yield streamer
    finally:
        streamer.end()
    streamer.check()


def stream_on(
    board: OpenBoard,
    streamer: Streamer,
    meanwhile: Callable[[], None],
) -> None:
    """Return when the streamer is done or the replay has ended.

    A lost board is waited for without end: its streams stay on the network.
    """
    ended = False
    while not ended and not streamer.done:
        ended = board.feed.ended
        board.feed.wait(WAIT_STEP_S)
        streamer.check()
        meanwhile()
