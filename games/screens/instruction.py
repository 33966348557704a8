"""Before the trial: which leg, what to do, how to stop; in few words, to be read from the board.

The field stands where it will be played, with the foot on it, so that nothing jumps at the gate.
"""

from dataclasses import dataclass

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import MARGIN, PAIN, background, write_chrome
from games.engine.draw.field import FOOT_LENGTH, inner_edge, standing_feet
from games.engine.draw.foot import Foot
from games.engine.draw.icons import paint_button
from games.engine.draw.layout import Layout, farthest_read_m
from games.engine.draw.lettering import ASIDE, ASIDE_BOLD, BODY, LABEL, SHOUTED, Style
from games.engine.draw.mask import Point, circle, disc, halo
from games.engine.draw.palette import ABYSS, INK, MIST, SHALLOW, Colour
from games.engine.scene import Place, Stage
from games.engine.setup import TrialSetup
from games.engine.words import (
    ARMS,
    FIRST_PLACE,
    KNEECAP,
    LEG,
    POSTURE,
    SAME_PLACE,
    STAND_HERE,
    STEER,
    STOOD_ON,
    TOO_FAR_THERAPIST,
    stance_words,
    stop_words,
)
from games.screens.demo import Demo, Shown, ShowsItself
from games.screens.figures.repetition import Demonstration
from games.screens.placement import paint_placement, write_placement
from games.screens.result import PlainPlace
from trainer.recording.conditions import FLOOR, NO_DOME, FootPlacement
from trainer.recording.vocabulary import Eyes, Side, Stance
from trainer.texts import said, said_day

RIGHT_EDGE, LINE = 1870.0, 82.0
BELOW_LEG, LEG_TO_RUNG = 130.0, 44.0
BELOW_INSTRUCTION, THERAPIST_Y, THERAPIST_ROOM = 30.0, 1044.0, 1240.0
LAST_STOP_Y = 964.0
"""How to stop ends above the keys, however many lines it takes."""

OTHER_FOOT = 0.35
OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
KEYS = (("Enter", "begin"), PAIN, ("M", "mute"), ("Esc", "leave"))


@dataclass(frozen=True)
class _Column:
    """Where the words are beside the board: left edge, the leg's line, how to stop."""

    x: float
    leg_y: float
    stop_y: float


BESIDE_BOARD = _Column(1130.0, 206.0, 910.0)
BESIDE_GRID = _Column(1000.0, 176.0, 910.0)
"""The deck with its grid is larger, and there is more to say."""


class InstructionScreen:
    """`place` is where it will be played. Before a training the light shows what to do with it."""

    def __init__(self, stage: Stage, steered: bool = False, place: Place | None = None) -> None:
        side = stage.setup.conditions.side
        feet = stage.setup.feet if side in OTHER else None
        column = BESIDE_BOARD if feet is None else BESIDE_GRID
        self._demo: Shown | None = None
        figure = stage.setup.conditions.level == FLOOR and not isinstance(place, ShowsItself)
        self._demonstration = Demonstration(stage) if figure else None
        self._calm = stage.setup.station.reduced_motion
        self._still = self._painted(stage, feet, place)
        if feet is not None:
            write_placement(self._still, stage.layout, stage.lettering, feet, side)
        self._write_what_to_do(stage, column, feet)
        self._write_how_to_stop(stage, column)
        self._write_for_therapist(stage, steered)
        if steered:
            layout = stage.layout
            at = layout.field_centre[0], layout.at(0, 1012)[1]
            stage.lettering.write(self._still, STEER, LABEL, at, INK, align=0.5)
        write_chrome(self._still, stage)

    def draw(self, onto: pygame.Surface, t_s: float = 0.0) -> None:
        """As it is so long after it came up."""
        onto.blit(self._still, (0, 0))
        if self._demo is not None:
            self._demo.draw(onto, t_s)
        if self._demonstration is not None and self._calm:
            self._demonstration.draw_still(onto)
        elif self._demonstration is not None:
            self._demonstration.draw_ahead(onto, t_s)

    def _painted(
        self, stage: Stage, feet: FootPlacement | None, place: Place | None
    ) -> pygame.Surface:
        layout, conditions = stage.layout, stage.setup.conditions
        canvas = background(layout)
        if feet is not None:
            paint_placement(canvas, layout, feet, conditions.side)
            return canvas.surface()
        if place is not None and isinstance(place, ShowsItself):
            self._demo = place.demo()
            return place.place.copy()
        if conditions.level == FLOOR:
            return canvas.surface()
        if conditions.level == NO_DOME:
            _paint_deck(canvas, layout, layout.field_centre)
            _paint_feet(canvas, stage)
            return canvas.surface()
        place = place or PlainPlace(stage)
        still = place.place.copy()
        over = Canvas(layout.size, grain=layout.grain)
        _paint_feet(over, stage)
        still.blit(over.surface(), (0, 0))
        if not stage.assessment and conditions.eyes is Eyes.OPEN:
            self._demo = Demo(stage, place.field)
        return still

    def _write_what_to_do(self, stage: Stage, column: _Column, feet: FootPlacement | None) -> None:
        """The leg, how hard it is, the instruction, and how to stand."""
        layout, lettering, conditions = stage.layout, stage.lettering, stage.setup.conditions
        leg, at = LEG[conditions.side], layout.at(column.x, column.leg_y)
        style = lettering.widest(leg, SHOUTED, layout.px(RIGHT_EDGE - column.x))
        lettering.write(self._still, leg, style, at, INK)
        y = column.leg_y + BELOW_LEG
        if conditions.rung:
            words = stage.wording.rungs.of(conditions.rung)
            y = self._write_lines(stage, words, (column.x, y - LEG_TO_RUNG), MIST)
            y += BELOW_INSTRUCTION
        instruction = stage.wording.instruction[conditions.eyes]
        y = self._write_lines(stage, instruction, (column.x, y), INK)
        on_floor = conditions.level == FLOOR
        if feet is not None:
            y = self._write_stance(stage, feet, y + BELOW_INSTRUCTION)
        elif on_floor:
            at = column.x, y + BELOW_INSTRUCTION
            y = self._write_lines(stage, ARMS[conditions.arms], at, INK, LABEL) - BELOW_INSTRUCTION
        # On the floor it would tell how to do what is to be measured.
        usual = POSTURE.get(conditions.stance, "")
        posture = "" if on_floor else usual and (stage.wording.posture or usual)
        self._write_lines(stage, posture, (column.x, y + BELOW_INSTRUCTION), MIST)

    def _write_how_to_stop(self, stage: Stage, column: _Column) -> None:
        """Beside the rail's button, if there is one: what stops the trial."""
        layout, button = stage.layout, stage.setup.station.rail_button
        if button:
            canvas = Canvas((round(layout.px(280)), round(layout.px(140))))
            paint_button(canvas, (layout.px(140), layout.px(70)), layout.px(42))
            at = layout.at(column.x + 96 - 140, column.stop_y - 22 - 70)
            self._still.blit(canvas.surface(), at)
        # Beside the button there is room for half a line only, so the words take two.
        right, up = (230, 44) if button else (0, 20)
        words = stop_words(stage.setup)
        lines = self._lines(stage, words, column.x + right, LABEL)
        y = min(column.stop_y - up, LAST_STOP_Y - LINE * (len(lines) - 1))
        self._write_lines(stage, words, (column.x + right, y), MIST)

    def _write_stance(self, stage: Stage, feet: FootPlacement, y: float) -> float:
        place = STAND_HERE if stage.setup.feet_on is None else SAME_PLACE
        y = self._write_lines(stage, place, (BESIDE_GRID.x, y), INK, LABEL)
        return self._write_lines(stage, stance_words(feet), (BESIDE_GRID.x, y), MIST)

    def _write_for_therapist(self, stage: Stage, steered: bool) -> None:
        """Small, in the corner below the board."""
        if steered:
            return
        layout, lettering = stage.layout, stage.lettering
        lines = lettering.wrapped(_for_therapist(stage.setup), ASIDE, layout.px(THERAPIST_ROOM))
        x, last_y = layout.at(MARGIN, THERAPIST_Y)
        pitch = lettering.pitch_px(ASIDE)
        for row, words in enumerate(lines, start=1):
            y = last_y - pitch * (len(lines) - row)
            lettering.write(self._still, words, ASIDE, (x, y), MIST)
        far = farthest_read_m(stage.setup.station)
        if far is not None:
            words = said(TOO_FAR_THERAPIST).format(metres=far)
            at = x, last_y - pitch * len(lines)
            lettering.write(self._still, words, ASIDE_BOLD, at, INK)

    def _write_lines(
        self, stage: Stage, text: str, at: Point, colour: Colour, style: Style | None = None
    ) -> float:
        """Write wrapped text; the y of the line after it."""
        style = style or (BODY if colour == INK else LABEL)
        lines = self._lines(stage, text, at[0], style)
        for row, words in enumerate(lines):
            place = stage.layout.at(at[0], at[1] + LINE * row)
            stage.lettering.write(self._still, words, style, place, colour)
        return at[1] + LINE * len(lines)

    def _lines(self, stage: Stage, text: str, left: float, style: Style) -> list[str]:
        """The lines of a text that begins so far from the left."""
        room = stage.layout.px(RIGHT_EDGE - left)
        return stage.lettering.wrapped(text, style, room) if text else []


def _for_therapist(setup: TrialSetup) -> str:
    """What to look at, and where the foot goes: the cells of last time, or how they are found."""
    conditions, feet = setup.conditions, setup.feet
    notes = [] if conditions.level == FLOOR else [KNEECAP.get(conditions.stance, "")]
    if setup.feet_on is not None and feet is not None:
        cells = {"heel": feet.heel_cell, "toe": feet.toe_cell}
        notes.append(said(STOOD_ON).format(day=said_day(setup.feet_on), **cells))
    on_dome = conditions.level not in (NO_DOME, FLOOR)
    if feet is None and on_dome and conditions.stance is Stance.SINGLE_LEG:
        notes.append(FIRST_PLACE)
    return " ".join(said(note) for note in notes if note)


def _paint_feet(canvas: Canvas, stage: Stage) -> None:
    """The standing foot as it stands in the field, and the other one beside the board."""
    layout, side = stage.layout, stage.setup.conditions.side
    for foot in standing_feet(layout.field_centre, layout.px(FOOT_LENGTH[side]), side):
        mask = foot.mask()
        canvas.paint(mask.blurred(layout.px(9)), ABYSS, 0.3)
        canvas.paint(mask, INK, 0.62)
        canvas.paint(inner_edge(mask, layout.px(3)), INK, 0.5)
    if side in OTHER:
        _paint_other(canvas, stage, OTHER[side], layout.field_centre)


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
    across, back, size = (408, 330, 250) if lifted else (500, 0, 330)
    beside = layout.px(across) * (-1 if side is Side.LEFT else 1)
    middle = centre[0] + beside, centre[1] + layout.px(back)
    mask = Foot(side, middle, layout.px(size)).mask()
    canvas.paint(mask, MIST, OTHER_FOOT)
    canvas.paint(inner_edge(mask, layout.px(2.4)), MIST, OTHER_FOOT)
