"""What the rounds of a training have come to in this visit: the lily's petals, and the last ring.

The window remembers one for each activity and leg; screens draw it.
"""

from dataclasses import dataclass, replace

from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Feedback

PETALS = 5
"""So many rounds that count open the lily."""


@dataclass(frozen=True)
class Rounds:
    """`done` rounds that counted, and the `rung` of the newest round, 0 before the first."""

    done: int = 0
    rung: int = 0
    feedback: Feedback = Feedback.LIGHT

    def after(self, result: TrialResult, rung: int, feedback: Feedback, why_not: str) -> "Rounds":
        """With one more round; one that did not begin says nothing."""
        if not result.duration_s:
            return self
        return Rounds(self.done + (not why_not), rung, feedback)

    def compared_with(self, feedback: Feedback) -> "Rounds":
        """The same for a round with this feedback: each has a ladder of its own."""
        return self if feedback is self.feedback else replace(self, rung=0)

    @property
    def petals(self) -> int:
        """How many petals are open."""
        return min(self.done, PETALS)


@dataclass(frozen=True)
class NextRound:
    """How the round after this one will be played.

    `enough`: this leg has done enough today. `too_hard`: no rung is easy enough as it stands now.
    """

    rung: int
    feedback: Feedback = Feedback.LIGHT
    enough: bool = False
    too_hard: bool = False
