"""How a metric is declared, found and called.

A metric is a function in a module of `trainer.metrics.catalogue` under the decorator `metric`.
Adding one touches one new file there; documentation, command and tests find it by themselves.
"""

import importlib
import math
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, Flag, StrEnum
from functools import cache
from typing import TypeVar

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.known import REASONS, Known, Need
from trainer.metrics.sway import Sway

OURS = "ours"


class Family(StrEnum):
    """The families of the documentation."""

    SWAY = "A. Sway"
    BOARD = "B. Board"
    SIDE = "F. Standing side"
    THIGH = "F. Thigh"
    LOAD = "L. Load cells"


class Fits(Flag):
    """Which kind of signal a metric makes sense for.

    A trial on load cells has `LOAD_CELLS` beside what it has as a force plate or a board, one with
    a dome on them `CONTACT`, too. A trial with a thigh sensor that was set up has `THIGH` beside
    all else.
    """

    FORCE_PLATE = 1
    BOARD = 2
    BOTH = 3
    LOAD_CELLS = 4
    CONTACT = 8
    THIGH = 16


class Signal(Enum):
    """Which signal a metric is computed from."""

    FILTERED = "filtered"
    RAW = "raw"


class Validity(Enum):
    """Whether a failed trial, or one spent on the rim, still has this value."""

    SOUND_TRIALS = "sound trials"
    EVERY_TRIAL = "every trial"


class Censored(float):
    """A time that was still running when the trial ended: the true one is longer."""


Values = float | tuple[float, ...]
Function = TypeVar("Function", bound=Callable[..., Values])


@dataclass(frozen=True)
class Metric:
    """One function and the names of what it returns, in order.

    `unit` holds `{u}` where the signal's own unit stands; `needs` says what it takes after the
    signal, in order; `version` rises when its numbers change.
    """

    names: tuple[str, ...]
    function: Callable[..., Values]
    unit: str
    formula: str
    source: str
    family: Family
    fits: Fits
    needs: tuple[Need, ...] = ()
    signal: Signal = Signal.FILTERED
    validity: Validity = Validity.SOUND_TRIALS
    version: int = 1

    @property
    def definition(self) -> str:
        """The formula in words; says "ours" where no standard is published."""
        return f"{self.formula} ({OURS})" if self.source == OURS else self.formula

    def unit_of(self, length_unit: str) -> str:
        """The unit of the value for a signal in this unit."""
        return self.unit.format(u=length_unit)

    def values(self, sway: Sway, known: Known) -> tuple[float, ...]:
        """The values in the order of `names`, all finite.

        `NotMeasurableError` says why there are none: something needed is not known, or the
        signal is too short or does not move.
        """
        given = [known.get(need) for need in self.needs]
        for need, value in zip(self.needs, given, strict=True):
            if value is None:
                raise NotMeasurableError(REASONS[need])
        result = self.function(sway, *given)
        values = result if isinstance(result, tuple) else (result,)
        if not all(math.isfinite(value) for value in values):
            raise NotMeasurableError("the formula has no finite value for this signal")
        return values


_declared: list[Metric] = []


def metric(
    *names: str,
    unit: str,
    formula: str,
    source: str,
    family: Family,
    fits: Fits,
    needs: tuple[Need, ...] = (),
    signal: Signal = Signal.FILTERED,
    validity: Validity = Validity.SOUND_TRIALS,
    version: int = 1,
) -> Callable[[Function], Function]:
    """Declare a pure function (signal, what it needs ...) as the metric with these names."""

    def declare(function: Function) -> Function:
        taken = {name for known in _declared for name in known.names}
        if repeated := taken & set(names):
            raise ValueError(f"the metric {', '.join(sorted(repeated))} is declared twice")
        _declared.append(
            Metric(
                names,
                function,
                unit,
                formula,
                source,
                family,
                fits,
                needs,
                signal,
                validity,
                version,
            )
        )
        return function

    return declare


@cache
def all_metrics() -> tuple[Metric, ...]:
    """Every metric of the catalogue, by family, in the order of its files and their lines."""
    from trainer.metrics import catalogue  # noqa: PLC0415  the catalogue imports this module

    for module in sorted(pkgutil.iter_modules(catalogue.__path__), key=lambda m: m.name):
        importlib.import_module(f"{catalogue.__name__}.{module.name}")
    return tuple(sorted(_declared, key=lambda m: m.family.value))


def metrics_for(fits: Fits) -> Iterator[Metric]:
    """The metrics that make sense for one kind of signal."""
    return (m for m in all_metrics() if fits in m.fits)
