"""A pause says one thing, over the field gone dim, until somebody goes on."""

import pygame

from games.engine.draw.lettering import SHOUTED, Style
from games.engine.draw.palette import ABYSS, INK
from games.engine.phase import Pause, Phase
from games.engine.scene import Moment, Stage
from games.engine.words import HOLD_ON, STOPPED_NOW, STRAP_GONE, WAITING

FIELD_LIGHT = 0.35
FIRST_LINE_Y, LINE, MIDDLE, ROOM = 470, 140, 960, 1808


class PauseView:
    """`still` is the field's picture as it stands in play; it is shown at a third of its light."""

    def __init__(self, stage: Stage, still: pygame.Surface) -> None:
        self._stage = stage
        self._broken: dict[str, list[tuple[Style, str]]] = {}
        self._still = still.copy()
        veil_over(self._still, 1.0 - FIELD_LIGHT)

    def draw(self, onto: pygame.Surface, moment: Moment) -> None:
        onto.blit(self._still, (0, 0))
        stage = self._stage
        lines = [each for words in _lines(moment) for each in self._fitted(words)]
        for row, (style, words) in enumerate(lines):
            at = stage.layout.at(MIDDLE, FIRST_LINE_Y + LINE * (row - len(lines) / 2 + 1))
            stage.lettering.write(onto, words, style, at, INK, align=0.5)

    def _fitted(self, words: str) -> list[tuple[Style, str]]:
        """In one line as large as there is room for, or in two where even the smallest has none."""
        if words not in self._broken:
            lettering, room = self._stage.lettering, self._stage.layout.px(ROOM)
            style = lettering.widest(words, SHOUTED, room)
            if lettering.width(words, style) > room:
                style = SHOUTED[-2]
            parts = lettering.wrapped(words, style, room)
            self._broken[words] = [(style, part) for part in parts]
        return self._broken[words]


def _lines(moment: Moment) -> tuple[str, ...]:
    """How to be safe; once that is done, that somebody else says when it goes on."""
    if moment.may_continue:
        return WAITING
    if moment.pause is Pause.STRAP:
        return STRAP_GONE
    return (STOPPED_NOW, *HOLD_ON) if moment.pause is Pause.STOP else HOLD_ON


def veil_over(surface: pygame.Surface, strength: float) -> None:
    """Darken a picture."""
    veil = pygame.Surface(surface.get_size())
    veil.fill(ABYSS)
    veil.set_alpha(round(255 * strength))
    surface.blit(veil, (0, 0))


def waits(moment: Moment) -> bool:
    """Whether nothing goes on before somebody says so."""
    return moment.phase is Phase.PAUSED and moment.waits_for_continue
