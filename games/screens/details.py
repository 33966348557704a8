"""An assessment's last trial for the therapist, behind a key: the light's way and the numbers."""

import pygame

from games.engine.anchor import Line
from games.engine.draw.chrome import Key, background, write_chrome
from games.engine.draw.field import FieldMap, paint_pool
from games.engine.draw.lettering import NOTE, NOTE_BOLD, Lettering
from games.engine.draw.palette import INK, MIST
from games.engine.draw.way import paint_path
from games.engine.scene import Stage
from trainer.metrics.reasons import said_reason
from trainer.recording.columns import FloatArray
from trainer.recording.conditions import NO_DOME
from trainer.texts import said

KEYS: tuple[Key, ...] = (("D", "back"), ("Esc", "finish"))
DOES_NOT_COUNT = "does not count: {why}"
LEFT, FIRST_Y, ROW, VALUE_DY, WHY_GAP = 1130, 210, 118, 50, 30


class DetailsScreen:
    """Nothing on it moves. `why_not` says why the trial does not count, if it does not."""

    def __init__(
        self,
        stage: Stage,
        lines: list[Line],
        path: tuple[FloatArray, FloatArray],
        why_not: str = "",
    ) -> None:
        self._stage = stage
        layout, setup = stage.layout, stage.setup
        canvas = background(layout)
        if setup.conditions.level != NO_DOME:
            field = FieldMap.of(layout, setup.rim)
            paint_pool(canvas, layout, field, setup.rim)
            paint_path(canvas, layout, field, *path)
        self._still = canvas.surface()
        self._write(lines, why_not)
        write_chrome(self._still, stage)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))

    def _write(self, lines: list[Line], why_not: str) -> None:
        layout, lettering = self._stage.layout, self._stage.lettering
        y, room = FIRST_Y, layout.px(1920 - LEFT - 56)
        for row in lines:
            lettering.write(self._still, row.words, NOTE, layout.at(LEFT, y), MIST)
            for line in _lines(lettering, row.value, room):
                y += VALUE_DY
                lettering.write(self._still, line, NOTE_BOLD, layout.at(LEFT, y), INK)
            y += ROW - VALUE_DY
        reason = said(DOES_NOT_COUNT).format(why=said_reason(why_not)) if why_not else ""
        for part, text in enumerate(lettering.wrapped(reason, NOTE, room)):
            at = layout.at(LEFT, y + WHY_GAP + 50 * part)
            lettering.write(self._still, text, NOTE_BOLD, at, INK)


def _lines(lettering: Lettering, value: str, room: float) -> list[str]:
    """The value on a line; its parts, if they do not fit beside it, on the next."""
    if lettering.width(value, NOTE_BOLD) <= room or " (" not in value:
        return lettering.wrapped(value, NOTE_BOLD, room)
    whole, _, parts = value.partition(" (")
    return [whole, *lettering.wrapped(f"({parts}", NOTE_BOLD, room)]
