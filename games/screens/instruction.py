"""Before the trial: which leg, what to do, how to stop. Read from the board, so in few words."""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import background, write_chrome, write_keys
from games.engine.draw.field import rim_of, standing_feet
from games.engine.draw.foot import Foot
from games.engine.draw.icons import paint_button
from games.engine.draw.lettering import BODY, LABEL, LARGE, NOTE
from games.engine.draw.mask import circle, disc, halo, outline
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, SHALLOW
from games.engine.scene import Stage
from games.engine.words import (
    LEG,
    SAME_PLACE,
    STAND_HERE,
    day_words,
    stance_words,
    stop_words,
)
from games.screens.placement import paint_placement, write_placement
from trainer.recording.feet import FootPlacement
from trainer.recording.vocabulary import Side

TEXT_X, TEXT_WIDTH = 1090, 780
LINE, STANCE_Y = 82, 560
OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
KEYS = (("Enter", "begin"), ("M", "mute"), ("Esc", "leave"))


class InstructionScreen:
    """Still from beginning to end."""

    def __init__(self, stage: Stage) -> None:
        layout, lettering = stage.layout, stage.lettering
        canvas = background(layout)
        feet = stage.setup.feet if stage.setup.conditions.side in OTHER else None
        if feet is None:
            _paint_board(canvas, stage)
        else:
            paint_placement(canvas, layout, feet, stage.setup.conditions.side)
        stop_y, leg_y = (772, 350) if feet is None else (824, 226)
        paint_button(canvas, layout.at(TEXT_X + 96, stop_y), layout.px(42))
        self._still = canvas.surface()
        side, eyes = stage.setup.conditions.side, stage.setup.conditions.eyes
        at = layout.at(TEXT_X, leg_y)
        lettering.write(self._still, LEG[side], LARGE, at, MINT)
        self._write_lines(stage, stage.wording.instruction[eyes], TEXT_X, leg_y + 130, INK)
        if feet is not None:
            write_placement(self._still, layout, lettering, feet, side)
            self._write_stance(stage, feet)
        self._write_lines(stage, stop_words(stage.setup), TEXT_X + 230, stop_y - 20, MIST)
        write_chrome(self._still, layout, lettering, stage.setup, stage.title)
        write_keys(self._still, layout, lettering, KEYS)

    def draw(self, onto: pygame.Surface) -> None:
        """One frame."""
        onto.blit(self._still, (0, 0))

    def _write_stance(self, stage: Stage, feet: FootPlacement) -> None:
        layout, lettering, day = stage.layout, stage.lettering, stage.setup.feet_on
        place = STAND_HERE if day is None else SAME_PLACE
        lettering.write(self._still, place, LABEL, layout.at(TEXT_X, STANCE_Y), INK)
        at = layout.at(TEXT_X, STANCE_Y + LINE)
        lettering.write(self._still, stance_words(feet), LABEL, at, MIST)
        if day is not None:
            words = f"{day_words(day)}: heel {feet.heel_cell}, second toe {feet.toe_cell}"
            at = layout.at(TEXT_X, STANCE_Y + LINE + 58)
            lettering.write(self._still, words, NOTE, at, MIST)

    def _write_lines(
        self, stage: Stage, text: str, x: float, y: float, colour: tuple[int, int, int]
    ) -> None:
        layout, lettering = stage.layout, stage.lettering
        style = BODY if colour == INK else LABEL
        room = layout.px(TEXT_X + TEXT_WIDTH - x)
        for row, words in enumerate(lettering.wrapped(text, style, room)):
            lettering.write(self._still, words, style, layout.at(x, y + LINE * row), colour)


def _paint_board(canvas: Canvas, stage: Stage) -> None:
    layout, side = stage.layout, stage.setup.conditions.side
    lean = {Side.RIGHT: 60, Side.LEFT: -60, Side.BOTH: 0}[side]
    centre = layout.at(520 + lean, 540)
    radius = layout.px(330)
    canvas.paint(
        disc((centre[0], centre[1] + layout.px(18)), radius).blurred(layout.px(30)), ABYSS, 0.7
    )
    deck = disc(centre, radius)
    canvas.paint(deck, SHALLOW, 0.55)
    canvas.light(halo(centre, radius, 1.3), SHALLOW, 0.4)
    canvas.paint(circle(centre, radius - layout.px(8), layout.px(3)), MIST, 0.35)
    canvas.paint(circle(centre, radius, layout.px(3)), MIST, 0.9)
    for foot in standing_feet(centre, layout.px(470), side):
        mask = foot.mask()
        canvas.light(mask.blurred(layout.px(26)), MINT, 0.30)
        canvas.paint(mask, MINT, 0.80)
        canvas.paint(rim_of(mask, layout.px(3)), INK, 0.35)
    if side in OTHER:
        _paint_lifted(canvas, stage, Foot(OTHER[side], centre, layout.px(470)), centre[0])


def _paint_lifted(canvas: Canvas, stage: Stage, foot: Foot, middle: float) -> None:
    layout = stage.layout
    beside = layout.px(440) * (-1 if foot.side is Side.LEFT else 1)
    lifted = Foot(foot.side, (middle + beside, foot.centre[1] - layout.px(30)), layout.px(400))
    for part in lifted.outlines():
        canvas.paint(outline(part, layout.px(2.6)), MIST, 0.55)
