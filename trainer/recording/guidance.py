"""The steps of a guided calibration as screens show them: what to do, how far it is, the result.

`trainer.sessions` yields one `Guidance` per moment and ends with `Finished`; the terminal prints
the prompts, the window of `games.screens` draws them. Neither knows how a step is measured.
"""

from collections.abc import Generator
from dataclasses import dataclass
from enum import StrEnum


class Figure(StrEnum):
    """Which picture shows what to do."""

    WAIT = "wait"
    DECK_FACE_DOWN = "deck_face_down"
    DECK_ON_BLOCKS = "deck_on_blocks"
    DECK_TURNED = "deck_turned"
    TOES_DOWN = "toes_down"
    HEEL_DOWN = "heel_down"
    BOX_LABEL_UP = "box_label_up"
    BOX_LABEL_DOWN = "box_label_down"
    BOX_LEFT_SIDE = "box_left_side"
    BOX_RIGHT_SIDE = "box_right_side"
    BOX_FRONT_SIDE = "box_front_side"
    BOX_REAR_SIDE = "box_rear_side"
    ROLL_RIGHT_ROUND = "roll_right_round"
    ROLL_LEFT_ROUND = "roll_left_round"
    REACH_ALL_ROUND = "reach_all_round"
    PLATE_EMPTY = "plate_empty"
    WEIGHT_CENTRE = "weight_centre"
    WEIGHT_FRONT_LEFT = "weight_front_left"
    WEIGHT_FRONT_RIGHT = "weight_front_right"
    WEIGHT_REAR_LEFT = "weight_rear_left"
    WEIGHT_REAR_RIGHT = "weight_rear_right"
    STRAP_ON_THIGH = "strap_on_thigh"
    STRAP_ON_SACRUM = "strap_on_sacrum"
    STAND_STILL = "stand_still"
    SWING_LEG = "swing_leg"
    STAND_ON_LEG = "stand_on_leg"
    PRESS_EDGE_DOWN = "press_edge_down"


class Answer(StrEnum):
    """What a person can say to a guide by a key."""

    KEEP = "keep"
    PAIN = "pain"


@dataclass(frozen=True)
class Reach:
    """The largest tilt so far by direction (0 to the toes, 90 to the right), in degrees.

    `now_deg` is the tilt (ap, ml) at this moment.
    """

    directions_deg: tuple[float, ...]
    tilt_deg: tuple[float, ...]
    now_deg: tuple[float, float]


@dataclass(frozen=True)
class Guidance:
    """One moment of a guided calibration.

    `title` names the calibration ("Level"), `prompt` says what to do in one or two short sentences.
    `progress` of this step goes from 0 to 1. `notice` says in a few words what is wrong just now
    (moving, waiting). `readings` are live figures for the therapist: label and text. `answers` are
    what the guide takes now.
    """

    title: str
    step: int
    steps: int
    figure: Figure
    prompt: str
    progress: float = 0.0
    notice: str = ""
    readings: tuple[tuple[str, str], ...] = ()
    reach: Reach | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Finished:
    """The result of a calibration: lines of label and text. The caller stores it.

    `failed` holds the labels of the lines that failed their check.
    """

    title: str
    passed: bool
    lines: tuple[tuple[str, str], ...] = ()
    advice: str = ""
    failed: tuple[str, ...] = ()


Guide = Generator[Guidance, Answer | None, Finished]
"""Each `next`, or `send` of an answer, lets about one frame pass and yields what to show then."""
