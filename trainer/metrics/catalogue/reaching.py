"""Family C: reaching for a target that is cued (limits of stability), overall and by direction.

Each reach has one number for each measure. A direction's value is the mean of its reaches, the
overall value the mean of the directions, so that a direction that came twice does not count twice.
A reach in which the board touched its rim has no number. Directions are those of the standing leg,
so that left and right legs compare: outside is the little-toe side.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from trainer.metrics.directions import DIRECTIONS, direction_at, edge_words, foot_words
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family
from trainer.metrics.moving_facts import Reach, Reaches
from trainer.metrics.reaching import began, endpoint, mean_velocity_deg_s
from trainer.metrics.registry import OURS, Function, metric
from trainer.recording.vocabulary import Side

PerReach = Callable[[Reach], float | None]
NO_INSIDE = "on two legs there is no inside"
NO_CUE = "no target was called for a reach"
TOUCHED_RIM = "the board touched its rim in each reach"


def direction_of(reach: Reach, side: Side) -> str:
    """The name of a reach's direction for a standing leg; on two legs, that of a right one."""
    outwards_deg = -reach.direction_deg if side is Side.LEFT else reach.direction_deg
    return direction_at(outwards_deg)


@dataclass(frozen=True)
class _Read:
    """How the nine metrics of a number are read; `plain` is for a patient, without its stop."""

    name: str
    unit: str
    source: str
    better: Better
    words: str
    plain: str

    def declared(self, direction: str = "") -> Callable[[Function], Function]:
        """The decorator of the metric towards a direction, or of the overall one."""
        edge, foot = edge_words(direction), foot_words(direction)
        return metric(
            f"{self.name}_{direction}" if direction else self.name,
            unit=self.unit,
            source=self.source,
            family=Family.REACHING,
            better=self.better,
            words=(f"{self.words}, towards {edge}" if direction else self.words,),
            plain=f"{self.plain}, towards your {foot}." if direction else f"{self.plain}.",
        )


def per_reach(
    name: str, *, unit: str, better: Better, words: str, plain: str, source: str = OURS
) -> Callable[[PerReach], PerReach]:
    """Declare a number for each reach as nine metrics: overall, and for each direction.

    The function returns None for a reach that does not have the number. Its docstring completes
    the formulas: "Mean over the directions of ...". `plain` has no stop: a direction may follow.
    """
    read = _Read(name, unit, source, better, words, plain)

    def declare(function: PerReach) -> PerReach:
        what = function.__doc__ or ""
        what = what[:1].lower() + what[1:]

        def overall(reaches: Reaches, side: Side) -> float:
            found = _by_direction(function, reaches, side)
            if not found:
                raise NotMeasurableError(_why_none(reaches))
            return float(np.mean([np.mean(values) for values in found.values()]))

        overall.__doc__ = f"Mean over the directions of {what}"
        read.declared()(overall)
        for direction in DIRECTIONS:
            _declare_for(direction, function, read)
        return function

    return declare


def _declare_for(direction: str, function: PerReach, read: _Read) -> None:
    words = direction.replace("_", " and ")

    def towards(reaches: Reaches, side: Side) -> float:
        if side is Side.BOTH and direction not in ("toes", "heel"):
            raise NotMeasurableError(NO_INSIDE)
        values = _by_direction(function, reaches, side).get(direction)
        if not values:
            raise NotMeasurableError(f"no reach towards {words} has it")
        return float(np.mean(values))

    towards.__doc__ = f"`{read.name}` of the reaches towards {words}."
    read.declared(direction)(towards)


def _by_direction(function: PerReach, reaches: Reaches, side: Side) -> dict[str, list[float]]:
    """The numbers of the reaches that have one, by direction; none of those on the rim."""
    found: dict[str, list[float]] = {}
    for reach in reaches.each:
        number = None if reach.on_rim else function(reach)
        if number is not None:
            found.setdefault(direction_of(reach, side), []).append(number)
    return found


def _why_none(reaches: Reaches) -> str:
    if not reaches.each:
        return NO_CUE
    if all(reach.on_rim for reach in reaches.each):
        return TOUCHED_RIM
    return (
        "no reach stood out from the sway before its cue: the velocity must exceed the baseline's "
        "mean + 3 SD for 100 ms, 150 ms after the cue or later"
    )


@per_reach(
    "reaction_time_s",
    unit="s",
    better=Better.LOWER,
    words="reaction to a called target",
    plain="How soon you set out for a mark",
)
def reaction_time_s(reach: Reach) -> float | None:
    """The time from the cue until the velocity towards the target stays above the baseline's
    mean + 3 SD (of the second before the cue) for 100 ms; below 150 ms rejected.

    The zero-phase filter spreads a start by some 20 ms to both sides, on every device alike.
    """
    begin = began(reach)
    return None if begin is None else (begin - reach.cued) / reach.rate_hz


@per_reach(
    "movement_velocity",
    unit="deg/s",
    better=Better.HIGHER,
    words="speed of the reach",
    plain="How fast you went to a mark",
)
def movement_velocity(reach: Reach) -> float | None:
    """The mean velocity towards the target between 5 and 95 % of the way from the start of the
    movement to its endpoint."""
    begin = began(reach)
    end = None if begin is None else endpoint(reach, begin)
    if begin is None or end is None:
        return None
    return mean_velocity_deg_s(reach, begin, end)


@per_reach(
    "endpoint_excursion_pct",
    unit="%",
    better=Better.NEITHER,
    words="first movement",
    plain="How near to a mark your first movement brought you",
)
def endpoint_excursion_pct(reach: Reach) -> float | None:
    """The tilt towards the target where the first movement ends, at the first minimum of its
    velocity, as a share of the target's distance from level; a dip by less than a tenth of the
    fastest is a ripple."""
    begin = began(reach)
    end = None if begin is None else endpoint(reach, begin)
    return None if end is None else _excursion_pct(reach, float(reach.along_deg[end]))


@per_reach(
    "maximum_excursion_pct",
    unit="%",
    better=Better.NEITHER,
    words="farthest reach",
    plain="How far you got on the way to a mark",
)
def maximum_excursion_pct(reach: Reach) -> float | None:
    """The largest tilt towards the target from the cue until it went out, as a share of the
    target's distance from level."""
    after = reach.along_deg[reach.cued :]
    return _excursion_pct(reach, float(after.max())) if len(after) else None


@per_reach(
    "directional_control_pct",
    unit="%",
    better=Better.HIGHER,
    words="straight on the way",
    plain="How straight you went to a mark",
)
def directional_control_pct(reach: Reach) -> float | None:
    """100·(on axis − off axis)/on axis, with the ways along and across the target's direction from
    the start of the movement to its endpoint: 100 is straight, below 0 more sideways than on."""
    begin = began(reach)
    end = None if begin is None else endpoint(reach, begin)
    if begin is None or end is None:
        return None
    on_axis, off_axis = (
        float(np.abs(np.diff(way[begin : end + 1])).sum())
        for way in (reach.along_deg, reach.across_deg)
    )
    return 100.0 * (on_axis - off_axis) / on_axis if on_axis > 0 else None


def _excursion_pct(reach: Reach, tilt_deg: float) -> float:
    return 100.0 * tilt_deg / reach.distance_deg
