"""An assessment is a set of three trials with a rest after each, and which trials count into it.

Windows, reports and today's agenda all count by this.
"""

from trainer.metrics.reasons import not_the_patients
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome

TRIALS_IN_SET = 3
REST_S = 30.0
SAYS_NOTHING = frozenset({Outcome.STOPPED, Outcome.INTERRUPTED})
"""Such a trial is done again; every other ending is a result, one that was never held, too."""


def ending(result: TrialResult, why_not: str) -> Outcome:
    """How a trial ended, as far as it says something about the patient.

    One that lost samples, or had nobody on the board, was interrupted, whatever it was played to;
    pain that came before the start stopped nothing.
    """
    early_pain = result.outcome is Outcome.PAIN and not result.duration_s
    return Outcome.INTERRUPTED if early_pain or not_the_patients(why_not) else result.outcome
