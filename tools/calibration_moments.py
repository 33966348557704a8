"""Made-up moments of each calibration guide, in the language of the windows."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, nan, radians

from trainer.motion.calibration import LevelPose
from trainer.motion.load_steps import Place
from trainer.motion.reach import AROUND
from trainer.recording.conditions import Conditions
from trainer.recording.guidance import Answer, Figure, Guidance, Reach
from trainer.recording.vocabulary import Side
from trainer.sessions.calibration.load import EMPTYING, LOAD, SET_WEIGHT
from trainer.sessions.calibration.mount import (
    ACCEL,
    EDGES,
    FACES,
    FRONT,
    LAYING,
    LEVEL,
    TURNING,
)
from trainer.sessions.calibration.poses import MOVING, NOT_MOVED
from trainer.sessions.calibration.range import RANGE, SHAPE, TAKEN_BACK, asked_words
from trainer.sessions.calibration.rim import PRESS_EDGE, RESTING, RIM, SLOWER, TURNS
from trainer.sessions.calibration.sacrum import SACRUM, STEP
from trainer.sessions.calibration.steps import LEAVE_ALONE
from trainer.sessions.calibration.thigh import (
    SECONDS,
    SITS_ASKEW,
    STAND_ON,
    STANDING,
    STRAP_ON,
    SWING,
    THIGH,
)
from trainer.texts import said


@dataclass(frozen=True)
class Shown:
    """A moment of a guide, and whose leg it is about."""

    guidance: Guidance
    side: Side = Side.RIGHT


def _shown(
    title: str,
    step: tuple[int, int],
    figure: Figure,
    prompt: str,
    progress: float = 0.0,
    notice: str = "",
    readings: tuple[tuple[str, str], ...] = (),
    reach: Reach | None = None,
) -> Shown:
    return Shown(Guidance(title, *step, figure, prompt, progress, notice, readings, reach))


def _reach(covered: Callable[[float], bool], full_deg: float, now_deg: float) -> Reach:
    directions = tuple(float(at) for at in range(0, 360, 10))
    tilts = tuple(
        full_deg * (1 + 0.06 * cos(2 * radians(at))) if covered(at) else nan for at in directions
    )
    now = radians(now_deg)
    return Reach(directions, tilts, (0.97 * full_deg * cos(now), 0.97 * full_deg * _sin(now_deg)))


def _sin(angle_deg: float) -> float:
    return cos(radians(angle_deg - 90.0))


RIM_REACH = _reach(lambda at: 60 <= at <= 210, 14.2, 210.0)
RIM_BACK = _reach(lambda at: at <= 90 or at >= 250, 14.2, 250.0)
RANGE_REACH = _reach(lambda at: not 100 <= at <= 160, 9.1, 40.0)


def _set(place: Place) -> str:
    return said(SET_WEIGHT[place]).format(kg=10)


def _level() -> dict[str, Shown]:
    return {
        "wait": _shown(LEVEL, (0, 3), Figure.WAIT, LEAVE_ALONE, 0.4),
        "level-face-down": _shown(
            LEVEL, (1, 3), Figure.DECK_FACE_DOWN, LAYING[LevelPose.FACE_DOWN][1], 0.0, NOT_MOVED
        ),
        "level-on-blocks": _shown(
            LEVEL, (1, 3), Figure.DECK_ON_BLOCKS, LAYING[LevelPose.ON_BLOCKS][1], 0.6
        ),
        "level-turned": _shown(LEVEL, (2, 3), Figure.DECK_TURNED, TURNING, 0.35, MOVING),
    }


def _front() -> dict[str, Shown]:
    return {
        "front-toes-down": _shown(FRONT, (1, 2), Figure.TOES_DOWN, EDGES[0][1], 0.5),
        "front-heel-down": _shown(FRONT, (2, 2), Figure.HEEL_DOWN, EDGES[1][1], 1.0),
    }


def _accel() -> dict[str, Shown]:
    return {
        "accel-label-up": _shown(ACCEL, (1, 6), Figure.BOX_LABEL_UP, FACES[0][1]),
        "accel-label-down": _shown(ACCEL, (2, 6), Figure.BOX_LABEL_DOWN, FACES[1][1]),
        "accel-left-side": _shown(ACCEL, (3, 6), Figure.BOX_LEFT_SIDE, FACES[2][1]),
        "accel-right-side": _shown(ACCEL, (4, 6), Figure.BOX_RIGHT_SIDE, FACES[3][1]),
        "accel-front-side": _shown(ACCEL, (5, 6), Figure.BOX_FRONT_SIDE, FACES[4][1]),
        "accel-rear-side": _shown(ACCEL, (6, 6), Figure.BOX_REAR_SIDE, FACES[5][1]),
    }


def _rim() -> dict[str, Shown]:
    return {
        "rim-resting": _shown(RIM, (1, 3), Figure.PRESS_EDGE_DOWN, RESTING.prompt, 0.2, PRESS_EDGE),
        "rim-begin": _shown(RIM, (2, 3), Figure.ROLL_RIGHT_ROUND, TURNS[0][0].prompt),
        "rim-right-round": _shown(
            RIM, (2, 3), Figure.ROLL_RIGHT_ROUND, TURNS[0][0].prompt, 0.42, SLOWER, reach=RIM_REACH
        ),
        "rim-left-round": _shown(
            RIM, (3, 3), Figure.ROLL_LEFT_ROUND, TURNS[1][0].prompt, 0.6, reach=RIM_BACK
        ),
    }


def _range() -> dict[str, Shown]:
    return {
        "range-begin": Shown(
            Guidance(RANGE, 1, 1, Figure.REACH_ALL_ROUND, asked_words(Conditions("", Side.LEFT))),
            Side.LEFT,
        ),
        "range": Shown(
            Guidance(
                RANGE,
                1,
                1,
                Figure.REACH_ALL_ROUND,
                asked_words(Conditions("")),
                0.41,
                said(TAKEN_BACK).format(where=said(AROUND[2])),
                reach=RANGE_REACH,
                answers=(Answer.PAIN,),
            )
        ),
        "range-shape": Shown(
            Guidance(
                RANGE,
                1,
                1,
                Figure.REACH_ALL_ROUND,
                SHAPE,
                0.99,
                reach=_reach(lambda _: True, 9.1, 40.0),
                answers=(Answer.KEEP, Answer.PAIN),
            )
        ),
    }


def _load() -> dict[str, Shown]:
    return {
        "load-empty": _shown(
            LOAD,
            (1, 6),
            Figure.PLATE_EMPTY,
            EMPTYING,
            0.7,
            "",
            (
                ("front-left", "812"),
                ("front-right", "−344"),
                ("rear-left", "95"),
                ("rear-right", "1201"),
            ),
        ),
        "load-centre": _shown(LOAD, (2, 6), Figure.WEIGHT_CENTRE, _set(Place.CENTRE)),
        "load-front-left": _shown(LOAD, (3, 6), Figure.WEIGHT_FRONT_LEFT, _set(Place.FRONT_LEFT)),
        "load-front-right": _shown(
            LOAD, (4, 6), Figure.WEIGHT_FRONT_RIGHT, _set(Place.FRONT_RIGHT)
        ),
        "load-rear-left": _shown(LOAD, (5, 6), Figure.WEIGHT_REAR_LEFT, _set(Place.REAR_LEFT)),
        "load-rear-right": _shown(LOAD, (6, 6), Figure.WEIGHT_REAR_RIGHT, _set(Place.REAR_RIGHT)),
    }


def _straps() -> dict[str, Shown]:
    return {
        "thigh-strap": _shown(THIGH, (1, 5), Figure.STRAP_ON_THIGH, STRAP_ON[Side.RIGHT]),
        "thigh-strap-left": Shown(
            Guidance(THIGH, 1, 5, Figure.STRAP_ON_THIGH, STRAP_ON[Side.LEFT], 0.0, SITS_ASKEW),
            Side.LEFT,
        ),
        "sacrum-strap": _shown(SACRUM, (1, 1), Figure.STRAP_ON_SACRUM, STEP.prompt, 0.4),
        "thigh-still": _shown(THIGH, (2, 5), Figure.STAND_STILL, STANDING, 0.66),
        "thigh-swing": _shown(
            THIGH, (3, 5), Figure.SWING_LEG, SWING[Side.RIGHT], 0.33, "", ((SECONDS, "4"),)
        ),
        "thigh-on-leg": _shown(THIGH, (4, 5), Figure.STAND_ON_LEG, STAND_ON[Side.RIGHT], 0.5),
        "thigh-on-leg-left": Shown(
            Guidance(THIGH, 4, 5, Figure.STAND_ON_LEG, STAND_ON[Side.LEFT], 0.5), Side.LEFT
        ),
    }


def moments() -> dict[str, Shown]:
    """Moments of the guides by name, in the order in which they are done."""
    guides = _level, _front, _accel, _rim, _range, _load, _straps
    return {name: shown for guide in guides for name, shown in guide().items()}


MOMENTS = moments()
