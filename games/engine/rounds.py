"""What the rounds of a training have come to in this visit: the lily's petals, and the last ring.

The window remembers one for each activity and leg; screens draw it.
"""

from dataclasses import dataclass

from trainer.recording.trial import TrialResult

PETALS = 5
"""So many rounds that count open the lily."""


@dataclass(frozen=True)
class Rounds:
    """`done` rounds that counted, and the `rung` of the newest round, 0 before the first."""

    done: int = 0
    rung: int = 0

    def after(self, result: TrialResult, rung: int, why_not: str) -> "Rounds":
        """With one more round; one that did not begin says nothing."""
        if not result.duration_s:
            return self
        return Rounds(self.done + (not why_not), rung)

    @property
    def petals(self) -> int:
        """How many petals are open."""
        return min(self.done, PETALS)
