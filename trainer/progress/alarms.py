"""How often a leg that did not change is called changed in a course of visits.

The rate belongs to the rule itself: two visits running beyond the limit, in either direction.
"""

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import chdtri, ndtr

from trainer.progress.change import quantile
from trainer.progress.phases import BASELINE_VISITS, LEARNING_VISITS
from trainer.progress.values import COURSE_VISITS

_NODES = 64
Floats = npt.NDArray[np.float64]


@lru_cache(maxsize=1024)
def false_alarm_pct(df: float, visits: int = COURSE_VISITS) -> float:
    """Of a hundred legs without change, how many are called changed at least once in a course.

    `df` are the degrees of freedom of the SEM. Given the baseline (variance SEM²/2) and the SEM as
    it was estimated (χ² with df), the visits are independent, so a run of two is a recursion from
    visit to visit; both are then averaged over by Gaussian quadrature.
    """
    shift, weight = np.polynomial.hermite_e.hermegauss(_NODES)
    place, share = np.polynomial.legendre.leggauss(_NODES)
    estimate = np.ones(1)
    estimate_weight = np.ones(1)
    if math.isfinite(df):
        estimate = np.sqrt(chdtri(df, (1 - place) / 2) / df)
        estimate_weight = share / 2
    limit = (quantile(df) * math.sqrt(2) * estimate)[:, None]
    baseline = shift[None, :] / math.sqrt(BASELINE_VISITS)
    above = ndtr(-(limit + baseline))
    below = ndtr(-(limit - baseline))
    compared = visits - LEARNING_VISITS - BASELINE_VISITS
    called = _run_of_two(above, below, compared)
    return 100 * float(estimate_weight @ called @ (weight / weight.sum()))


def _run_of_two(above: Floats, below: Floats, visits: int) -> Floats:
    """The chance of two visits running above, or two running below, among so many."""
    after_above, after_below = np.zeros_like(above), np.zeros_like(above)
    within, called = np.ones_like(above), np.zeros_like(above)
    for _ in range(visits):
        called = called + after_above * above + after_below * below
        open_above, open_below = (within + after_below) * above, (within + after_above) * below
        within = (within + after_above + after_below) * (1 - above - below)
        after_above, after_below = open_above, open_below
    return called
