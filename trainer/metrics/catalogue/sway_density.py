"""Family A: how long the sway rests in one place, and how far it is to the next.

The peaks of the sway density curve are the moments of rest (`trainer.metrics.density`).
"""

from trainer.metrics.density import Density
from trainer.metrics.kinds import Better, Family, Fits
from trainer.metrics.registry import metric

BARATTO = "Baratto et al. 2002, Motor Control 6:246; Jacono et al. 2004, Clin Biomech 19:1051"


@metric(
    "sway_density_peak_mean",
    unit="s",
    source=BARATTO,
    family=Family.SWAY,
    fits=(Fits.FORCE_PLATE,),
    better=Better.NEITHER,
    words=("time it rests in one place",),
    plain="How long you rested in one place.",
)
def sway_density_peak_mean(density: Density) -> float:
    """Mean height of the peaks of the sway density curve: the time of the consecutive samples
    before and after a sample that stay within 0.3 cm of it, taken about 50 times a second and
    low-pass filtered at 2.5 Hz (zero phase, 4th order).

    A run ends at the first sample outside: a later return does not count. The ends of the curve,
    where the record cuts runs short, are left out. `NotMeasurableError` with fewer than two peaks,
    and at 5 samples a second or fewer.
    """
    return float(density.heights_s.mean())


@metric(
    "sway_density_peak_distance",
    unit="{u}",
    source=BARATTO,
    family=Family.SWAY,
    fits=(Fits.FORCE_PLATE,),
    better=Better.NEITHER,
    words=("distance between places of rest",),
    plain="How far it was from one place of rest to the next.",
)
def sway_density_peak_distance(density: Density) -> float:
    """Mean distance between the places of consecutive peaks of the sway density curve; the curve is
    that of `sway_density_peak_mean`.

    `NotMeasurableError` as there.
    """
    return float(density.distances.mean())
