"""One calm message over everything: the link is lost, or the rail's stop is pressed."""

import pygame

from games.engine.draw.chrome import background, write_chrome, write_for_therapist
from games.engine.draw.icons import paint_button, paint_plug
from games.engine.draw.lettering import BODY, SHOUTED
from games.engine.draw.palette import INK, MIST
from games.engine.scene import Stage
from games.engine.words import (
    HOLD_ON,
    LINK_LOST,
    RAIL_BUTTON_THERAPIST,
    RAIL_LINK_THERAPIST,
    STOPPED_NOW,
)
from trainer.texts import told

KEYS = (("Esc", "leave"),)
MIDDLE, ROOM = 960, 1808


class LinkLostScreen:
    """Tells the patient to hold on and the therapist what to check."""

    def __init__(self, stage: Stage, advice: str) -> None:
        canvas = background(stage.layout, 0.7)
        paint_plug(canvas, stage.layout.at(MIDDLE, 290), stage.layout.px(190))
        self._still = canvas.surface()
        for row, words in enumerate(HOLD_ON):
            _write_middle(self._still, stage, words, 590 + 130 * row)
        at = stage.layout.at(MIDDLE, 850)
        stage.lettering.write(self._still, LINK_LOST, BODY, at, MIST, align=0.5)
        _finish(self._still, stage, told(advice))

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))


class StoppedScreen:
    """The rail's stop is open. It speaks to the patient; the therapist reads what closes it."""

    def __init__(self, stage: Stage) -> None:
        button = stage.setup.station.rail_button
        canvas = background(stage.layout, 0.7)
        if button:
            paint_button(canvas, stage.layout.at(MIDDLE, 230), stage.layout.px(80))
        self._still = canvas.surface()
        for row, words in enumerate((STOPPED_NOW, *HOLD_ON)):
            _write_middle(self._still, stage, words, 470 + 140 * row)
        _finish(self._still, stage, RAIL_BUTTON_THERAPIST if button else RAIL_LINK_THERAPIST)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))


def _write_middle(onto: pygame.Surface, stage: Stage, words: str, y: float) -> None:
    at = stage.layout.at(MIDDLE, y)
    style = stage.lettering.widest(words, SHOUTED, stage.layout.px(ROOM))
    stage.lettering.write(onto, words, style, at, INK, align=0.5)


def _finish(onto: pygame.Surface, stage: Stage, advice: str) -> None:
    """What the therapist does, small, in a corner."""
    write_for_therapist(onto, stage, advice)
    write_chrome(onto, stage)
