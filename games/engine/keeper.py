"""Who keeps a trial while and after it is played; `trainer.sessions` implements it."""

from typing import Protocol

from trainer.recording.trial import PastScores, TrialEvent, TrialResult


class TrialKeeper(Protocol):
    """Records samples by itself, is told events, and gets the result."""

    def begin(self) -> int:
        """Start to record; the `seq` just before the first recorded sample."""

    def note(self, event: TrialEvent) -> None:
        """Keep an event; its index counts samples since `begin`."""

    def finish(self, result: TrialResult) -> None:
        """The trial is over; called once for each `begin`."""

    def past(self) -> PastScores:
        """Earlier headline scores under the same conditions, this trial's not among them."""
