"""The rim of a board, from its empty deck rolled on its edge by hand, once each way round. Pure.

While the edge lies on the floor, tilt depends on direction alone: every sector of a turn has one
tilt, and both turns agree. Anything else means that the edge came up (a board on a low dome rights
itself), or that the dome slipped.
"""

from dataclasses import replace

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.reach import Sectors, angle_words, centres_deg, direction_deg
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Rim

SECTORS = 36
ON_EDGE_DEG = 2.5
"""Below this the edge is not on the floor: the lowest dome's rim is above 5°."""
FASTEST_DEG_S = 150.0
LONGEST_LIFT_S = 0.1
LIFTED_SHARE = 0.6
"""Share of the tilt so far: no rim differs this much between directions."""
SHORTEST_SECTOR_S = 0.03
SPREAD_WITHIN_DEG = 2.0
TURNS_WITHIN_DEG = 1.0
OVERTURNED_DEG = 540.0
AGAIN = "do baps calibrate rim again"


class RimTurn:
    """One turn round the edge. `sense` is +1 from the toes to the right, else −1.

    `add` raises `CalibrationError` for a lifted board and one rolled too fast.
    """

    def __init__(self, rate_hz: float, sense: int) -> None:
        self.tilts = Sectors(SECTORS)
        self.turned_deg = 0.0
        self.too_fast = False
        self._rate_hz, self._sense = rate_hz, sense
        self._fewest = max(round(SHORTEST_SECTOR_S * rate_hz), 2)
        self._last: float | None = None
        self._lifted = 0
        self._middle_deg = 0.0

    def add(self, ap_deg: FloatArray, ml_deg: FloatArray) -> None:
        """Add the delivered tilts of n samples, n at least 1."""
        tilt, direction = np.hypot(ap_deg, ml_deg), direction_deg(ap_deg, ml_deg)
        self._watch_lifting(tilt)
        on_edge = tilt > ON_EDGE_DEG
        if not on_edge.any():
            return
        tilt, direction = tilt[on_edge], direction[on_edge]
        first = direction[0] if self._last is None else self._last
        steps = (np.diff(direction, prepend=first) + 180.0) % 360.0 - 180.0
        self._last = float(direction[-1])
        self.turned_deg += self._sense * float(steps.sum())
        self.too_fast = abs(float(steps.mean())) * self._rate_hz > FASTEST_DEG_S
        if not self.too_fast:
            self.tilts.add(direction, tilt)
        if self.turned_deg > OVERTURNED_DEG:
            raise CalibrationError(
                f"the board was rolled too fast: take ten seconds for a turn; {AGAIN}"
            )

    @property
    def progress(self) -> float:
        """The share of the turn done so far, 0 to 1."""
        return min(self.tilts.share(self._fewest), max(self.turned_deg, 0.0) / 360.0)

    @property
    def done(self) -> bool:
        """Whether it went all the way round with every sector seen."""
        return self.progress >= 1.0

    def half_way(self) -> CalibrationError:
        """The error for a turn that stopped half way."""
        return CalibrationError(
            f"the board was rolled only {max(self.turned_deg, 0.0):.0f}° of 360° round: {AGAIN}, "
            "all the way back to where it began"
        )

    def _watch_lifting(self, tilt: FloatArray) -> None:
        low = tilt < LIFTED_SHARE * self._middle_deg
        self._lifted = self._lifted + len(tilt) if low.all() else 0
        if self._lifted > LONGEST_LIFT_S * self._rate_hz:
            raise CalibrationError(
                f"the edge was lifted off the floor: {AGAIN}, and press it down all the way round"
            )
        if not low.any():
            share = min(len(tilt) / self._rate_hz, 1.0)
            middle = float(np.median(tilt))
            self._middle_deg += (middle - self._middle_deg) * (share if self._middle_deg else 1.0)


def rim_of(right_round: RimTurn, left_round: RimTurn, template: Rim) -> Rim:
    """`template` with the median tilts of two whole turns, sector by sector.

    `CalibrationError` if the tilts of a sector spread or the turns disagree.
    """
    for turn in (right_round, left_round):
        spread = turn.tilts.percentile(95) - turn.tilts.percentile(5)
        worst = int(spread.argmax())
        if spread[worst] > SPREAD_WITHIN_DEG:
            raise CalibrationError(
                f"tilt towards {_where(worst)} varied by {spread[worst]:.1f}°: the board was "
                f"lifted or pressed there; {AGAIN}"
            )
    apart = turns_apart_deg(right_round, left_round)
    worst = int(apart.argmax())
    if apart[worst] > TURNS_WITHIN_DEG:
        raise CalibrationError(
            f"the two turns disagree by {apart[worst]:.1f}° towards {_where(worst)}: {AGAIN}, on "
            "an even floor and without pressing"
        )
    tilts = (right_round.tilts.percentile(50) + left_round.tilts.percentile(50)) / 2.0
    return replace(template, directions_deg=centres_deg(SECTORS), tilt_deg=_tuple(tilts))


def turns_apart_deg(right_round: RimTurn, left_round: RimTurn) -> FloatArray:
    """(36,): how far the two turns are apart in each direction."""
    apart = right_round.tilts.percentile(50) - left_round.tilts.percentile(50)
    return np.abs(apart)


def _where(sector: int) -> str:
    return f"the {angle_words(360.0 / SECTORS * sector)} edge"


def _tuple(values: FloatArray) -> tuple[float, ...]:
    return tuple(round(float(v), 3) for v in values)
