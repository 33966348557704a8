"""Declares a number of each repetition as two metrics: its mean, and its standard deviation.

The catalogue's modules of thigh and pelvis use it; which fact a metric takes is theirs to say.
"""

from collections.abc import Callable

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Validity
from trainer.metrics.registry import OURS, metric
from trainer.recording.columns import FloatArray


def spread_of(numbers: FloatArray, of: str) -> float:
    """The standard deviation (N − 1); `NotMeasurableError` for fewer than two `of` these."""
    if len(numbers) < 2:
        raise NotMeasurableError(f"a standard deviation needs two {of} that have the number")
    return float(numbers.std(ddof=1))


def declare_both(
    name: str,
    mean: Callable[..., float],
    spread: Callable[..., float],
    what: str,
    *,
    of: str,
    unit: str,
    family: Family,
    words: str,
    plain: str,
    source: str = OURS,
) -> None:
    """Declare both; `what` completes their formulas: "Mean over the squats of ...".

    Neither is called better: what a thigh or a pelvis does is read beside the others.
    """
    for whole, suffix, begin, read, told in (
        (mean, "", f"Mean over the {of} of ", words, plain),
        (
            spread,
            "_sd",
            f"Standard deviation (N − 1) over the {of} of ",
            f"{words}: spread",
            f"How much the {of} differ: {_small(plain)}",
        ),
    ):
        whole.__doc__ = begin + _small(what)
        metric(
            name + suffix,
            unit=unit,
            source=source,
            family=family,
            better=Better.NEITHER,
            words=(read,),
            plain=told,
            validity=Validity.EVERY_TRIAL,
        )(whole)


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
