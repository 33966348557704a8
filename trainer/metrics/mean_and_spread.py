"""Declares a number of each repetition as two metrics: its mean, and its standard deviation.

The catalogue's modules of thigh and pelvis use it; which fact a metric takes is theirs to say.
"""

from collections.abc import Callable

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.registry import OURS, Family, Validity, metric
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
    source: str = OURS,
) -> None:
    """Declare both; `what` completes their formulas: "Mean over the squats of ..."."""
    for whole, suffix, words in (
        (mean, "", f"Mean over the {of} of "),
        (spread, "_sd", f"Standard deviation (N − 1) over the {of} of "),
    ):
        whole.__doc__ = words + what[:1].lower() + what[1:]
        metric(
            name + suffix,
            unit=unit,
            source=source,
            family=family,
            validity=Validity.EVERY_TRIAL,
        )(whole)
