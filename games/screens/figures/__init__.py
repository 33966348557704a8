"""Drawings of what to do in a calibration, one for each `Figure`; its screens ask here."""

from collections.abc import Callable, Mapping

from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, MINT
from games.engine.draw.sketch import LINE, Drawing, Sketch
from games.screens.figures import board, box, handling, person, plate
from trainer.recording.guidance import Figure
from trainer.recording.vocabulary import Side

Painter = Callable[[Sketch, Side], None]


def _paint_wait(sketch: Sketch, _: Side) -> None:
    """An hourglass."""
    frame: list[Point] = [(-120.0, -200.0), (120.0, -200.0), (14.0, 0.0), (120.0, 200.0)]
    glass = [*frame, (-120.0, 200.0), (-14.0, 0.0)]
    sketch.fill(glass, ABYSS, 0.5)
    sketch.fill([(-72.0, -110.0), (72.0, -110.0), (10.0, 4.0), (-10.0, 4.0)], MINT)
    sketch.line([(0.0, 0.0), (0.0, 150.0)], MINT, 9)
    sketch.fill([(-106.0, 196.0), (0.0, 104.0), (106.0, 196.0)], MINT)
    sketch.edge(glass, INK, 1.0, 2.5 * LINE)
    for y in (-214.0, 214.0):
        sketch.line([(-150.0, y), (150.0, y)], INK, 30)


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


def drawing_of(figure: Figure, scale: float, side: Side) -> Drawing:
    """A figure for one leg, `scale` pixels a drawing unit."""
    sketch = Sketch(scale)
    PAINTERS[figure](sketch, side)
    return sketch.drawing()
