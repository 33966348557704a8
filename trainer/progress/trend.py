"""The slope of a leg's visits since its baseline: shown, never judged."""

from collections.abc import Sequence

from trainer.progress.residuals import Dated
from trainer.progress.scale import Scale
from trainer.progress.values import Trend

FEWEST_VISITS = 4
"""With fewer the interval has no ends."""
DAYS_A_WEEK = 7.0


def trend_of(dated: Sequence[Dated], scale: Scale) -> Trend | None:
    """Theil-Sen slope a week with its 95 % interval; None with fewer than four visits.

    Of a log metric it is the share by which the value changes in a week.
    """
    if len(dated) < FEWEST_VISITS:
        return None
    from scipy.stats import theilslopes  # noqa: PLC0415  slow to load

    weeks = [one.day.toordinal() / DAYS_A_WEEK for one in dated]
    found = theilslopes([one.reading.value for one in dated], weeks, alpha=0.95)
    return Trend(*(scale.change(float(slope)) for slope in (found[0], found[2], found[3])))
