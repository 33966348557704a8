"""Sees a foot put down, a board resting on its rim and an empty board, sample by sample.

`trainer.motion.contact` judges whole recordings; a game must know at once.
"""

from bisect import bisect_right
from collections.abc import Iterator
from math import atan2, degrees, hypot, inf

from games.engine.rules import Now
from games.engine.terms import Terms
from trainer.motion.contact import LEFT_BELOW, touches
from trainer.motion.presence import PresenceWatch
from trainer.recording.envelope import Rim
from trainer.recording.samples import Samples

STILL_BELOW_DEG_S = 4.0
"""A board that a foot holds on its rim turns more slowly; a gyroscope's noise is far less."""

FOOT_DOWN_US = 500_000
STOPPED_BELOW_DEG_S, STOPPED_US = 2.0, 1_200_000
"""A patient rolling along the rim may be slow on it, or stop for a moment; a foot put down stays.
"""
RIM_REST_US = 1_000_000
LOAD_GONE_S = 0.5
LOOK_US = 20_000
"""Whether somebody stands there is looked at fifty times a second: often enough, and cheap."""

Tilt = tuple[float, float]


class RimLimit:
    """`Rim.limit_deg` for one direction at a time: without arrays, because it runs every sample."""

    def __init__(self, rim: Rim) -> None:
        first, last = rim.directions_deg[0], rim.directions_deg[-1]
        self._directions = (last - 360.0, *rim.directions_deg, first + 360.0)
        self._tilts = (rim.tilt_deg[-1], *rim.tilt_deg, rim.tilt_deg[0])
        self.smallest_deg = min(rim.tilt_deg)

    def at(self, ap_deg: float, ml_deg: float) -> float:
        """Largest tilt in the direction of (ap, ml)."""
        direction = degrees(atan2(ml_deg, ap_deg)) % 360.0
        after = bisect_right(self._directions, direction)
        before = after - 1
        if after == len(self._directions):
            return self._tilts[-1]
        start, end = self._directions[before], self._directions[after]
        share = (direction - start) / (end - start)
        return self._tilts[before] + share * (self._tilts[after] - self._tilts[before])

    def held(self, ahead: Tilt, newest: Tilt) -> Tilt:
        """A predicted (ap, ml) drawn back to the rim in its own direction: no board tilts farther.

        It stays as far out as the `newest` sample, which shows where the board really is.
        """
        tilt_deg = hypot(*ahead)
        most_deg = max(self.at(*ahead), hypot(*newest))
        if tilt_deg <= most_deg:
            return ahead
        return ahead[0] * most_deg / tilt_deg, ahead[1] * most_deg / tilt_deg


class ContactWatch:
    """Rim contact with its hysteresis, from one sample to the next.

    `foot_down`: the rim has lain still on the floor for half a second. `rim_rest`: it has been on
    the floor for a second, still or not. `contacts` counts how often it came down.
    """

    still_for_us = FOOT_DOWN_US
    still_below_deg_s = STILL_BELOW_DEG_S

    def __init__(self, rim: Rim) -> None:
        self._limit = RimLimit(rim)
        self._surely_off_deg = LEFT_BELOW * self._limit.smallest_deg
        self.contacts = 0
        self.reset()

    def reset(self) -> None:
        """Nothing touches, and nothing did."""
        self.foot_down = self.rim_rest = self._touching = False
        self._contact_us = self._still_us = 0

    def take(self, passed_us: int, now: Now) -> None:
        """One sample, `passed_us` after the previous one."""
        tilt_deg = hypot(now.ap_deg, now.ml_deg)
        if tilt_deg < self._surely_off_deg:
            if self._touching:
                self.reset()
            return
        limit_deg = self._limit.at(now.ap_deg, now.ml_deg)
        share = tilt_deg / limit_deg
        if self._touching:
            self._continue(passed_us, share, hypot(now.ap_rate_deg_s, now.ml_rate_deg_s))
        elif touches(tilt_deg, limit_deg):
            self._touching = True
            self.contacts += 1

    def _continue(self, passed_us: int, share: float, rate_deg_s: float) -> None:
        if share < LEFT_BELOW:
            self.reset()
            return
        self._contact_us += passed_us
        self._still_us = self._still_us + passed_us if rate_deg_s < self.still_below_deg_s else 0
        self.foot_down = self._still_us >= self.still_for_us
        self.rim_rest = self._contact_us >= RIM_REST_US


class RimIgnored(ContactWatch):
    """Seated patients may rest the board on its rim: nothing follows from it."""

    def take(self, passed_us: int, now: Now) -> None:
        """Nothing."""


class RimSought(ContactWatch):
    """Patients who are asked for the rim may stay on it as long as the board rolls."""

    still_for_us = STOPPED_US
    still_below_deg_s = STOPPED_BELOW_DEG_S

    def take(self, passed_us: int, now: Now) -> None:
        """One sample; resting on the rim is no failure."""
        super().take(passed_us, now)
        self.rim_rest = False


def contact_watch(terms: Terms) -> ContactWatch:
    """What the rim means in a trial on these terms."""
    if terms.seated:
        return RimIgnored(terms.rim)
    return RimSought(terms.rim) if terms.contact_intended else ContactWatch(terms.rim)


def motion_of(samples: Samples) -> Iterator[tuple[int, float, float, float, float]]:
    """Each sample's time in microseconds, its tilt and its rates, as `PresenceLook` takes them."""
    return zip(
        (samples.t_s * 1e6).round().astype(int).tolist(),
        samples.ap_deg.tolist(),
        samples.ml_deg.tolist(),
        samples.ap_rate_deg_s.tolist(),
        samples.ml_rate_deg_s.tolist(),
        strict=True,
    )


class PresenceLook(PresenceWatch):
    """A `PresenceWatch` that needs few of the samples: show it the first one from `due_us` on."""

    due_us: float = -inf

    def look(
        self,
        at_us: int,
        ap_deg: float,
        ml_deg: float,
        ap_rate_deg_s: float,
        ml_rate_deg_s: float,
    ) -> None:
        """See the sample of this time."""
        passed_us = 0 if self.due_us == -inf else at_us - round(self.due_us) + LOOK_US
        self.due_us = at_us + LOOK_US
        self.take(passed_us, ap_deg, ml_deg, ap_rate_deg_s, ml_rate_deg_s)
