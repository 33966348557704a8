"""Why a trial does not count, in whole sentences; stored in English, shown in any language."""

from trainer.recording.vocabulary import Outcome
from trainer.texts import said_back

VOID = "declared void: {why}"
ENDED = {
    Outcome.TOUCH: "the trial ended with a touch of the rail",
    Outcome.FOOT_DOWN: "the trial ended with a foot down",
    Outcome.RIM_REST: "the trial ended with the board resting on its rim",
    Outcome.PAIN: "the trial was stopped for pain",
    Outcome.STOPPED: "the trial was stopped early",
    Outcome.INTERRUPTED: "the trial was interrupted",
    Outcome.NOT_HELD: "the trial never began: the ring was not held",
}
"""Endings of trials that do not count."""
NEVER_STARTED = "the trial was never started"
NEVER_CAME = "the trial never began: nobody was on the board"
NOBODY_ON_BOARD = (
    "nobody seems to have stood on the board for {seconds} s, {at} s after measuring began"
)
NOBODY_ON_PLATE = (
    "nobody seems to have stood on the plate for {seconds} s, {at} s after measuring began"
)
UNMEASURED = "the load cells measured no load, so nobody knows whether somebody stood on the plate"
UNSEEN = "nothing was seen of it: no strap saw a repetition, and nobody scored by eye"
ON_RIM = "the board was on its rim {percent} % of the time, more than {most} %"
BY_HAND = "a hand on the rail carried {percent} % of the weight, more than {most} %"
FEW_SAMPLES = "only {percent} % of the board's samples arrived, less than {least} %"

ARRIVED, NOBODY = "only", "nobody seems to have stood"
NOT_THE_PATIENTS = (ARRIVED, NOBODY, UNMEASURED)
"""How the reasons begin that say nothing about the patient."""

FILLED = (VOID, NOBODY_ON_BOARD, NOBODY_ON_PLATE, ON_RIM, BY_HAND, FEW_SAMPLES)


def not_the_patients(why_not: str) -> bool:
    """Whether a trial does not count for a reason that says nothing about the patient."""
    return why_not.startswith(NOT_THE_PATIENTS)


def held_by_hand(why_not: str) -> bool:
    """Whether a trial does not count because a hand carried too much."""
    return why_not.startswith(BY_HAND.partition("{")[0])


def said_reason(why_not: str) -> str:
    """A stored reason in the language of the windows."""
    return said_back(why_not, FILLED)
