"""Under which conditions a trial was made, and where the foot stood."""

import re
from dataclasses import dataclass
from math import ceil

from trainer.recording.sector import Sector
from trainer.recording.vocabulary import (
    Arms,
    DomeStyle,
    Eyes,
    Feedback,
    Footwear,
    Side,
    Source,
    Stance,
    Support,
)

NO_DOME, FLOOR = 0, -1
USUAL_LENGTH = 0.0
"""Seconds of a trial before its activity is known: as long as that usually is."""
EASIEST_RUNG, HARDEST_RUNG = 1, 12
LEAD_IN_S = 3.0
"""The first seconds after the start, which enter no value."""


@dataclass(frozen=True)
class Conditions:
    """What a series of comparable trials has in common.

    `level` is the dome, 1 to 5, `NO_DOME` on a plain force plate, or `FLOOR` where nobody stands on
    the board; `stem_hole` 0 is the centre.
    `envelope_source` says where the rim came from that targets and rim contacts were judged by.
    `ring_deg` is the radius of the target's ring (0 without one), `rung` the difficulty, 1 to 12
    (0 for an assessment, which has none). `feedback` is what tells a training's patient where they
    are. `weight_pct` is the part of the body weight that the standing leg is asked to carry, 0 if
    nothing is asked.
    """

    activity: str
    side: Side = Side.RIGHT
    stance: Stance = Stance.SINGLE_LEG
    eyes: Eyes = Eyes.OPEN
    support: Support = Support.NONE
    footwear: Footwear = Footwear.BAREFOOT
    arms: Arms = Arms.HIPS
    level: int = 2
    stem_hole: int = 0
    dome_style: DomeStyle = DomeStyle.CAPS
    seconds: float = 20.0
    practice: bool = False
    envelope_source: Source = Source.ASSUMED
    calibrated: bool = False
    ring_deg: float = 0.0
    rung: int = 0
    feedback: Feedback = Feedback.LIGHT
    weight_pct: float = 0.0

    @property
    def contradiction(self) -> str:
        """Why no patient can stand like this; empty if one can."""
        if self.side is Side.BOTH and self.stance is Stance.SINGLE_LEG:
            return "on a single leg one side stands: say --side left or right, or --stance two_leg"
        if self.side is not Side.BOTH and self.stance is Stance.TWO_LEG:
            return f"two legs are not the {self.side} leg: say --side both, or --stance single_leg"
        return ""


@dataclass(frozen=True)
class Chosen:
    """What the therapist settled; None where the program finds it out by itself.

    `arms` are otherwise as noted with the foot, `rung` and `feedback` follow the earlier rounds.
    `guarded`: somebody stands ready to hold the patient. No target of a training lies in a `no_go`
    sector; `seeks_weak` allows more of them where the leg reaches least.
    """

    arms: Arms | None = None
    rung: int | None = None
    guarded: bool = False
    feedback: Feedback | None = None
    no_go: tuple[Sector, ...] = ()
    seeks_weak: bool = False


NOTHING_CHOSEN = Chosen()


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PITCH_MM = 10.0
ROWS = 36
"""26 columns of 10 mm, A at the patient's left, the stem between M and N; rows 1 (toes) to 36."""

NO_CELL = (
    "'{cell}' is not a cell of the foot grid: use a letter A to Z (left to right) and a number 1 "
    "(toes) to {rows} (heel), such as M9"
)
HEEL_AHEAD = (
    "the toe cell {toe} must lie nearer to the toe edge than the heel cell {heel}: row 1 is at the "
    "toes"
)

_CELL = re.compile(r"([A-Z])([1-9][0-9]?)")


def cell_centre_mm(cell: str) -> tuple[float, float]:
    """(ap, ml) of a cell's middle from the deck's middle; ValueError if there is no such cell."""
    match = _CELL.fullmatch(cell)
    if match is None or int(match[2]) > ROWS:
        raise ValueError(NO_CELL.format(cell=cell, rows=ROWS))
    ap_mm = (ROWS / 2 - int(match[2]) + 0.5) * PITCH_MM
    ml_mm = (LETTERS.index(match[1]) - len(LETTERS) / 2 + 0.5) * PITCH_MM
    return ap_mm, ml_mm


def cell_at(ap_mm: float, ml_mm: float) -> str:
    """The cell that holds a point; ValueError outside the grid."""
    row, column = ceil(ROWS / 2 - ap_mm / PITCH_MM), int(ml_mm // PITCH_MM) + len(LETTERS) // 2
    if not (1 <= row <= ROWS and 0 <= column < len(LETTERS)):
        raise ValueError(f"({ap_mm:.0f}, {ml_mm:.0f}) mm lies outside the foot grid")
    return f"{LETTERS[column]}{row}"


@dataclass(frozen=True)
class FootPlacement:
    """How a patient stands on one leg: cells of heel and second toe, footwear, arms."""

    heel_cell: str
    toe_cell: str
    footwear: Footwear = Footwear.BAREFOOT
    arms: Arms = Arms.HIPS

    def __post_init__(self) -> None:
        heel, toe = cell_centre_mm(self.heel_cell), cell_centre_mm(self.toe_cell)
        if toe[0] <= heel[0]:
            raise ValueError(HEEL_AHEAD.format(toe=self.toe_cell, heel=self.heel_cell))


MOST_CELLS_MOVED = 1
"""The feet come back to the same cell, or to one beside it."""


def foot_moved(previous: FootPlacement | None, now: FootPlacement | None) -> str:
    """A sentence about a foot that stands elsewhere than in the previous trial; "" otherwise."""
    if previous is None or now is None:
        return ""
    parts = (
        ("heel", previous.heel_cell, now.heel_cell),
        ("second toe", previous.toe_cell, now.toe_cell),
    )
    moved = [
        _cell_moved(part, there, here)
        for part, there, here in parts
        if _cells_apart(there, here) > MOST_CELLS_MOVED
    ]
    if not moved:
        return ""
    return f"the foot stands elsewhere than in the previous trial: {' and '.join(moved)}"


def _cell_moved(part: str, there: str, here: str) -> str:
    return f"the {part} is at {here}, {_cells_apart(there, here)} cells from {there}"


def _cells_apart(one: str, other: str) -> int:
    """The larger of rows and columns between two cells."""
    (ap, ml), (other_ap, other_ml) = cell_centre_mm(one), cell_centre_mm(other)
    return round(max(abs(ap - other_ap), abs(ml - other_ml)) / PITCH_MM)
