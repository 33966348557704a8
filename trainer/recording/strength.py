"""Strength from a dynamometer: torque per body weight, as clinics compare it.

A force alone says little: the same muscle presses harder on a shorter lever, and a heavier patient
needs more of it.
"""

from collections.abc import Mapping

from trainer.recording.sensor import STANDARD_GRAVITY

NEWTON_PER: Mapping[str, float] = {
    "N": 1.0,
    "kgf": STANDARD_GRAVITY,
    "lbf": 0.45359237 * STANDARD_GRAVITY,
}
"""Newtons in one unit of each force that dynamometers show."""
SHORTEST_LEVER_M, LONGEST_LEVER_M = 0.05, 0.9
"""From the joint to the pad: between a hand's breadth and a long leg."""


def torque_per_kg(force: float, unit: str, lever_arm_m: float, weight_kg: float) -> float:
    """Torque in Nm per kg of body weight: force times lever arm, through the body weight.

    `unit` is one of `NEWTON_PER`.
    """
    return force * NEWTON_PER[unit] * lever_arm_m / weight_kg
