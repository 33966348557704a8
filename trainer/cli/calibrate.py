"""`baps calibrate`: how the sensor sits on its board. Hands free: each step waits for rest."""

import secrets
from collections.abc import Callable
from dataclasses import replace

import click

from trainer.cli.board_access import opened_board, say
from trainer.cli.options import board_option
from trainer.motion.calibration import LevelPose
from trainer.recording.calibration import SensorCalibration
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.sessions.calibrate import calibrate_accel, calibrate_front, calibrate_level
from trainer.sessions.knowledge import keep_calibration
from trainer.store.store import Store

STANDS = {"floor": LevelPose.FACE_DOWN, "blocks": LevelPose.ON_BLOCKS}


@click.group("calibrate")
def command() -> None:
    """Find out how the sensor is mounted: accel once per sensor, then level, then front.

    Every step waits until the board rests, so no key is needed. The result is kept on the board and
    in the database, with its date and operator; the old one stays there, too.

    \b
    Examples:
      baps calibrate level --board auto
      baps calibrate level --on blocks
      baps calibrate front
    """


@command.command("level")
@board_option
@click.option(
    "--on",
    "stand",
    type=click.Choice(list(STANDS)),
    default="floor",
    show_default=True,
    help="floor: deck face down on the floor; blocks: face up on three blocks",
)
@click.option("--operator", default="", help="who does it")
def level_command(board_uri: str, stand: str, operator: str) -> None:
    """Two resting positions, turned 180° in between; a sloping floor cancels.

    \b
    Examples:
      baps calibrate level --board auto
      baps calibrate level --on blocks --operator JD
    """
    _calibrate(board_uri, operator, lambda board: calibrate_level(board, STANDS[stand], say))


@command.command("front")
@board_option
@click.option("--operator", default="", help="who does it")
def front_command(board_uri: str, operator: str) -> None:
    """Board on its dome: toe edge held to the floor for 2 s, then the heel edge.

    \b
    Example:
      baps calibrate front --operator JD
    """
    _calibrate(board_uri, operator, lambda board: calibrate_front(board, say))


@command.command("accel")
@board_option
@click.option("--operator", default="", help="who does it")
def accel_command(board_uri: str, operator: str) -> None:
    """Six faces: accelerometer scale and offset, gyroscope scale from the turns between.

    \b
    Example:
      baps calibrate accel --board serial:/dev/ttyACM0
    """
    _calibrate(board_uri, operator, lambda board: calibrate_accel(board, say))


def _calibrate(
    board_uri: str, operator: str, step: Callable[[OpenBoard], SensorCalibration]
) -> None:
    with Store.open() as store, opened_board(board_uri, store) as board:
        wait_for_samples(board.feed, say)
        done = replace(step(board), operator=operator)
        kept = keep_calibration(board, done, store, secrets.randbits(63) | 1)
    steps = ", ".join(sorted(kept.steps))
    click.echo(f"calibration {kept.counter} of board {kept.board_id:016x} kept: {steps}")
