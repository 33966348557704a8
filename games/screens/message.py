"""One calm message over everything: the link is lost, or the rail stop is open."""

import pygame

from games.engine.draw.chrome import background, write_chrome, write_keys
from games.engine.draw.icons import paint_button, paint_plug
from games.engine.draw.lettering import ASIDE, BODY, LARGE
from games.engine.draw.palette import AMBER, INK, MIST
from games.engine.scene import Stage
from games.engine.words import HOLD_ON, LINK_LOST, RAIL_OPEN, RAIL_OPEN_ADVICE

KEYS = (("Esc", "leave"),)
MIDDLE = 960


class LinkLostScreen:
    """Tells the patient to hold on and the therapist what to check."""

    def __init__(self, stage: Stage, advice: str) -> None:
        canvas = background(stage.layout, 0.7)
        paint_plug(canvas, stage.layout.at(MIDDLE, 290), stage.layout.px(190))
        self._still = canvas.surface()
        _write_middle(self._still, stage, " ".join(HOLD_ON), 560)
        _write_calmly(self._still, stage, LINK_LOST, 690)
        _finish(self._still, stage, advice)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))


class RailOpenScreen:
    """Nothing begins without a way to stop it."""

    def __init__(self, stage: Stage) -> None:
        canvas = background(stage.layout, 0.7)
        paint_button(canvas, stage.layout.at(MIDDLE, 300), stage.layout.px(96))
        self._still = canvas.surface()
        _write_middle(self._still, stage, RAIL_OPEN, 570)
        _write_calmly(self._still, stage, RAIL_OPEN_ADVICE, 700)
        _finish(self._still, stage, "rail stop, pin D9: normally closed to ground")

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))


def _write_middle(onto: pygame.Surface, stage: Stage, words: str, y: float) -> None:
    at = stage.layout.at(MIDDLE, y)
    stage.lettering.write(onto, words, LARGE, at, INK, align=0.5)


def _write_calmly(onto: pygame.Surface, stage: Stage, words: str, y: float) -> None:
    at = stage.layout.at(MIDDLE, y)
    stage.lettering.write(onto, words, BODY, at, AMBER, align=0.5)


def _finish(onto: pygame.Surface, stage: Stage, advice: str) -> None:
    layout, lettering = stage.layout, stage.lettering
    lettering.write(onto, advice, ASIDE, layout.at(MIDDLE, 770), MIST, align=0.5)
    write_chrome(onto, layout, lettering, stage.setup, stage.title)
    write_keys(onto, layout, lettering, KEYS)
