"""A plan's items in everyday words, in the window's language; what is usual is left out."""

from trainer.plans.places import DOME
from trainer.plans.prescribing import Item
from trainer.recording.plan import BoardItem, Legs
from trainer.recording.vocabulary import Arms, Eyes, Feedback, Stance, Support
from trainer.texts import said, said_number

LEGS = {
    Legs.INVOLVED: "the involved leg",
    Legs.OTHER: "the other leg",
    Legs.EACH: "each leg",
    Legs.BOTH: "both legs",
}
STANCES = {
    Stance.SEATED: "seated",
    Stance.PARTIAL: "partial weight",
    Stance.TWO_LEG: "on two legs",
    Stance.SINGLE_LEG: "on one leg",
}
EYES = {Eyes.OPEN: "eyes open", Eyes.CLOSED: "eyes closed"}
SUPPORTS = {
    Support.NONE: "no support",
    Support.FINGERTIP: "support: fingertip",
    Support.RAIL: "support: rail",
}
FEEDBACK = {
    Feedback.LIGHT: "feedback: light",
    Feedback.FEEL: "feedback: feel",
    Feedback.EAR: "feedback: ear",
}
ARMS = {arms: arms.words for arms in Arms}
ROUNDS, SETS = "{rounds} × {seconds} s, rest {rest} s", "{sets} × {repetitions}, rest {rest} s"
ANCHORS_DOME, RUNG = "the anchor's dome", "rung {rung}"
WEIGHT, LOAD, EFFORT = "{percent} % of the body weight", "{load} kg", "effort {effort} of 10"


def dose_words(item: Item) -> tuple[str, str]:
    """Which legs, and how much."""
    rest = _number(item.rest_s)
    if isinstance(item, BoardItem):
        seconds = _number(item.seconds)
        dose = said(ROUNDS).format(rounds=item.rounds, seconds=seconds, rest=rest)
    else:
        dose = said(SETS).format(sets=item.sets, repetitions=item.repetitions, rest=rest)
    return said(LEGS[item.legs]), dose


def how_words(item: Item) -> tuple[str, ...]:
    """How it is done, and what else belongs to it."""
    note = (item.note,) if item.note else ()
    if isinstance(item, BoardItem):
        return (*_on_board(item), *note)
    return (
        *((said(LOAD).format(load=_number(item.load_kg)),) if item.load_kg else ()),
        *((said(EFFORT).format(effort=_number(item.effort)),) if item.effort is not None else ()),
        *note,
    )


def _on_board(item: BoardItem) -> tuple[str, ...]:
    dome = said(ANCHORS_DOME) if item.level is None else said(DOME).format(level=item.level)
    percent = _number(item.weight_pct)
    return (
        *((said(STANCES[item.stance]),) if item.stance is not Stance.SINGLE_LEG else ()),
        *((said(EYES[item.eyes]),) if item.eyes is Eyes.CLOSED else ()),
        *((said(SUPPORTS[item.support]),) if item.support is not Support.NONE else ()),
        dome,
        *((said(ARMS[item.arms]),) if item.arms else ()),
        *((said(FEEDBACK[item.feedback]),) if item.feedback else ()),
        *((said(RUNG).format(rung=item.rung),) if item.rung else ()),
        *((said(WEIGHT).format(percent=percent),) if item.weight_pct else ()),
    )


def _number(value: float) -> str:
    return said_number(f"{value:g}")
