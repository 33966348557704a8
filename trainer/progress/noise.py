"""How much the same leg differs from visit to visit and from trial to trial without changing.

Variance components: a visit's mean of k trials has the variance σ_B² + σ_W²/k. They are pooled over
the clinic; one patient's own share is shrunk towards the pool (Smyth 2004, Stat Appl Genet Mol Biol
3:3). No number from another device enters.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

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
    share of `variance`.
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

    def sem_squared(self, k: float) -> float:
        """SEM² of the mean of k trials of one visit."""
        return self.between + self.within / k

    def df_at(self, k: float) -> float:
        """The degrees of freedom of `sem_squared(k)` after Satterthwaite: it is the variance of
        visit means, moved by (1/k − mean of 1/k)·σ_W².
        """
        moved = (1 / k - self.inverse_k) * self.within
        total = self.variance**2 / self.df
        if self.within_df:
            total += moved**2 / self.within_df
        return (self.variance + moved) ** 2 / total

    @property
    def least_df(self) -> float:
        """The degrees of freedom of a limit to which the patient's own visits add nothing."""
        return min(self.prior_df, self.df)

    def own(self, spread: Spread | None) -> tuple[float, float]:
        """A patient's variance as a multiple of the pool's, and its degrees of freedom.

        s̃² = (d₀·s₀² + d·s²)/(d₀ + d) with d₀ + d degrees of freedom (Smyth 2004), d₀ and the sum
        never more than those the pool has.
        """
        prior_df = self.least_df
        if spread is None:
            return self.prior_ratio, prior_df
        squares = prior_df * self.prior_ratio + spread.squares / self.variance
        df = prior_df + spread.df
        return squares / df, min(df, self.df)


def pooled(people: Sequence[Spread], legs: Sequence[Spread]) -> Noise:
    """The noise of a pool: `people` each counted once, `legs` to learn how far they differ."""
    if not people:
        return Noise(0)
    pool = together(people)
    if pool.df == 0 or pool.squares == 0:
        return Noise(len(people))
    prior_df, usual = moments([(leg.variance, leg.df) for leg in legs])
    within = pool.within_squares / pool.within_df if pool.within_df else 0.0
    ratio = 1.0 if math.isinf(prior_df) else usual / pool.variance
    return Noise(
        len(people),
        pool.variance,
        pool.df,
        within,
        pool.within_df,
        pool.inverse_k,
        prior_df,
        ratio,
    )


FEWEST_DF = 2.0
"""A variance with fewer degrees of freedom says next to nothing of how far people differ."""


def moments(variances: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """(d₀, s₀²) of the prior of variances with their degrees of freedom, after Smyth 2004, section
    6.2: the logarithms of variances vary by trigamma(d/2) + trigamma(d₀/2).

    d₀ is infinite where they vary no more than chance has them vary, or too few are known.
    """
    found = [(variance, df) for variance, df in variances if df >= FEWEST_DF and variance > 0]
    n = len(found)
    if n < ENOUGH_PEOPLE:
        return math.inf, math.nan
    logs = [math.log(v) - float(digamma(df / 2)) + math.log(df / 2) for v, df in found]
    mean = sum(logs) / n
    spread = sum((log - mean) ** 2 for log in logs) / (n - 1)
    excess = spread - sum(float(polygamma(1, df / 2)) for _, df in found) / n
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
