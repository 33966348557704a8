"""The checklist before single-leg work as questions: each says which leg it is about, and what the
patient's order answers stands there already.
"""

from collections.abc import Mapping
from dataclasses import replace

from trainer.plans.screening import FULL_WEIGHT, LIGHT_ENOUGH, QUESTIONS, STOPS
from trainer.plans.symptoms import LEGS, AnswerKind, Question
from trainer.recording.background import Background, WeightBearing
from trainer.recording.vocabulary import Side

SCREENED = tuple(Question(name, words, AnswerKind.YES_NO) for name, words in QUESTIONS.items())
"""Before it is known whose they are."""
OF_THE_BODY = frozenset({LIGHT_ENOUGH, *(name for name, stop in STOPS.items() if stop.of_the_body)})
ORDERED: Mapping[WeightBearing, float] = {
    WeightBearing.FULL: 1.0,
    WeightBearing.PARTIAL: 0.0,
    WeightBearing.TOUCH: 0.0,
    WeightBearing.NONE: 0.0,
}
"""Whether full weight is allowed; what a patient tolerates is not ordered, and is asked."""


def checklist(involved: Side | None, background: Background | None) -> tuple[Question, ...]:
    """The questions in their order, of the involved leg, or of each where nobody said which."""
    leg = involved if involved in LEGS else Side.BOTH
    order = ORDERED.get(background.weight_bearing) if background else None
    return tuple(
        replace(
            each,
            leg=None if each.name in OF_THE_BODY else leg,
            known=order if each.name == FULL_WEIGHT else None,
        )
        for each in SCREENED
    )
