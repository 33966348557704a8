"""The steps of `baps calibrate`: the guide of each, and what a person must give beforehand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trainer.motion.calibration import LevelPose
from trainer.recording.conditions import Conditions
from trainer.recording.guidance import Guide
from trainer.recording.vocabulary import DomeStyle, Side, Stance, Support
from trainer.sessions.board import OpenBoard, rim_of_board
from trainer.sessions.calibration.keeping import CalibrationKeeper
from trainer.sessions.calibration.load import (
    LOAD,
    KnownWeight,
    OnBackwards,
    how_to_flip,
    load_guide,
    zero_guide,
)
from trainer.sessions.calibration.mount import (
    ACCEL,
    FRONT,
    LEVEL,
    accel_guide,
    front_guide,
    level_guide,
)
from trainer.sessions.calibration.range import RANGE, RangeOf, range_guide
from trainer.sessions.calibration.rim import RIM, RimOf, rim_guide
from trainer.sessions.calibration.sacrum import SACRUM, sacrum_guide
from trainer.sessions.calibration.thigh import THIGH, THIGH_CHECK, thigh_check_guide, thigh_guide
from trainer.sessions.floor import require_in_deck
from trainer.store.store import Store


@dataclass(frozen=True)
class Asked:
    """What was given on the command line; the menu offers only steps for which it is enough."""

    level: int = 2
    stem_hole: int = 0
    own_dome: bool = False
    dome_style: DomeStyle = DomeStyle.CAPS
    patient_code: str | None = None
    side: Side | None = None
    weight_kg: float | None = None
    flipped: Callable[[], frozenset[int]] = frozenset
    on_backwards: OnBackwards = how_to_flip
    pose: LevelPose = LevelPose.FACE_DOWN
    stance: Stance = Stance.SINGLE_LEG
    support: Support = Support.NONE
    confirmed: bool = False

    @property
    def standing(self) -> Conditions:
        """How a patient stands whose range is measured."""
        return Conditions(
            "",
            side=self.side or Side.RIGHT,
            stance=self.stance,
            support=self.support,
            level=self.level,
            stem_hole=self.stem_hole,
        )


Maker = Callable[[Asked, OpenBoard, CalibrationKeeper], Guide]


def _range(asked: Asked, board: OpenBoard, kept: CalibrationKeeper) -> Guide:
    rim = rim_of_board(board, kept.store, asked.level, asked.stem_hole)
    which = RangeOf(asked.standing, rim, date.today(), asked.confirmed)
    return range_guide(board, lambda reach: kept.range(asked.patient_code or "", reach), which)


def _load(asked: Asked, board: OpenBoard, kept: CalibrationKeeper) -> Guide:
    known = KnownWeight(asked.weight_kg or 0.0, asked.flipped())
    return load_guide(board, kept.load, known, asked.on_backwards)


def _thigh(asked: Asked, board: OpenBoard, kept: CalibrationKeeper) -> Guide:
    whose = asked.patient_code or ""
    return thigh_guide(board, lambda setup: kept.thigh(setup, whose), _leg(asked))


def _sacrum(asked: Asked, board: OpenBoard, kept: CalibrationKeeper) -> Guide:
    whose = asked.patient_code or ""
    return sacrum_guide(board, lambda setup: kept.sacrum(setup, whose))


def _rim(asked: Asked, board: OpenBoard, kept: CalibrationKeeper) -> Guide:
    which = RimOf(asked.level, asked.stem_hole, asked.own_dome, asked.dome_style)
    return rim_guide(board, kept.rim, which)


def _leg(asked: Asked) -> Side:
    return asked.side or Side.RIGHT


GUIDES: dict[str, tuple[str, Maker]] = {
    "accel": (ACCEL, lambda asked, board, kept: accel_guide(board, kept.sensor)),
    "level": (LEVEL, lambda asked, board, kept: level_guide(board, kept.sensor, asked.pose)),
    "front": (FRONT, lambda asked, board, kept: front_guide(board, kept.sensor)),
    "rim": (RIM, _rim),
    "range": (RANGE, _range),
    "load": (LOAD, _load),
    "zero": (LOAD, lambda asked, board, kept: zero_guide(board, kept.load)),
    "thigh": (THIGH, _thigh),
    "sacrum": (SACRUM, _sacrum),
    "thigh-check": (
        THIGH_CHECK,
        lambda asked, board, kept: thigh_check_guide(board, kept.discard_thigh),
    ),
}
"""Each step's title, and the function that makes its guide on an open board."""
WORN = ("thigh", "thigh-check", "sacrum")
"""The steps that can be done while the deck's sensor is on a sacrum."""


def guide_for(step: str, asked: Asked, board: OpenBoard, store: Store, operator: str) -> Guide:
    """The guide of a step on an open board; what it finds is stored. `SessionError`."""
    if step not in WORN:
        require_in_deck(board, step)
    return GUIDES[step][1](asked, board, CalibrationKeeper(board, store, operator))
