"""What belongs to each movement besides the person, and from where it is seen best."""

import numpy as np

from games.engine.draw.solid import Solid
from games.engine.draw.view import View
from games.screens.figures.board import board
from games.screens.figures.body import props
from games.screens.figures.body.moves import LYING_MOVES, SEAT_HIPS_MM, STEP_MM, Move
from games.screens.figures.body.pose import Pose
from games.screens.figures.body.skeleton import bones
from games.screens.figures.body.straps import thigh_strap

FROM_SIDE, FROM_FRONT, BRIDGE_SEEN = (
    View(98.0, 8.0, 1.0),
    View(172.0, 8.0, 1.0),
    View(78.0, 14.0, 1.0),
)
THREE_QUARTERS, KNEE_AHEAD = View(128.0, 9.0, 1.0), View(132.0, 10.0, 1.0)
FROM_FEET, ALONG_FRONT = View(70.0, 22.0, 1.0), View(80.0, 18.0, 1.0)
"""`KNEE_AHEAD` shows how low the body goes and whether the knee stays over the toes; `FROM_FEET`
shows how far knees open."""

VIEWS = {
    Move.STAND: THREE_QUARTERS,
    Move.STAND_ON_BOARD: THREE_QUARTERS,
    Move.SIT_AT_BOARD: View(112.0, 10.0, 1.0),
    Move.PELVIC_DROP: FROM_FRONT,
    Move.OTHER_LEG_OUT: FROM_FRONT,
    Move.LATERAL_WALK: FROM_FRONT,
    Move.SQUAT: KNEE_AHEAD,
    Move.STEP_DOWN: KNEE_AHEAD,
    Move.CLAM: FROM_FEET,
    Move.LEG_RAISE: ALONG_FRONT,
    Move.BRIDGE: BRIDGE_SEEN,
}
BANDED = frozenset(
    (Move.OTHER_LEG_FORWARD, Move.OTHER_LEG_OUT, Move.OTHER_LEG_BACK, Move.LATERAL_WALK)
)
ON_SIDE = frozenset((Move.CLAM, Move.LEG_RAISE))
ON_STEP = {Move.STEP_DOWN: (0.0, 300.0), Move.PELVIC_DROP: (50.0, 196.0)}
"""The step's middle and width; beside a narrow one the other leg hangs free."""


def view_of(move: Move) -> View:
    """From where the measured right leg's movement shows."""
    return VIEWS.get(move, FROM_SIDE)


def beneath(move: Move, pose: Pose) -> list[Solid]:
    """What lies flat on the floor, so that the person's shadow falls on it."""
    if move not in LYING_MOVES:
        return []
    body = bones(pose)
    along = np.array([body.trunk.head.at, *(leg.foot.at for leg in body.legs)])
    return [props.mat((along.min(axis=0) + along.max(axis=0)) / 2)]


def behind(move: Move, pose: Pose) -> list[Solid]:
    """What stands still behind the person."""
    if move in ON_STEP:
        return [props.step(ON_STEP[move][0], STEP_MM, ON_STEP[move][1])]
    if move is Move.STAND_ON_BOARD:
        return [_board_below(pose)]
    if move is Move.SIT_AT_BOARD:
        return [*props.stool(SEAT_HIPS_MM), _board_below(pose)]
    if move is Move.SWING_OWN_LEG:
        return props.rail()
    if move in ON_SIDE:
        return [props.pillow(bones(pose).trunk.head.place(0.0, 0.0, 100.0), 84.0)]
    return []


def worn(move: Move, pose: Pose) -> list[Solid]:
    """What moves with the person."""
    body = bones(pose)
    if move in BANDED:
        return props.band(body.legs)
    return [thigh_strap(body.legs[0].thigh)] if move is Move.SWING_OWN_LEG else []


def _board_below(pose: Pose) -> Solid:
    """With the middle of the measured foot over its stem."""
    ankle = bones(pose).legs[0].foot.at
    return board().moved(np.eye(3), (ankle[0], ankle[1] + 62.0, 0.0))
