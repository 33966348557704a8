"""Every screen of calibration, from made-up moments: for pictures in docs and for tests."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import cos, nan, radians

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.setup import LIKELY_STATION, Station
from games.screens.calibration import CalibrationScreen
from games.screens.finished import AGAIN, GO_ON, FinishedScreen
from games.screens.menu import MenuRow, MenuScreen, Standing
from trainer.motion.calibration import LevelPose
from trainer.motion.load_steps import Place
from trainer.motion.reach import AROUND
from trainer.recording.conditions import Conditions
from trainer.recording.guidance import Answer, Figure, Finished, Guidance, Reach
from trainer.recording.vocabulary import Side
from trainer.sessions.calibration.load import EMPTYING, LOAD, SET_WEIGHT
from trainer.sessions.calibration.menu import (
    CELLS_WITH,
    MOUNT_ROWS,
    RANGE_OF,
    RIM_OF,
    THIGH_ON,
    TODAY,
)
from trainer.sessions.calibration.mount import (
    ACCEL,
    BACK_AGAIN,
    DIFFERENCE,
    EDGES,
    EDGES_DIFFER,
    FACES,
    FRONT,
    GRAVITY,
    HEEL_AT,
    LAYING,
    LEVEL,
    OFF,
    SLOPES,
    TOES_AT,
    TURNED,
    TURNING,
)
from trainer.sessions.calibration.mount import KEPT as KEPT_MOUNT
from trainer.sessions.calibration.poses import MOVING, NOT_MOVED
from trainer.sessions.calibration.range import RANGE, SHAPE, TAKEN_BACK, asked_words
from trainer.sessions.calibration.rim import PRESS_EDGE, RESTING, RIM, SLOWER, TURNS
from trainer.sessions.calibration.sacrum import SACRUM, STEP
from trainer.sessions.calibration.steps import KEPT, LEAVE_ALONE
from trainer.sessions.calibration.thigh import (
    SECONDS,
    SITS_ASKEW,
    STAND_ON,
    STANDING,
    STRAP_ON,
    SWING,
    THIGH,
)
from trainer.texts import said, said_day

Draw = Callable[[pygame.Surface], None]


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


def moments() -> Mapping[str, Shown]:
    """Moments of the guides, in the language of the windows."""
    return {
        "wait": _shown(LEVEL, (0, 3), Figure.WAIT, LEAVE_ALONE, 0.4),
        "level-face-down": _shown(
            LEVEL,
            (1, 3),
            Figure.DECK_FACE_DOWN,
            LAYING[LevelPose.FACE_DOWN][1],
            0.0,
            NOT_MOVED,
        ),
        "level-on-blocks": _shown(
            LEVEL,
            (1, 3),
            Figure.DECK_ON_BLOCKS,
            LAYING[LevelPose.ON_BLOCKS][1],
            0.6,
        ),
        "level-turned": _shown(
            LEVEL,
            (2, 3),
            Figure.DECK_TURNED,
            TURNING,
            0.35,
            MOVING,
        ),
        "front-toes-down": _shown(
            FRONT,
            (1, 2),
            Figure.TOES_DOWN,
            EDGES[0][1],
            0.5,
        ),
        "front-heel-down": _shown(
            FRONT,
            (2, 2),
            Figure.HEEL_DOWN,
            EDGES[1][1],
            1.0,
        ),
        "accel-label-up": _shown(
            ACCEL,
            (1, 6),
            Figure.BOX_LABEL_UP,
            FACES[0][1],
        ),
        "accel-label-down": _shown(ACCEL, (2, 6), Figure.BOX_LABEL_DOWN, FACES[1][1]),
        "accel-left-side": _shown(ACCEL, (3, 6), Figure.BOX_LEFT_SIDE, FACES[2][1]),
        "accel-right-side": _shown(
            ACCEL,
            (4, 6),
            Figure.BOX_RIGHT_SIDE,
            FACES[3][1],
        ),
        "accel-front-side": _shown(ACCEL, (5, 6), Figure.BOX_FRONT_SIDE, FACES[4][1]),
        "accel-rear-side": _shown(ACCEL, (6, 6), Figure.BOX_REAR_SIDE, FACES[5][1]),
        "rim-resting": _shown(
            RIM,
            (1, 3),
            Figure.PRESS_EDGE_DOWN,
            RESTING.prompt,
            0.2,
            PRESS_EDGE,
        ),
        "rim-begin": _shown(
            RIM,
            (2, 3),
            Figure.ROLL_RIGHT_ROUND,
            TURNS[0][0].prompt,
        ),
        "rim-right-round": _shown(
            RIM,
            (2, 3),
            Figure.ROLL_RIGHT_ROUND,
            TURNS[0][0].prompt,
            0.42,
            SLOWER,
            reach=RIM_REACH,
        ),
        "rim-left-round": _shown(
            RIM,
            (3, 3),
            Figure.ROLL_LEFT_ROUND,
            TURNS[1][0].prompt,
            0.6,
            reach=RIM_BACK,
        ),
        "range-begin": Shown(
            Guidance(
                RANGE,
                1,
                1,
                Figure.REACH_ALL_ROUND,
                asked_words(Conditions("", Side.LEFT)),
            ),
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
        "load-centre": _shown(
            LOAD,
            (2, 6),
            Figure.WEIGHT_CENTRE,
            _set(Place.CENTRE),
        ),
        "load-front-left": _shown(
            LOAD,
            (3, 6),
            Figure.WEIGHT_FRONT_LEFT,
            _set(Place.FRONT_LEFT),
        ),
        "load-front-right": _shown(
            LOAD,
            (4, 6),
            Figure.WEIGHT_FRONT_RIGHT,
            _set(Place.FRONT_RIGHT),
        ),
        "load-rear-left": _shown(
            LOAD,
            (5, 6),
            Figure.WEIGHT_REAR_LEFT,
            _set(Place.REAR_LEFT),
        ),
        "load-rear-right": _shown(
            LOAD,
            (6, 6),
            Figure.WEIGHT_REAR_RIGHT,
            _set(Place.REAR_RIGHT),
        ),
        "thigh-strap": _shown(
            THIGH,
            (1, 5),
            Figure.STRAP_ON_THIGH,
            STRAP_ON[Side.RIGHT],
        ),
        "thigh-strap-left": Shown(
            Guidance(
                THIGH,
                1,
                5,
                Figure.STRAP_ON_THIGH,
                STRAP_ON[Side.LEFT],
                0.0,
                SITS_ASKEW,
            ),
            Side.LEFT,
        ),
        "sacrum-strap": _shown(
            SACRUM,
            (1, 1),
            Figure.STRAP_ON_SACRUM,
            STEP.prompt,
            0.4,
        ),
        "thigh-still": _shown(THIGH, (2, 5), Figure.STAND_STILL, STANDING, 0.66),
        "thigh-swing": _shown(
            THIGH,
            (3, 5),
            Figure.SWING_LEG,
            SWING[Side.RIGHT],
            0.33,
            "",
            ((SECONDS, "4"),),
        ),
        "thigh-on-leg": _shown(
            THIGH,
            (4, 5),
            Figure.STAND_ON_LEG,
            STAND_ON[Side.RIGHT],
            0.5,
        ),
        "thigh-on-leg-left": Shown(
            Guidance(
                THIGH,
                4,
                5,
                Figure.STAND_ON_LEG,
                STAND_ON[Side.LEFT],
                0.5,
            ),
            Side.LEFT,
        ),
    }


MOMENTS = moments()


def _kept() -> str:
    board = "5bd0a7c2e1f49a36"
    return said(KEPT_MOUNT).format(number=3, board=board, steps="accel, front, level")


def results() -> Mapping[str, Finished]:
    """What guides end in."""
    return {
        "result-passed": Finished(
            LEVEL,
            passed=True,
            lines=(
                (TURNED, "179°"),
                (BACK_AGAIN, said(OFF).format(angle="0.1°")),
                (SLOPES, "0.4°"),
                (GRAVITY, "1.002 g"),
                (KEPT, _kept()),
            ),
        ),
        "result-failed": Finished(
            FRONT,
            passed=False,
            lines=(
                (TOES_AT, "14.2°"),
                (HEEL_AT, "9.6°"),
                (DIFFERENCE, "4.6°"),
                (GRAVITY, "1.001 g"),
            ),
            advice=EDGES_DIFFER,
            failed=(DIFFERENCE,),
        ),
        "result-refused": Finished(
            RIM,
            passed=False,
            advice="the board was rolled only half way round: the toes right to heel right part is "
            "missing; do baps calibrate rim again",
        ),
    }


RESULTS = results()


def _on(month: int, day: int) -> str:
    return said_day(date(2026, month, day), short=True)


def rows() -> tuple[MenuRow, ...]:
    """A menu of all states."""
    rim, load = said(RIM_OF).format(level=2), said(CELLS_WITH).format(kg=10)
    reach = said(RANGE_OF[Side.RIGHT]).format(code="P-0142")
    return (
        MenuRow("level", LEVEL, Figure.DECK_FACE_DOWN, Standing.DONE, _on(11, 3)),
        MenuRow("front", FRONT, Figure.TOES_DOWN, Standing.DONE, _on(11, 3)),
        MenuRow("rim", rim, Figure.ROLL_RIGHT_ROUND, Standing.DUE, _on(6, 4)),
        MenuRow("load", load, Figure.WEIGHT_FRONT_RIGHT, Standing.FAILED, TODAY),
        MenuRow("thigh", THIGH_ON[Side.RIGHT], Figure.STRAP_ON_THIGH, Standing.MISSING),
        MenuRow("accel", MOUNT_ROWS[0][1], Figure.BOX_LABEL_UP, Standing.DONE, _on(10, 12)),
        MenuRow("range", reach, Figure.REACH_ALL_ROUND, Standing.DONE, TODAY),
    )


ROWS = rows()

DETAILED = ("load-empty",)
"""These are shown with what the sensors read, too."""

MENUS: Mapping[str, int] = {"menu": 2, "menu-thigh": 4}


def calibration_screens(
    layout: Layout, station: Station = LIKELY_STATION
) -> Iterator[tuple[str, Lettering, Draw]]:
    """Name, lettering and drawing function of every screen, for surfaces of the layout's size."""
    for name, chosen in MENUS.items():
        menu = MenuScreen(layout, station, rows(), chosen=chosen)
        yield f"calibrate-{name}", menu.lettering, menu.draw
    for name, shown in moments().items():
        screen = CalibrationScreen(layout, station, shown.side)
        yield f"calibrate-{name}", screen.lettering, _moment(screen, shown.guidance)
    for name in DETAILED:
        screen = CalibrationScreen(layout, station)
        screen.turn_over()
        draw = _moment(screen, moments()[name].guidance)
        yield f"calibrate-{name}-details", screen.lettering, draw
    for name, finished in results().items():
        result = FinishedScreen(layout, station, finished, (GO_ON, AGAIN))
        yield f"calibrate-{name}", result.lettering, result.draw
        details = FinishedScreen(layout, station, finished, (GO_ON, AGAIN))
        details.turn_over()
        yield f"calibrate-{name}-details", details.lettering, details.draw


def _moment(screen: CalibrationScreen, guidance: Guidance) -> Draw:
    return lambda onto: screen.draw(onto, guidance, 0.0)
