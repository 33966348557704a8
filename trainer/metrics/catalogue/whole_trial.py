"""Family T: what holds of a whole trial, whatever was measured in it. Kept for failed trials."""

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Received
from trainer.metrics.registry import Family, Validity, metric


@metric("samples_received_pct", unit="%", family=Family.TRIAL, validity=Validity.EVERY_TRIAL)
def samples_received_pct(received: Received) -> float:
    """Samples of the measured part that arrived, of all that the board numbered in it.

    Pauses are left out. A trial below 98 % does not count.
    """
    return 100.0 * min(received.samples / received.sent, 1.0)


@metric("time_standing_s", unit="s", family=Family.TRIAL, validity=Validity.EVERY_TRIAL)
def time_standing_s(measured_s: float) -> float:
    """Length of the measured part without its pauses, at most the length asked for.

    `NotMeasurableError` for a trial that ended before its measured part began.
    """
    if measured_s <= 0:
        raise NotMeasurableError("the trial ended before its measured part began")
    return measured_s
