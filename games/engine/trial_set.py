"""How far a set of an assessment's trials is on one day.

What was played today comes from the database with the earlier scores; the window's loop and the
terminal's report count it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from trainer.metrics.repeats import SAYS_NOTHING
from trainer.recording.vocabulary import Outcome
from trainer.texts import said

SO_MANY_OF = "{done} of {of}"


@dataclass(frozen=True)
class TrialSet:
    """How many trials of a set are done today, and how many belong to it; 1 is a trial alone."""

    done: int = 0
    of: int = 1

    @classmethod
    def today(cls, outcomes: Iterable[Outcome], of: int) -> "TrialSet":
        """The set after the day's trials under these conditions."""
        return cls(sum(outcome not in SAYS_NOTHING for outcome in outcomes), of)

    def after(self, outcome: Outcome) -> "TrialSet":
        """The set after one more trial."""
        return TrialSet(self.done + (outcome not in SAYS_NOTHING), self.of)

    @property
    def complete(self) -> bool:
        return self.done >= self.of

    @property
    def words(self) -> str:
        """For the patient: "2 of 3"; empty for a trial alone and for one beyond its set."""
        if self.of == 1 or self.done > self.of:
            return ""
        return said(SO_MANY_OF).format(done=self.done, of=self.of)

    @property
    def report(self) -> str:
        """For the therapist's terminal; empty for a trial alone."""
        if self.of == 1:
            return ""
        return f"{self.words} today" if self.words else f"{self.done} today, more than {self.of}"


def stumbles(outcomes: Iterable[Outcome]) -> bool:
    """Whether the two newest trials that say something both ended with a foot down."""
    known = [outcome for outcome in outcomes if outcome not in SAYS_NOTHING]
    return any(before is after is Outcome.FOOT_DOWN for before, after in list(pairwise(known))[-1:])
