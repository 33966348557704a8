"""The night behind column and sentence: words stay readable in front of any place."""

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.palette import Colour
from games.worlds.kit.scenery import Scenery, smoothstep

COLUMN_FROM, COLUMN_FULL = 1090.0, 1345.0
SENTENCE_FROM, SENTENCE_FULL = 800.0, 985.0
TITLE_FULL, TITLE_TO = -40.0, 240.0
STRENGTH, TITLE_STRENGTH = 0.93, 0.6


def lay_veil(scenery: Scenery, layout: Layout, night: Colour) -> None:
    """Sink column, sentence and the title's line into the place's own night.

    Edges are given at 1080 lines; the veil grows over a hand's breadth, so it shows no edge.
    """
    column = smoothstep(layout.at(COLUMN_FROM, 0)[0], layout.at(COLUMN_FULL, 0)[0], scenery.x)
    sentence = smoothstep(layout.at(0, SENTENCE_FROM)[1], layout.at(0, SENTENCE_FULL)[1], scenery.y)
    title = smoothstep(layout.at(0, TITLE_TO)[1], layout.at(0, TITLE_FULL)[1], scenery.y)
    seen = (1 - STRENGTH * column) * (1 - STRENGTH * sentence) * (1 - TITLE_STRENGTH * title)
    scenery.wash((1 - seen).astype(np.float32), night)
