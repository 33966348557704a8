"""Runs every metric that fits on what is known: what trials and files have in common."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from trainer.metrics.counting import EVIDENCE
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Facts
from trainer.metrics.kinds import Fits, Posture, Validity
from trainer.metrics.registry import Censored, Metric, metrics_for
from trainer.recording.trial import MetricValue
from trainer.recording.vocabulary import Stance

Part = tuple[Facts, Sequence[Metric]]
"""What is known of one signal, and the metrics that are made of it."""

SEATED = "seated, the board moves with the ankle and says nothing about balance"


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


def measure(facts: Facts, metrics: Iterable[Metric], why_not: str = "") -> TrialMeasures:
    """The values of these metrics, and the reason for each that has none.

    `why_not` says why the trial does not count: it then keeps only the metrics of every trial.
    """
    values: list[MetricValue] = []
    omitted: dict[str, str] = {}
    for metric in metrics:
        if why_not and metric.validity is Validity.SOUND_TRIALS:
            omitted.update(dict.fromkeys(metric.names, why_not))
        elif facts.stance is Stance.SEATED and metric.posture is Posture.STANDING:
            omitted.update(dict.fromkeys(metric.names, SEATED))
        else:
            try:
                values.extend(_values(metric, facts))
            except NotMeasurableError as problem:
                omitted.update(dict.fromkeys(metric.names, str(problem)))
    sway = facts.sway
    assert sway is not None
    return TrialMeasures(sway.n, sway.duration_s, sway.rate_hz, tuple(values), omitted)


def evidence(parts: Iterable[Part]) -> dict[str, float]:
    """Those metrics by name that the rule of what counts is asked with."""
    found: dict[str, float] = {}
    for facts, metrics in parts:
        asked = [metric for metric in metrics if set(metric.names) & set(EVIDENCE)]
        found |= {value.name: value.value for value in measure(facts, asked).values}
    return found


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
