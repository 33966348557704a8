"""Family A: how much of the plane the path fills."""

import math

from trainer.metrics.catalogue.amplitude import prediction_ellipse_area
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Fits
from trainer.metrics.registry import PRIETO, metric
from trainer.metrics.sway import Sway


@metric(
    "fractal_dimension",
    unit="1",
    source=PRIETO,
    family=Family.SWAY,
    fits=(Fits.FORCE_PLATE,),
    better=Better.NEITHER,
    words=("fractal dimension of the path",),
    plain="How crooked the way of your sway was.",
)
def fractal_dimension(sway: Sway) -> float:
    """Fractal dimension of the path, ln N / (ln N + ln d − ln `path_length`), where d = √(4·area/π)
    is the width of a circle with the area of `prediction_ellipse_area_95`: 1 for a straight way,
    about 2 for one that fills its ellipse.

    Prieto's FD-CE. It grows with the rate and with noise. `NotMeasurableError` without a step,
    below three samples, if all sway is on one line, and if the path is as long as N widths.
    """
    sway.seconds()
    if not sway.moves.all():
        raise NotMeasurableError("an axis does not move: the ellipse has no area")
    area = prediction_ellipse_area(sway)
    if area <= 0:
        raise NotMeasurableError("all sway is on one line: the ellipse has no area")
    steps = math.log(sway.n)
    widths = math.log(math.sqrt(4 * area / math.pi)) - math.log(sway.path_length)
    if steps + widths <= 0:
        raise NotMeasurableError("the path is longer than all its samples could be in the ellipse")
    return steps / (steps + widths)
