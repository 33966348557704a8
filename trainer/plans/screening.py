"""The checklist before single-leg work on a board, and what its answers stand against; the order of
weight bearing, and which stances it stands against.

The questions are those of the practice (ten seconds on one leg on the floor, weight-bearing order,
no acute fracture or repair, the board's load limit) and the symptoms that stop a leg. Nothing here
is forced: a therapist reads the findings and decides.
"""

from collections.abc import Mapping

from trainer.plans.ordered import beyond_order
from trainer.recording.background import Background, Screening, StopReason, WeightBearing
from trainer.recording.load import DECK_LIMIT_KG
from trainer.recording.vocabulary import Side, Stance
from trainer.texts import said

FLOOR_10_S, FULL_WEIGHT, NO_REPAIR, LIGHT_ENOUGH = (
    "floor_10_s",
    "full_weight",
    "no_repair",
    "light_enough",
)
STOPS: Mapping[str, StopReason] = {
    reason.value: reason for reason in StopReason if reason is not StopReason.PAIN
}
"""The questions whose yes stops a leg, by their names; pain is asked as a number."""

QUESTIONS: Mapping[str, str] = {
    FLOOR_10_S: "Can the patient stand on this leg on the floor for ten seconds?",
    FULL_WEIGHT: "Does the order allow full weight on this leg?",
    NO_REPAIR: "Is it free of a fresh fracture and of a fresh repair?",
    LIGHT_ENOUGH: f"Is the patient lighter than {DECK_LIMIT_KG:.0f} kg and than the load plate "
    "may carry?",
    StopReason.GIVING_WAY.value: "Has the knee given way?",
    StopReason.LOCKING.value: "Does the knee lock?",
    StopReason.DIZZINESS.value: "Is the patient dizzy?",
    StopReason.CALF.value: "Is the calf swollen, warm or painful?",
    StopReason.CHEST.value: "Is there chest pain or shortness of breath?",
}
"""What the therapist answers with yes or no, by name, in the order in which it is asked."""

AGAINST: Mapping[str, str] = {
    FLOOR_10_S: "not ten seconds on one leg on the floor",
    FULL_WEIGHT: "the order does not allow full weight",
    NO_REPAIR: "a fresh fracture or repair",
    LIGHT_ENOUGH: "heavier than the board may carry",
    StopReason.GIVING_WAY.value: "the knee has given way",
    StopReason.LOCKING.value: "the knee locks",
    StopReason.DIZZINESS.value: "dizziness",
    StopReason.CALF.value: "symptoms in the calf",
    StopReason.CHEST.value: "symptoms in the chest",
}
NOT_ASKED = "not answered: {question}"
ORDERED: Mapping[WeightBearing, str] = {
    WeightBearing.PARTIAL: "the order is partial weight bearing",
    WeightBearing.TOUCH: "the order is to touch the floor only",
    WeightBearing.NONE: "the order is no weight on the leg",
}
WITHIN_ORDER: Mapping[WeightBearing, frozenset[Stance]] = {
    WeightBearing.PARTIAL: frozenset({Stance.SEATED, Stance.PARTIAL}),
    WeightBearing.TOUCH: frozenset({Stance.SEATED}),
    WeightBearing.NONE: frozenset({Stance.SEATED}),
}
"""How a patient may be on the board with an order; any way with an order that stands not here. Two
legs carry more than a part of the weight: nothing tells how much stands on which.
"""


def findings(screening: Screening, background: Background | None) -> tuple[str, ...]:
    """A sentence for each thing that stands against single-leg work on a board; empty if nothing
    does. A question without an answer stands against it, too.
    """
    found = [words for name in QUESTIONS if (words := _against(name, screening.answers))]
    return (*found, *order_against(background, Stance.SINGLE_LEG))


def against_stance(
    screening: Screening | None,
    background: Background | None,
    stance: Stance,
    weight_pct: float = 0.0,
) -> tuple[str, ...]:
    """A sentence for each thing that stands against a stance on a board: on one leg the checklist
    and the order, else the order, and, where the board must carry the body, its limit. Of
    `weight_pct`, a part of the body weight that is asked for, that the order allows less.
    """
    beyond = beyond_order(background, weight_pct)
    if beyond:
        return (*against_stance(screening, background, stance), beyond)
    if screening is None:
        return order_against(background, stance)
    if stance is Stance.SINGLE_LEG:
        return findings(screening, background)
    heavy = stance is not Stance.SEATED and not screening.answers.get(LIGHT_ENOUGH, True)
    too_heavy = (said(AGAINST[LIGHT_ENOUGH]),) if heavy else ()
    return (*too_heavy, *order_against(background, stance))


def order_against(background: Background | None, stance: Stance) -> tuple[str, ...]:
    """What the weight-bearing order says against a stance; empty where it says nothing."""
    order = background.weight_bearing if background else None
    if order is None or stance in WITHIN_ORDER.get(order, Stance):
        return ()
    return (said(ORDERED[order]),)


def stops_of(screening: Screening, involved: Side | None) -> tuple[tuple[StopReason, Side], ...]:
    """The stops that follow from the answers, with the leg each of them locks.

    The questions name no leg: it is the involved one, both where nobody said which.
    """
    leg = involved or Side.BOTH
    return tuple(
        (reason, Side.BOTH if reason.of_the_body else leg)
        for name, reason in STOPS.items()
        if screening.answers.get(name, False)
    )


def _against(name: str, answers: Mapping[str, bool]) -> str:
    """What a question's answer stands against; empty for the good answer."""
    if name not in answers:
        return said(NOT_ASKED).format(question=said(QUESTIONS[name]))
    bad = answers[name] if name in STOPS else not answers[name]
    return said(AGAINST[name]) if bad else ""
