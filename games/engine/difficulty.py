"""How hard the next round of a training is: a weighted up-down staircase over earlier rounds. Pure.

A success makes the next round one rung harder, a failure three rungs easier. Where one step up in
three rounds of four equals three steps down in the fourth, the staircase stays: at 75 % success
(Kaernbach 1991, Perception & Psychophysics 49: 227-229). A day begins one rung easier than the
previous one ended, because its first round is the worst.

A round that does not count never makes the next one harder. It was too hard if it ended in a touch,
a foot down or a rest on the rim, if the board was on its rim for too long, or if the ring was not
held to begin; pain, a stop, a lost board and lost samples say nothing about that.
"""

from collections.abc import Sequence
from datetime import date

from trainer.metrics.counting import MOST_RIM_TIME_PCT
from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import Feedback, Outcome

HARDER, EASIER = 1, -3
EASIER_AT_START = -1
IN_A_ROW = 2
TOO_HARD = frozenset({Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST, Outcome.NOT_HELD})


def next_rung(
    rounds: Sequence[PastRound], today: date, enough: float, first: int = EASIEST_RUNG
) -> int:
    """The rung after these rounds, oldest first; `enough` of the headline is a success.

    Without a round that says something it is `first`.
    """
    for one in reversed(rounds):
        success = succeeded(one, enough)
        if success is not None:
            step = HARDER if success else EASIER
            step += EASIER_AT_START if one.day != today else 0
            return min(max(one.rung + step, EASIEST_RUNG), HARDEST_RUNG)
    return first


def too_hard(rounds: Sequence[PastRound], today: date, enough: float) -> bool:
    """Whether the two newest rounds of this day that say something failed on the easiest rung.

    There no rung is left that would help: another dome, or fingertips on the rail, may. Rounds by
    feel, which have a ladder of their own, are left out.
    """
    seen = [one for one in rounds if one.day == today and one.feedback is not Feedback.FEEL]
    judged = [(one, succeeded(one, enough)) for one in seen]
    newest = [(one.rung, success) for one, success in judged if success is not None][-IN_A_ROW:]
    return newest == [(EASIEST_RUNG, False)] * IN_A_ROW


def succeeded(one: PastRound, enough: float) -> bool | None:
    """Whether a round was a success; None if it says nothing about the difficulty."""
    if one.outcome in TOO_HARD:
        return False
    if not one.counted:
        on_rim = one.outcome is Outcome.COMPLETED and one.rim_time_pct > MOST_RIM_TIME_PCT
        return False if on_rim else None
    if one.value is None:
        return None
    return one.value >= enough
