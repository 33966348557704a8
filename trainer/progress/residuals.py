"""What is left of a leg's visits once its own straight trend is taken away: the raw material of
noise.

The clinic's pool and a patient's own share of the noise both start here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from trainer.progress.scale import Scale, scale_for
from trainer.progress.values import AnchorVisit, Phase, Role
from trainer.progress.visits import Reading, reading_of
from trainer.recording.conditions import Conditions

TREND_PARAMETERS = 2


@dataclass(frozen=True)
class Dated:
    """A visit's reading with its day."""

    day: date
    reading: Reading


@dataclass(frozen=True)
class Spread:
    """Squares and their degrees of freedom: of visit means about a trend, and of single trials
    within visits. `inverse_k` is the mean of 1/k over the visits.
    """

    squares: float
    df: float
    within_squares: float
    within_df: float
    inverse_k: float

    @property
    def variance(self) -> float:
        """Of a visit's mean; `df` must not be 0."""
        return self.squares / self.df


def stretches(
    visits: Sequence[AnchorVisit], conditions: Conditions, primary: str, phase: Phase
) -> list[list[Dated]]:
    """The readings of each stretch that a leg spent in a phase, from its baseline on."""
    scale = scale_for(primary, conditions.level, phase)
    return [
        dated_of(list(stretch), conditions, scale)
        for its_phase, stretch in groupby(visits, key=lambda visit: visit.phase)
        if its_phase is phase
    ]


def dated_of(visits: Sequence[AnchorVisit], conditions: Conditions, scale: Scale) -> list[Dated]:
    """The readings of one stretch that have a value, from the baseline on."""
    kept = [visit for visit in visits if visit.role is not Role.LEARNING]
    read = [(visit.day, reading_of(visit.trials, conditions, scale)) for visit in kept]
    return [Dated(day, reading) for day, reading in read if reading is not None]


def spread_about_trend(dated: Sequence[Dated]) -> Spread | None:
    """How visits lie about their own least-squares line over the days; None with fewer than three
    visits, or all on one day.
    """
    n = len(dated)
    if n <= TREND_PARAMETERS:
        return None
    days = [float(one.day.toordinal()) for one in dated]
    values = [one.reading.value for one in dated]
    mean_day, mean = sum(days) / n, sum(values) / n
    along = sum((day - mean_day) ** 2 for day in days)
    if along == 0:
        return None
    both = sum((d - mean_day) * (v - mean) for d, v in zip(days, values, strict=True))
    squares = sum((value - mean) ** 2 for value in values) - both**2 / along
    return spread_of(max(squares, 0.0), n - TREND_PARAMETERS, dated)


def spread_of(squares: float, df: float, dated: Sequence[Dated]) -> Spread:
    """The spread of visits whose means have these squares about something."""
    readings = [one.reading for one in dated]
    return Spread(
        squares,
        df,
        sum(reading.within * (reading.k - 1) for reading in readings),
        sum(reading.k - 1 for reading in readings),
        sum(1 / reading.k for reading in readings) / len(readings),
    )


def averaged(spreads: Iterable[Spread]) -> Spread:
    """One person's legs as one: their variances averaged, their degrees of freedom counted once,
    because the legs of a person are not independent.
    """
    legs = list(spreads)
    n = len(legs)
    return Spread(
        sum(leg.squares for leg in legs) / n,
        sum(leg.df for leg in legs) / n,
        sum(leg.within_squares for leg in legs) / n,
        sum(leg.within_df for leg in legs) / n,
        sum(leg.inverse_k for leg in legs) / n,
    )


def together(spreads: Sequence[Spread]) -> Spread:
    """Stretches or people that are independent, added up; at least one."""
    return Spread(
        sum(one.squares for one in spreads),
        sum(one.df for one in spreads),
        sum(one.within_squares for one in spreads),
        sum(one.within_df for one in spreads),
        sum(one.inverse_k for one in spreads) / len(spreads),
    )
