"""When a leg has done enough of one game for today: its last third is worse than its first. Pure.

Nobody improves while tired, and a tired leg learns to help itself. The staircase keeps success at
three rounds of four whoever plays, so successes alone say nothing, and neither does the rung: after
one failure it is three lower for everybody. A rested leg hardly ever fails there, though. So the
last third is worse if at least half of its rounds, and no fewer than two, failed on rungs no harder
than one that was passed in the first third; if that is more than failed in the first third; and if
the rungs were at least one lower on average. `docs/difficulty.md` says how often that is wrong.
"""

from collections.abc import Sequence
from datetime import date
from statistics import fmean

from games.engine.difficulty import succeeded
from trainer.recording.trial import PastRound
from trainer.recording.vocabulary import Feedback

LEAST_ROUNDS, LEAST_FAILED = 6, 2
LOWER_BY = 1.0

Judged = tuple[int, bool]
"""The rung of a round, and whether it was a success."""


def bout_over(rounds: Sequence[PastRound], today: date, enough: float) -> bool:
    """Whether the rounds of this day, oldest first, end it; `enough` of the headline is a success.

    Rounds by feel have a ladder of their own and are left out, and so are rounds that say nothing
    about the difficulty.
    """
    seen = [one for one in rounds if one.day == today and one.feedback is not Feedback.FEEL]
    judged = [
        (one.rung, success) for one in seen if (success := succeeded(one, enough)) is not None
    ]
    if len(judged) < LEAST_ROUNDS:
        return False
    third = len(judged) // 3
    return _worse(judged[:third], judged[-third:])


def _worse(first: Sequence[Judged], last: Sequence[Judged]) -> bool:
    passed = [rung for rung, success in first if success]
    if not passed:
        return False
    failed = sum(not success and rung <= max(passed) for rung, success in last)
    failed_first = sum(not success for _, success in first)
    lower_by = fmean(rung for rung, _ in first) - fmean(rung for rung, _ in last)
    most = max(LEAST_FAILED, len(last) / 2, failed_first + 1)
    return failed >= most and lower_by >= LOWER_BY
