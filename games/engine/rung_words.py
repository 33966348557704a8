"""What the rungs of a training are called: a ring that gets narrower, a pond that gets wider.

An activity's `Wording` holds one of these; the field's column, the instruction and the result write
from it. Each is a whole sentence or label, so that it can be translated as one.
"""

from dataclasses import dataclass

from games.engine.visit_rounds import NextRound
from trainer.recording.conditions import HARDEST_RUNG
from trainer.recording.vocabulary import Feedback
from trainer.texts import said


@dataclass(frozen=True)
class RungWords:
    """`{rung}` is this round's number or the next one's, `{rungs}` how many there are.

    `harder` and `easier` are said of a round that is on another rung than the previous one.
    """

    this: str = "Step {rung} of {rungs}"
    following: str = "Next: step {rung}"
    following_by_feel: str = "Next: by feel, step {rung}"
    same: str = "Next: the same step"
    harder: str = "A step further"
    easier: str = "An easier step"

    def of(self, rung: int) -> str:
        """How hard this round is, for patient and therapist."""
        return said(self.this).format(rung=rung, rungs=HARDEST_RUNG)

    def next(self, coming: NextRound, after: int) -> str:
        """The rung of the next round, after this one."""
        if coming.feedback is Feedback.FEEL:
            return said(self.following_by_feel).format(rung=coming.rung)
        if coming.rung == after:
            return self.same
        return said(self.following).format(rung=coming.rung)

    def changed(self, rung: int, before: int) -> str:
        """What is said of a rung that is not the previous one; empty if it is the same."""
        if not before or rung == before:
            return ""
        return self.harder if rung > before else self.easier


STEPS = RungWords()
"""For a training which has no name of its own for its rungs."""
