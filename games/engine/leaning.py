"""How a patient on the board chooses one of several things that stand round level. Pure.

The light is leaned towards one of them and held there for 2 s. Level is rest. Only who comes from
level says something, so that a board that lies aslant, or a rail that is held, chooses nothing; nor
does an empty board, or one on its rim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, exp, hypot, radians, sin

from games.engine.gate import HOLD_US
from games.engine.watches import PresenceLook, RimLimit, motion_of
from trainer.recording.envelope import Range, Rim
from trainer.recording.samples import LONGEST_SILENCE_S, Samples
from trainer.recording.sector import Sector, apart_deg

LEAN_SHARE, REST_SHARE = 0.36, 0.24
"""A tilt is a lean from the first on, and level below the second: shares of the leg's reach."""

LEAST_REACH_DEG = 3.0
"""Where a leg reaches less than this, a lean cannot be told from standing."""

ON_RIM_SHARE = 0.95
SMOOTHED_S, LAPSE_US = 0.4, 400_000
"""A shaking leg leans where it is on the whole, and may lose its direction for a moment."""

STAYS_DEG = 7.0
"""So much farther than to its neighbour the light may be from what it leans to already."""


@dataclass(frozen=True)
class Reach:
    """How far the leg can lean where: the rim, less far where its range ends, nowhere no-go."""

    rim: Rim
    limit: Range | None = None
    no_go: tuple[Sector, ...] = ()

    def at(self, direction_deg: float) -> float:
        """The reach in a direction in degrees; 0 where the leg must not go."""
        if any(sector.holds(direction_deg) for sector in self.no_go):
            return 0.0
        turn = radians(direction_deg)
        envelopes = [self.rim] if self.limit is None else [self.rim, self.limit]
        return min(float(each.limit_deg(cos(turn), sin(turn))) for each in envelopes)


class Leaning:
    """What the board says. `bearings_deg` are the directions of what can be chosen."""

    def __init__(self, reach: Reach, bearings_deg: Sequence[float]) -> None:
        self._bearings = tuple(bearings_deg)
        self._reaches = [reach.at(float(direction)) for direction in range(360)]
        self._rim = RimLimit(reach.rim)
        self.begin_anew()

    @property
    def towards(self) -> int | None:
        """What the light leans to."""
        return self._towards

    @property
    def share(self) -> float:
        """How much of the 2 s is done, 0 to 1."""
        return min(self._held_us / HOLD_US, 1.0)

    @property
    def chosen(self) -> int | None:
        """What was chosen."""
        return self._towards if self._held_us >= HOLD_US else None

    @property
    def nobody(self) -> bool:
        """Whether the board is as still as only an empty one is."""
        return self._presence.empty

    def rest_deg(self) -> float:
        """How far from level the light is at rest, in the tightest direction it may go to."""
        open_ways = [reach for reach in self._reaches if reach >= LEAST_REACH_DEG]
        return REST_SHARE * min(open_ways, default=self._rim.smallest_deg)

    def take(self, samples: Samples) -> None:
        """Take new samples."""
        for at_us, *tilt in motion_of(samples):
            self._step(at_us, tilt)

    def begin_anew(self) -> None:
        """Nothing has been said; the light has to come from level again."""
        self._presence = PresenceLook()
        self._newest_us: int | None = None
        self._towards: int | None = None
        self._held_us = self._lapsed_us = 0
        self._from_level = False
        self._smooth: tuple[float, float] | None = None

    def _step(self, at_us: int, tilt: list[float]) -> None:
        passed_us = 0 if self._newest_us is None else at_us - self._newest_us
        if passed_us > LONGEST_SILENCE_S * 1e6:
            # Nobody knows where the board was in the meantime.
            self.begin_anew()
            passed_us = 0
        self._newest_us = at_us
        if at_us >= self._presence.due_us:
            self._presence.look(at_us, *tilt)
        ap_deg, ml_deg = self._smoothed(tilt[0], tilt[1], passed_us)
        now = self._leans_to(ap_deg, ml_deg)
        on_rim = hypot(tilt[0], tilt[1]) >= ON_RIM_SHARE * self._rim.at(tilt[0], tilt[1])
        counts = not on_rim and self._presence.somebody
        self._hold(now, passed_us, counts)

    def _hold(self, now: int | None, passed_us: int, counts: bool) -> None:
        """Go on with the hold; a short lapse of a shaking leg only stops it for so long."""
        if now is not None and now == self._towards:
            self._lapsed_us = 0
            self._held_us = self._held_us + passed_us if counts else 0
            return
        self._lapsed_us += passed_us
        if self._towards is None or self._lapsed_us >= LAPSE_US:
            self._towards, self._held_us, self._lapsed_us = now, 0, 0

    def _smoothed(self, ap_deg: float, ml_deg: float, passed_us: int) -> tuple[float, float]:
        if self._smooth is None:
            self._smooth = ap_deg, ml_deg
        share = 1.0 - exp(-passed_us / (SMOOTHED_S * 1e6))
        old_ap, old_ml = self._smooth
        self._smooth = old_ap + share * (ap_deg - old_ap), old_ml + share * (ml_deg - old_ml)
        return self._smooth

    def _leans_to(self, ap_deg: float, ml_deg: float) -> int | None:
        """What this tilt leans to; a lean goes on until the light is back at level."""
        direction_deg = degrees(atan2(ml_deg, ap_deg)) % 360.0
        reach_deg, tilt_deg = self._reaches[round(direction_deg) % 360], hypot(ap_deg, ml_deg)
        if tilt_deg < REST_SHARE * max(reach_deg, LEAST_REACH_DEG):
            self._from_level = True
        if reach_deg < LEAST_REACH_DEG:
            return None
        share = tilt_deg / reach_deg
        if share < REST_SHARE:
            return None
        if not self._from_level or (self._towards is None and share < LEAN_SHARE):
            return None
        return self._nearest(direction_deg)

    def _nearest(self, direction_deg: float) -> int | None:
        """The one in whose direction the light is."""
        away = [
            apart_deg(direction_deg, bearing) - (STAYS_DEG if index == self._towards else 0.0)
            for index, bearing in enumerate(self._bearings)
        ]
        return min(range(len(away)), key=away.__getitem__) if away else None
