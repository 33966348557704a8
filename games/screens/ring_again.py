"""The ring of the next round on a result: the old ring shrinks to it, and the light is held in it.

`games.engine.once_more` says when it has been held.
"""

import pygame

from games.engine.asking import Asking
from games.engine.draw.canvas import Sprite
from games.engine.draw.field import FieldMap, lit_ring, resting_ring
from games.engine.draw.gate_arc import gate_arc
from games.engine.draw.light import Light
from games.engine.draw.ring_change import RingChange
from games.engine.draw.way import DRAWN_S, MELTS_S
from games.engine.scene import Stage
from games.engine.setup import number_or
from trainer.recording.vocabulary import Outcome

BLOOMED_S, REST_FIRST_S = DRAWN_S + MELTS_S + 0.2, 8.0
"""The ring is there when the light's way is drawn; after a lost balance there is a rest first."""

COMES_UP_S = 0.25
WITHOUT_RING = frozenset({Outcome.STOPPED, Outcome.INTERRUPTED, Outcome.PAIN})
CALM = frozenset({Outcome.COMPLETED, Outcome.NOT_HELD})


def offers_ring(outcome: Outcome) -> bool:
    """Whether the patient may begin the next round alone; who stopped is asked by a person."""
    return outcome not in WITHOUT_RING


class RingAgain:
    """Ring, gate and light. `from_s` is when the ring comes up on the result."""

    def __init__(self, stage: Stage, field: FieldMap, rung: int, outcome: Outcome) -> None:
        layout, setup = stage.layout, stage.setup
        self.from_s = BLOOMED_S if outcome in CALM else REST_FIRST_S
        self.radius_deg = ring_of_rung(stage, rung)
        now_deg = ring_of_rung(stage, setup.conditions.rung)
        radius = self.radius_deg * field.px_per_deg
        self._centre = field.centre
        self._ring = Sprite(resting_ring(layout, field, self.radius_deg))
        self._lit = Sprite(lit_ring(layout, field, self.radius_deg))
        calm = setup.station.reduced_motion
        before = now_deg * field.px_per_deg
        self._change = RingChange(layout, field.centre, before, radius, calm)
        self._light = Light(layout, field)
        self._gate = gate_arc(layout, field.centre, radius)

    def draw(self, onto: pygame.Surface, since_s: float, asking: Asking) -> None:
        """So long after it came up."""
        lit = float(asking.inside)
        self._ring.draw_at(onto, self._centre, since_s / COMES_UP_S)
        self._lit.draw_at(onto, self._centre, lit)
        self._change.draw(onto, since_s)
        self._gate.draw_first(onto, asking.hold_share)
        if asking.cursor is not None:
            self._light.draw(onto, asking.cursor, lit, 1.0)


def ring_of_rung(stage: Stage, rung: int) -> float:
    """The radius of a rung's ring in degrees, where the ladder is known; else the gate's."""
    ladder = stage.setup.parameters.get("steps_deg")
    if isinstance(ladder, list) and 1 <= rung <= len(ladder):
        return float(str(ladder[rung - 1]))
    return number_or(stage.setup.parameters, "gate_radius_deg", 3.0)
