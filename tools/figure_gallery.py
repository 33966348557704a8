"""Strips of the jointed figure: each movement at five phases, for looking at by eye."""

from collections.abc import Callable, Iterator

import pygame

from games.engine.draw.chrome import background
from games.engine.draw.layout import Layout
from games.screens.figures.body.loop import Loop
from games.screens.figures.body.moves import LYING_MOVES, Move
from trainer.recording.vocabulary import Side

Draw = Callable[[pygame.Surface], None]
PHASES = (0.0, 0.125, 0.25, 0.375, 0.5)
ENDS = (0.0, 0.5)
UPRIGHT_PX, LYING_PX, FLOOR_Y, LYING_Y = 760.0, 820.0, 920.0, 620.0
LEFT_LEG = frozenset({Move.STEP_DOWN})
"""Shown for the other leg, so that both are seen."""


def figure_strips(layout: Layout) -> Iterator[tuple[str, Draw]]:
    """Name and drawing function of every strip."""
    for move in Move:
        yield f"figure-{move.name.lower().replace('_', '-')}", _strip(layout, move)


def _strip(layout: Layout, move: Move) -> Draw:
    def draw(onto: pygame.Surface) -> None:
        onto.blit(background(layout).surface(), (0, 0))
        lying = move in LYING_MOVES
        side = Side.LEFT if move in LEFT_LEG else Side.RIGHT
        loop = Loop(move, layout.px(LYING_PX if lying else UPRIGHT_PX), side)
        phases, y = (ENDS, LYING_Y) if lying else (PHASES, FLOOR_Y)
        wide = 1920.0 / len(phases)
        middle = loop.bounds(phases).centerx
        for index, phase in enumerate(phases):
            x, floor = layout.at(wide * (index + 0.5), y)
            loop.draw(onto, (x - middle, floor), phase)

    return draw
