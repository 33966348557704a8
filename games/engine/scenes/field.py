"""The field with the light in it: what a patient steers, and the gate of every activity."""

from typing import Any

import pygame

from games.engine.draw.canvas import Canvas, SegmentRing, Sprite
from games.engine.draw.chrome import (
    background,
    keys_of,
    write_chrome,
    write_keys,
)
from games.engine.draw.column import Column
from games.engine.draw.field import (
    FieldMap,
    lit_ring,
    paint_feet,
    paint_pool,
    paint_range,
    resting_ring,
    write_ends,
)
from games.engine.draw.lettering import BODY
from games.engine.draw.light import Light
from games.engine.draw.palette import INK
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.scenes.pause import PauseView, waits
from games.engine.setup import number_or
from games.engine.words import AT_THE_GATE, BACK_IN, COME_IN
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.target import target_of

CARE_FROM_RIM_SHARE, CARE_FULL_RIM_SHARE = 0.75, 0.95
GATE_SEGMENTS = 60


class FieldScene:
    """Foot and rim stand still; ring, light, trail, numbers and gate move."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        layout, setup = stage.layout, stage.setup
        self.field = FieldMap.of(layout, setup.rim)
        gate_deg = number_or(setup.parameters, "gate_radius_deg", 3.0)
        path = target_of(setup.parameters)
        self._strength = number_or(setup.parameters, "cursor_strength", 1.0)
        self._light = Light(layout, self.field)
        self._rings = {
            radius_deg: (
                Sprite(resting_ring(layout, self.field, radius_deg)),
                Sprite(lit_ring(layout, self.field, radius_deg)),
            )
            for radius_deg in {gate_deg, *(path.radii_deg if path else ())}
        }
        radius = gate_deg * self.field.px_per_deg + layout.px(24)
        self._gate = SegmentRing(
            self.field.centre, radius, layout.px(9), count=GATE_SEGMENTS, colour=INK, gap_deg=1.1
        )
        self._column = Column(stage)
        canvas = background(layout)
        self.paint_place(canvas)
        self._still = self._painted(canvas)
        self._pause = PauseView(stage)

    def paint_place(self, canvas: Canvas) -> None:
        """Paint where it is played onto the night: here a plain pool."""
        paint_pool(canvas, self._stage.layout, self.field, self._stage.setup.rim)

    def paint_foot(self, canvas: Canvas) -> None:
        """Paint the range and the standing foot into the place."""
        layout, setup = self._stage.layout, self._stage.setup
        if setup.range is not None:
            paint_range(canvas, layout, self.field, setup.range)
        paint_feet(canvas, layout, self.field, setup.conditions.side)

    def _painted(self, canvas: Canvas) -> pygame.Surface:
        stage = self._stage
        layout, setup = stage.layout, stage.setup
        self.paint_foot(canvas)
        self._column.paint(canvas)
        still = canvas.surface()
        side = setup.conditions.side
        write_ends(still, stage.lettering, self.field, setup.rim, side)
        write_chrome(still, layout, stage.lettering, setup, stage.title)
        write_keys(still, layout, stage.lettering, *keys_of(setup))
        return still

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if waits(moment):
            self._pause.draw(onto, moment)
            return
        onto.blit(self._still, (0, 0))
        self.draw_ring(onto, moment, rules)
        self._gate.draw_first(onto, _gate_share(moment))
        self.draw_over_ring(onto, moment, rules)
        self._draw_light(onto, moment)
        self._column.draw(onto, moment)
        self._write_sentence(onto, moment)

    def draw_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """The ring to be in; a scene whose rules aim by themselves draws theirs."""
        ap_deg, ml_deg, radius_deg = moment.target
        at = self.field.at(ap_deg, ml_deg)
        resting, lit = self._rings[radius_deg]
        resting.draw_at(onto, at)
        lit.draw_at(onto, at, moment.lit)

    def draw_over_ring(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """Nothing here; a scene derived from this one draws what its rules know."""

    def _draw_light(self, onto: pygame.Surface, moment: Moment) -> None:
        if moment.cursor is None:
            return
        strength = self._strength if moment.phase in RUNNING else 1.0
        near = (moment.rim_share - CARE_FROM_RIM_SHARE) / (
            CARE_FULL_RIM_SHARE - CARE_FROM_RIM_SHARE
        )
        self._light.draw_care(onto, moment.cursor, min(max(near, 0.0), 1.0))
        if strength == 1.0:
            self._light.draw_trail(onto, moment.recent, moment.lit)
        self._light.draw(onto, moment.cursor, moment.lit, strength)

    def _write_sentence(self, onto: pygame.Surface, moment: Moment) -> None:
        layout = self._stage.layout
        at = self.field.centre[0], layout.at(0, 1012)[1]
        self._stage.lettering.write(onto, self._sentence(moment), BODY, at, INK, align=0.5)

    def _sentence(self, moment: Moment) -> str:
        wording, eyes = self._stage.wording, self._stage.setup.conditions.eyes
        if moment.phase in RUNNING:
            return wording.playing[eyes]
        if moment.hindrance is not None:
            return AT_THE_GATE[moment.hindrance]
        if moment.hold_share > 0:
            return wording.gate[eyes]
        return BACK_IN if moment.phase is Phase.PAUSED else COME_IN


def _gate_share(moment: Moment) -> float:
    """The gate's arc: it fills while the ring is held, and runs back until the measured part."""
    if moment.phase is Phase.LEAD_IN:
        return max(1.0 - moment.t_s / LEAD_IN_S, 0.0)
    return 0.0 if moment.phase in RUNNING else moment.hold_share
