"""The involved leg against the uninvolved leg as that was at its first baseline of the episode.

The reference is frozen: a good leg that falls, or fails for a while, must not look like a bad leg
that rises.
"""

from collections.abc import Sequence

from trainer.progress.scale import scale_of
from trainer.progress.values import Finding, LegProgress, Phase, Role, Symmetry
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
FAILS_MORE = (
    "the {side} leg now fails more often than at its baseline: check whether symmetry was gained "
    "because the good leg fell"
)
FAILS_LESS = "the {side} leg now fails less often than at its baseline"
AND_BACK = (
    "the {side} leg failed {how} often for a while since its baseline: its verdict counts from a "
    "later baseline, this comparison from the first"
)
STEADIER = {1: "more is steadier", -1: "less is steadier"}


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
    changed, references = _changed(good), good.references
    if not references or (good.phase is bad.phase and bad.phase not in references):
        return Symmetry(None, NO_BASELINE.format(side=good.side), changed)
    if bad.phase not in references:
        return Symmetry(None, TWO_METRICS, changed)
    values = [v.value for v in bad.visits if v.value is not None and v.phase is bad.phase]
    if not values:
        return Symmetry(None, NO_VALUE.format(side=bad.side), changed)
    scale, reference = scale_of(bad.metric), references[bad.phase]
    return Symmetry(
        100 * values[-1] / reference,
        reference_changed=changed,
        metric=scale.metric,
        of=f"{scale.words}; {STEADIER[scale.sign]}",
    )


def _changed(good: LegProgress) -> str:
    """What happened to the good leg since its first baseline, beyond noise or in how it fails."""
    found = {Finding.WORSE: FELL, Finding.BETTER: ROSE}.get(good.verdict.finding, "")
    said = [words for words in (_changed_over(good), found) if words]
    return "; ".join(said).format(side=good.side)


def _changed_over(good: LegProgress) -> str:
    if not good.references:
        return ""
    first = next(iter(good.references))
    begun = next(v.number for v in good.visits if v.phase is first and v.role is Role.BASELINE)
    left = any(visit.phase is not first for visit in good.visits[begun:])
    if good.phase is not first:
        return FAILS_MORE if good.phase is Phase.FAILING else FAILS_LESS
    how = "more" if first is Phase.STEADY else "less"
    return AND_BACK.replace("{how}", how) if left else ""
