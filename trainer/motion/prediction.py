"""Where the tilt will be in some milliseconds, from the newest samples: for drawing alone.

Acquisition asks once a frame, with the rows of its table; nothing is kept in between, so that a
gap, a reset or a first sample needs no care. `docs/prediction.md` says what else was measured.

The tilt goes on with the newest rate and with the acceleration that the rates of the last
milliseconds agree on. Two straight lines are drawn through those rates, one through the newest few
and one through three times as long a stretch. Where their slopes have one sign, the smaller is
taken; where they do not, there is none. A steady turn is followed that way, while a knock, or a
push that has only just begun, is not carried on. Legs never push alike for long, so the
acceleration fades. A way so short that the gyroscope's noise could be all of it is not gone.
"""

import math
from collections.abc import Sequence
from itertools import takewhile

from trainer.recording.columns import FloatArray
from trainer.recording.samples import Samples

SHORT_S, LONG_S = 0.006, 0.018
"""The stretches whose slopes must agree."""
FADES_S = 0.1
"""The time constant with which the acceleration fades."""
FEWEST_READINGS = 3
"""Fewer in the short stretch show no slope: gaps, a slow stream, or a stream's first samples."""
NOISE_DEG_S = 0.3
"""Four times the noise of a still gyroscope. Of a way at that speed half is gone, of one at 3 deg/s
99 %."""
NEWEST_ROWS = 20
"""So many rows are enough up to 1 kHz; more only take longer."""
_SLACK_S = 0.0005
"""A slot may be stamped a little late and still belongs to its stretch."""


def tilt_ahead(newest: Samples, ahead_s: float) -> tuple[float, float]:
    """(ap, ml) in degrees so many seconds after the last of n samples, n at least 1."""
    ages_s = _ages_s(newest)
    return (
        float(newest.ap_deg[-1]) + _way_deg(newest.ap_rate_deg_s, ages_s, ahead_s),
        float(newest.ml_deg[-1]) + _way_deg(newest.ml_rate_deg_s, ages_s, ahead_s),
    )


def _ages_s(newest: Samples) -> list[float]:
    """Ages of the readings in the long stretch, newest first; none from before a reset."""
    t_s, epoch = newest.t_s.tolist()[::-1], newest.epoch.tolist()[::-1]
    here = sum(1 for _ in takewhile(lambda e: e == epoch[0], epoch))
    ages_s = (t_s[0] - at for at in t_s[:here])
    return list(takewhile(lambda age: age <= LONG_S + _SLACK_S, ages_s))


def _way_deg(rate_deg_s: FloatArray, ages_s: Sequence[float], ahead_s: float) -> float:
    """How far one axis turns; the last of its rates are as old as `ages_s` says, newest first."""
    rates = rate_deg_s[-len(ages_s) :].tolist()[::-1]
    way = ahead_s * rates[0] + _faded(ahead_s) * _agreed_slope(ages_s, rates)
    noise = NOISE_DEG_S * ahead_s
    return way * way * way / (way * way + noise * noise) if way else 0.0


def _faded(ahead_s: float) -> float:
    """What an acceleration of one that fades adds to the way: the double integral of e^(−t/T)."""
    return FADES_S * (ahead_s + FADES_S * math.expm1(-ahead_s / FADES_S))


def _agreed_slope(ages_s: Sequence[float], values: Sequence[float]) -> float:
    """The smaller of the slopes over both stretches; 0 where they differ in sign."""
    short = sum(1 for _ in takewhile(lambda age: age <= SHORT_S + _SLACK_S, ages_s))
    if short < FEWEST_READINGS:
        return 0.0
    quick, steady = _slope(ages_s[:short], values[:short]), _slope(ages_s, values)
    if quick * steady <= 0.0:
        return 0.0
    return min(quick, steady, key=abs)


def _slope(ages_s: Sequence[float], values: Sequence[float]) -> float:
    """Per second, by least squares."""
    middle = sum(ages_s) / len(ages_s)
    off = [middle - age for age in ages_s]
    return sum(map(float.__mul__, off, values)) / sum(map(float.__mul__, off, off))
