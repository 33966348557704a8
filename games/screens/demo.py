"""The thing itself, before a training: in 3 s the light leaves the ring and comes back into it."""

from math import pi, sin
from typing import Protocol, runtime_checkable

import pygame

from games.engine.draw.canvas import Sprite
from games.engine.draw.field import FieldMap, lit_ring, resting_ring
from games.engine.draw.light import Light
from games.engine.draw.way_back import Beads
from games.engine.scene import Stage
from games.engine.setup import number_or

LOOP_S, OUT_FROM_S, OUT_S = 3.0, 0.8, 1.5
"""The light is in the ring, leaves it, and is back in it before the loop ends."""

FARTHEST = 1.55
TOWARDS = 0.72, 0.69
WANDER = 0.16


def light_at(t_s: float, radius_deg: float) -> tuple[float, float]:
    """Where the light is (ap, ml) in a loop about a ring of this radius."""
    at_s = t_s % LOOP_S
    out = sin(pi * min(max((at_s - OUT_FROM_S) / OUT_S, 0.0), 1.0)) ** 2
    turn = 2 * pi * at_s / LOOP_S
    wander = WANDER * (1.0 - out)
    return (
        radius_deg * (FARTHEST * out * TOWARDS[0] + wander * sin(2 * turn)),
        radius_deg * (FARTHEST * out * TOWARDS[1] + wander * sin(3 * turn)),
    )


class Shown(Protocol):
    """The thing itself as a loop."""

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        """The loop at this moment."""


@runtime_checkable
class ShowsItself(Protocol):
    """A place with a loop of its own, because it is not played on a board."""

    def demo(self) -> Shown:
        """What the instruction shows."""


class Demo:
    """Ring, light and beads on the field where it will be played. In reduced motion it is still."""

    def __init__(self, stage: Stage, field: FieldMap) -> None:
        layout, setup = stage.layout, stage.setup
        self._radius_deg = number_or(setup.parameters, "gate_radius_deg", 3.0)
        self._centre = field.centre
        self._ring = Sprite(resting_ring(layout, field, self._radius_deg))
        self._lit = Sprite(lit_ring(layout, field, self._radius_deg))
        self._light, self._calm = Light(layout, field), setup.station.reduced_motion
        self._beads = Beads(layout, field, self._calm)

    def draw(self, onto: pygame.Surface, t_s: float) -> None:
        """The loop at this moment."""
        ap, ml = light_at(0.0 if self._calm else t_s, self._radius_deg)
        inside = float(ap * ap + ml * ml <= self._radius_deg**2)
        self._ring.draw_at(onto, self._centre)
        self._lit.draw_at(onto, self._centre, inside)
        if not inside:
            self._beads.draw(onto, (ap, ml), (0.0, 0.0, self._radius_deg), t_s % LOOP_S)
        self._light.draw(onto, (ap, ml), inside, 1.0)
