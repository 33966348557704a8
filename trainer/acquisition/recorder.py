"""Collects one trial while it runs, and hands a copy of all of it to the journal at once."""

from typing import Protocol

import numpy as np

from trainer.recording.body import BodySamples
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.trial import AnySamples, ClockMap, Recording, TrialEvent, TrialHeader


class EventSink(Protocol):
    """Where samples and events also go as they come; must never block."""

    def begin(self, header: TrialHeader) -> None:
        """A recording begins."""

    def samples(self, samples: AnySamples) -> None:
        """Samples of one sensor came."""

    def event(self, event: TrialEvent) -> None:
        """Something happened."""


class Recorder:
    """One trial in memory."""

    def __init__(self, header: TrialHeader, sink: EventSink | None) -> None:
        self._header = header
        self._sink = sink
        self._parts: list[Samples] = []
        self._load: list[LoadSamples] = []
        self._body: list[BodySamples] = []
        self._events: list[TrialEvent] = []
        if sink is not None:
            sink.begin(header)

    def add(self, samples: Samples) -> None:
        """Take a block."""
        self._parts.append(samples)
        if self._sink is not None:
            self._sink.samples(samples)

    def add_others(self, load: LoadSamples, body: BodySamples) -> None:
        """Take what the other sensors brought."""
        if len(load):
            self._load.append(load)
        if len(body):
            self._body.append(body)
        if self._sink is not None:
            for part in (load, body):
                if len(part):
                    self._sink.samples(part)

    def event(self, event: TrialEvent) -> None:
        """Take an event."""
        self._events.append(event)
        if self._sink is not None:
            self._sink.event(event)

    def finish(self, clock_map: ClockMap, count: int | None) -> Recording:
        """All of it, or its first `count` samples and what the other sensors say of their time."""
        samples = Samples.concatenate(self._parts)
        samples = samples if count is None else samples[:count]
        until_s = float(samples.t_s[-1]) if len(samples) else -np.inf
        load = LoadSamples.concatenate(self._load)
        body = BodySamples.concatenate(self._body)
        return Recording(
            self._header,
            samples,
            tuple(self._events),
            clock_map,
            load[load.t_s <= until_s],
            body[body.t_s <= until_s],
        )
