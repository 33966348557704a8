"""`baps calibrate`: a board, its domes and its patients' reach measured, led step by step."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from trainer.cli.board_access import opened_board, say
from trainer.cli.guided import guide_on_terminal
from trainer.cli.options import board_option
from trainer.motion.calibration import LevelPose
from trainer.recording.guidance import Finished, Guide
from trainer.sessions.board import OpenBoard
from trainer.sessions.calibration.keeping import CalibrationKeeper
from trainer.sessions.calibration.mount import accel_guide, front_guide, level_guide
from trainer.sessions.calibration.rim import RimOf, rim_guide
from trainer.sessions.errors import SessionError
from trainer.store.store import Store

STANDS = {"floor": LevelPose.FACE_DOWN, "blocks": LevelPose.ON_BLOCKS}
F = TypeVar("F", bound=Callable[..., Any])
GuideOf = Callable[[OpenBoard, CalibrationKeeper], Guide]


def common_options(function: F) -> F:
    """`--board` and `--operator`, which every step takes."""
    operator = click.option(
        "--operator",
        default="",
        envvar="BAPS_OPERATOR",
        help="initials of who does it [default: BAPS_OPERATOR]",
    )
    return board_option(operator(function))


@click.group("calibrate")
def command() -> None:
    """Measure a board: accel once per sensor, then level and front, then the rim of each dome.

    Every step waits until the board is as it should be, so no key is needed. The result is checked,
    and kept with its date and operator; the old one stays there, too.

    \b
    Examples:
      baps calibrate level --board auto
      baps calibrate front
      baps calibrate rim --level 2
    """


@command.command("level")
@common_options
@click.option(
    "--on",
    "stand",
    type=click.Choice(list(STANDS)),
    default="floor",
    show_default=True,
    help="floor: deck face down on the floor; blocks: face up on three blocks",
)
def level_command(board_uri: str, operator: str, stand: str) -> None:
    """Two resting positions, turned 180° in between; a sloping floor cancels.

    \b
    Examples:
      baps calibrate level --board auto
      baps calibrate level --on blocks --operator JD
    """
    _run(board_uri, operator, lambda b, kept: level_guide(b, kept.sensor, STANDS[stand]))


@command.command("front")
@common_options
def front_command(board_uri: str, operator: str) -> None:
    """Board on its dome: toe edge held to the floor for 2 s, then the heel edge.

    \b
    Example:
      baps calibrate front --operator JD
    """
    _run(board_uri, operator, lambda board, kept: front_guide(board, kept.sensor))


@command.command("accel")
@common_options
def accel_command(board_uri: str, operator: str) -> None:
    """Six faces: accelerometer scale and offset, gyroscope scale from the turns between.

    \b
    Example:
      baps calibrate accel --board serial:/dev/ttyACM0
    """
    _run(board_uri, operator, lambda board, kept: accel_guide(board, kept.sensor))


@command.command("rim")
@common_options
@click.option("--level", type=click.IntRange(1, 5), default=2, show_default=True, help="the dome")
@click.option(
    "--stem-hole", type=click.IntRange(0), default=0, show_default=True, help="0: the centre"
)
@click.option("--own-dome", is_flag=True, help="keep it though it looks like another of our domes")
def rim_command(board_uri: str, operator: str, level: int, stem_hole: int, own_dome: bool) -> None:
    """The empty board rolled by hand once each way round on its edge.

    \b
    Examples:
      baps calibrate rim --level 2
      baps calibrate rim --level 3 --stem-hole 1 --operator JD
    """
    which = RimOf(level, stem_hole, own_dome)
    _run(board_uri, operator, lambda board, kept: rim_guide(board, kept.rim, which))


def _run(board_uri: str, operator: str, guide_of: GuideOf) -> None:
    with Store.open() as store, opened_board(board_uri, store) as board:
        keeper = CalibrationKeeper(board, store, operator)
        _report(guide_on_terminal(guide_of(board, keeper), say))


def _report(finished: Finished) -> None:
    for label, text in finished.lines:
        click.echo(f"{label}: {text}")
    if not finished.passed:
        raise SessionError(f"{finished.advice} (nothing was changed)")
