"""The field with the light in it: what a patient steers, and the gate of every activity.

A scene derived from this one paints another place (`paint_place`) and draws over the ring what its
rules know (`draw_over_ring`).
"""

from typing import Any, ClassVar

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.care import CareRim
from games.engine.draw.chrome import background, write_chrome
from games.engine.draw.column import Column, RungLines
from games.engine.draw.ends import EDGE, Ends, words_share
from games.engine.draw.field import (
    FieldMap,
    lit_ring,
    over_field,
    paint_feet,
    paint_pool,
    paint_range,
    resting_ring,
)
from games.engine.draw.gate_arc import arc_reach_px, gate_arc
from games.engine.draw.lettering import BODY
from games.engine.draw.light import Light
from games.engine.draw.mask import Point
from games.engine.draw.way_back import Beads, direction_to_press, help_share
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.pause import PauseView, waits
from games.engine.setup import number_or
from games.engine.words import (
    BACK_IN,
    COME_IN,
    LESS_WEIGHT,
    LIGHT_FADES,
    LIGHT_GOES_OUT,
    MORE_WEIGHT,
    STEADY,
    at_the_gate_words,
)
from trainer.recording.conditions import EASIEST_RUNG, LEAD_IN_S
from trainer.recording.target import target_of
from trainer.recording.vocabulary import Feedback

SENTENCE_Y, SENTENCE_ROOM = 1012, 1180


class FieldScene:
    """Foot and rim stand still; ring, light, trail, numbers and gate move.

    `place` is the picture of the place alone, for the pause and for the result.
    """

    WORDS_FROM: ClassVar[float] = EDGE
    """Where words at the left may begin."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        layout, setup = stage.layout, stage.setup
        self.field = self.field_map()
        gate_deg = number_or(setup.parameters, "gate_radius_deg", 3.0)
        path = target_of(setup.parameters)
        self._strength = number_or(setup.parameters, "cursor_strength", 1.0)
        self._light = Light(layout, self.field)
        self._care = CareRim(layout, self.field, setup.rim)
        self._beads = Beads(layout, self.field, setup.station.reduced_motion)
        self._words_stay = setup.conditions.rung == EASIEST_RUNG
        self._rings = {
            radius_deg: (
                Sprite(resting_ring(layout, self.field, radius_deg)),
                Sprite(lit_ring(layout, self.field, radius_deg)),
            )
            for radius_deg in {gate_deg, *(path.radii_deg if path else ())}
        }
        gate_at, gate_px = self.gate_ring(gate_deg)
        self._gate = gate_arc(layout, gate_at, gate_px)
        self._ends = Ends(stage, self.field, self.ring_reach_px(gate_px), self.WORDS_FROM)
        self._column, self._rung_lines = Column(stage), RungLines(stage)
        self.place = self.still_place()
        self._still = self._painted()
        self._pause = PauseView(stage, self._still)

    def field_map(self) -> FieldMap:
        """Where the light's places lie on the screen: here as far as the rim reaches."""
        return FieldMap.of(self._stage.layout, self._stage.setup.rim)

    def gate_ring(self, radius_deg: float) -> tuple[Point, float]:
        """Middle and radius on the screen of the gate's ring."""
        return self.field.centre, radius_deg * self.field.px_per_deg

    def ring_reach_px(self, gate_px: float) -> float:
        """How far rings about the middle reach, the gate's arc with them; words stay outside."""
        rings_px = (radius_deg * self.field.px_per_deg for radius_deg in self._rings)
        return max(arc_reach_px(self._stage.layout, gate_px), *rings_px)

    def still_place(self) -> pygame.Surface:
        """Where it is played, painted whole. It is shared: copy it before you draw on it."""
        canvas = background(self._stage.layout)
        self.paint_place(canvas)
        return canvas.surface()

    def paint_place(self, canvas: Canvas) -> None:
        """Paint where it is played onto the night: here a plain pool."""
        stage = self._stage
        paint_pool(canvas, stage.layout, self.field, stage.setup.rim)

    def paint_foot(self, still: pygame.Surface) -> None:
        """Paint the range and the standing foot over the place."""
        layout, setup = self._stage.layout, self._stage.setup
        over = over_field(layout, self.field)
        if setup.range is not None:
            paint_range(over, layout, self.field, setup.range)
        paint_feet(over, layout, self.field, setup.conditions.side)
        still.blit(over.surface(), over.origin)

    def _painted(self) -> pygame.Surface:
        """The place with foot, range and the words around it."""
        still = self.place.copy()
        self.paint_foot(still)
        write_chrome(still, self._stage)
        return still

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if waits(moment):
            self._pause.draw(onto, moment)
            return
        onto.blit(self._still, (0, 0))
        self.draw_under(onto, moment, rules)
        press = self._press(moment)
        self._ends.draw(onto, self._words_share(moment), press)
        self.draw_ring(onto, moment, rules)
        self._gate.draw_first(onto, _gate_share(moment))
        self.draw_over_ring(onto, moment, rules)
        if press is not None:
            strong = max(help_share(moment.outside_s), self._words_share(moment))
            self._ends.draw_strong(onto, press, strong)
        self._draw_light(onto, moment)
        self._column.draw(onto, moment)
        if moment.phase is not Phase.MEASURING:
            self._rung_lines.draw(onto)
        self._write_sentence(onto, moment)

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """Nothing is earned here; a scene derived from this one draws it on the result."""

    def draw_under(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """Nothing here; a scene derived from this one draws what moves behind words and ring."""

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """The ring to be in; a scene whose rules aim by themselves draws theirs."""
        ap_deg, ml_deg, radius_deg = moment.target
        at = self.field.at(ap_deg, ml_deg)
        resting, lit = self._rings[radius_deg]
        resting.draw_at(onto, at)
        lit.draw_at(onto, at, moment.lit)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """Nothing here; a scene derived from this one draws what its rules know."""

    def _words_share(self, moment: Moment) -> float:
        """How far the four directions are seen: on the widest ring always, else at the start."""
        stay = self._words_stay or moment.phase not in RUNNING
        return 1.0 if stay else words_share(moment.t_s)

    def _press(self, moment: Moment) -> int | None:
        """The direction to press for a light that is outside the ring.

        Where the light is felt, not seen, no word may tell where it is.
        """
        told = self._strength > 0 or moment.phase not in RUNNING
        if moment.cursor is None or not told or not help_share(moment.outside_s):
            return None
        return direction_to_press(moment.cursor, moment.target)

    def _draw_light(self, onto: pygame.Surface, moment: Moment) -> None:
        if moment.cursor is None:
            return
        strength = self._strength if moment.phase in RUNNING else 1.0
        self._care.draw(onto, moment.cursor, moment.rim_share)
        if strength > 0:
            self._beads.draw(onto, moment.cursor, moment.target, moment.outside_s)
        if not self._stage.assessment:
            self._light.draw_trail(onto, moment.recent, moment.lit, strength)
        self._light.draw(onto, moment.cursor, moment.lit, strength)

    def _write_sentence(self, onto: pygame.Surface, moment: Moment) -> None:
        layout = self._stage.layout
        at = self.field.centre[0], layout.at(0, SENTENCE_Y)[1]
        words, room = self._sentence(moment), layout.px(SENTENCE_ROOM)
        self._stage.lettering.write_centred(onto, words, BODY, at, room)

    def _sentence(self, moment: Moment) -> str:
        wording, conditions = self._stage.wording, self._stage.setup.conditions
        if moment.phase is Phase.LEAD_IN:
            return self._start_words
        if moment.phase in RUNNING:
            asked = {-1: MORE_WEIGHT, 1: LESS_WEIGHT}
            return asked.get(moment.weight_side, wording.playing[conditions.eyes])
        if moment.hindrance is not None:
            return at_the_gate_words(moment.hindrance, conditions)
        if moment.hold_share > 0:
            return wording.gate[conditions.eyes]
        return BACK_IN if moment.phase is Phase.PAUSED else COME_IN

    @property
    def _start_words(self) -> str:
        """Once, why the light is less than it was; else only to be steady."""
        conditions, before = self._stage.setup.conditions, self._stage.rounds.rung
        if conditions.feedback is Feedback.FEEL:
            return LIGHT_GOES_OUT
        fades = 0.0 < self._strength < 1.0 and conditions.rung > before
        return LIGHT_FADES if fades else STEADY


def _gate_share(moment: Moment) -> float:
    """The gate's arc: it fills while the ring is held, and runs back until the measured part."""
    if moment.phase is Phase.LEAD_IN:
        return max(1.0 - moment.t_s / LEAD_IN_S, 0.0)
    return 0.0 if moment.phase in RUNNING else moment.hold_share
