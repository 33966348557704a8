"""The predictors that `compare_predictors` measures: delivered samples to the tilt some time ahead.

All arrays at once, unlike the one the product runs, which is measured beside them as it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import expm, solve_discrete_are

from trainer.acquisition.feed import LONGEST_PREDICTION_S
from trainer.motion.prediction import NEWEST_ROWS, tilt_ahead
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.samples import Samples

PERIOD_S = 0.002
RATE_NOISE_DEG_S, TILT_NOISE_DEG = 0.08, 0.003
DAMPING_PER_S, DOME_GROWTH_PER_S = 0.6, 2.8
READ = (0, 1, 2, 4, 6, 8, 12, 16, 24)
"""The ages, in samples, of the rates that a fitted predictor reads."""
FIT_STEP_S, RIDGE = 0.002, 1e-3


@dataclass(frozen=True)
class Asked:
    """A motion's delivered samples, and m questions: from which sample, and how far ahead."""

    samples: Samples
    tilt_deg: FloatArray
    rate_deg_s: FloatArray
    true_deg: Callable[[FloatArray], FloatArray]
    index: IntArray
    ahead_s: FloatArray

    @property
    def far(self) -> FloatArray:
        """How far ahead, as a column of at most 60 ms."""
        return np.clip(self.ahead_s, 0.0, LONGEST_PREDICTION_S)[:, np.newaxis]

    @property
    def start(self) -> FloatArray:
        return self.tilt_deg[self.index]

    def rates(self, ages: Iterable[int]) -> FloatArray:
        """Rates of these ages, in samples, at each question: (m, ages, 2)."""
        return np.stack([self.rate_deg_s[self.index - age] for age in ages], axis=1)


Predictor = Callable[[Asked], FloatArray]


def newest(asked: Asked) -> FloatArray:
    return asked.start


def straight(asked: Asked) -> FloatArray:
    return asked.start + asked.far * asked.rate_deg_s[asked.index]


def product(asked: Asked) -> FloatArray:
    """What the trainer draws."""
    return np.array(
        [
            tilt_ahead(asked.samples[max(index + 1 - NEWEST_ROWS, 0) : index + 1], ahead_s)
            for index, ahead_s in zip(asked.index.tolist(), asked.far[:, 0].tolist(), strict=True)
        ]
    )


def perfect(asked: Asked) -> FloatArray:
    """The newest sample moved by the true way: all that is left is the error of the tilt."""
    now_s = asked.samples.t_s[asked.index]
    moved = asked.true_deg(now_s + asked.ahead_s) - asked.true_deg(now_s)
    return np.asarray(asked.start + moved)


def damped_rate(fades_s: float) -> Predictor:
    def ahead(asked: Asked) -> FloatArray:
        way = -fades_s * np.expm1(-asked.far / fades_s)
        return asked.start + way * asked.rate_deg_s[asked.index]

    return ahead


def polynomial(order: int, readings: int) -> Predictor:
    """Least squares through so many rates, as a Savitzky-Golay filter at its newest point."""
    ages_s = -PERIOD_S * np.arange(readings)
    fit = np.linalg.pinv(np.vander(ages_s, order + 1, increasing=True))

    def ahead(asked: Asked) -> FloatArray:
        factors = np.einsum("pn,mna->mpa", fit, asked.rates(range(readings)))
        ways = [asked.far ** (p + 1) / (p + 1) * factors[:, p] for p in range(order + 1)]
        return asked.start + sum(ways)

    return ahead


def agreed(short: int, long: int, fades_s: float) -> Predictor:
    """The product's way with other stretches, in samples, and without its look at the noise."""

    def slope(asked: Asked, readings: int) -> FloatArray:
        ages_s = PERIOD_S * np.arange(readings)
        off = ages_s.mean() - ages_s
        return np.einsum("n,mna->ma", off / (off @ off), asked.rates(range(readings)))

    def ahead(asked: Asked) -> FloatArray:
        quick, steady = slope(asked, short), slope(asked, long)
        smaller = np.where(np.abs(quick) < np.abs(steady), quick, steady)
        slopes = np.where(quick * steady > 0, smaller, 0.0)
        way = fades_s * (asked.far + fades_s * np.expm1(-asked.far / fades_s))
        return straight(asked) + way * slopes

    return ahead


def kalman(jerk: float, fades_s: float, growth_per_s: float = 0.0) -> Predictor:
    """Steady-state Kalman filter of tilt, rate and push, from both delivered columns.

    The push forgets with `fades_s` (Singer; infinite: constant acceleration) and wanders by `jerk`
    in deg/s³ per root hertz. With a growth the board tips over as it does on a dome.
    """
    damping = DAMPING_PER_S if growth_per_s else 0.0
    flow = np.array([[0, 1, 0], [growth_per_s**2, -damping, 1], [0, 0, -1 / fades_s]])
    step = expm(flow * PERIOD_S)
    parts = [expm(flow * PERIOD_S * share)[:, 2:] for share in (np.arange(40) + 0.5) / 40]
    wander = jerk**2 * PERIOD_S * sum(part @ part.T for part in parts) / 40
    reads = np.eye(2, 3)
    noise = np.diag([TILT_NOISE_DEG**2, RATE_NOISE_DEG_S**2])
    spread = solve_discrete_are(step.T, reads.T, wander + 1e-12 * np.eye(3), noise)
    gain = spread @ reads.T @ np.linalg.inv(reads @ spread @ reads.T + noise)
    keep = (np.eye(3) - gain @ reads) @ step

    def ahead(asked: Asked) -> FloatArray:
        taken = np.einsum("ij,njk->nik", gain, np.stack((asked.tilt_deg, asked.rate_deg_s), 1))
        state, states = np.zeros((3, 2)), np.empty((len(taken), 3, 2))
        state[:2] = asked.tilt_deg[0], asked.rate_deg_s[0]
        for at in range(len(taken)):
            states[at] = state = keep @ state + taken[at]
        here = states[asked.index]
        far = asked.far[:, 0].round(4)
        rows = {s: expm(flow * s)[0] - (1, 0, 0) for s in np.unique(far).tolist()}
        moves = np.array([rows[s] for s in far.tolist()])
        return asked.start + np.einsum("mi,mia->ma", moves, here)

    return ahead


class Fitted:
    """The way ahead by ridge regression on rates of nine ages, fitted on whole motions.

    What is asked about is left out of what it is fitted on, unless `hindsight` fits on that alone:
    nothing that reads these rates linearly does better.
    """

    def __init__(self, on: Sequence[Asked], hindsight: bool = False) -> None:
        self._on, self._hindsight = on, hindsight

    def __call__(self, asked: Asked) -> FloatArray:
        others = [one for one in self._on if one.samples is not asked.samples]
        learned = [asked] if self._hindsight else others
        steps = np.maximum(np.rint(asked.far[:, 0] / FIT_STEP_S), 1).astype(int)
        read, found = asked.rates(READ), asked.start.copy()
        for step in np.unique(steps).tolist():
            here, far_s = steps == step, step * FIT_STEP_S
            weights = _weights(learned, far_s)
            way = np.einsum("l,mla->ma", weights, read[here])
            found[here] += way * asked.far[here] / far_s
        return found


def _weights(learned: Sequence[Asked], far_s: float) -> FloatArray:
    products: FloatArray = RIDGE**2 * np.eye(len(READ))
    targets: FloatArray = np.zeros(len(READ))
    for one in learned:
        index = np.arange(one.index[0], len(one.samples) - 50, 3)
        at_s = one.samples.t_s[index]
        way = one.true_deg(at_s + far_s) - one.tilt_deg[index]
        read = np.concatenate(
            [np.stack([one.rate_deg_s[index - age, axis] for age in READ], 1) for axis in (0, 1)]
        )
        scale = 1 / np.mean(read[:, 0] ** 2)
        products = products + scale * read.T @ read / len(read)
        targets = targets + scale * read.T @ way.T.ravel() / len(read)
    return np.linalg.solve(products, targets)
