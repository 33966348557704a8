"""Marks around level: where an assessment's targets stand, at a fixed share of the rim."""

from itertools import product
from math import cos, inf, radians, sin

from games.engine.ground import RANGE_TOO_SMALL, Ground, NoTargetLeft
from games.engine.setup import Parameters, number
from trainer.recording.json_form import Json

MARKS = "marks"
Mark = tuple[float, float]
"""A mark's middle: ap_deg and ml_deg."""


MOST_OF_RANGE = 0.75
"""No mark is farther than this share of what the patient reaches today without pain."""


def marks_on(ground: Ground, shares: tuple[float, ...], count: int, mark_deg: float) -> list[Json]:
    """As a parameter: for each share of the rim up to so many marks from the toes clockwise, each
    with a ring of `mark_deg`.

    The patient's own range changes from day to day; an assessment's distances must not. So a
    direction is left out whose mark lies in a no-go sector, too far for today's range, or so near
    that standing level would hold it. `NoTargetLeft` if that is all of them.
    """
    marks: list[Json] = []
    for share, direction_deg in product(shares, ground.directions_deg(count)):
        ap, ml = cos(radians(direction_deg)), sin(radians(direction_deg))
        tilt_deg = share * float(ground.rim.limit_deg(ap, ml))
        reach_deg = inf if ground.limit is None else float(ground.limit.limit_deg(ap, ml))
        if mark_deg < tilt_deg <= MOST_OF_RANGE * reach_deg:
            marks.append([round(tilt_deg * ap, 3), round(tilt_deg * ml, 3)])
    if not marks:
        raise NoTargetLeft(RANGE_TOO_SMALL)
    return marks


def marks_of(parameters: Parameters) -> list[Mark]:
    """The marks in a trial's parameters; ValueError if they cannot be read."""
    found = parameters.get(MARKS)
    if not isinstance(found, list) or not found:
        raise ValueError(f"the trial's parameter {MARKS} is {found!r}, not a list of marks")
    return [_mark(each) for each in found]


def _mark(form: Json) -> Mark:
    if not isinstance(form, list) or len(form) != 2:
        raise ValueError(f"a mark of the trial is {form!r}, not ap and ml in degrees")
    ap_deg, ml_deg = (number({MARKS: value}, MARKS) for value in form)
    return ap_deg, ml_deg
