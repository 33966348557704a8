"""When a plan's item may become harder: a suggestion that a therapist signs, never forced.

No rule is published. This one is the project's: two visits without a pain flag, at most one rim hit
in each circle trial, both directions within 15 %, no hand support, next-morning pain not raised.
Each leg of the item must meet it. A plan without circle trials is judged without what they say, and
that is said.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.metrics.reasons import held_by_hand
from trainer.plans.facts import Played
from trainer.plans.symptoms import AIM_AT_PAIN, LEG_WORDS
from trainer.progress.days import RIM
from trainer.recording.conditions import HARDEST_RUNG, NO_DOME
from trainer.recording.plan import BoardItem
from trainer.recording.vocabulary import Eyes, Outcome, Side, Support
from trainer.texts import said_back

VISITS = 2
MOST_RIM_HITS = 1
MOST_DIFFERENCE_PCT = 15.0
DIFFERENCE = "direction_difference"
CIRCLES = frozenset({"circles", "orbit"})
"""The activities whose trials are circle trials."""

FEW_VISITS = "only {visits} of two visits at this level"
PAIN_FLAG = "pain was above 2 of 10, or stopped a trial"
NO_CIRCLES = "no circle trial at one of the two visits"
MANY_HITS = "{hits} rim hits in a circle trial, and at most 1 is asked for"
UNEVEN = "one direction is {pct} % worse than the other, and at most 15 % is asked for"
HELD_ON = "a hand held on"
WORSE_MORNING = "pain was raised on the morning after"
MORNING_UNKNOWN = "nobody said how the morning after the earlier visit was"
STAY = "stay: {missing}"
OF_LEG = "{leg}: {missing}"
TRY = "the rule for going up is met: {step}, if you sign it"
IF_MORNING = "{words}, and if the morning after is not worse"
NOT_KNOWN = "{words} (no circle trials in this plan: rim hits and directions are not known)"
DOME_STEP, RUNG_STEP, TOP = "dome {level}", "ring {rung}", "there is nothing harder on this board"
CLOSE_EYES = "eyes closed: a pass with eyes open without a touch came before, if you sign it"
SAID = (
    NOT_KNOWN,
    IF_MORNING,
    STAY,
    TRY,
    FEW_VISITS,
    MANY_HITS,
    UNEVEN,
    OF_LEG,
    DOME_STEP,
    RUNG_STEP,
)
"""What suggestions are made from; the longest stand before those they may hold."""


@dataclass(frozen=True)
class VisitAtLevel:
    """One visit of one leg, as the rule reads it.

    `rim_hits` and `differences_pct` are those of its circle trials. `morning_raised` is None while
    nobody has said how the morning after was.
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

    @property
    def shown(self) -> str:
        """The words in the language that is spoken."""
        return said_back(self.words, SAID)


def visit_at_level(
    item: BoardItem,
    level: int,
    played: Iterable[Played],
    side: Side,
    pains: Iterable[float],
    morning_raised: bool | None,
) -> VisitAtLevel | None:
    """A visit of one leg with an item on a dome; None where it was not played at this level.

    `played` are the visit's trials, `pains` the scores that the leg was given during it. Circle
    trials are the item's own, where it is one of circles; else all those of the leg.
    """
    mine = [each for each in played if each.counts and each.conditions.side is side]
    own = [each for each in mine if at_level(each, item, level)]
    if not own:
        return None
    of_circles = own if item.activity in CIRCLES else mine
    rounds = [each for each in of_circles if each.conditions.activity in CIRCLES]
    circles = [each.trial.metrics for each in rounds]
    return VisitAtLevel(
        any(pain > AIM_AT_PAIN for pain in pains)
        or any(each.trial.outcome is Outcome.PAIN for each in mine),
        tuple(metrics[RIM] for metrics in circles if RIM in metrics),
        tuple(metrics[DIFFERENCE] for metrics in circles if DIFFERENCE in metrics),
        any(_supported(each) for each in (*own, *rounds)),
        morning_raised,
    )


def at_level(played: Played, item: BoardItem, level: int) -> bool:
    """Whether a trial was this item on this dome, on its ring where it fixes one."""
    made = played.conditions
    asked = item.activity, item.stance, item.eyes, level
    same = (made.activity, made.stance, made.eyes, made.level) == asked
    return same and item.rung in (None, made.rung)


def suggestion(
    item: BoardItem,
    visits: Mapping[Side, Sequence[VisitAtLevel]],
    level: int,
    levels: Collection[int],
    *,
    circles: bool,
) -> Suggestion:
    """Whether an item may become harder after each leg's visits, oldest first, of which the last
    two count. `level` is the dome it is played on, `levels` are those on hand; `circles` says
    whether the plan has circle trials of these legs.
    """
    last = {side: each[-VISITS:] for side, each in visits.items()}
    missing = tuple(
        OF_LEG.format(leg=LEG_WORDS[side], missing=words) if len(last) > 1 else words
        for side, each in last.items()
        for words in dict.fromkeys(_missing(each, circles))
    )
    if missing:
        return _stay(missing, circles)
    harder = harder_item(item, level, levels)
    if harder is None:
        return _stay((TOP,), circles)
    ring = harder.rung != item.rung
    step = RUNG_STEP.format(rung=harder.rung) if ring else DOME_STEP.format(level=harder.level)
    words = TRY.format(step=step)
    if any(each[-1].morning_raised is None for each in last.values()):
        words = IF_MORNING.format(words=words)
    return Suggestion(_known(words, circles), met=True, item=harder)


def harder_item(item: BoardItem, level: int, levels: Collection[int]) -> BoardItem | None:
    """The next ring where the plan fixes one, else the next dome on hand; None at the top."""
    if item.rung is not None and item.rung < HARDEST_RUNG:
        return replace(item, rung=item.rung + 1)
    higher = [each for each in levels if each > level > NO_DOME]
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


def _supported(played: Played) -> bool:
    """Whether a hand helped: as it was set up, by a touch that ended it, or by the load cells."""
    by_plan = played.conditions.support is not Support.NONE
    return by_plan or played.trial.outcome is Outcome.TOUCH or held_by_hand(played.trial.why)


def _stay(missing: tuple[str, ...], circles: bool) -> Suggestion:
    words = STAY.format(missing="; ".join(missing))
    return Suggestion(_known(words, circles), met=False, missing=missing)


def _known(words: str, circles: bool) -> str:
    return words if circles else NOT_KNOWN.format(words=words)


def _missing(visits: Sequence[VisitAtLevel], circles: bool) -> Iterable[str]:
    if len(visits) < VISITS:
        yield FEW_VISITS.format(visits=len(visits))
    for visit in visits:
        if visit.pain_flag:
            yield PAIN_FLAG
        if circles:
            yield from _missing_of_circles(visit)
        if visit.supported:
            yield HELD_ON
        if visit.morning_raised:
            yield WORSE_MORNING
    if any(visit.morning_raised is None for visit in visits[:-1]):
        yield MORNING_UNKNOWN


def _missing_of_circles(visit: VisitAtLevel) -> Iterable[str]:
    if not visit.differences_pct or not visit.rim_hits:
        yield NO_CIRCLES
    if (hits := max(visit.rim_hits, default=0.0)) > MOST_RIM_HITS:
        yield MANY_HITS.format(hits=f"{hits:.0f}")
    if (pct := max(map(abs, visit.differences_pct), default=0.0)) > MOST_DIFFERENCE_PCT:
        yield UNEVEN.format(pct=f"{pct:.0f}")
