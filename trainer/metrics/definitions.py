"""The name of all definitions that trials are measured with: stored with each trial's numbers.

`games.replay` adds the activities' own; `baps recompute` looks for trials that bear another name.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from trainer.metrics.prepare import BOARD_RATE_HZ, STANDARD
from trainer.metrics.registry import Metric, all_metrics

DIGITS = 16


def definitions_name(own: Mapping[str, Sequence[Metric]]) -> str:
    """A short name that changes with any metric's name, version, unit, formula or use.

    `own` are the metrics that only one activity has, by the activity's name. Trials that bear
    another name are due to be measured anew: every one, because a new metric may fit any of them.
    """
    said = [_said("", metric) for metric in all_metrics()]
    said += [_said(activity, metric) for activity, metrics in own.items() for metric in metrics]
    prepared = f"{STANDARD.name}, {BOARD_RATE_HZ:g} Hz"
    return sha256("\n".join([prepared, *sorted(said)]).encode()).hexdigest()[:DIGITS]


def _said(activity: str, metric: Metric) -> str:
    """What decides which trials have its values, and what these are."""
    used = (*sorted(metric.fits), metric.validity.value, metric.posture.value)
    return repr((activity, metric.names, metric.version, metric.unit, metric.definition, used))
