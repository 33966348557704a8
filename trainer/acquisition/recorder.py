"""Collects one trial while it runs, and hands a copy of all of it to the journal at once."""

from typing import Protocol

from trainer.recording.samples import Samples
from trainer.recording.trial import ClockMap, Recording, TrialEvent, TrialHeader


class EventSink(Protocol):
    """Where samples and events also go as they come; must never block."""

    def begin(self, header: TrialHeader) -> None:
        """A recording begins."""

    def samples(self, samples: Samples) -> None:
        """Samples came."""

    def event(self, event: TrialEvent) -> None:
        """Something happened."""


class Recorder:
    """One trial in memory."""

    def __init__(self, header: TrialHeader, sink: EventSink | None) -> None:
        self._header = header
        self._sink = sink
        self._parts: list[Samples] = []
        self._events: list[TrialEvent] = []
        if sink is not None:
            sink.begin(header)

    def add(self, samples: Samples) -> None:
        """Take a block."""
        self._parts.append(samples)
        if self._sink is not None:
            self._sink.samples(samples)

    def event(self, event: TrialEvent) -> None:
        """Take an event."""
        self._events.append(event)
        if self._sink is not None:
            self._sink.event(event)

    def finish(self, clock_map: ClockMap, count: int | None) -> Recording:
        """All of it, or its first `count` samples."""
        samples = Samples.concatenate(self._parts)
        return Recording(
            self._header,
            samples if count is None else samples[:count],
            tuple(self._events),
            clock_map,
        )
