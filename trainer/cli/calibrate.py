"""`baps calibrate`: a board, its domes, its cells and its patients measured, led step by step."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from trainer.cli.board_access import opened_board
from trainer.cli.calibrate_menu import choose_and_run
from trainer.cli.calibrate_running import Flips, Way, run
from trainer.cli.options import board_option
from trainer.motion.calibration import LevelPose
from trainer.motion.load_checks import check_weight
from trainer.recording.load import CELLS
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.recording.vocabulary import Placement, Side
from trainer.sessions.calibration.keeping import CalibrationKeeper
from trainer.sessions.calibration.load import LOAD, KnownWeight, flips_of, load_guide, zero_guide
from trainer.sessions.calibration.menu import Asked
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
from trainer.sessions.calibration.thigh import THIGH, thigh_guide
from trainer.sessions.calibration.thigh_check import THIGH_CHECK, thigh_check_guide
from trainer.sessions.people import patient_for
from trainer.sessions.rims import rim_of_board
from trainer.store.store import Store

BODY_PLACES = [place.value for place in Placement if place is not Placement.BOARD]
STANDS = {"floor": LevelPose.FACE_DOWN, "blocks": LevelPose.ON_BLOCKS}
F = TypeVar("F", bound=Callable[..., Any])


def common_options(function: F) -> F:
    """`--board`, `--operator` and `--window`, which every step takes."""
    operator = click.option(
        "--operator",
        default="",
        envvar="BAPS_OPERATOR",
        help="initials of who does it [default: BAPS_OPERATOR]",
    )
    window = click.option("--window", is_flag=True, help="lead with pictures in a window")
    return board_option(operator(window(function)))


level_option = click.option(
    "--level", type=click.IntRange(1, 5), default=2, show_default=True, help="the dome"
)
stand_option = click.option(
    "--on",
    "stand",
    type=click.Choice(list(STANDS)),
    default="floor",
    show_default=True,
    help="floor: deck face down on the floor; blocks: face up on three blocks",
)
stem_hole_option = click.option(
    "--stem-hole", type=click.IntRange(0), default=0, show_default=True, help="0: the centre"
)


@click.group("calibrate", invoke_without_command=True)
@common_options
@level_option
@stand_option
@click.option("--patient", "patient_code", metavar="CODE", help="whose range the menu offers")
@click.option("--side", type=click.Choice(["left", "right"]), help="of range and thigh sensor")
@click.option("--weight-kg", type=float, help="with what the menu offers to calibrate load cells")
@click.pass_context
def command(
    context: click.Context,
    /,
    board_uri: str,
    operator: str,
    window: bool,
    level: int,
    stand: str,
    patient_code: str | None,
    side: str | None,
    weight_kg: float | None,
) -> None:
    """Measure a board: accel once per sensor, then level and front, then the rim of each dome.

    Every step waits until the board is as it should be, so no key is needed. The result is checked,
    and kept with its date and operator; the old one stays there, too. Without a step --window shows
    a menu of what was done and what is due.

    \b
    Examples:
      baps calibrate --window
      baps calibrate level --board auto
      baps calibrate rim --level 2 --window
    """
    if context.invoked_subcommand is not None:
        _check_no_option_before(context, context.invoked_subcommand)
        return
    if not window:
        raise click.UsageError("name a step, or give --window to choose one there")
    if weight_kg is not None:
        check_weight(weight_kg * STANDARD_GRAVITY)
    if patient_code is not None:
        with Store.open() as store:
            patient_for(store, patient_code, board_uri)
    leg = Side(side) if side else None
    asked = Asked(level, patient_code, leg, weight_kg, STANDS[stand])
    choose_and_run(Way(board_uri, operator, True, leg or Side.RIGHT), asked)


def _check_no_option_before(context: click.Context, step: str) -> None:
    # It would be read as the menu's and silently be none of the step's.
    typed = click.core.ParameterSource.COMMANDLINE
    if any(context.get_parameter_source(name) is typed for name in context.params):
        raise click.UsageError(f"options stand behind the step: baps calibrate {step} …")


@command.command("level")
@common_options
@stand_option
def level_command(board_uri: str, operator: str, window: bool, stand: str) -> None:
    """The board laid flat, turned 180° and back; a sloping floor cancels.

    \b
    Examples:
      baps calibrate level --board auto
      baps calibrate level --on blocks --operator JD
    """
    run(
        LEVEL,
        Way(board_uri, operator, window),
        lambda board, kept: level_guide(board, kept.sensor, STANDS[stand]),
    )


@command.command("front")
@common_options
def front_command(board_uri: str, operator: str, window: bool) -> None:
    """Board on its dome: toe edge held to the floor for 2 s, then the heel edge.

    \b
    Example:
      baps calibrate front --operator JD
    """
    run(
        FRONT,
        Way(board_uri, operator, window),
        lambda board, kept: front_guide(board, kept.sensor),
    )


@command.command("accel")
@common_options
def accel_command(board_uri: str, operator: str, window: bool) -> None:
    """Six faces: accelerometer scale and offset, gyroscope scale from the turns between.

    \b
    Example:
      baps calibrate accel --board serial:/dev/ttyACM0
    """
    run(
        ACCEL,
        Way(board_uri, operator, window),
        lambda board, kept: accel_guide(board, kept.sensor),
    )


@command.command("rim")
@common_options
@level_option
@stem_hole_option
@click.option("--own-dome", is_flag=True, help="keep it though it looks like another of our domes")
def rim_command(
    board_uri: str, operator: str, window: bool, level: int, stem_hole: int, own_dome: bool
) -> None:
    """The empty board rolled by hand once each way round on its edge.

    \b
    Examples:
      baps calibrate rim --level 2
      baps calibrate rim --level 3 --stem-hole 1 --operator JD
    """
    which = RimOf(level, stem_hole, own_dome)
    run(
        RIM,
        Way(board_uri, operator, window),
        lambda board, kept: rim_guide(board, kept.rim, which),
    )


@command.command("range")
@common_options
@click.option("--patient", "patient_code", metavar="CODE", required=True, help="the patient's code")
@click.option("--side", type=click.Choice([s.value for s in Side]), required=True)
@level_option
@stem_hole_option
def range_command(
    board_uri: str,
    operator: str,
    window: bool,
    patient_code: str,
    side: str,
    level: int,
    stem_hole: int,
) -> None:
    """How far the patient tilts the board without pain, all the way round; per side and day.

    \b
    Example:
      baps calibrate range --patient K7 --side left --level 2
    """
    with Store.open() as store:
        patient_for(store, patient_code, board_uri)
    run(
        RANGE,
        Way(board_uri, operator, window, Side(side)),
        lambda board, kept: range_guide(
            board,
            lambda reach: kept.range(patient_code, reach),
            RangeOf(Side(side), rim_of_board(board, kept.store, level, stem_hole), date.today()),
        ),
    )


@command.command("load")
@common_options
@click.option("--weight-kg", type=float, help="the known weight, 5 kg or more")
@click.option(
    "--flip", "flips", type=click.Choice(CELLS), multiple=True, help="a cell wired backwards"
)
@click.option("--zero", is_flag=True, help="the zero alone, as the plate will be used")
def load_command(
    board_uri: str,
    operator: str,
    window: bool,
    weight_kg: float | None,
    flips: tuple[str, ...],
    zero: bool,
) -> None:
    """The empty plate, then one known weight at its centre and over each corner.

    \b
    Examples:
      baps calibrate load --weight-kg 10
      baps calibrate load --weight-kg 10 --flip front-left
      baps calibrate load --zero
    """
    if (weight_kg is None) != zero:
        raise click.UsageError("give --weight-kg with what the weight weighs, or --zero")
    if weight_kg is not None:
        check_weight(weight_kg * STANDARD_GRAVITY)
    way = Way(board_uri, operator, window)
    turned = Flips(flips_of(flips), way)
    run(
        LOAD,
        way,
        lambda board, kept: (
            zero_guide(board, kept.load)
            if weight_kg is None
            else load_guide(board, kept.load, KnownWeight(weight_kg, turned.cells), turned.met)
        ),
    )


@command.command("thigh")
@common_options
@click.option("--side", type=click.Choice(["left", "right"]), help="the leg it is strapped to")
@click.option("--patient", "patient_code", metavar="CODE", help="whose thigh: theirs alone then")
@click.option("--check", is_flag=True, help="after a test: has the strap slipped since?")
def thigh_command(
    board_uri: str,
    operator: str,
    window: bool,
    side: str | None,
    patient_code: str | None,
    check: bool,
) -> None:
    """Fifteen seconds that tell how the sensor sits on the thigh; after each strapping-on.

    With --check two still seconds after a test: a strap off by more than 3° has slipped, and the
    thigh's values since the set-up are discarded.

    \b
    Examples:
      baps calibrate thigh --patient K7 --side right --window
      baps calibrate thigh --check
    """
    if (side is None) != check:
        raise click.UsageError("give --side for a set-up, or --check after a test")
    if side is None:
        way = Way(board_uri, operator, window)
        run(
            THIGH_CHECK,
            way,
            lambda board, kept: thigh_check_guide(board, kept.discard_thigh),
            unchanged="",
        )
        return
    if patient_code is not None:
        with Store.open() as store:
            patient_for(store, patient_code, board_uri)
    run(
        THIGH,
        Way(board_uri, operator, window, Side(side)),
        lambda board, kept: thigh_guide(
            board, lambda setup: kept.thigh(setup, patient_code), Side(side)
        ),
    )


@command.command("place")
@board_option
@click.option("--on", "place", type=click.Choice(BODY_PLACES), required=True)
def place_command(board_uri: str, place: str) -> None:
    """Say where the body sensor is strapped; the board remembers it.

    Only on the thigh does it tell angles; elsewhere its raw samples are recorded.

    \b
    Example:
      baps calibrate place --on shank
    """
    with Store.open() as store, opened_board(board_uri, store) as board:
        CalibrationKeeper(board, store).placement(Placement(place))
    click.echo(f"the body sensor is on the {place}")
