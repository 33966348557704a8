"""Drawings of what to do in a calibration, one for each `Figure`; its screens ask here."""

from collections.abc import Callable, Mapping

from games.engine.draw.sketch import Drawing, Sketch
from games.engine.draw.view import View
from games.screens.figures import board, box, handling, person, plate
from games.screens.figures.body.loop import Loop
from games.screens.figures.body.moves import Move
from trainer.recording.guidance import Figure
from trainer.recording.vocabulary import Side

Painter = Callable[[Sketch, Side], None]


ALONE = View(0.0, 13.0, 1.6, (0.0, 230.0))


def _paint_wait(sketch: Sketch, _: Side) -> None:
    """The board stands alone."""
    board.paint_board(sketch, ALONE)
    person.paint_pause(sketch, (0.0, -250.0))


PAINTERS: Mapping[Figure, Painter] = {
    Figure.WAIT: _paint_wait,
    Figure.DECK_FACE_DOWN: handling.paint_face_down,
    Figure.DECK_ON_BLOCKS: handling.paint_on_blocks,
    Figure.DECK_TURNED: handling.paint_turned,
    Figure.TOES_DOWN: handling.paint_toes_down,
    Figure.HEEL_DOWN: handling.paint_heel_down,
    Figure.BOX_LABEL_UP: box.paint_label_up,
    Figure.BOX_LABEL_DOWN: box.paint_label_down,
    Figure.BOX_LEFT_SIDE: box.paint_left_side,
    Figure.BOX_RIGHT_SIDE: box.paint_right_side,
    Figure.BOX_FRONT_SIDE: box.paint_front_side,
    Figure.BOX_REAR_SIDE: box.paint_rear_side,
    Figure.ROLL_RIGHT_ROUND: handling.paint_roll_right,
    Figure.ROLL_LEFT_ROUND: handling.paint_roll_left,
    Figure.REACH_ALL_ROUND: board.paint_reach,
    Figure.PLATE_EMPTY: plate.paint_empty,
    Figure.WEIGHT_CENTRE: plate.paint_centre,
    Figure.WEIGHT_FRONT_LEFT: plate.paint_front_left,
    Figure.WEIGHT_FRONT_RIGHT: plate.paint_front_right,
    Figure.WEIGHT_REAR_LEFT: plate.paint_rear_left,
    Figure.WEIGHT_REAR_RIGHT: plate.paint_rear_right,
    Figure.STRAP_ON_THIGH: person.paint_strap,
    Figure.STRAP_ON_SACRUM: person.paint_sacrum,
    Figure.STAND_STILL: person.paint_still,
    Figure.SWING_LEG: person.paint_swing,
    Figure.STAND_ON_LEG: person.paint_on_leg,
    Figure.PRESS_EDGE_DOWN: handling.paint_edge_down,
}


MOVING: Mapping[Figure, Move] = {Figure.SWING_LEG: Move.SWING_OWN_LEG}
"""What is shown as a movement, where nothing forbids it."""


def loop_of(figure: Figure, scale: float, side: Side) -> Loop | None:
    """The same as a movement, if it is one; placed as `person.floor_of` says."""
    if figure not in MOVING:
        return None
    return Loop(MOVING[figure], person.HEIGHT * scale, side)


def drawing_of(figure: Figure, scale: float, side: Side) -> Drawing:
    """A figure for one leg, `scale` pixels a drawing unit."""
    sketch = Sketch(scale)
    PAINTERS[figure](sketch, side)
    return sketch.drawing()
