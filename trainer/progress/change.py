"""Compares each visit of a leg with the baseline of its phase.

MDC95 = t₀.₉₇₅(df)·√(SEM² of the visit + SEM² of a visit of the baseline), which is t·√2·SEM for
equal numbers of trials. What is said of a visit rests on the patient's visits up to it, and on the
noise of the clinic's other people as it is known today: the patient's later visits never change it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scipy.special import stdtrit

from trainer.progress.noise import Noise
from trainer.progress.phases import BASELINE_VISITS
from trainer.progress.residuals import Dated, dated_of, spread_about_trend
from trainer.progress.scale import Scale
from trainer.progress.values import AnchorVisit, Band, Role, Trend
from trainer.progress.visits import Reading, reading_of
from trainer.recording.conditions import Conditions

CONFIDENCE = 0.975
"""Both directions together leave 5 %."""


@dataclass(frozen=True)
class Baseline:
    """The mean of the baseline's visits on the metric's scale; `k` trials stand behind each."""

    value: float
    k: float


def baseline_of(readings: Sequence[Reading]) -> Baseline | None:
    """The baseline; None until it is complete."""
    if len(readings) < BASELINE_VISITS:
        return None
    first = readings[:BASELINE_VISITS]
    mean = sum(reading.value for reading in first) / BASELINE_VISITS
    return Baseline(mean, BASELINE_VISITS / sum(1 / reading.k for reading in first))


def limit_on_scale(noise: Noise, told: Sequence[Dated], k: float, baseline_k: float) -> float:
    """What a change must exceed, on the metric's scale. `told` are the visits before the one that
    is judged which tell of the leg's own noise.
    """
    multiple, own_df = noise.own(spread_about_trend(told))
    pooled = noise.sem_squared(k) + noise.sem_squared(baseline_k)
    return quantile(min(own_df, noise.df_at(k, baseline_k))) * math.sqrt(multiple * pooled)


@lru_cache(maxsize=1024)
def quantile(df: float) -> float:
    """Student's t at 97.5 %."""
    return float(stdtrit(df, CONFIDENCE))


def compared(
    visits: Sequence[AnchorVisit], conditions: Conditions, scale: Scale, noise: Noise
) -> tuple[AnchorVisit, ...]:
    """The visits of one stretch in one phase, each with change, limit and whether it is beyond."""
    before: list[Dated] = []
    done: list[AnchorVisit] = []
    for visit in visits:
        reading = reading_of(visit.trials, conditions, scale)
        baseline = baseline_of([one.reading for one in before])
        judged = visit
        if reading is not None and baseline is not None and visit.role is Role.COMPARED:
            told = telling(before, done)
            judged = _judged(visit, reading, told, baseline, scale, noise)
        if reading is not None and visit.role is not Role.LEARNING:
            before.append(Dated(visit.day, reading))
        done.append(judged)
    return tuple(done)


def telling(before: Sequence[Dated], visits: Sequence[AnchorVisit]) -> Sequence[Dated]:
    """The readings that tell of a leg's own noise: all but those of the run beyond the limit that
    the last visits are in, for these may be a change.

    Once a visit does not confirm it, the run was noise, and counts as such.
    """
    last = [visit.beyond for visit in visits if visit.value is not None]
    running = next((n for n, beyond in enumerate(reversed(last)) if beyond != last[-1]), len(last))
    return before[: len(before) - running] if last and last[-1] else before


def band_of(
    visits: Sequence[AnchorVisit], conditions: Conditions, scale: Scale, noise: Noise
) -> Band | None:
    """The baseline of a stretch and the noise around it, as it stands for the next visit of usual
    size; without noise all three are equal. None without a baseline.
    """
    dated = dated_of(visits, conditions, scale)
    baseline = baseline_of([one.reading for one in dated])
    if baseline is None:
        return None
    limit = 0.0
    if noise.enough:
        limit = limit_on_scale(noise, telling(dated, visits), baseline.k, baseline.k)
    low, high = scale.back(baseline.value - limit), scale.back(baseline.value + limit)
    return Band(scale.back(baseline.value), low, high)


FEWEST_VISITS = 5
"""The widest interval that four visits give holds the slope in 92 of 100 cases, not in 95."""
DAYS_A_WEEK = 7.0


def trend_of(dated: Sequence[Dated], scale: Scale) -> Trend | None:
    """Theil-Sen slope a week with its 95 % interval, shown and never judged; None with too few
    visits. Of a log metric it is the share by which the value changes in a week.
    """
    if len(dated) < FEWEST_VISITS:
        return None
    from scipy.stats import theilslopes  # noqa: PLC0415  slow to load

    weeks = [one.day.toordinal() / DAYS_A_WEEK for one in dated]
    found = theilslopes([one.reading.value for one in dated], weeks, alpha=0.95)
    return Trend(*(scale.change(float(slope)) for slope in (found[0], found[2], found[3])))


def _judged(
    visit: AnchorVisit,
    reading: Reading,
    told: Sequence[Dated],
    baseline: Baseline,
    scale: Scale,
    noise: Noise,
) -> AnchorVisit:
    difference = reading.value - baseline.value
    change = scale.change(difference)
    if not noise.enough:
        return replace(visit, change=change)
    limit = limit_on_scale(noise, told, reading.k, baseline.k)
    towards = math.copysign(1, difference)
    beyond = int(towards) * scale.sign if abs(difference) > limit else 0
    return replace(visit, change=change, limit=abs(scale.change(towards * limit)), beyond=beyond)
