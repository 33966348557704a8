"""The involved leg against the uninvolved leg as that was at its baseline.

The reference is frozen: a good leg that falls must not look like a bad leg that rises.
"""

from collections.abc import Sequence

from trainer.progress.values import Finding, LegProgress, Symmetry
from trainer.recording.vocabulary import Side

OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
UNKNOWN = "nobody said which leg is involved"
BOTH = "both legs are involved, so neither is a reference"
NO_LEG = "there is no anchor test of the {side} leg"
NO_BASELINE = "the {side} leg has no baseline yet"
NO_VALUE = "the {side} leg has no value yet"
TWO_METRICS = "one leg is judged by its time to failure, the other is not"
FELL = (
    "the {side} leg itself has got worse by more than measurement noise: check whether symmetry "
    "was gained because the good leg fell"
)
ROSE = "the {side} leg itself has got better by more than measurement noise"


def symmetry_of(legs: Sequence[LegProgress], involved: Side | None) -> Symmetry:
    """The involved leg's last value as a share of the other leg's frozen baseline."""
    if involved is None or involved is Side.BOTH:
        return Symmetry(None, UNKNOWN if involved is None else BOTH)
    by_side = {leg.side: leg for leg in legs}
    bad, good = by_side.get(involved), by_side.get(OTHER[involved])
    if bad is None or good is None:
        missing = involved if bad is None else OTHER[involved]
        return Symmetry(None, NO_LEG.format(side=missing))
    return _of(bad, good)


def _of(bad: LegProgress, good: LegProgress) -> Symmetry:
    changed = _changed(good)
    if good.metric != bad.metric:
        return Symmetry(None, TWO_METRICS, changed)
    if good.band is None or good.band.baseline == 0:
        return Symmetry(None, NO_BASELINE.format(side=good.side), changed)
    values = [v.value for v in bad.visits if v.value is not None and v.phase is bad.phase]
    if not values:
        return Symmetry(None, NO_VALUE.format(side=bad.side), changed)
    return Symmetry(100 * values[-1] / good.band.baseline, "", changed)


def _changed(good: LegProgress) -> str:
    words = {Finding.WORSE: FELL, Finding.BETTER: ROSE}.get(good.verdict.finding, "")
    return words.format(side=good.side)
