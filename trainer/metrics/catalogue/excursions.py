"""Family F, the board: how often its inside edge went beyond half of the rim, and how it came back.

Inside is the edge towards the other leg. This is about the board, not the body: it says nothing
about the knee.
"""

import numpy as np
import numpy.typing as npt

from trainer.metrics.catalogue.zones import FAR_INSIDE, inside_deg
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family
from trainer.metrics.registry import metric
from trainer.metrics.sway import Sway
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side

EXCURSION, LONG_ENOUGH_S = 0.5, 0.2
"""An excursion is farther inside than this share of the rim there, for so long."""

NO_EXCURSION = "the inside edge never went more than halfway down, or never came back up"


@metric(
    "inside_excursions",
    unit="1",
    family=Family.SIDE,
    better=Better.LOWER,
    words=("times the inside edge went more than halfway down",),
    plain="How often the big-toe side of the board went more than halfway down.",
)
def inside_excursions(sway: Sway, side: Side, rim: Envelope) -> float:
    """How often the inside edge was down (of the board, not the knee) by more than half of the rim
    there, for 200 ms or more; one that had begun before the record or in a pause is not counted.

    `NotMeasurableError` on two legs, and without samples.
    """
    return float(sum(len(_excursions(part, sway.rate_hz)) for part in _shares(sway, side, rim)))


@metric(
    "inside_recovery_s",
    unit="s",
    family=Family.SIDE,
    better=Better.LOWER,
    words=("inside edge is back up after",),
    plain="How long the big-toe side of the board took to come back up.",
)
def inside_recovery_s(sway: Sway, side: Side, rim: Envelope) -> float:
    """Mean time from the begin of such an excursion until the inside edge is down by no more than a
    quarter of the rim there; one that goes on in a pause or at the end has none.

    `NotMeasurableError` without any, on two legs, and without samples.
    """
    times_s = [
        (home - begin) / sway.rate_hz
        for part in _shares(sway, side, rim)
        for begin, home in _excursions(part, sway.rate_hz)
        if home < len(part)
    ]
    if not times_s:
        raise NotMeasurableError(NO_EXCURSION)
    return float(np.mean(times_s))


def _shares(sway: Sway, side: Side, rim: Envelope) -> list[npt.NDArray[np.float64]]:
    """How far inside, as a share of the rim there, for each stretch between pauses."""
    limit_deg = float(rim.limit_deg(0.0, -1.0 if side is Side.RIGHT else 1.0))
    return np.split(inside_deg(sway, side) / limit_deg, list(sway.breaks))


def _excursions(shares: npt.NDArray[np.float64], rate_hz: float) -> list[tuple[int, int]]:
    """First sample of each excursion, and where it is home; one that is interrupted before a
    quarter is the same one.
    """
    far = np.flatnonzero(np.diff(shares > EXCURSION, prepend=False, append=False))
    found: list[tuple[int, int]] = []
    # Nobody knows since when a stretch that begins far inside was there.
    begins_far = len(shares) > 0 and shares[0] > EXCURSION
    home_at = _home_after(shares, 0) if begins_far else -1
    for begin, end in far.reshape(-1, 2).tolist():
        if (end - begin) / rate_hz < LONG_ENOUGH_S - 1e-9 or begin <= home_at:
            continue
        home_at = _home_after(shares, begin)
        found.append((begin, home_at))
    return found


def _home_after(shares: npt.NDArray[np.float64], begin: int) -> int:
    """The first sample within a quarter from there on; behind the last one if there is none."""
    back = np.flatnonzero(shares[begin:] <= FAR_INSIDE)
    return begin + int(back[0]) if len(back) else len(shares)
