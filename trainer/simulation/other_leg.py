"""The leg a simulated patient does not stand on: swung where it is asked to be, it tips the board.

A leg held out carries its weight beside the dome, and swinging it pushes the rest of the body the
other way. Segment masses and lengths are Winter's (Biomechanics and Motor Control of Human
Movement): a leg has 16.1 % of the weight, its middle 0.237 of the height below the hip, the hip
0.53 of the height above the floor, and the body's own middle 0.55. What a patient takes away again
by leaning the trunk is assumed, not measured on anyone.
"""

import math

TIPS_PER_LEG = 0.161 * 0.237 / 0.55
"""Held out by an angle, the leg tips as much as the whole body does at this share of its sine."""
RECOIL = 0.015
"""deg/s² of the board for each deg/s² of the leg: an eighth of its weight's push when it is slow.

The leg's momentum about the floor, 0.161·(0.53·0.237 − 0.297²) of mass times height squared,
against the body's, which follows from how quickly it tips.
"""
FOLLOWS_PER_S = 6.0


class OtherLeg:
    """Its angles in degrees, forward and out; who hears a beat sets out with it, not after it.

    `left_over` is the share of its push that leaning the trunk does not take away.
    """

    def __init__(self, growth_per_s: float, left_over: float, every_s: float) -> None:
        self._weight = left_over * TIPS_PER_LEG * growth_per_s**2
        self._recoil = left_over * RECOIL
        self._every_s = every_s
        self._angles = [_Joint(every_s), _Joint(every_s)]

    @property
    def angles_deg(self) -> tuple[float, float]:
        """Forward and out."""
        forward, out = self._angles
        return forward.deg, out.deg

    def push(self, asked_deg: tuple[float, float]) -> tuple[float, float]:
        """The push on the board, forward and to the leg's side, while the next moment passes."""
        forward, out = (
            self._of(joint, asked) for joint, asked in zip(self._angles, asked_deg, strict=True)
        )
        return forward, out

    def _of(self, joint: "_Joint", asked_deg: float) -> float:
        joint.follow(asked_deg)
        tips = math.degrees(math.sin(math.radians(joint.deg)))
        return self._weight * tips - self._recoil * joint.push


class _Joint:
    """One angle on its way to where it is asked to be, without overshoot."""

    def __init__(self, every_s: float) -> None:
        self._every_s = every_s
        self.deg = self.push = self._rate = 0.0

    def follow(self, asked_deg: float) -> None:
        self.push = FOLLOWS_PER_S * (FOLLOWS_PER_S * (asked_deg - self.deg) - 2.0 * self._rate)
        self._rate += self._every_s * self.push
        self.deg += self._every_s * self._rate
