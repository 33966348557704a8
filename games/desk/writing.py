"""Words at places of 1920 × 1080, as large as there is room for."""

from collections.abc import Sequence

import pygame

from games.desk.kit import Kit
from games.desk.type import FAR_WORDS, WORDS
from games.engine.draw.lettering import Style
from games.engine.draw.palette import Colour


def write_line(
    kit: Kit,
    onto: pygame.Surface,
    words: str,
    at: tuple[float, float],
    room: float,
    styles: Sequence[Style] = FAR_WORDS,
    colour: Colour = WORDS,
    *,
    align: float = 0.0,
) -> None:
    """One line with its baseline there."""
    style = kit.lettering.widest(words, styles, kit.layout.px(room))
    kit.lettering.write(onto, words, style, kit.layout.at(*at), colour, align=align)


def write_down(
    kit: Kit,
    onto: pygame.Surface,
    words: str,
    place: tuple[float, float, float, float],
    styles: Sequence[Style] = FAR_WORDS,
    colour: Colour = WORDS,
) -> float:
    """Lines from the top of (left, top, width, height); gives back the last one's baseline."""
    left, top, wide, high = place
    px, lettering = kit.layout.px, kit.lettering
    for style in styles:
        lines = lettering.wrapped(words, style, px(wide))
        fits = all(lettering.width(line, style) <= px(wide) for line in lines)
        lower = (len(lines) - 1) * lettering.pitch_px(style) + lettering.cap_px(style)
        if fits and lower <= px(high):
            break
    x, y = kit.layout.at(left, top)
    for row, line in enumerate(lines):
        below = lettering.cap_px(style) + row * lettering.pitch_px(style)
        lettering.write(onto, line, style, (x, y + below), colour)
    return top + lower / kit.layout.scale
