"""Signs beside words on a page: what is done, due, missing, failed or locked. None is coloured."""

from enum import Enum

import pygame

from games.desk.kit import Kit
from games.desk.type import QUIET, WORDS
from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.icons import paint_done, paint_due, paint_lock, paint_look, paint_not_yet
from games.engine.draw.mask import Point

REACH = 1.6


class Sign(Enum):
    """The state of something; words say it, too."""

    DONE = "done"
    DUE = "due"
    FAILED = "failed"
    MISSING = "missing"
    LOCKED = "locked"


PAINTERS = {
    Sign.DONE: (paint_done, WORDS),
    Sign.DUE: (paint_due, WORDS),
    Sign.FAILED: (paint_look, WORDS),
    Sign.MISSING: (paint_not_yet, QUIET),
    Sign.LOCKED: (paint_lock, WORDS),
}


def draw_sign(
    kit: Kit, onto: pygame.Surface, sign: Sign, centre: Point, radius: float = 24.0
) -> None:
    """The sign about a middle in pixels; its radius is in design pixels."""
    kit.once((sign, radius), lambda: _painted(sign, kit.layout.px(radius))).draw_at(onto, centre)


def _painted(sign: Sign, radius: float) -> Sprite:
    reach = round(REACH * radius)
    canvas = Canvas((2 * reach + 1,) * 2, grain=0.0)
    paint, colour = PAINTERS[sign]
    paint(canvas, (reach + 0.5, reach + 0.5), radius, colour)
    return Sprite(canvas)
