"""The few numbers of a trial that a therapist reads: on the terminal and behind a key."""

from dataclasses import dataclass

from trainer.metrics.measure import TrialMeasures
from trainer.metrics.readable import FAILURE, read_first, with_parts, words_of
from trainer.recording.conditions import FLOOR, LEAD_IN_S, Conditions
from trainer.recording.shown import shown
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Stance
from trainer.texts import said, said_number

TIME_NOT_KNOWN, NEVER_STARTED = "time not known", "never started"
HELD_UNTIL = "no failure until {seconds} s after letting go"
FAILED_AFTER = "failed {seconds} s after letting go"


@dataclass(frozen=True)
class Line:
    """One number: the metric's name, in words, and its value with its unit and parts."""

    name: str
    words: str
    value: str


def anchor_lines(
    measures: TrialMeasures, result: TrialResult, conditions: Conditions
) -> list[Line]:
    """The numbers that a trial has, in the order in which a therapist reads them."""
    values = {metric.name: metric.value for metric in measures.values}
    lines = [
        Line(name, words_of(name), with_parts(name, values))
        for name in read_first(conditions.level, values)
        if name in values
    ]
    if conditions.level == FLOOR or conditions.stance is Stance.SEATED:
        return lines
    words = failure_words(measures, result)
    return [*lines, Line(FAILURE, words_of(FAILURE), words)]


def failure_words(measures: TrialMeasures, result: TrialResult) -> str:
    """Time to failure as what it is: a time that may only be known to be longer, or not at all."""
    found = next((value for value in measures.values if value.name == FAILURE), None)
    if found is None:
        return said(TIME_NOT_KNOWN if result.duration_s else NEVER_STARTED)
    words = said(HELD_UNTIL if found.censored else FAILED_AFTER)
    return words.format(seconds=said_number(shown(FAILURE, found.value)))


def stood_s(measures: TrialMeasures) -> float | None:
    """How much of the measured part went by before a failure; None if nobody knows."""
    lasted_s = measures.value(FAILURE)
    return None if lasted_s is None else max(lasted_s - LEAD_IN_S, 0.0)
