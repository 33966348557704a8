"""From a trial's target events to the ring that was shown at each measured sample."""

from collections.abc import Mapping, Sequence

import numpy as np

from trainer.metrics.errors import SignalError
from trainer.metrics.ring import Ring
from trainer.metrics.sway import FloatArray
from trainer.recording.json_value import Json

_ROUNDING_S = 1e-6


def ring_of(
    times_s: FloatArray,
    targets: Sequence[tuple[float, Mapping[str, Json]]],
    parameters: Mapping[str, Json],
) -> Ring | None:
    """The ring at each of these times; None where the activity has none.

    `targets` are the times and data (`ap_deg`, `ml_deg`, `radius_deg`) of the target events, each
    good until the next. What an event leaves out, and the ring before the first of them, comes
    from the activity's `radius_deg`, about level.
    """
    radius_deg = _number(parameters, "radius_deg", 0.0)
    if not targets:
        return Ring(0.0, 0.0, radius_deg) if radius_deg > 0 else None
    rings = [(0.0, 0.0, radius_deg)]
    rings += [
        (
            _number(data, "ap_deg", 0.0),
            _number(data, "ml_deg", 0.0),
            _number(data, "radius_deg", radius_deg),
        )
        for _, data in targets
    ]
    shown = np.searchsorted([at for at, _ in targets], times_s + _ROUNDING_S, side="right")
    ap_deg, ml_deg, radius = np.array(rings)[shown].T
    return Ring(ap_deg, ml_deg, radius)


def _number(data: Mapping[str, Json], name: str, otherwise: float) -> float:
    value = data.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise SignalError(f"the target's {name} is {value!r}, not a number of degrees")
    return float(value)
