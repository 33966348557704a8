"""Which rounds of a training are played without the light on the screen. Pure.

A light that is always there trains eye and hand rather than joint sense: where two thirds of the
trials had feedback, more was kept than where all had it. So after two rounds with the light one is
felt by the foot alone. It begins once the light has been mastered a little, and it has a ladder of
its own. With eyes closed every round is played by ear.
"""

from collections.abc import Sequence
from datetime import date

from games.engine.difficulty import EASIER, next_rung
from trainer.recording.conditions import EASIEST_RUNG
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import Eyes, Feedback

LIGHT_ROUNDS = 2
FELT_FROM_RUNG = 4


def next_feedback(rounds: Sequence[PastRound], eyes: Eyes) -> Feedback:
    """What the round after these, oldest first, is played by."""
    if eyes is Eyes.CLOSED:
        return Feedback.EAR
    newest = rounds[-LIGHT_ROUNDS:]
    mastered = len(newest) == LIGHT_ROUNDS and all(
        one.feedback is Feedback.LIGHT and one.counted and one.rung >= FELT_FROM_RUNG
        for one in newest
    )
    return Feedback.FEEL if mastered else Feedback.LIGHT


def rung_with(feedback: Feedback, rounds: Sequence[PastRound], today: date, enough: float) -> int:
    """The rung of the next round with this feedback; `enough` of the headline is a success.

    The first felt round is as much easier as the staircase goes down after a failure.
    """
    mine = [one for one in rounds if one.feedback is feedback]
    first = EASIEST_RUNG
    if feedback is Feedback.FEEL:
        light = [one for one in rounds if one.feedback is Feedback.LIGHT]
        first = max(next_rung(light, today, enough) + EASIER, EASIEST_RUNG)
    return next_rung(mine, today, enough, first)
