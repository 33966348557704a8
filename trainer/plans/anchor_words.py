"""The anchor test of a plan in everyday words, in the window's language: where, how much, who."""

from collections.abc import Iterator

from trainer.metrics.repeats import REST_S, TRIALS_IN_SET
from trainer.plans.facts import Facts
from trainer.plans.item_words import ROUNDS
from trainer.plans.places import ON_DOME, ON_FLOOR, Place
from trainer.plans.steps import STEP_WORDS, StepKind
from trainer.plans.symptoms import LEG_WORDS
from trainer.recording.vocabulary import Stance
from trainer.texts import begun, said, said_number

THERE = "{activity} on {place}"
TO_FIND = "its place is found at the first visit"
TIMED = "timed with a stopwatch"
EVERY, THIRD = "{leg} at every visit", "{leg} at every third"
BOTH_EVERY, TOGETHER = "both legs at every visit", "at every visit"


def anchor_words(facts: Facts, place: Place | None) -> str:
    """ "Steady stance on dome 2; 3 × 20 s, rest 30 s; left leg at every visit, right leg at every
    third". Without a `place` nobody has signed one yet.
    """
    return "; ".join((*_what(facts, place), _who(facts, place)))


def _what(facts: Facts, place: Place | None) -> Iterator[str]:
    if place == ON_FLOOR:
        yield begun(said(STEP_WORDS[StepKind.FLOOR_STANCE]))
        yield said(TIMED)
        return
    activity = facts.activities[place.activity if place else ON_DOME]
    title = said(activity.title)
    yield said(THERE).format(activity=title, place=place.shown) if place else title
    if place is None:
        yield said(TO_FIND)
    seconds, rest = (said_number(f"{each:g}") for each in (activity.seconds[0], REST_S))
    yield said(ROUNDS).format(rounds=TRIALS_IN_SET, seconds=seconds, rest=rest)


def _who(facts: Facts, place: Place | None) -> str:
    """Two legs at once alternate with nothing, and the floor is timed on the first leg."""
    if place is not None and place.stance is Stance.TWO_LEG:
        return said(TOGETHER)
    first = facts.first_legs[:1] if place == ON_FLOOR else facts.first_legs
    if len(first) > 1:
        return said(BOTH_EVERY)
    every = said(EVERY).format(leg=said(LEG_WORDS[first[0]]))
    if facts.other_leg is None:
        return every
    return f"{every}, {said(THIRD).format(leg=said(LEG_WORDS[facts.other_leg]))}"
