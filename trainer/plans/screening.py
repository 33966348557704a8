"""The checklist before single-leg work on a board, and what its answers ask for."""

from collections.abc import Mapping

from trainer.recording.background import Background, Screening, WeightBearing

QUESTIONS: Mapping[str, str] = {
    "floor_ten_s": "Does the patient stand on that leg on the floor for ten seconds?",
    "acute_injury": "Is there an acute fracture, or a fresh repair?",
}
"""Each question by its name, in the order in which it is asked."""


def findings(screening: Screening, background: Background | None) -> tuple[str, ...]:
    """What speaks against single-leg work now, in sentences; none if nothing does."""
    open_ = {name: text for name, text in QUESTIONS.items() if name not in screening.answers}
    found = [f"not answered yet: {text}" for text in open_.values()]
    if screening.answers.get("floor_ten_s") is False:
        found.append("ten seconds on that leg on the floor come before a board")
    if screening.answers.get("acute_injury"):
        found.append("no single-leg work after an acute fracture or a fresh repair")
    if background is not None and background.weight_bearing is not WeightBearing.FULL:
        found.append(f"the weight-bearing order is {background.weight_bearing.replace('_', ' ')}")
    return tuple(found)
