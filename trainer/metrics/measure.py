"""Runs every metric that fits over one signal: what trials and files have in common."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from trainer.metrics.catalogue.rim import rim_time_pct
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.known import Known
from trainer.metrics.registry import Censored, Metric, Signal, Validity
from trainer.metrics.sway import Sway
from trainer.recording.trial import MetricValue
from trainer.recording.vocabulary import NO_VALUE_OUTCOMES

MOST_RIM_TIME_PCT = 5.0


@dataclass(frozen=True)
class TrialMeasures:
    """The numbers of one trial or file, and why others are missing.

    `n`, `duration_s` and `rate_hz` are of the signal that was measured; `omitted` is metric name
    to reason. `why_not` says why the trial does not count, and is empty if it does.
    """

    n: int
    duration_s: float
    rate_hz: float
    values: tuple[MetricValue, ...]
    omitted: dict[str, str] = field(default_factory=dict)
    why_not: str = ""


@dataclass(frozen=True)
class Prepared:
    """A signal with the name of the filter it went through."""

    sway: Sway
    filter_name: str


@dataclass(frozen=True)
class Signals:
    """What the metrics are computed from, and the unit it is in."""

    prepared: Mapping[Signal, Prepared]
    unit: str

    def of(self, signal: Signal) -> Prepared:
        """The signal a metric asks for. `NotMeasurableError` where there is none of its kind."""
        try:
            return self.prepared[signal]
        except KeyError:
            raise NotMeasurableError(f"needs the {signal.value} signal") from None


def why_not_valid(signals: Signals, known: Known) -> str | None:
    """Why a trial has no sway values: it failed, or leaned on its rim; None for a sound one."""
    if known.ending is not None and known.ending.outcome in NO_VALUE_OUTCOMES:
        return f"the trial ended with {known.ending.outcome.value}: failed trials sway least"
    sway = signals.of(Signal.FILTERED).sway
    if known.rim is None or not sway.n:
        return None
    share = rim_time_pct(sway, known.rim)
    if share <= MOST_RIM_TIME_PCT:
        return None
    return f"the board was on its rim {share:.1f} % of the time, more than {MOST_RIM_TIME_PCT:g} %"


def measure(signals: Signals, known: Known, metrics: Iterable[Metric]) -> TrialMeasures:
    """All values these metrics have for this signal; the others with the reason."""
    return measure_unless(why_not_valid(signals, known), signals, known, metrics)


def measure_unless(
    invalid: str | None, signals: Signals, known: Known, metrics: Iterable[Metric]
) -> TrialMeasures:
    """The same where the validity of the trial (None for a sound one) was judged elsewhere."""
    values: list[MetricValue] = []
    omitted: dict[str, str] = {}
    for metric in metrics:
        if invalid is not None and metric.validity is Validity.SOUND_TRIALS:
            omitted.update(dict.fromkeys(metric.names, invalid))
            continue
        try:
            values.extend(_values(metric, signals, known))
        except NotMeasurableError as problem:
            omitted.update(dict.fromkeys(metric.names, str(problem)))
    sway = signals.of(Signal.FILTERED).sway
    return TrialMeasures(sway.n, sway.duration_s, sway.rate_hz, tuple(values), omitted)


def _values(metric: Metric, signals: Signals, known: Known) -> Iterator[MetricValue]:
    prepared = signals.of(metric.signal)
    found = metric.values(prepared.sway, known)
    for name, value in zip(metric.names, found, strict=True):
        yield MetricValue(
            name=name,
            value=float(value),
            unit=metric.unit_of(signals.unit),
            definition=metric.definition,
            rate_hz=prepared.sway.rate_hz,
            filter=prepared.filter_name,
            version=metric.version,
            censored=isinstance(value, Censored),
        )
