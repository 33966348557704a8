"""When a plan's item may become harder: a suggestion that a therapist signs, never forced.

No rule is published. This one is the project's: two visits without a pain flag, at most one rim hit
in each circle trial, both directions within 15 %, no hand support, next-morning pain not raised.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from trainer.plans.facts import Played
from trainer.plans.symptoms import AIM_AT_PAIN
from trainer.progress.days import RIM
from trainer.recording.conditions import HARDEST_RUNG
from trainer.recording.plan import BoardItem
from trainer.recording.vocabulary import Eyes, Outcome, Side, Support

VISITS = 2
MOST_RIM_HITS = 1
MOST_DIFFERENCE_PCT = 15.0
DIFFERENCE = "direction_difference"

FEW_VISITS = "only {visits} of two visits"
PAIN_FLAG = "pain was above 2 of 10, or stopped a trial"
NO_CIRCLES = "no circle trial at one of the two visits"
MANY_HITS = "{hits:.0f} rim hits in a circle trial, and at most 1 is asked for"
UNEVEN = "one direction is {pct:.0f} % worse than the other, and at most 15 % is asked for"
HELD_ON = "a hand held on"
WORSE_MORNING = "pain was raised on the morning after"
STAY = "stay: {missing}"
TRY = "the rule for going up is met: {step}, if you sign it"
DOME_STEP, RUNG_STEP, TOP = "dome {level}", "ring {rung}", "there is nothing harder on this board"
CLOSE_EYES = "eyes closed: a pass with eyes open without a touch came before, if you sign it"


@dataclass(frozen=True)
class VisitAtLevel:
    """One visit of one leg, as the rule reads it.

    `rim_hits` and `differences_pct` are those of its circle trials. `morning_raised` is None while
    the morning after has not been asked for.
    """

    pain_flag: bool
    rim_hits: tuple[float, ...]
    differences_pct: tuple[float, ...]
    supported: bool
    morning_raised: bool | None = None


@dataclass(frozen=True)
class Suggestion:
    """What may come next. `words` are for the therapist; `item` is the harder item if it is met."""

    words: str
    met: bool
    missing: tuple[str, ...] = ()
    item: BoardItem | None = None


def visit_at_level(
    played: Iterable[Played], side: Side, pains: Iterable[float], morning_raised: bool | None
) -> VisitAtLevel:
    """A visit's trials of one leg; `pains` are the scores it was given during the visit."""
    mine = [each for each in played if each.counts and each.conditions.side is side]
    circles = [each.trial.metrics for each in mine if DIFFERENCE in each.trial.metrics]
    return VisitAtLevel(
        any(pain > AIM_AT_PAIN for pain in pains)
        or any(each.trial.outcome is Outcome.PAIN for each in mine),
        tuple(metrics.get(RIM, 0.0) for metrics in circles),
        tuple(metrics[DIFFERENCE] for metrics in circles),
        any(each.conditions.support is not Support.NONE for each in mine),
        morning_raised,
    )


def suggestion(
    item: BoardItem, visits: Sequence[VisitAtLevel], level: int, levels: Collection[int]
) -> Suggestion:
    """Whether an item may become harder after these visits, oldest first, of which the last two
    count. `level` is the dome it is played on, `levels` are those on hand.
    """
    last = visits[-VISITS:]
    missing = tuple(dict.fromkeys(_missing(last)))
    if missing:
        return Suggestion(STAY.format(missing="; ".join(missing)), met=False, missing=missing)
    harder = harder_item(item, level, levels)
    if harder is None:
        return Suggestion(STAY.format(missing=TOP), met=False, missing=(TOP,))
    ring = harder.rung != item.rung
    step = RUNG_STEP.format(rung=harder.rung) if ring else DOME_STEP.format(level=harder.level)
    return Suggestion(TRY.format(step=step), met=True, item=harder)


def harder_item(item: BoardItem, level: int, levels: Collection[int]) -> BoardItem | None:
    """The next ring where the plan fixes one, else the next dome on hand; None at the top."""
    if item.rung is not None and item.rung < HARDEST_RUNG:
        return replace(item, rung=item.rung + 1)
    higher = [each for each in levels if each > level]
    return replace(item, level=min(higher)) if higher else None


def eyes_closed(item: BoardItem, played: Iterable[Played], side: Side) -> Suggestion | None:
    """The item with eyes closed, after a pass with eyes open: its trials of this leg at a visit
    all counted, without a touch or a hand. None where no such pass was made.
    """
    mine = [
        each
        for each in played
        if each.counts
        and each.conditions.side is side
        and (each.conditions.activity, each.conditions.eyes) == (item.activity, Eyes.OPEN)
    ]
    clean = all(each.trial.valid and each.conditions.support is Support.NONE for each in mine)
    if not mine or not clean or item.eyes is Eyes.CLOSED:
        return None
    return Suggestion(CLOSE_EYES, met=True, item=replace(item, eyes=Eyes.CLOSED))


def _missing(visits: Sequence[VisitAtLevel]) -> Iterable[str]:
    if len(visits) < VISITS:
        yield FEW_VISITS.format(visits=len(visits))
    for visit in visits:
        if visit.pain_flag:
            yield PAIN_FLAG
        if not visit.differences_pct:
            yield NO_CIRCLES
        if (hits := max(visit.rim_hits, default=0.0)) > MOST_RIM_HITS:
            yield MANY_HITS.format(hits=hits)
        if (pct := max(map(abs, visit.differences_pct), default=0.0)) > MOST_DIFFERENCE_PCT:
            yield UNEVEN.format(pct=pct)
        if visit.supported:
            yield HELD_ON
        if visit.morning_raised:
            yield WORSE_MORNING
