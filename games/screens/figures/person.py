"""What a person does in a calibration: stand, swing a leg, stand on it; and where a strap goes.

Drawn for the right leg, seen from its side with the rail behind; the left leg mirrors the view.
"""

from dataclasses import replace
from math import cos, radians, sin

import numpy as np

from games.engine.draw.mask import Point
from games.engine.draw.palette import DEEP, INK, MIST
from games.engine.draw.sketch import Sketch
from games.engine.draw.solid import Solid, together
from games.engine.draw.view import Spot, View
from games.screens.figures.body import props
from games.screens.figures.body.flesh import (
    SKIN,
    leg_parts,
    person,
)
from games.screens.figures.body.moves import LEG_BEHIND, ON_LEG, STANDING, Move, still
from games.screens.figures.body.pose import Hold, Pose
from games.screens.figures.body.skeleton import HEIGHT_MM, THIGH_MM, Frame, bones
from games.screens.figures.body.straps import (
    BOX_HALF_MM,
    ON_SACRUM_MM,
    ON_THIGH_MM,
    sacrum_strap,
    sacrum_up,
    thigh_strap,
    thigh_up,
)
from games.screens.figures.body.tube import mirrored
from trainer.recording.vocabulary import Side

WHOLE = View(112.0, 7.0, 0.445, (0.0, 372.0))
FROM_SIDE = View(98.0, 7.0, 0.445, (-40.0, 372.0))
THIGH_SEEN = View(108.0, 4.0, 1.5, (-20.0, 830.0))
SACRUM_SEEN = View(-24.0, 6.0, 1.0, (0.0, 1020.0))
HEIGHT = HEIGHT_MM * FROM_SIDE.scale
"""How tall the person is, in drawing units."""

ARMS_CROSSED = replace(STANDING, own_hand=Hold.CROSSED, other_hand=Hold.CROSSED)


def paint_still(sketch: Sketch, side: Side) -> None:
    """On both feet, arms down, without a movement."""
    _paint_at_rail(sketch, side, STANDING, WHOLE)
    paint_pause(sketch, (_way(side) * 300.0, -190.0))


def paint_swing(sketch: Sketch, side: Side) -> None:
    """A straight leg swings forth and back, the far hand on the rail; nothing is in its way."""
    ahead, view = still(Move.SWING_OWN_LEG), _seen(FROM_SIDE, side)
    ghost = together(leg_parts(bones(LEG_BEHIND).legs[0], 1, SKIN))
    _paint_rail(sketch, side, FROM_SIDE)
    sketch.solid(_mirrored(ghost, side), view, 0.0, 0.3)
    _paint_person(sketch, side, ahead, FROM_SIDE)
    hip = bones(ahead).legs[0].thigh.at
    bow = [_from_hip(hip, 860.0, angle) for angle in range(-18, 46, 3)]
    drawn = view.all(_side_spots(bow, side))
    sketch.arrows([drawn[11:], drawn[11::-1]], INK, 20)


def paint_on_leg(sketch: Sketch, side: Side) -> None:
    """All weight on the measured leg, the other foot lifted, fingertips on the rail."""
    pose = replace(ON_LEG, own_hand=Hold.SIDE, other_hand=Hold.RAIL)
    _paint_at_rail(sketch, side, pose, WHOLE)
    foot = bones(pose).legs[1].foot.at
    x, y = _seen(WHOLE, side).at(_side_spots([(foot[0], foot[1], foot[2])], side)[0])
    sketch.arrow([(x + _way(side) * 96, y + 60), (x + _way(side) * 96, y - 74)], INK, 20)


def paint_strap(sketch: Sketch, side: Side) -> None:
    """The thigh from its outer side: the box a hand's width above the knee, its arrow up."""
    view = _seen(THIGH_SEEN, side)
    body = bones(STANDING)
    thigh = body.legs[0].thigh
    sketch.solid(_mirrored(together(leg_parts(body.legs[0], 1, SKIN)), side), view)
    sketch.dissolve(150.0)
    strap = _mirrored(thigh_strap(thigh), side)
    sketch.solid(strap, view)
    _paint_up(sketch, view, side, thigh_up(thigh))
    knee, box = (
        view.at(_side_spots([_spot(thigh, 0.0, up)], side)[0])[1]
        for up in (-THIGH_MM, ON_THIGH_MM - BOX_HALF_MM[2])
    )
    x = _way(side) * 170.0
    for y in (knee, box):
        sketch.line([(x - 20, y), (x + 20, y)], MIST, 7)
    sketch.line([(x, knee), (x, box)], MIST, 7)
    middle = view.at(_side_spots([_spot(thigh, 90.0, ON_THIGH_MM)], side)[0])
    start = (_way(side) * -410.0, middle[1])
    sketch.arrow([start, (middle[0] - _way(side) * 70.0, middle[1])], INK, 24)


def paint_sacrum(sketch: Sketch, side: Side) -> None:
    """From behind: the sensor on its belt at the back, in line with the hips, its arrow up."""
    view = _seen(SACRUM_SEEN, side)
    sketch.solid(_mirrored(person(ARMS_CROSSED), side), view)
    sketch.dissolve(150.0)
    pelvis = bones(STANDING).trunk.pelvis
    sketch.solid(_mirrored(sacrum_strap(pelvis), side), view)
    _paint_up(sketch, view, side, sacrum_up(pelvis))
    middle = view.at(_side_spots([_spot_of(pelvis.place(0.0, -130.0, ON_SACRUM_MM))], side)[0])
    start = (middle[0] - _way(side) * 330.0, middle[1])
    sketch.arrow([start, (middle[0] - _way(side) * 90.0, middle[1])], INK, 24)


def floor_of(side: Side) -> Point:
    """Where the floor's middle is in a drawing of a movement."""
    return _way(side) * FROM_SIDE.middle[0], FROM_SIDE.middle[1]


def _paint_at_rail(sketch: Sketch, side: Side, pose: Pose, view: View) -> None:
    _paint_rail(sketch, side, view)
    _paint_person(sketch, side, pose, view)


def _paint_rail(sketch: Sketch, side: Side, view: View) -> None:
    solid = _mirrored(together(props.rail()), side)
    sketch.cast(solid, _seen(view, side), softness=10.0)
    sketch.solid(solid, _seen(view, side), 0.5)


def _paint_person(sketch: Sketch, side: Side, pose: Pose, view: View) -> None:
    """With the sensor on the measured thigh."""
    strap = thigh_strap(bones(pose).legs[0].thigh)
    solid = _mirrored(together([person(pose), strap]), side)
    sketch.cast(solid, _seen(view, side))
    sketch.solid(solid, _seen(view, side), 0.8)


def _paint_up(sketch: Sketch, view: View, side: Side, arrow: list[Spot]) -> None:
    sketch.fill(view.all(_side_spots(arrow, side)), DEEP)


def paint_pause(sketch: Sketch, centre: Point) -> None:
    """The sign for waiting without a movement."""
    sketch.ball(centre, 84, INK, 0.14)
    for side in (-1, 1):
        x = centre[0] + 27 * side
        sketch.line([(x, centre[1] - 34), (x, centre[1] + 34)], INK, 26)


def _from_hip(hip: np.ndarray, length: float, angle_deg: float) -> Spot:
    angle = radians(angle_deg)
    return float(hip[0]), hip[1] + length * sin(angle), hip[2] - length * cos(angle)


def _spot(frame: Frame, right: float, up: float) -> Spot:
    return _spot_of(frame.place(right, 0.0, up))


def _spot_of(place: np.ndarray) -> Spot:
    return float(place[0]), float(place[1]), float(place[2])


def _way(side: Side) -> float:
    return -1.0 if side is Side.LEFT else 1.0


def _seen(view: View, side: Side) -> View:
    """The view of the left leg: from the other side."""
    if side is not Side.LEFT:
        return view
    return View(-view.round_deg, view.above_deg, view.scale, (-view.middle[0], view.middle[1]))


def _mirrored(solid: Solid, side: Side) -> Solid:
    return mirrored(solid) if side is Side.LEFT else solid


def _side_spots(spots: list[Spot], side: Side) -> list[Spot]:
    return [(_way(side) * right, ahead, up) for right, ahead, up in spots]
