"""Runs every metric that fits on what is known: what trials and files have in common."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from trainer.metrics.catalogue.board import rim_time_pct
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Facts
from trainer.metrics.registry import Censored, Fits, Metric, Validity, metrics_for
from trainer.recording.trial import MetricValue
from trainer.recording.vocabulary import NO_VALUE_OUTCOMES, Outcome

MOST_RIM_TIME_PCT = 5.0
MOST_SUPPORT_PCT = 5.0
LEAST_RECEIVED_PCT = 98.0
RIM_TIME, SUPPORT, RECEIVED = "rim_time_pct", "support_pct", "samples_received_pct"
ENDED = {
    Outcome.TOUCH: "ended with a touch of the rail",
    Outcome.FOOT_DOWN: "ended with a foot down",
    Outcome.RIM_REST: "ended with the board resting on its rim",
    Outcome.PAIN: "was stopped for pain",
    Outcome.STOPPED: "was stopped early",
    Outcome.INTERRUPTED: "was interrupted",
    Outcome.NOT_HELD: "never began: the ring was not held",
}
"""Endings of trials that do not count, after "the trial"."""


@dataclass(frozen=True)
class TrialMeasures:
    """The numbers of one trial or file, and why others are missing.

    `n`, `duration_s` and `rate_hz` describe the measured signal; `omitted` maps a metric's name to
    the reason. `why_not` says why the trial does not count, and is empty if it does. `remarks` are
    sentences for whoever reads the numbers: they are stored and shown with the trial.
    """

    n: int
    duration_s: float
    rate_hz: float
    values: tuple[MetricValue, ...]
    omitted: dict[str, str] = field(default_factory=dict)
    why_not: str = ""
    remarks: tuple[str, ...] = ()

    def value(self, name: str) -> float | None:
        """A metric's value; None if it has none."""
        return next((one.value for one in self.values if one.name == name), None)

    def beside(self, other: "TrialMeasures") -> "TrialMeasures":
        """These values and the other's; n, duration and rate stay these."""
        return replace(
            self,
            values=self.values + other.values,
            omitted={**self.omitted, **other.omitted},
        )


def why_not_counted(outcome: Outcome, measured: Mapping[str, float]) -> str:
    """Why a trial does not count, for score, last, best and statistics alike; empty if it does.

    It counts when it was completed, with at most 5 % of rim time, at most 5 % of the weight on the
    rail, and at least 98 % of its samples.
    """
    if outcome is not Outcome.COMPLETED:
        return f"the trial {ENDED[outcome]}"
    if measured.get(RIM_TIME, 0.0) > MOST_RIM_TIME_PCT:
        return _rim_words(measured[RIM_TIME])
    if measured.get(SUPPORT, 0.0) > MOST_SUPPORT_PCT:
        return (
            f"a hand on the rail carried {measured[SUPPORT]:.1f} % of the weight, "
            f"more than {MOST_SUPPORT_PCT:g} %"
        )
    if measured.get(RECEIVED, 100.0) < LEAST_RECEIVED_PCT:
        return (
            f"only {measured[RECEIVED]:.1f} % of the board's samples arrived, "
            f"less than {LEAST_RECEIVED_PCT:g} %"
        )
    return ""


def why_unsound(facts: Facts) -> str:
    """Why a trial has no sway values: it failed or leaned on its rim. Empty if it is sound."""
    if facts.ending is not None and facts.ending.outcome in NO_VALUE_OUTCOMES:
        return f"the trial {ENDED[facts.ending.outcome]}: failed trials sway least"
    if facts.rim is None or facts.sway is None or not facts.sway.n:
        return ""
    share = rim_time_pct(facts.sway, facts.rim)
    return _rim_words(share) if share > MOST_RIM_TIME_PCT else ""


def measure(facts: Facts, metrics: Iterable[Metric], unsound: str | None = None) -> TrialMeasures:
    """The values of these metrics, and the reason for each that has none.

    `unsound` says why there are no sway values, if that was judged by other facts than these.
    """
    unsound = why_unsound(facts) if unsound is None else unsound
    values: list[MetricValue] = []
    omitted: dict[str, str] = {}
    for metric in metrics:
        if unsound and metric.validity is Validity.SOUND_TRIALS:
            omitted.update(dict.fromkeys(metric.names, unsound))
            continue
        try:
            values.extend(_values(metric, facts))
        except NotMeasurableError as problem:
            omitted.update(dict.fromkeys(metric.names, str(problem)))
    sway = facts.sway
    assert sway is not None
    return TrialMeasures(sway.n, sway.duration_s, sway.rate_hz, tuple(values), omitted)


def nothing_for(fits: Iterable[Fits], rate_hz: float, why: str) -> TrialMeasures:
    """No value for any of these metrics, and why."""
    names = [name for metric in metrics_for(*fits) for name in metric.names]
    return TrialMeasures(0, 0.0, rate_hz, (), dict.fromkeys(names, why))


def _values(metric: Metric, facts: Facts) -> Iterator[MetricValue]:
    found = metric.values(facts)
    signal = getattr(facts, metric.signal)
    for name, value in zip(metric.names, found, strict=True):
        yield MetricValue(
            name=name,
            value=float(value),
            unit=metric.unit_of(facts.unit),
            definition=metric.definition,
            rate_hz=signal.rate_hz,
            filter=signal.filter,
            version=metric.version,
            censored=isinstance(value, Censored),
        )


def _rim_words(share_pct: float) -> str:
    return (
        f"the board was on its rim {share_pct:.1f} % of the time, more than {MOST_RIM_TIME_PCT:g} %"
    )
