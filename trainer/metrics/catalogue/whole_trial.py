"""Family T: a whole trial's length, its samples, and how long the patient kept balance.

A trial that does not count keeps its time to failure and its share of samples.
"""

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Ending, Received
from trainer.metrics.kinds import Better, Family, Posture, Validity
from trainer.metrics.registry import Censored, metric


@metric(
    "samples_received_pct",
    unit="%",
    family=Family.TRIAL,
    better=Better.NEITHER,
    words=("samples that arrived",),
    plain="How much of what the board sent has arrived.",
    validity=Validity.EVERY_TRIAL,
)
def samples_received_pct(received: Received) -> float:
    """Share of the samples sent in the measured part that arrived.

    The board numbers what it sends. Pauses are left out. A trial below 98 % does not count.
    """
    return 100.0 * min(received.samples / received.sent, 1.0)


@metric(
    "time_standing_s",
    unit="s",
    family=Family.TRIAL,
    better=Better.HIGHER,
    words=("time standing",),
    plain="How long you stood.",
)
def time_standing_s(measured_s: float) -> float:
    """Length of the measured part without its pauses; at most the length that was chosen.

    `NotMeasurableError` for a trial that ended before its measured part began.
    """
    if measured_s <= 0:
        raise NotMeasurableError("the trial ended before its measured part began")
    return measured_s


@metric(
    "time_to_failure_s",
    unit="s",
    family=Family.TRIAL,
    better=Better.HIGHER,
    words=("failure, from letting go",),
    plain="How long you stood before a hand or foot had to help.",
    validity=Validity.EVERY_TRIAL,
    posture=Posture.STANDING,
    version=2,
)
def time_to_failure_s(ending: Ending) -> float:
    """Time from the start of the trial to where the first touch, foot down or rim rest began,
    without pauses. A trial that did not fail gives its length, marked as censored: the true time is
    longer.

    Counted from the start and not from the first measured sample. What takes time to be sure of
    (an empty board 2 s, the rim 0.5 or 1 s, the mat 0.2 s, load gone 0.5 s) began that much earlier
    than it was noted. `NotMeasurableError` if the failure was noted after the end.
    """
    if ending.seconds_from_start is None:
        raise NotMeasurableError("the failure was noted after the end: its time is not known")
    seconds = ending.seconds_from_start
    return seconds if ending.failed else Censored(seconds)
