"""A pause says one thing, over a field gone dim, until somebody goes on."""

import pygame

from games.engine.draw.chrome import (
    MARGIN,
    background,
    keys_of,
    write_chrome,
    write_keys,
)
from games.engine.draw.field import FieldMap, paint_pool
from games.engine.draw.lettering import LARGE, NOTE
from games.engine.draw.palette import ABYSS, INK, MIST
from games.engine.phase import Pause, Phase
from games.engine.scene import Moment, Stage
from games.engine.words import GO_ON_THERAPIST, HOLD_ON, STOPPED, WAITING

VEIL = 0.65
FIRST_LINE_Y, LINE, MIDDLE, THERAPIST_Y = 470, 140, 960, 1044


class PauseView:
    """The field at a third of its light, and the words."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        layout, setup = stage.layout, stage.setup
        canvas = background(layout)
        paint_pool(canvas, layout, FieldMap.of(layout, setup.rim), setup.rim)
        self._still = canvas.surface()
        _dim(self._still)
        write_chrome(self._still, layout, stage.lettering, setup, stage.title)
        write_keys(self._still, layout, stage.lettering, *keys_of(setup))

    def draw(self, onto: pygame.Surface, moment: Moment) -> None:
        onto.blit(self._still, (0, 0))
        stage = self._stage
        lines = _lines(moment)
        for row, words in enumerate(lines):
            at = stage.layout.at(MIDDLE, FIRST_LINE_Y + LINE * (row - len(lines) / 2 + 1))
            stage.lettering.write(onto, words, LARGE, at, INK, align=0.5)
        if moment.may_continue:
            at = stage.layout.at(MARGIN, THERAPIST_Y)
            stage.lettering.write(onto, GO_ON_THERAPIST, NOTE, at, MIST)


def _lines(moment: Moment) -> tuple[str, ...]:
    """How to be safe; once that is done, that somebody else says when it goes on."""
    if moment.may_continue:
        return WAITING
    return (f"{STOPPED}.", *HOLD_ON) if moment.pause is Pause.STOP else HOLD_ON


def _dim(surface: pygame.Surface) -> None:
    veil = pygame.Surface(surface.get_size())
    veil.fill(ABYSS)
    veil.set_alpha(round(255 * VEIL))
    surface.blit(veil, (0, 0))


def waits(moment: Moment) -> bool:
    """Whether nothing goes on before somebody says so."""
    return moment.phase is Phase.PAUSED and moment.waits_for_continue
