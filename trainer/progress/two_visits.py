"""Two visits of one leg, wherever they stand in its course: is their difference more than noise?

The same limit as against a baseline (`trainer.progress.change`): MDC95 = t₀.₉₇₅(df)·√(SEM² of the
one + SEM² of the other). It is no verdict, which needs two visits running; whoever picks two days
of many finds one beyond the limit sooner or later.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from trainer.progress.change import limit_on_scale, telling
from trainer.progress.noise import ENOUGH_PEOPLE, Noise
from trainer.progress.residuals import dated_of
from trainer.progress.scale import Scale, scale_for
from trainer.progress.sentences import amount, day_words, noise_words, quantity
from trainer.progress.values import AnchorVisit, LegProgress, Phase, Role
from trainer.progress.visits import reading_of
from trainer.recording.conditions import Conditions

BEYOND = "{words} {before} → {after} ({amount}): more than measurement noise ({noise})."
WITHIN = "{words} {before} → {after} ({amount}): within measurement noise ({noise})."
NO_VISIT = "nothing can be said of noise: on {day} no trial of this leg says anything"
LEARNING = "nothing can be said of noise: on {day} the test was still being learned"
NO_VALUE = "nothing can be said of noise: on {day} fewer than two trials count"
OTHER_NUMBER = (
    "nothing can be said of noise: between these days the number that is compared changed from "
    "{before} to {after}"
)
ANOTHER_START = "nothing can be said of noise: between these days the baseline began anew"
FEW_PEOPLE = (
    "nothing can be said of noise: it is known from {people} of {enough} other people so far"
)


@dataclass(frozen=True)
class Apart:
    """What is said of two visits. `beyond` is None where nothing can be said, and `words` why."""

    words: str
    beyond: bool | None = None


def apart(
    leg: LegProgress,
    first: date,
    second: date,
    primary: str,
    noise_in: Callable[[Phase], Noise],
) -> Apart:
    """The earlier and the later visit of a leg against each other. `primary` is the episode's
    metric, `noise_in` the noise of the clinic's other people in a phase.
    """
    known = {visit.day: visit for visit in leg.visits}
    found = [(day, known.get(day)) for day in sorted((first, second))]
    for day, visit in found:
        if why := _why_not(visit):
            return Apart(why.format(day=day_words(day)))
    one, other = (visit for _, visit in found if visit is not None)
    scales = [scale_for(primary, leg.conditions.level, visit.phase) for visit in (one, other)]
    if scales[0] != scales[1]:
        before, after = (scale.words for scale in scales)
        return Apart(OTHER_NUMBER.format(before=before, after=after))
    stretch = _stretch_before(leg, other)
    if one not in stretch:
        return Apart(ANOTHER_START)
    noise = noise_in(one.phase)
    if not noise.enough:
        return Apart(FEW_PEOPLE.format(people=noise.people, enough=ENOUGH_PEOPLE))
    return _judged(leg.conditions, stretch, (one, other), scales[0], noise)


def _why_not(visit: AnchorVisit | None) -> str:
    if visit is None:
        return NO_VISIT
    if visit.value is None:
        return NO_VALUE
    return LEARNING if visit.role is Role.LEARNING else ""


def _stretch_before(leg: LegProgress, visit: AnchorVisit) -> list[AnchorVisit]:
    """The visits before this one that are compared by the same number."""
    earlier = [each for each in leg.visits if each.number < visit.number]
    same = takewhile(lambda each: each.phase is visit.phase, reversed(earlier))
    return list(same)[::-1]


def _judged(
    conditions: Conditions,
    stretch: Sequence[AnchorVisit],
    visits: tuple[AnchorVisit, AnchorVisit],
    scale: Scale,
    noise: Noise,
) -> Apart:
    one, other = visits
    readings = [reading_of(visit.trials, conditions, scale) for visit in visits]
    assert readings[0] is not None
    assert readings[1] is not None
    told = telling(dated_of(stretch, conditions, scale), stretch)
    limit = limit_on_scale(noise, told, readings[1].k, readings[0].k)
    difference = readings[1].value - readings[0].value
    beyond = abs(difference) > limit
    change = scale.change(difference)
    towards = math.copysign(1, difference)
    judged = replace(other, change=change, limit=abs(scale.change(towards * limit)))
    return Apart(
        (BEYOND if beyond else WITHIN).format(
            words=scale.words,
            before=quantity(scale, one.value or 0.0, one),
            after=quantity(scale, other.value or 0.0, other),
            amount=amount(scale, change),
            noise=noise_words(scale, judged),
        ),
        beyond,
    )
