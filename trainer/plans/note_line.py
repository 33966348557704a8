"""One dated line for the clinic's own notes: what was done at a visit, and what came of it.

English, as notes of the program are; changes are told by the sentences of `trainer.progress`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trainer.plans.facts import Facts, Played
from trainer.plans.minutes import clock_words
from trainer.plans.ordered import order_words
from trainer.plans.places import Place
from trainer.progress.days import RIM
from trainer.progress.scale import scale_of
from trainer.progress.sentences import change_words, number
from trainer.progress.values import AnchorVisit, LegProgress, Progress, Role
from trainer.progress.visits import judgeable
from trainer.recording.background import Background, WeightBearing
from trainer.recording.stopping import LEGS
from trainer.recording.vocabulary import Side
from trainer.texts import in_language

BETWEEN = " · "
EARLIER_VISITS = 3
KNEES = {Side.LEFT: "left knee", Side.RIGHT: "right knee", Side.BOTH: "both knees"}


@dataclass(frozen=True)
class PainOfVisit:
    """The involved leg's pain before and after, 0 to 10; None where it was not asked."""

    before: int | None = None
    after: int | None = None

    @property
    def arrow(self) -> str:
        """ "2→1", or "2"; empty where nothing was said."""
        return "→".join(str(pain) for pain in (self.before, self.after) if pain is not None)


@in_language("en")
def note_line(
    day: date,
    facts: Facts,
    progress: Progress | None,
    pain: PainOfVisit,
    next_words: str,
    seconds: float,
    background: Background | None = None,
) -> str:
    """The line of one visit; `next_words` say what the next plan is, such as "same plan".

    Without `progress`, which only the database knows, it says nothing of the anchor test.
    """
    legs = _legs_of(progress, facts.involved) if progress else ()
    parts = (
        f"{day.isoformat()} visit {facts.visit}",
        KNEES[facts.involved] if facts.involved else "",
        _order(background),
        f"pain {pain.arrow}" if pain.arrow else "",
        *_stopped(facts),
        *(_anchor(leg) for leg in legs if leg.visits[-1].day == day),
        *_bouts(facts),
        f"next: {next_words}" if next_words else "",
        f"{clock_words(seconds)} min",
    )
    return BETWEEN.join(part for part in parts if part)


def _order(background: Background | None) -> str:
    """An order of partial weight bearing, and how much it allows."""
    partial = background is not None and background.weight_bearing is WeightBearing.PARTIAL
    return order_words(background, str) if background and partial else ""


def _stopped(facts: Facts) -> Iterator[str]:
    """ "bullseye on the left leg stopped, pain 6 of 10, hip" for each trial that pain ended."""
    for each in facts.played:
        if each.trial.pain is not None and not each.trial.voided:
            leg = LEGS[each.conditions.side]
            title = _title(facts, each.conditions.activity)
            yield f"{title} on {leg} stopped, {each.trial.pain.words}"


def _rim_hits(visit: AnchorVisit) -> int:
    """How often the rim came down in a visit's judged trials."""
    return round(sum(trial.metrics.get(RIM, 0.0) for trial in visit.trials))


def _legs_of(progress: Progress, involved: Side | None) -> Iterator[LegProgress]:
    """The involved leg; every leg where that is not one of them."""
    mine = [leg for leg in progress.legs if leg.side is involved and leg.visits]
    yield from mine or (leg for leg in progress.legs if leg.visits)


def _anchor(leg: LegProgress) -> str:
    """ "anchor dome 2: 3 of 3, rim hits 1 (4, 3, 2), speed of the board 8.40 → 7.10 °/s (−15 %),
    within measurement noise".
    """
    now = leg.visits[-1]
    earlier = ", ".join(str(_rim_hits(visit)) for visit in leg.visits[:-1][-EARLIER_VISITS:])
    hits = f"rim hits {_rim_hits(now)}" + (f" ({earlier})" if earlier else "")
    if now.rim_contacts is None:
        hits = ""
    where = Place(leg.conditions.level, leg.conditions.stance).words
    value = _value(leg, now)
    told = (f"{now.valid} of {now.of}", hits, value, leg.verdict.finding.value)
    return f"anchor {where}: " + ", ".join(part for part in told if part)


def _value(leg: LegProgress, now: AnchorVisit) -> str:
    """The compared value, against the baseline where there is one."""
    if now.value is None:
        return ""
    scale = scale_of(leg.metric)
    baseline = [v for v in leg.visits if v.role is Role.BASELINE and v.phase is leg.phase]
    if leg.band is None or now.role is not Role.COMPARED:
        return f"{scale.words} {number(scale, now.value)} {scale.unit}"
    return change_words(scale, baseline, now, leg.band)


def _bouts(facts: Facts) -> Iterator[str]:
    """ "bullseye 4 × 40 s rung 4→5" for each training and length; of several legs each has its
    own: "rung left 4→5, right 2".
    """
    groups: dict[tuple[str, float], list[Played]] = {}
    for each in facts.played:
        if each.conditions.rung and judgeable(each.trial):
            key = each.conditions.activity, each.conditions.seconds
            groups.setdefault(key, []).append(each)
    for (activity, seconds), rounds in groups.items():
        title = _title(facts, activity)
        yield f"{title} {len(rounds)} × {seconds:g} s rung {', '.join(_rungs(rounds))}"


def _title(facts: Facts, activity: str) -> str:
    """What people call an activity, within a sentence; one that no longer exists by its name."""
    known = facts.activities.get(activity)
    return known.title[0].lower() + known.title[1:] if known else activity


def _rungs(rounds: list[Played]) -> Iterator[str]:
    """Each leg's first and last rung; the leg is named where there is more than one."""
    legs = list(dict.fromkeys(each.conditions.side for each in rounds))
    for leg in legs:
        rungs = [each.conditions.rung for each in rounds if each.conditions.side is leg]
        words = f"{rungs[0]}" if rungs[0] == rungs[-1] else f"{rungs[0]}→{rungs[-1]}"
        yield words if len(legs) == 1 else f"{leg} {words}"
