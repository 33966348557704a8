"""Compares each visit of a leg with the baseline of its phase.

MDC95 = t₀.₉₇₅(df)·√(SEM² of the visit + SEM² of a visit of the baseline), which is t·√2·SEM for
equal numbers of trials. What is said of a visit rests on that visit and those before it, so later
visits never change it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from scipy.special import stdtrit

from trainer.progress.noise import Noise
from trainer.progress.phases import BASELINE_VISITS
from trainer.progress.residuals import Dated, spread_about_trend
from trainer.progress.scale import Scale
from trainer.progress.values import AnchorVisit, Band, Role
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


def limit_on_scale(noise: Noise, before: Sequence[Dated], k: float, baseline_k: float) -> float:
    """What a change must exceed, on the metric's scale.

    `before` are the leg's visits before the one that is judged: no visit is the measure of its own
    noise.
    """
    multiple, df = noise.own(spread_about_trend(before))
    pooled = noise.sem_squared(k) + noise.sem_squared(baseline_k)
    df = min(df, noise.df_at(k))
    return quantile(df) * math.sqrt(multiple * pooled)


@lru_cache(maxsize=1024)
def quantile(df: float) -> float:
    """Student's t at 97.5 %."""
    return float(stdtrit(df, CONFIDENCE))


def compared(
    visits: Sequence[AnchorVisit], conditions: Conditions, scale: Scale, noise: Noise
) -> tuple[AnchorVisit, ...]:
    """The visits of one stretch in one phase, each with change, limit and whether it is beyond."""
    before: list[Dated] = []
    done = []
    for visit in visits:
        reading = reading_of(visit.trials, conditions, scale)
        baseline = baseline_of([one.reading for one in before])
        if reading is None or visit.role is Role.LEARNING:
            done.append(visit)
            continue
        done.append(
            _judged(visit, reading, before, baseline, scale, noise)
            if visit.role is Role.COMPARED and baseline is not None
            else visit
        )
        before.append(Dated(visit.day, reading))
    return tuple(done)


def band_of(dated: Sequence[Dated], scale: Scale, noise: Noise) -> Band | None:
    """The baseline of a stretch and the noise around it, as it stands for the next visit of usual
    size; without noise all three are equal. None without a baseline.
    """
    baseline = baseline_of([one.reading for one in dated])
    if baseline is None:
        return None
    limit = 0.0
    if noise.enough:
        limit = limit_on_scale(noise, dated, baseline.k, baseline.k)
    low, high = scale.back(baseline.value - limit), scale.back(baseline.value + limit)
    return Band(scale.back(baseline.value), low, high)


def _judged(
    visit: AnchorVisit,
    reading: Reading,
    before: Sequence[Dated],
    baseline: Baseline,
    scale: Scale,
    noise: Noise,
) -> AnchorVisit:
    difference = reading.value - baseline.value
    change = scale.change(difference)
    if not noise.enough:
        return replace(visit, change=change)
    limit = limit_on_scale(noise, before, reading.k, baseline.k)
    towards = math.copysign(1, difference)
    beyond = int(towards) * scale.sign if abs(difference) > limit else 0
    return replace(visit, change=change, limit=abs(scale.change(towards * limit)), beyond=beyond)
