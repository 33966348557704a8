"""Families T and B: of a whole trial its length, its samples, and how long balance was kept.

All of it is kept for failed trials.
"""

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Ending, Received
from trainer.metrics.registry import Censored, Family, Validity, metric


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
