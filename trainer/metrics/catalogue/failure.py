"""Family B: how long balance was kept, the headline of a hard task. Kept for failed trials."""

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Ending
from trainer.metrics.registry import Censored, Family, Validity, metric


@metric("time_to_failure_s", unit="s", family=Family.BOARD, validity=Validity.EVERY_TRIAL)
def time_to_failure_s(ending: Ending) -> float:
    """Start of the trial to the first touch, foot down or rim rest; without one the trial's
    length, censored.

    Counted from the start and not from the first measured sample, pauses left out. A trial that
    did not fail gives its length as `Censored`: the true time is longer. `NotMeasurableError`
    where the failure was noted after the end.
    """
    if ending.seconds_from_start is None:
        raise NotMeasurableError("the failure was noted after the end: its time is not known")
    seconds = ending.seconds_from_start
    return seconds if ending.failed else Censored(seconds)
