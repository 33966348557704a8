"""The straps with the sensor's box: round the thigh above the knee, and round the hips."""

import numpy as np

from games.engine.draw.solid import Solid, Stuff, Vectors, block, rings, skin, together
from games.engine.draw.view import Spot
from games.screens.figures.body.skeleton import THIGH_MM, Frame

WEBBING = Stuff((58, 74, 86), (18, 30, 40), 0.7)
CASE = Stuff((236, 242, 244), (138, 156, 166), 0.5)
ON_THIGH_MM, ON_SACRUM_MM = -0.76 * THIGH_MM, 46.0
BOX_HALF_MM = (26.0, 14.0, 40.0)
"""Half of the box' width, thickness and length along the strap's wearer."""

WEBBING_MM, THICK_MM = 21.0, 4.0
THIGH_AT, HIPS_AT = (58.0, 64.0, 0.0, 6.0), (163.0, 108.0, 0.0, -17.0)
"""Half width, half depth and middle (right, front) of the body there."""

ARROW = ((0.0, 30.0), (16.0, 4.0), (6.0, 4.0), (6.0, -28.0), (-6.0, -28.0), (-6.0, 4.0),
         (-16.0, 4.0))  # fmt: skip


def thigh_strap(thigh: Frame) -> Solid:
    """On the outer side of the right thigh."""
    return together([_webbing(thigh, ON_THIGH_MM, THIGH_AT), _case(_on_thigh(thigh))])


def sacrum_strap(pelvis: Frame) -> Solid:
    """In the middle of the back of the hips."""
    return together([_webbing(pelvis, ON_SACRUM_MM, HIPS_AT), _case(_on_sacrum(pelvis))])


def thigh_up(thigh: Frame) -> list[Spot]:
    """The arrow on the box, towards the hip."""
    return _arrow(_on_thigh(thigh))


def sacrum_up(pelvis: Frame) -> list[Spot]:
    """The arrow on the box, up the spine."""
    return _arrow(_on_sacrum(pelvis))


def _on_thigh(thigh: Frame) -> Frame:
    """The box' middle; its front looks away from the body."""
    wide, _, right, front = THIGH_AT
    at = thigh.place(right + wide + BOX_HALF_MM[1] - 2, front, ON_THIGH_MM)
    return Frame(at, thigh.axes @ np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]))


def _on_sacrum(pelvis: Frame) -> Frame:
    _, deep, right, front = HIPS_AT
    at = pelvis.place(right, front - deep - BOX_HALF_MM[1] + 2, ON_SACRUM_MM)
    return Frame(at, pelvis.axes @ np.diag([-1.0, -1.0, 1.0]))


def _webbing(frame: Frame, up_mm: float, body: tuple[float, float, float, float]) -> Solid:
    wide, deep, right, front = body
    high = WEBBING_MM
    # A flat band: its edges bend in to the skin.
    rows = (
        (-high, -2.0),
        (-high + 3, THICK_MM),
        (0.0, THICK_MM),
        (high - 3, THICK_MM),
        (high, -2.0),
    )
    middles = np.array([[right, front, up_mm + up] for up, _ in rows])
    half = np.array([[wide + more, deep + more] for _, more in rows])
    axes = np.tile(np.eye(3), (len(rows), 1, 1))
    made = skin(rings(middles, axes[:, 0], axes[:, 1], half, 56), WEBBING)
    return made.moved(frame.axes, frame.at)


def _case(frame: Frame) -> Solid:
    wide, thick, long = BOX_HALF_MM
    made = block((2 * wide, 2 * thick, 2 * long), CASE, 7.0)
    return made.moved(np.eye(3), (0.0, 0.0, -long)).moved(frame.axes, frame.at)


def _arrow(frame: Frame) -> list[Spot]:
    places = [frame.place(right, BOX_HALF_MM[1] + 0.5, up) for right, up in ARROW]
    return [_spot(place) for place in places]


def _spot(place: Vectors) -> Spot:
    return float(place[0]), float(place[1]), float(place[2])
