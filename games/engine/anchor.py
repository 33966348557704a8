"""The few numbers of an assessment that a therapist reads: on the terminal and behind a key."""

from dataclasses import dataclass

from trainer.metrics.measure import TrialMeasures
from trainer.recording.conditions import LEAD_IN_S, NO_DOME, Conditions
from trainer.recording.shown import shown
from trainer.recording.trial import TrialResult

FAILURE = "time_to_failure_s"
BOARD = (
    ("rim_contacts", "rim contacts", ""),
    ("rim_time_pct", "time on the rim", " %"),
    ("osi", "tilt away from level", "°"),
    ("mean_tilt_velocity", "speed of the board", "°/s"),
)
PLATE = (
    ("rms", "sway", " mm"),
    ("mean_velocity", "speed of the sway", " mm/s"),
    ("prediction_ellipse_area_95", "area of the sway", " mm²"),
)


@dataclass(frozen=True)
class Line:
    """One number: the metric's name, in words, and its value with its unit, or a dash."""

    name: str
    words: str
    value: str


def anchor_lines(
    measures: TrialMeasures, result: TrialResult, conditions: Conditions
) -> list[Line]:
    """An assessment's numbers, in the order in which a therapist reads them."""
    rows = PLATE if conditions.level == NO_DOME else BOARD
    lines = [Line(name, words, _with_unit(measures, name, unit)) for name, words, unit in rows]
    return [
        *lines,
        Line(FAILURE, "time to failure", failure_words(measures, result, conditions.seconds)),
    ]


def failure_words(measures: TrialMeasures, result: TrialResult, asked_s: float) -> str:
    """Time to failure as what it is: a time that may only be known to be longer, or not at all."""
    found = next((value for value in measures.values if value.name == FAILURE), None)
    if found is None:
        return "time not known" if result.duration_s else "never started"
    if not found.censored:
        return f"failed {shown(FAILURE, found.value)} s after letting go"
    return f"no failure in {round(min(result.measured_s, asked_s), 1):g} s"


def stood_s(measures: TrialMeasures) -> float | None:
    """How much of the measured part went by before a failure; None if nobody knows."""
    lasted_s = measures.value(FAILURE)
    return None if lasted_s is None else max(lasted_s - LEAD_IN_S, 0.0)


def _with_unit(measures: TrialMeasures, name: str, unit: str) -> str:
    value = measures.value(name)
    return "–" if value is None else f"{shown(name, value)}{unit}"
