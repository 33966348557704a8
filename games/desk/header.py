"""The head of a page: its title beside the light, and at the right what the station counts."""

import pygame

from games.desk.kit import LEFT, RIGHT, Kit
from games.desk.type import HEADINGS, LINES, QUIET, WORDS

TITLE_LEFT, TOP, HEIGHT = LEFT + 6, 40.0, 120.0
ASIDE_WIDE = 420.0


def paint_title(kit: Kit, onto: pygame.Surface, title: str) -> None:
    """The title, in two lines if it is a sentence."""
    wide = RIGHT - ASIDE_WIDE - 40 - TITLE_LEFT
    kit.write_in(onto, title, kit.area(TITLE_LEFT, TOP, wide, HEIGHT), HEADINGS, WORDS)


def draw_aside(kit: Kit, onto: pygame.Surface) -> None:
    """The clock and the visit's minutes, which change while the page is seen."""
    words = kit.aside()
    if words:
        area = kit.area(RIGHT - ASIDE_WIDE, TOP, ASIDE_WIDE, HEIGHT)
        kit.write_in(onto, words, area, LINES, QUIET, align=1.0)
