"""Before the trial: which leg, what to do, how to stop; in few words, to be read from the board.

The field stands where it will be played, with the foot on it, so that nothing jumps at the gate.
"""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.chrome import (
    MARGIN,
    PAIN,
    background,
    write_chrome,
    write_for_therapist,
)
from games.engine.draw.field import FOOT_LENGTH, inner_edge, standing_feet
from games.engine.draw.foot import Foot
from games.engine.draw.layout import Layout, farthest_read_m
from games.engine.draw.lettering import ASIDE, ASIDE_BOLD, LABEL
from games.engine.draw.mask import Point, circle, disc, halo
from games.engine.draw.palette import ABYSS, INK, MIST, SHALLOW
from games.engine.scene import Place, Stage
from games.engine.setup import TrialSetup
from games.engine.words import (
    FIRST_PLACE,
    KNEECAP,
    STEER,
    STOOD_ON,
    TOO_FAR_THERAPIST,
)
from games.screens.demo import Demo, Shown, ShowsItself
from games.screens.figures.repetition import Demonstration
from games.screens.instruction_column import Column, write_column
from games.screens.placement import paint_placement, write_placement
from games.screens.result import PlainPlace
from trainer.recording.conditions import FLOOR, NO_DOME, FootPlacement
from trainer.recording.vocabulary import Eyes, Side, Stance
from trainer.texts import said, said_day

THERAPIST_ROOM = 1040.0
OTHER_FOOT = 0.35
OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
KEYS = (("Enter", "begin"), PAIN, ("M", "mute"), ("Esc", "leave"))


BESIDE_BOARD = Column(1130.0, 206.0, 910.0)
BESIDE_GRID = Column(1000.0, 176.0, 910.0)
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
        self._setup = stage.setup
        self._calm = stage.setup.station.reduced_motion
        self._still = self._painted(stage, feet, place)
        if feet is not None:
            write_placement(self._still, stage.layout, stage.lettering, feet, side)
        write_column(self._still, stage, column, feet)
        self._write_for_therapist(stage, steered)
        if steered:
            layout = stage.layout
            at = layout.field_centre[0], layout.at(0, 1012)[1]
            stage.lettering.write(self._still, STEER, LABEL, at, INK, align=0.5)
        write_chrome(self._still, stage)

    @property
    def for_therapist(self) -> str:
        """What to look at, what to change, and where the foot goes."""
        return f"{_too_far(self._setup)} {_for_therapist(self._setup)}".strip()

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

    def _write_for_therapist(self, stage: Stage, steered: bool) -> None:
        """Small, in the corner below the board."""
        if steered or stage.beside is not None:
            return
        # Not as far as the column, under which the keys come up.
        above_y = write_for_therapist(
            self._still, stage, _for_therapist(stage.setup), ASIDE, THERAPIST_ROOM
        )
        if words := _too_far(stage.setup):
            at = stage.layout.at(MARGIN, 0)[0], above_y
            stage.lettering.write(self._still, words, ASIDE_BOLD, at, INK)


def _too_far(setup: TrialSetup) -> str:
    """Empty where the screen can be read from the board."""
    far = farthest_read_m(setup.station)
    return "" if far is None else said(TOO_FAR_THERAPIST).format(metres=far)


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
