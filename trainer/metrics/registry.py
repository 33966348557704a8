"""How a metric is declared, found and called.

A metric is a function in a module of `trainer.metrics.catalogue` under the decorator `metric`: its
parameters name the facts it needs, the first paragraph of its docstring is its formula. Adding one
touches one new file there; documentation, command and tests find it by themselves. A metric that
only one activity has is declared by `own_metric` in the activity's file.
"""

import importlib
import inspect
import math
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import NEEDS, SIGNALS, Facts
from trainer.metrics.kinds import STANDING, USUAL_FITS, Better, Family, Fits, Posture, Validity
from trainer.metrics.sway import Sway

OURS = "ours"
"""The source of a formula that no standard publishes; the publications of the others follow."""

PRIETO = "Prieto et al. 1996, IEEE Trans Biomed Eng 43:956"
QUIJOUX = "Quijoux et al. 2021, Physiol Rep 9:e15067"
SCHUBERT = "Schubert and Kirchner 2014, Gait Posture 39:518"
DUARTE = "Duarte 2015, Gait Posture 41:44; Santos and Duarte 2016, PeerJ 4:e2648"
ARNOLD = "after Arnold and Schmitz 1998, J Athl Train 33:323"


class Censored(float):
    """A time that was still running when the trial ended: the true one is longer."""


Values = float | tuple[float, ...]
Function = TypeVar("Function", bound=Callable[..., Values])


@dataclass(frozen=True)
class Metric:
    """One function and the names of the values it returns, in order.

    `{u}` in `unit` stands for the signal's own unit; `version` rises when the numbers change.
    `words` are what a therapist reads, one for each name; `plain` says to a patient in one sentence
    what it is.
    """

    names: tuple[str, ...]
    function: Callable[..., Values]
    unit: str
    family: Family
    better: Better
    words: tuple[str, ...]
    plain: str
    source: str = OURS
    fits: tuple[Fits, ...] = ()
    validity: Validity = Validity.SOUND_TRIALS
    posture: Posture = Posture.ANY
    version: int = 1

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The facts it cannot do without: its parameters that have no default."""
        parameters = inspect.signature(self.function).parameters.values()
        return tuple(p.name for p in parameters if p.default is p.empty)

    @cached_property
    def takes(self) -> tuple[str, ...]:
        """All facts it is given if they are known."""
        return tuple(inspect.signature(self.function).parameters)

    @property
    def signal(self) -> str:
        """The signal whose rate and filter are stored with its values."""
        return next((name for name in self.takes if name in SIGNALS), "sway")

    @cached_property
    def formula(self) -> str:
        """The docstring's first paragraph."""
        first = inspect.cleandoc(self.function.__doc__ or "").partition("\n\n")[0]
        return " ".join(first.split()).removesuffix(".")

    @property
    def definition(self) -> str:
        """The formula in words, marked "ours" if no standard publishes it."""
        return f"{self.formula} ({OURS})" if self.source == OURS else self.formula

    def unit_of(self, length_unit: str) -> str:
        """The value's unit for a signal in this unit."""
        return self.unit.format(u=length_unit)

    def values(self, facts: Facts) -> tuple[float, ...]:
        """The values in the order of `names`, all finite.

        `NotMeasurableError` says why there are no values: something it needs is not known, or
        the signal is too short, does not move, or holds something else than numbers.
        """
        given = {name: getattr(facts, name) for name in self.takes}
        for name in self.needs:
            if given[name] is None:
                raise NotMeasurableError(NEEDS[name])
        for signal in given.values():
            if isinstance(signal, Sway):
                signal.require_numbers()
        result = self.function(**{name: v for name, v in given.items() if v is not None})
        values = result if isinstance(result, tuple) else (result,)
        if not all(math.isfinite(value) for value in values):
            raise NotMeasurableError("the formula has no finite value for this signal")
        return values


_declared: list[Metric] = []
_own: dict[str, Metric] = {}


def metric(
    *names: str,
    unit: str,
    family: Family,
    better: Better,
    words: tuple[str, ...],
    plain: str,
    source: str = OURS,
    fits: tuple[Fits, ...] = (),
    validity: Validity = Validity.SOUND_TRIALS,
    posture: Posture = Posture.ANY,
    version: int = 1,
) -> Callable[[Function], Function]:
    """Declare a pure function of facts as the metric with these names."""

    def declare(function: Function) -> Function:
        taken = {name for known in _declared for name in known.names}
        if repeated := taken & set(names):
            raise ValueError(f"the metric {', '.join(sorted(repeated))} is declared twice")
        fitting = fits or USUAL_FITS[family]
        stands = Posture.STANDING if family in STANDING else posture
        read = (better, words, plain)
        how = (unit, family, *read, source, fitting, validity, stands, version)
        _declared.append(checked(Metric(names, function, *how)))
        return function

    return declare


def own_metric(
    name: str, *, unit: str, better: Better, words: str, plain: str
) -> Callable[[Callable[..., float]], Metric]:
    """Declare a metric of one activity, which is listed only in its `ACTIVITY`.

    Two activities may count the same thing: under one name they must say the same of it.
    """

    def declare(function: Callable[..., float]) -> Metric:
        read = (better, (words,), plain)
        own = checked(Metric((name,), function, unit, Family.TRIAL, *read, fits=(Fits.TRIAL,)))
        known = _own.setdefault(name, own)
        if (known.unit, known.better, known.words) != (own.unit, own.better, own.words):
            raise ValueError(f"the metric {name} is declared twice, and not the same")
        return own

    return declare


def checked(declared: Metric) -> Metric:
    """The metric itself; ValueError for an unknown fact, and without a formula or words."""
    if unknown := set(declared.takes) - set(NEEDS):
        raise ValueError(
            f"the metric {declared.names[0]} takes {', '.join(sorted(unknown))}; "
            f"the facts are {', '.join(NEEDS)}"
        )
    if not declared.formula:
        raise ValueError(f"the metric {declared.names[0]} has no docstring to say its formula")
    if len(declared.words) != len(declared.names) or not all(declared.words):
        raise ValueError(f"the metric {declared.names[0]} needs words for a therapist, one each")
    if not declared.plain:
        raise ValueError(f"the metric {declared.names[0]} needs a plain sentence for a patient")
    return declared


@cache
def all_metrics() -> tuple[Metric, ...]:
    """Every metric of the catalogue by family, in the order of files and lines."""
    from trainer.metrics import catalogue  # noqa: PLC0415  the catalogue imports this module

    for module in sorted(pkgutil.iter_modules(catalogue.__path__), key=lambda m: m.name):
        importlib.import_module(f"{catalogue.__name__}.{module.name}")
    return tuple(sorted(_declared, key=lambda m: (m.family.value, m.function.__module__)))


def named(name: str) -> Metric | None:
    """The metric with this name, also one that only an activity has whose file was imported."""
    return _own.get(name) or _by_name().get(name)


@cache
def _by_name() -> dict[str, Metric]:
    return {name: metric for metric in all_metrics() for name in metric.names}


def version_of(name: str) -> int:
    """The version of a metric's numbers; 1 for one that only an activity has."""
    metric = named(name)
    return metric.version if metric else 1


def metrics_for(*fits: Fits) -> Iterator[Metric]:
    """The metrics of each kind of signal, one kind after the other."""
    return (m for kind in fits for m in all_metrics() if kind in m.fits)


def names_for(*fits: Fits) -> frozenset[str]:
    """The names of all metrics of these kinds of signal."""
    return frozenset(name for metric in metrics_for(*fits) for name in metric.names)
