"""How a trial ends: the failures noted on the way, what the trial found, what a person says.

A trial of training goes on after a failure, so the failure is kept until the end. A touch that only
a person saw can be taken back; then the trial ends as its sensors found.
"""

from trainer.recording.vocabulary import Outcome


class Verdict:
    """`failed` is the first failure noted, `seen` the first one that sensors noted.

    `outcome` is how the trial ended and `found` how it ended if a person's judgement is taken back;
    both are None before the end.
    """

    def __init__(self) -> None:
        self.failed: Outcome | None = None
        self.seen: Outcome | None = None
        self.outcome: Outcome | None = None
        self.found: Outcome | None = None

    def note(self, failure: Outcome) -> None:
        """A failure that a person saw."""
        self.failed = self.failed or failure

    def see(self, failure: Outcome) -> None:
        """A failure that a sensor noted: nobody's judgement is needed for it."""
        self.note(failure)
        self.seen = self.seen or failure

    def end(self, outcome: Outcome, found: Outcome | None = None) -> None:
        """The trial is over; `found` is given where the outcome may be taken back."""
        self.outcome, self.found = outcome, found or outcome

    def judge(self, outcome: Outcome) -> None:
        """A person says how it ended; what the trial found stays."""
        self.outcome = outcome
