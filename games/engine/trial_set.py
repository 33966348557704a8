"""An assessment is a set of three trials on one day, with a rest after each.

What was played today comes from the database with the earlier scores; the window's loop and the
terminal's report count it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from trainer.metrics.reasons import not_the_patients
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.texts import said

TRIALS_IN_SET = 3
REST_S = 30.0
SO_MANY_OF = "{done} of {of}"
SAYS_NOTHING = frozenset({Outcome.STOPPED, Outcome.INTERRUPTED})
"""Such a trial is done again; every other ending is a result, one that was never held, too."""


def ending(result: TrialResult, why_not: str) -> Outcome:
    """How a trial ended, as far as it says something about the patient.

    One that lost samples, or had nobody on the board, was interrupted, whatever it was played to;
    pain that came before the start stopped nothing.
    """
    early_pain = result.outcome is Outcome.PAIN and not result.duration_s
    return Outcome.INTERRUPTED if early_pain or not_the_patients(why_not) else result.outcome


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
