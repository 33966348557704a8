"""How long a trial ran and how it ended, for the metrics that ask."""

from dataclasses import dataclass

from trainer.recording.vocabulary import Outcome

FAILURES = frozenset({Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST})
"""Outcomes that are a loss of balance; pain and a stop end a trial without being one."""


@dataclass(frozen=True)
class Ending:
    """Seconds from the start of the trial to its outcome, pauses left out."""

    seconds_from_start: float
    outcome: Outcome

    @property
    def failed(self) -> bool:
        """Whether balance was lost."""
        return self.outcome in FAILURES
