"""LOOK's law of contrast: what must be seen in front of every place, and where.

On a screen of 640 × 360; `tests.games.shown` draws on the same.
"""

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, polygon
from games.engine.draw.palette import INK, MINT, MIST
from tests.games.worlds.contrast import contrast
from trainer.recording.envelope import Rim
from trainer.recording.vocabulary import Source

LAYOUT = Layout((640, 360))
LOPSIDED = Rim((0.0, 90.0, 180.0, 270.0), (12.0, 7.0, 8.0, 10.0), Source.MEASURED)
TARGETS_SHARE = 0.9
"""Rings lie within this share of the rim, line and all."""


def box(left: float, top: float, right: float, bottom: float) -> Mask:
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return polygon([LAYOUT.at(*at) for at in corners])


def assert_mint_is_seen(still: pygame.Surface, where_targets_lie: Mask) -> None:
    mint = contrast(MINT, still, where_targets_lie)
    assert mint.median >= 3.0
    assert mint.worst_tenth >= 2.5


def assert_words_are_seen(still: pygame.Surface) -> None:
    column, sentence = box(1335, 150, 1880, 930), box(250, 955, 1050, 1030)
    assert contrast(INK, still, column).worst_tenth >= 7.0
    assert contrast(INK, still, sentence).worst_tenth >= 7.0
    assert contrast(MIST, still, column).median >= 7.0
