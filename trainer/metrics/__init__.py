"""From recordings to numbers: one function for each metric, with formula, unit and source.

`measure_trial` takes a recording, `measure_table` a table from `read_table`; games may call the
pure functions of `trainer.metrics.catalogue` on a `Sway`. Sessions, the command line and games use
this package; it knows nothing of boards or databases. To add a metric, add a file to `catalogue/`.
"""

from trainer.metrics.columns import Request
from trainer.metrics.definitions import definitions_name
from trainer.metrics.errors import MetricError, NotMeasurableError, SignalError, TableError
from trainer.metrics.facts import Facts, TargetRing
from trainer.metrics.kinds import Better
from trainer.metrics.measure import TrialMeasures
from trainer.metrics.prepare import CUT_OFF_HZ, LowPass
from trainer.metrics.read_rim import read_envelope
from trainer.metrics.read_table import read_table
from trainer.metrics.registry import Metric, all_metrics, named, own_metric, version_of
from trainer.metrics.sway import Sway
from trainer.metrics.table import (
    MotionTable,
    TableMeasures,
    TableSettings,
    Unit,
    measure_table,
)
from trainer.metrics.trial import measure_trial

__all__ = [
    "CUT_OFF_HZ",
    "Better",
    "Facts",
    "LowPass",
    "Metric",
    "MetricError",
    "MotionTable",
    "NotMeasurableError",
    "Request",
    "SignalError",
    "Sway",
    "TableError",
    "TableMeasures",
    "TableSettings",
    "TargetRing",
    "TrialMeasures",
    "Unit",
    "all_metrics",
    "definitions_name",
    "measure_table",
    "measure_trial",
    "named",
    "own_metric",
    "read_envelope",
    "read_table",
    "version_of",
]
