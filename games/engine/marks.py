"""Marks around level: where an assessment's targets stand, at a fixed share of the rim."""

from math import cos, radians, sin

from games.engine.ground import Ground
from games.engine.setup import Parameters, number
from trainer.recording.json_form import Json

MARKS = "marks"
Mark = tuple[float, float]
"""A mark's middle: ap_deg and ml_deg."""


def marks_on(ground: Ground, share: float, count: int) -> list[Json]:
    """As a parameter: so many marks from the toes clockwise, none of them in a no-go sector.

    The patient's own range changes from day to day; an assessment's distances must not.
    """
    marks: list[Json] = []
    for direction_deg in ground.directions_deg(count):
        ap, ml = cos(radians(direction_deg)), sin(radians(direction_deg))
        tilt_deg = share * float(ground.rim.limit_deg(ap, ml))
        marks.append([round(tilt_deg * ap, 3), round(tilt_deg * ml, 3)])
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
