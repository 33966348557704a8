"""Family B: how long balance was kept, the headline of a hard task. Kept for failed trials."""

from trainer.metrics.ending import Ending
from trainer.metrics.known import Need
from trainer.metrics.registry import OURS, Censored, Family, Fits, Validity, metric
from trainer.metrics.sway import Sway


@metric(
    "time_to_failure_s",
    unit="s",
    formula="start of the trial to the first touch, foot down or rim rest; without one the "
    "trial's length, censored",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.ENDING,),
    validity=Validity.EVERY_TRIAL,
)
def time_to_failure_s(sway: Sway, ending: Ending) -> float:
    """Seconds from the start of the trial to its failure, pauses left out.

    Counted from the start and not from the first measured sample. A trial that did not fail gives
    its length as `Censored`: the true time is longer. Ours.
    """
    seconds = ending.seconds_from_start
    return seconds if ending.failed else Censored(seconds)
