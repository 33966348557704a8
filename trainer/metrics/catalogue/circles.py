"""Family D: going round a ring, both ways, or along the rim.

No standard is published for a balance board, so all of these are ours.
"""

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Validity
from trainer.metrics.moving_facts import Circling
from trainer.metrics.registry import metric
from trainer.metrics.rounds import (
    FULL_DEG,
    SECTORS,
    radial_error_deg,
    reversals_of,
    sector_of,
    ways_of,
)
from trainer.metrics.smoothness import SPARC_SOURCE, sparc
from trainer.recording.columns import FloatArray

TOO_FEW_ROUNDS = "needs {needed} complete rounds, and there are {found}"


@metric(
    "laps",
    unit="1",
    family=Family.CIRCLES,
    better=Better.NEITHER,
    words=("rounds",),
    plain="How many rounds you made.",
    validity=Validity.EVERY_TRIAL,
)
def laps(circling: Circling) -> float:
    """Rounds in the way asked for, both ways together: angle turned / 360°. Turning back counts
    against it, and nearer to the middle than half the ring's radius the angle stands still.

    Not rounded: half a round is 0.5. A trial that does not count keeps it: breaking off early only
    makes it smaller.
    """
    return sum(float(way.turned_deg[-1]) for way in ways_of(circling)) / FULL_DEG


@metric(
    "lap_time_cv",
    unit="1",
    family=Family.CIRCLES,
    better=Better.LOWER,
    words=("unevenness of the rounds",),
    plain="How much your rounds differed in length of time.",
)
def lap_time_cv(circling: Circling) -> float:
    """Coefficient of variation of the times of complete rounds, both ways together: SD (N − 1) /
    mean. Rounds are timed from an eighth of a round after the start of each way.

    `NotMeasurableError` below two complete rounds.
    """
    times_s = np.concatenate([way.round_times_s() for way in ways_of(circling)])
    if len(times_s) < 2:
        raise NotMeasurableError(TOO_FEW_ROUNDS.format(needed="two", found=len(times_s)))
    return float(times_s.std(ddof=1) / times_s.mean())


@metric(
    "radial_error_rms",
    unit="deg",
    family=Family.CIRCLES,
    better=Better.LOWER,
    words=("off the ring or rim",),
    plain="How far you were off the ring, on average.",
)
def radial_error_rms(circling: Circling) -> float:
    """Root mean square over 36 sectors of tilt less the ring's radius: √(mean of the sectors' mean
    squares). A sector that was asked for and never entered counts with the whole radius, so that
    standing still on the ring earns nothing.

    A sample belongs to the sector that the board is in. Sectors that the target did not pass are
    left out.
    """
    return radial_error_deg(ways_of(circling))


@metric(
    "roundness",
    unit="1",
    family=Family.CIRCLES,
    better=Better.HIGHER,
    words=("roundness, 1 is a circle",),
    plain="How round your rounds were.",
)
def roundness(circling: Circling) -> float:
    """1 − SD(r) / mean(r) of the tilt r on the way round; 1 is a perfect circle.

    SD with N. Along a rim that is not round it stays below 1. `NotMeasurableError` if the board
    stayed level.
    """
    tilt_deg = np.concatenate([way.tilt_deg for way in ways_of(circling)])
    if not tilt_deg.any():
        raise NotMeasurableError("the board stayed level: nothing is round")
    return 1.0 - float(tilt_deg.std() / tilt_deg.mean())


@metric(
    "coverage_pct",
    unit="%",
    family=Family.CIRCLES,
    better=Better.HIGHER,
    words=("share of the way covered",),
    plain="How much of the way round you reached.",
    validity=Validity.EVERY_TRIAL,
)
def coverage_pct(circling: Circling) -> float:
    """Share of 36 sectors in which the tilt reached 80 % of the ring's radius at least once; 95 %
    where contact with the rim is asked for.

    A trial that does not count keeps it, as it keeps its rounds.
    """
    covered: set[int] = set()
    for way in ways_of(circling):
        out = way.tilt_deg >= circling.covered_from * way.ring_deg
        covered.update(sector_of(way.direction_deg[out], SECTORS).tolist())
    return 100.0 * len(covered) / SECTORS


@metric(
    "reversals",
    unit="1",
    family=Family.CIRCLES,
    better=Better.LOWER,
    words=("times the board turned back",),
    plain="How often you turned back on the way round.",
)
def reversals(circling: Circling) -> float:
    """How often the board turned back by 10° or more against the way asked for, and then went on.

    Turning back again counts once the board has gone on by 10°.
    """
    return float(sum(reversals_of(way.turned_deg) for way in ways_of(circling)))


@metric(
    "angular_velocity_cv",
    unit="1",
    family=Family.CIRCLES,
    better=Better.LOWER,
    words=("unevenness of the speed on the way round",),
    plain="How much your speed changed on the way round.",
)
def angular_velocity_cv(circling: Circling) -> float:
    """Coefficient of variation of the angular velocity in complete rounds: SD / mean, both with N;
    0 is perfectly even.

    By central differences. `NotMeasurableError` without a complete round.
    """
    speeds = np.concatenate(_angular_velocities(circling))
    return float(speeds.std() / speeds.mean())


@metric(
    "sparc",
    unit="1",
    family=Family.CIRCLES,
    better=Better.HIGHER,
    words=("smoothness of the rounds, nearer to 0 is smoother",),
    plain="How smoothly you went round.",
    source=SPARC_SOURCE,
)
def sparc_of_rounds(circling: Circling) -> float:
    """Spectral arc length of the angular speed, mean over the complete rounds: −Σ√(Δf² + Δ|V|²) of
    its magnitude spectrum V to 10 Hz, both scaled to 1, padded by 4 powers of two, where |V| is
    0.05 or more. Nearer to zero is smoother; it compares at one pace only.

    A round is cut out of a motion that goes on, which costs even a perfectly even one of 4 s −2.40.
    `NotMeasurableError` without a complete round.
    """
    speeds = _angular_velocities(circling)
    return float(np.mean([sparc(np.abs(one), circling.rate_hz) for one in speeds]))


def _angular_velocities(circling: Circling) -> list[FloatArray]:
    """Angular velocity in deg/s in each complete round of two samples or more."""
    rounds = [one for way in ways_of(circling) for one in way.rounds() if len(one) > 2]
    if not rounds:
        raise NotMeasurableError(TOO_FEW_ROUNDS.format(needed="one", found="none"))
    return [np.gradient(one) * circling.rate_hz for one in rounds]
