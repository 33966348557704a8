"""A running recording for tests of the journal: it holds what was given to it so far."""

from dataclasses import replace

from trainer.recording.interfaces import Fresh, Marks
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, TrialEvent


class Growing:
    """Grows by parts of a finished trial, which brings the other sensors' rows at once."""

    def __init__(self, trial: Recording) -> None:
        self._recording = replace(trial, samples=Samples.empty(), events=())

    def add(self, samples: Samples) -> None:
        whole = Samples.concatenate((self._recording.samples, samples))
        self._recording = replace(self._recording, samples=whole)

    def note(self, *events: TrialEvent) -> None:
        self._recording = replace(self._recording, events=(*self._recording.events, *events))

    def fresh(self, after: Marks) -> Fresh:
        return Fresh.of(self._recording, after)
