"""Every screen of calibration, from made-up moments: for pictures in docs and for tests."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, nan, radians

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.setup import LIKELY_STATION, Station
from games.screens.calibration import CalibrationScreen
from games.screens.finished import AGAIN, GO_ON, FinishedScreen
from games.screens.menu import MenuRow, MenuScreen, Standing
from trainer.recording.conditions import Conditions
from trainer.recording.guidance import Answer, Figure, Finished, Guidance, Reach
from trainer.recording.vocabulary import Side
from trainer.sessions.calibration.range import SHAPE, SLOWLY, posture_words

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
TILT = (("tilt", "0.4°"), ("turning", "0.1°/s"))

MOMENTS: Mapping[str, Shown] = {
    "wait": _shown("Level", (0, 3), Figure.WAIT, "Leave the board alone for three seconds.", 0.4),
    "level-face-down": _shown(
        "Level",
        (1, 3),
        Figure.DECK_FACE_DOWN,
        "Pick the board up, lay it face down on the floor and let go of it.",
        0.0,
        "waiting for you to move it",
        TILT,
    ),
    "level-on-blocks": _shown(
        "Level",
        (1, 3),
        Figure.DECK_ON_BLOCKS,
        "Pick the board up, lay it face up on three blocks and let go of it.",
        0.6,
        "",
        TILT,
    ),
    "level-turned": _shown(
        "Level",
        (2, 3),
        Figure.DECK_TURNED,
        "Turn it half way round (180°) on the spot and let go of it.",
        0.35,
        "moving: hands off",
        (("turned", "171°"),),
    ),
    "front-toes-down": _shown(
        "Front",
        (1, 2),
        Figure.TOES_DOWN,
        "Set the board on its dome and hold the TOE edge to the floor for 2 seconds.",
        0.5,
        "",
        (("tilt", "14.1°"),),
    ),
    "front-heel-down": _shown(
        "Front",
        (2, 2),
        Figure.HEEL_DOWN,
        "Now hold the HEEL edge to the floor for 2 seconds.",
        1.0,
    ),
    "accel-label-up": _shown(
        "Accelerometer",
        (1, 6),
        Figure.BOX_LABEL_UP,
        "Pick the sensor's box up, lay it on a table, label up, and let go.",
    ),
    "accel-label-down": _shown(
        "Accelerometer", (2, 6), Figure.BOX_LABEL_DOWN, "Turn it over, label down, and let go."
    ),
    "accel-left-side": _shown(
        "Accelerometer", (3, 6), Figure.BOX_LEFT_SIDE, "Stand it on its long left side and let go."
    ),
    "accel-right-side": _shown(
        "Accelerometer",
        (4, 6),
        Figure.BOX_RIGHT_SIDE,
        "Stand it on its long right side and let go.",
    ),
    "accel-front-side": _shown(
        "Accelerometer", (5, 6), Figure.BOX_FRONT_SIDE, "Stand it on its front side and let go."
    ),
    "accel-rear-side": _shown(
        "Accelerometer", (6, 6), Figure.BOX_REAR_SIDE, "Stand it on its rear side and let go."
    ),
    "rim-resting": _shown(
        "Rim",
        (1, 3),
        Figure.PRESS_EDGE_DOWN,
        "Set the empty board on its dome. Press its edge to the floor with one finger and keep it "
        "there.",
        0.2,
        "press its edge to the floor",
    ),
    "rim-begin": _shown(
        "Rim",
        (2, 3),
        Figure.ROLL_RIGHT_ROUND,
        "Roll it slowly once round on its edge, clockwise from above, in about ten seconds. The "
        "finger keeps the edge down.",
    ),
    "rim-right-round": _shown(
        "Rim",
        (2, 3),
        Figure.ROLL_RIGHT_ROUND,
        "Roll it slowly once round on its edge, clockwise from above, in about ten seconds. The "
        "finger keeps the edge down.",
        0.42,
        "slower",
        (("tilt", "13.8°"),),
        RIM_REACH,
    ),
    "rim-left-round": _shown(
        "Rim",
        (3, 3),
        Figure.ROLL_LEFT_ROUND,
        "Now roll it once round the other way.",
        0.6,
        "",
        (("tilt", "13.8°"),),
        RIM_BACK,
    ),
    "range-begin": Shown(
        Guidance(
            "Range",
            1,
            1,
            Figure.REACH_ALL_ROUND,
            f"{posture_words(Conditions('', Side.LEFT))}. {SLOWLY}",
        ),
        Side.LEFT,
    ),
    "range": Shown(
        Guidance(
            "Range",
            1,
            1,
            Figure.REACH_ALL_ROUND,
            f"{posture_words(Conditions(''))}. {SLOWLY}",
            0.41,
            "taken back: right. Go less far there",
            reach=RANGE_REACH,
            answers=(Answer.PAIN,),
        )
    ),
    "range-shape": Shown(
        Guidance(
            "Range",
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
        "Load",
        (1, 6),
        Figure.PLATE_EMPTY,
        "Take everything off the plate and step back.",
        0.7,
        "",
        (
            ("front left", "812"),
            ("front right", "−344"),
            ("rear left", "95"),
            ("rear right", "1201"),
        ),
    ),
    "load-centre": _shown(
        "Load",
        (2, 6),
        Figure.WEIGHT_CENTRE,
        "Set the 10 kg in the CENTRE of the plate and take your hands off.",
    ),
    "load-front-left": _shown(
        "Load",
        (3, 6),
        Figure.WEIGHT_FRONT_LEFT,
        "Set the 10 kg over the FRONT LEFT corner, right over its cell, and take your hands off.",
    ),
    "load-front-right": _shown(
        "Load",
        (4, 6),
        Figure.WEIGHT_FRONT_RIGHT,
        "Set the 10 kg over the FRONT RIGHT corner, right over its cell, and take your hands off.",
    ),
    "load-rear-left": _shown(
        "Load",
        (5, 6),
        Figure.WEIGHT_REAR_LEFT,
        "Set the 10 kg over the REAR LEFT corner, right over its cell, and take your hands off.",
    ),
    "load-rear-right": _shown(
        "Load",
        (6, 6),
        Figure.WEIGHT_REAR_RIGHT,
        "Set the 10 kg over the REAR RIGHT corner, right over its cell, and take your hands off.",
    ),
    "thigh-strap": _shown(
        "Thigh",
        (1, 5),
        Figure.STRAP_ON_THIGH,
        "Strap the sensor low on the outside of the right thigh. Then stand still on both legs: it "
        "begins by itself.",
    ),
    "thigh-strap-left": Shown(
        Guidance(
            "Thigh",
            1,
            5,
            Figure.STRAP_ON_THIGH,
            "Strap the sensor low on the outside of the left thigh. Then stand still on both "
            "legs: it begins by itself.",
            0.0,
            "arrow along the thigh, face outward",
        ),
        Side.LEFT,
    ),
    "sacrum-strap": _shown(
        "Sacrum sensor",
        (1, 1),
        Figure.STRAP_ON_SACRUM,
        "Strap the deck's sensor on the sacrum: arrow up the spine, face to the back. Then stand "
        "still on both legs: it starts by itself.",
        0.4,
    ),
    "thigh-still": _shown(
        "Thigh", (2, 5), Figure.STAND_STILL, "Stand still on both feet.", 0.66, "", TILT
    ),
    "thigh-swing": _shown(
        "Thigh",
        (3, 5),
        Figure.SWING_LEG,
        "Rail at your left side. Swing the right leg forward three times: knee straight, kneecap "
        "to the front, trunk still.",
        0.33,
        "two more",
    ),
    "thigh-on-leg": _shown(
        "Thigh",
        (4, 5),
        Figure.STAND_ON_LEG,
        "Stand on the right leg, fingertips on the rail.",
        0.5,
    ),
    "thigh-on-leg-left": Shown(
        Guidance(
            "Thigh",
            4,
            5,
            Figure.STAND_ON_LEG,
            "Stand on the left leg, fingertips on the rail.",
            0.5,
        ),
        Side.LEFT,
    ),
}

RESULTS: Mapping[str, Finished] = {
    "result-passed": Finished(
        "Level",
        passed=True,
        lines=(
            ("turned", "179°"),
            ("back where it lay first", "0.1° off"),
            ("floor slopes", "0.4°"),
            ("gravity", "1.002 g"),
            ("kept", "calibration 3 of board 5bd0a7c2e1f49a36: accel, front, level"),
        ),
    ),
    "result-failed": Finished(
        "Front",
        passed=False,
        lines=(
            ("toe edge down", "14.2°"),
            ("heel edge down", "9.6°"),
            ("difference", "4.6°: not good"),
            ("gravity", "1.001 g"),
        ),
        advice="toe and heel edge went down by different angles: hold each to the floor on an even "
        "place and run baps calibrate front again; the same again means that level is wrong: run "
        "baps calibrate level",
        failed=("difference",),
    ),
    "result-refused": Finished(
        "Rim",
        passed=False,
        advice="the board was rolled only half way round: the toes right to heel right part is "
        "missing; do baps calibrate rim again",
    ),
}

ROWS = (
    MenuRow("level", "Level", Figure.DECK_FACE_DOWN, Standing.DONE, "3 Nov 2026"),
    MenuRow("front", "Front", Figure.TOES_DOWN, Standing.DONE, "3 Nov 2026"),
    MenuRow("rim", "Rim of dome 2", Figure.ROLL_RIGHT_ROUND, Standing.DUE, "4 Jun 2026"),
    MenuRow("load", "Load cells, 10 kg", Figure.WEIGHT_FRONT_RIGHT, Standing.FAILED, "today"),
    MenuRow("thigh", "Thigh sensor, right", Figure.STRAP_ON_THIGH, Standing.MISSING),
    MenuRow("accel", "Sensor", Figure.BOX_LABEL_UP, Standing.DONE, "12 Oct 2026"),
    MenuRow("range", "Range of P-0142, right", Figure.REACH_ALL_ROUND, Standing.DONE, "today"),
)
DETAILED = ("load-empty",)
"""These are shown with what the sensors read, too."""

MENUS: Mapping[str, int] = {"menu": 2, "menu-thigh": 4}


def calibration_screens(
    layout: Layout, station: Station = LIKELY_STATION
) -> Iterator[tuple[str, Lettering, Draw]]:
    """Name, lettering and drawing function of every screen, for surfaces of the layout's size."""
    for name, chosen in MENUS.items():
        menu = MenuScreen(layout, station, ROWS, chosen=chosen)
        yield f"calibrate-{name}", menu.lettering, menu.draw
    for name, shown in MOMENTS.items():
        screen = CalibrationScreen(layout, station, shown.side)
        yield f"calibrate-{name}", screen.lettering, _moment(screen, shown.guidance)
    for name in DETAILED:
        screen = CalibrationScreen(layout, station)
        screen.turn_over()
        draw = _moment(screen, MOMENTS[name].guidance)
        yield f"calibrate-{name}-details", screen.lettering, draw
    for name, finished in RESULTS.items():
        result = FinishedScreen(layout, station, finished, (GO_ON, AGAIN))
        yield f"calibrate-{name}", result.lettering, result.draw
        details = FinishedScreen(layout, station, finished, (GO_ON, AGAIN))
        details.turn_over()
        yield f"calibrate-{name}-details", details.lettering, details.draw


def _moment(screen: CalibrationScreen, guidance: Guidance) -> Draw:
    return lambda onto: screen.draw(onto, guidance, 0.0)
