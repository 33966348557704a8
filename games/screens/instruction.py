"""Before the trial: which leg, what to do, how to stop; in few words, to be read from the board."""

from dataclasses import dataclass

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import MARGIN, PAIN, background, write_chrome, write_keys
from games.engine.draw.field import inner_edge, standing_feet
from games.engine.draw.foot import Foot
from games.engine.draw.icons import paint_button
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import ASIDE, BODY, LABEL, LARGE, Style
from games.engine.draw.mask import Point, circle, disc, halo, outline
from games.engine.draw.palette import ABYSS, INK, MINT, MIST, SHALLOW, Colour
from games.engine.scene import Stage
from games.engine.setup import TrialSetup
from games.engine.words import (
    FIRST_PLACE,
    KNEECAP,
    LEG,
    POSTURE,
    SAME_PLACE,
    STAND_HERE,
    STEER,
    day_words,
    stance_words,
    stop_words,
)
from games.screens.placement import paint_placement, write_placement
from trainer.recording.conditions import FLOOR, NO_DOME, FootPlacement
from trainer.recording.vocabulary import Side, Stance

RIGHT_EDGE, LINE, STANCE_Y = 1870.0, 82.0, 500.0
BELOW_INSTRUCTION, THERAPIST_Y, THERAPIST_ROOM = 34.0, 1044.0, 1240.0
OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
KEYS = (("Enter", "begin"), PAIN, ("M", "mute"), ("Esc", "leave"))


@dataclass(frozen=True)
class _Column:
    """Where the words are beside the board: left edge, the leg's line, how to stop."""

    x: float
    leg_y: float
    stop_y: float


BESIDE_BOARD = _Column(1090.0, 206.0, 910.0)
BESIDE_GRID = _Column(1000.0, 176.0, 910.0)
"""The deck with its grid is larger, and there is more to say."""


class InstructionScreen:
    """Nothing on it moves."""

    def __init__(self, stage: Stage, steered: bool = False) -> None:
        layout, lettering = stage.layout, stage.lettering
        side, eyes = stage.setup.conditions.side, stage.setup.conditions.eyes
        feet = stage.setup.feet if side in OTHER else None
        column = BESIDE_BOARD if feet is None else BESIDE_GRID
        canvas = background(layout)
        if feet is None:
            _paint_board(canvas, stage)
        else:
            paint_placement(canvas, layout, feet, side)
        if stage.setup.station.rail_button:
            paint_button(canvas, layout.at(column.x + 96, column.stop_y - 22), layout.px(42))
        self._still = canvas.surface()
        if feet is not None:
            write_placement(self._still, layout, lettering, feet, side)
        at = layout.at(column.x, column.leg_y)
        lettering.write(self._still, LEG[side], LARGE, at, MINT)
        instruction = stage.wording.instruction[eyes]
        y = self._write_lines(stage, instruction, (column.x, column.leg_y + 130), INK)
        if feet is not None:
            y = self._write_stance(stage, feet, y + BELOW_INSTRUCTION)
        elif stage.setup.conditions.level == FLOOR:
            arms = f"{stage.setup.conditions.arms.words}.".capitalize()
            at = column.x, y + BELOW_INSTRUCTION
            y = self._write_lines(stage, arms, at, INK, LABEL) - BELOW_INSTRUCTION
        # On the floor it would tell how to do what is to be measured.
        on_floor = stage.setup.conditions.level == FLOOR
        posture = "" if on_floor else POSTURE.get(stage.setup.conditions.stance, "")
        self._write_lines(stage, posture, (column.x, y + BELOW_INSTRUCTION), MIST)
        self._write_for_therapist(stage, steered)
        # Beside the button there is room for half a line only, so the words take two.
        right, up = (230, 44) if stage.setup.station.rail_button else (0, 20)
        stop_at = column.x + right, column.stop_y - up
        self._write_lines(stage, stop_words(stage.setup), stop_at, MIST)
        if steered:
            at = layout.field_centre[0], layout.at(0, 1012)[1]
            lettering.write(self._still, STEER, LABEL, at, INK, align=0.5)
        write_chrome(self._still, layout, lettering, stage.setup, stage.title)
        write_keys(self._still, layout, lettering, KEYS)

    def draw(self, onto: pygame.Surface) -> None:
        onto.blit(self._still, (0, 0))

    def _write_stance(self, stage: Stage, feet: FootPlacement, y: float) -> float:
        place = STAND_HERE if stage.setup.feet_on is None else SAME_PLACE
        y = self._write_lines(stage, f"{place}.", (BESIDE_GRID.x, y), INK, LABEL)
        return self._write_lines(stage, f"{stance_words(feet)}.", (BESIDE_GRID.x, y), MIST)

    def _write_for_therapist(self, stage: Stage, steered: bool) -> None:
        """Small, in the corner below the board."""
        if steered:
            return
        layout, lettering = stage.layout, stage.lettering
        lines = lettering.wrapped(_for_therapist(stage.setup), ASIDE, layout.px(THERAPIST_ROOM))
        x, last_y = layout.at(MARGIN, THERAPIST_Y)
        for row, words in enumerate(lines, start=1):
            y = last_y - lettering.pitch_px(ASIDE) * (len(lines) - row)
            lettering.write(self._still, words, ASIDE, (x, y), MIST)

    def _write_lines(
        self, stage: Stage, text: str, at: Point, colour: Colour, style: Style | None = None
    ) -> float:
        """Write wrapped text; the y of the line after it."""
        layout, lettering = stage.layout, stage.lettering
        style = style or (BODY if colour == INK else LABEL)
        room = layout.px(RIGHT_EDGE - at[0])
        lines = lettering.wrapped(text, style, room) if text else []
        for row, words in enumerate(lines):
            place = layout.at(at[0], at[1] + LINE * row)
            lettering.write(self._still, words, style, place, colour)
        return at[1] + LINE * len(lines)


def _for_therapist(setup: TrialSetup) -> str:
    """What to look at, and where the foot goes: the cells of last time, or how they are found."""
    conditions, feet = setup.conditions, setup.feet
    said = [] if conditions.level == FLOOR else [KNEECAP.get(conditions.stance, "")]
    if setup.feet_on is not None and feet is not None:
        day = day_words(setup.feet_on)
        said.append(f"{day}: heel {feet.heel_cell}, second toe {feet.toe_cell}.")
    on_dome = conditions.level not in (NO_DOME, FLOOR)
    if feet is None and on_dome and conditions.stance is Stance.SINGLE_LEG:
        said.append(FIRST_PLACE)
    return " ".join(filter(None, said))


def _paint_board(canvas: Canvas, stage: Stage) -> None:
    layout, side = stage.layout, stage.setup.conditions.side
    lean = {Side.RIGHT: 60, Side.LEFT: -60, Side.BOTH: 0}[side]
    centre = layout.at(520 + lean, 540)
    if stage.setup.conditions.level != FLOOR:
        _paint_deck(canvas, layout, centre)
    for foot in standing_feet(centre, layout.px(470), side):
        mask = foot.mask()
        canvas.light(mask.blurred(layout.px(26)), MINT, 0.30)
        canvas.paint(mask, MINT, 0.80)
        canvas.paint(inner_edge(mask, layout.px(3)), INK, 0.35)
    if side in OTHER:
        _paint_other(canvas, stage, OTHER[side], centre)


def _paint_deck(canvas: Canvas, layout: Layout, centre: Point) -> None:
    radius = layout.px(330)
    canvas.paint(
        disc((centre[0], centre[1] + layout.px(18)), radius).blurred(layout.px(30)), ABYSS, 0.7
    )
    deck = disc(centre, radius)
    canvas.paint(deck, SHALLOW, 0.55)
    canvas.light(halo(centre, radius, 1.3), SHALLOW, 0.4)
    canvas.paint(circle(centre, radius - layout.px(8), layout.px(3)), MIST, 0.35)
    canvas.paint(circle(centre, radius, layout.px(3)), MIST, 0.9)


def _paint_other(canvas: Canvas, stage: Stage, side: Side, centre: Point) -> None:
    """The other foot: lifted and behind on one leg, where the rim does not come down on it."""
    layout = stage.layout
    lifted = stage.setup.conditions.stance is Stance.SINGLE_LEG
    across, back, size = (400, 265, 330) if lifted else (440, -30, 400)
    beside = layout.px(across) * (-1 if side is Side.LEFT else 1)
    middle = centre[0] + beside, centre[1] + layout.px(back)
    for part in Foot(side, middle, layout.px(size)).outlines():
        canvas.paint(outline(part, layout.px(2.6)), MIST, 0.35 if lifted else 0.55)
