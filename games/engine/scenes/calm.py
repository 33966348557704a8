"""Almost nothing to look at: a cross, or with eyes closed not even that.

Before the start and after a pause it is the field, so that the patient can find level. On a force
plate there is no level to find.
"""

from math import ceil
from typing import Any

import pygame

from games.engine.draw.chrome import (
    JUDGING_KEYS,
    PLAYING_KEYS,
    QUIET,
    background,
    write_chrome,
    write_keys,
)
from games.engine.draw.lettering import ASIDE, BODY
from games.engine.draw.mask import halo, line, union
from games.engine.draw.palette import INK, MINT, MIST, SHALLOW
from games.engine.scene import Moment, Stage
from games.engine.scenes.field import FieldScene
from games.engine.trial import RUNNING
from games.engine.words import STEP_ON
from trainer.recording.conditions import NO_DOME
from trainer.recording.vocabulary import Eyes

CLOSED_BRIGHTNESS = 0.35


class CalmScene:
    """Seconds are shown to the therapist only: a running number would draw the patient's eyes."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._gate = FieldScene(stage)
        self._still = self._painted()
        self._finds_level = stage.setup.conditions.level != NO_DOME
        self._seconds_at = stage.layout.at(1864, 74)
        self._step_on_at = stage.layout.field_centre[0], stage.layout.at(0, 820)[1]

    def _painted(self) -> pygame.Surface:
        stage, layout = self._stage, self._stage.layout
        eyes = stage.setup.conditions.eyes
        canvas = background(layout, 1.0 if eyes is Eyes.OPEN else CLOSED_BRIGHTNESS)
        x, y = layout.field_centre
        if eyes is Eyes.OPEN:
            canvas.light(halo((x, y), layout.px(420), 1.6), SHALLOW, 0.5)
            reach, width = layout.px(92), layout.px(17)
            cross = union(
                line((x - reach, y), (x + reach, y), width),
                line((x, y - reach), (x, y + reach), width),
            )
            canvas.light(cross.blurred(layout.px(22)), INK, 0.4)
            canvas.paint(cross, INK)
        still = canvas.surface()
        lettering = stage.lettering
        colour = INK if eyes is Eyes.OPEN else MIST
        at = x, layout.at(0, 1012)[1]
        lettering.write(still, stage.wording.playing[eyes], BODY, at, colour, align=0.5)
        write_chrome(still, layout, lettering, stage.setup, stage.title)
        write_keys(still, layout, lettering, JUDGING_KEYS, PLAYING_KEYS)
        return still

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if moment.phase not in RUNNING and self._finds_level:
            self._gate.draw(onto, moment, rules)
            return
        onto.blit(self._still, (0, 0))
        if not moment.loaded:
            lettering = self._stage.lettering
            lettering.write(onto, STEP_ON, BODY, self._step_on_at, MINT, align=0.5)
        left = f"{ceil(moment.remaining_s - 1e-6)} s"
        self._stage.lettering.write(onto, left, ASIDE, self._seconds_at, QUIET, align=1)
