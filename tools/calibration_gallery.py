"""Every screen of calibration, from made-up moments: for pictures in docs and for tests."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pygame

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.setup import LIKELY_STATION, Station
from games.screens.calibration import CalibrationScreen
from games.screens.finished import AGAIN, GO_ON, FinishedScreen
from games.screens.menu import MenuRow, MenuScreen, Standing
from tools.calibration_moments import moments
from trainer.recording.guidance import Figure, Finished, Guidance
from trainer.recording.vocabulary import Side
from trainer.sessions.calibration.menu import (
    CELLS_WITH,
    MOUNT_ROWS,
    RANGE_OF,
    RIM_OF,
    THIGH_ON,
    TODAY,
)
from trainer.sessions.calibration.mount import (
    BACK_AGAIN,
    DIFFERENCE,
    EDGES_DIFFER,
    FRONT,
    GRAVITY,
    HEEL_AT,
    LEVEL,
    OFF,
    SLOPES,
    TOES_AT,
    TURNED,
)
from trainer.sessions.calibration.mount import KEPT as KEPT_MOUNT
from trainer.sessions.calibration.rim import RIM
from trainer.sessions.calibration.steps import KEPT
from trainer.texts import said, said_day

Draw = Callable[[pygame.Surface], None]


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
