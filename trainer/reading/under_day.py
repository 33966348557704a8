"""What must be known of a day beside its numbers: another set-up, remarks, and why trials do not
count.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.progress.anchor import LEGS as LEG_ORDER
from trainer.progress.days import DayRow, LegDay
from trainer.reading.beside import WHICH
from trainer.reading.words import ended, ending_words, pain_words, set_up_words
from trainer.recording.conditions import Conditions
from trainer.recording.history import StoredTrial
from trainer.recording.shown import SHORT_ID
from trainer.recording.vocabulary import Outcome
from trainer.texts import said, told

COMPARED_TIMES = "failed, and the times are compared"


@dataclass(frozen=True)
class Under:
    """A line under a day's numbers; one that says why something does not count is dim."""

    words: str
    dim: bool = False


def under_day(row: DayRow, usual: Conditions) -> Iterator[Under]:
    """Each leg's other set-up and remarks, and what does not count, a line for each reason."""
    several = len(row.legs) > 1
    for side in LEG_ORDER:
        leg = row.legs.get(side)
        if leg is None:
            continue
        who = f"{said(WHICH[side])}: " if several else ""
        for words in (*set_up_words(leg.conditions, usual), *map(told, leg.remarks)):
            yield Under(who + words)
        yield from (Under(who + words, dim=True) for words in _uncounted(leg))
        for trial in leg.trials:
            yield from (Under(f"{who}{_short(trial)} {words}") for words in pain_words(trial))


def _uncounted(leg: LegDay) -> Iterator[str]:
    """`2 do not count: foot down (1a2b3c4d 5e6f7a8b)`: the trials of a reason together."""
    reasons: dict[str, list[StoredTrial]] = {}
    for trial in leg.trials:
        if not trial.valid:
            reasons.setdefault(_reason(trial, leg.failing), []).append(trial)
    for reason, trials in reasons.items():
        ids = " ".join(map(_short, trials))
        yield f"{reason} ({len(trials)}: {ids})" if len(trials) > 1 else f"{ids} {reason}"


def _reason(trial: StoredTrial, failing: bool) -> str:
    if failing and trial.outcome in (Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST):
        return f"{ended(trial.outcome)}: {said(COMPARED_TIMES)}"
    return "; ".join(ending_words(trial))


def _short(trial: StoredTrial) -> str:
    return trial.trial_id[:SHORT_ID]
