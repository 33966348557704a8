"""How much the same leg differs from visit to visit and from trial to trial without changing.

Variance components: a visit's mean of k trials has the variance σ_B² + σ_W²/k. They are pooled over
the clinic; one patient's own share is shrunk towards the pool (Smyth 2004, Stat Appl Genet Mol Biol
3:3). No number from another device enters.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import digamma, polygamma

from trainer.progress.residuals import Spread, together

ENOUGH_PEOPLE = 10


@dataclass(frozen=True)
class Noise:
    """What is known of the noise of one metric under the same conditions, on the metric's scale.

    `variance` is that of visit means with `df` degrees of freedom, at a mean of 1/k of `inverse_k`;
    `within` that of a single trial in its visit, with `within_df`. `prior_df` says how alike people
    are: a person's own variance counts its own degrees of freedom against so many, infinite where
    no two people were found to differ. `prior_ratio` is the variance of the usual person as a
    share of `usual`.
    """

    people: int
    variance: float = math.nan
    df: float = 0.0
    within: float = math.nan
    within_df: float = 0.0
    inverse_k: float = math.nan
    prior_df: float = math.inf
    prior_ratio: float = 1.0

    @property
    def enough(self) -> bool:
        """Whether a verdict may rest on it."""
        return self.people >= ENOUGH_PEOPLE and self.variance > 0

    @property
    def between(self) -> float:
        """σ_B², the part that more trials on a day do not remove."""
        return max(self.variance - self.within * self.inverse_k, 0.0)

    @property
    def usual(self) -> float:
        """SEM² of a visit as the pool's are: `variance`, or more where that is less than trials
        alone make.
        """
        return self.between + self.within * self.inverse_k

    def sem_squared(self, k: float) -> float:
        """SEM² of the mean of k trials of one visit."""
        return self.between + self.within / k

    def df_at(self, *trials: float) -> float:
        """The degrees of freedom after Satterthwaite of `sem_squared`, or of its sum over visits of
        so many trials: n variances of visit means, moved by (Σ1/k − n·mean of 1/k)·σ_W².

        Where nothing is left for σ_B, the sum rests on σ_W² alone and has its degrees of freedom.
        """
        if self.between == 0:
            return max(self.within_df, self.df)
        n = len(trials)
        moved = (sum(1 / k for k in trials) - n * self.inverse_k) * self.within
        total = (n * self.variance) ** 2 / self.df
        if self.within_df:
            total += moved**2 / self.within_df
        return (n * self.variance + moved) ** 2 / total

    @property
    def least_df(self) -> float:
        """The degrees of freedom of a limit to which the patient's own visits add nothing."""
        return min(self.prior_df, self.df)

    def own(self, spread: Spread | None) -> tuple[float, float]:
        """A patient's variance as a multiple of the pool's usual one, and its degrees of freedom.

        s̃² = (d₀·s₀² + d·s²)/(d₀ + d) with d₀ + d degrees of freedom (Smyth 2004), d₀ and the sum
        never more than those the pool has.
        """
        prior_df = self.least_df
        if spread is None:
            return self.prior_ratio, prior_df
        squares = prior_df * self.prior_ratio + spread.squares / self.usual
        df = prior_df + spread.df
        return squares / df, min(df, self.df)


def pooled(people: Sequence[Spread], legs: Sequence[Sequence[Spread]]) -> Noise:
    """The noise of a pool: `people` each counted once, and each one's `legs`, to learn how far they
    differ.
    """
    if not people:
        return Noise(0)
    pool = together(people)
    if pool.df == 0 or pool.squares == 0:
        return Noise(len(people))
    within = pool.within_squares / pool.within_df if pool.within_df else 0.0
    noise = Noise(len(people), pool.variance, pool.df, within, pool.within_df, pool.inverse_k)
    prior_df, usual = _prior(legs)
    if math.isinf(prior_df):
        return noise
    return replace(noise, prior_df=prior_df, prior_ratio=usual / noise.usual)


FEWEST_DF = 2.0
"""A variance with fewer degrees of freedom says next to nothing of how far people differ."""
FEWEST_VARIANCES = 2
SMALLEST = 1e-5
"""A variance of a smaller share of the middle one is that of rounding, and counts as this share
(as in limma, whose author's method this is).
"""


def _prior(legs: Sequence[Sequence[Spread]]) -> tuple[float, float]:
    """How far people differ; nothing is known of it from fewer than are enough for a verdict."""
    people = sum(any(leg.df >= FEWEST_DF for leg in own) for own in legs)
    if people < ENOUGH_PEOPLE:
        return math.inf, math.nan
    return moments([(leg.variance, leg.df) for own in legs for leg in own if leg.df])


def moments(variances: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """(d₀, s₀²) of the prior of variances with their degrees of freedom, after Smyth 2004, section
    6.2: the logarithms of variances vary by trigamma(d/2) + trigamma(d₀/2).

    d₀ is infinite where they vary no more than chance has them vary, or too few are known.
    """
    known = [(variance, df) for variance, df in variances if df >= FEWEST_DF]
    if len(known) < FEWEST_VARIANCES:
        return math.inf, math.nan
    found, df = np.array(known).T
    middle = float(np.median(found))
    if middle == 0:
        return math.inf, math.nan
    logs = np.log(np.maximum(found, SMALLEST * middle)) - digamma(df / 2) + np.log(df / 2)
    mean = float(logs.mean())
    excess = float(logs.var(ddof=1) - polygamma(1, df / 2).mean())
    if excess <= 0:
        return math.inf, math.exp(mean)
    prior_df = 2 * _inverse_trigamma(excess)
    return prior_df, math.exp(mean + float(digamma(prior_df / 2)) - math.log(prior_df / 2))


def _inverse_trigamma(value: float) -> float:
    """By Newton's method on 1/trigamma, which is nearly straight (Smyth 2004, appendix)."""
    if value > 1e7:
        return 1 / math.sqrt(value)
    if value < 1e-6:
        return 1 / value
    at = 0.5 + 1 / value
    for _ in range(50):
        trigamma = float(polygamma(1, at))
        step = trigamma * (1 - trigamma / value) / float(polygamma(2, at))
        at += step
        if -step / at < 1e-8:
            break
    return at
