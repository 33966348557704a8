"""`baps calibrate`: measures a board, its domes, its cells and its patients step by step."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from trainer.cli.options import (
    level_option,
    patient_option,
    real_board_option,
    stance_option,
    stem_hole_option,
    support_option,
    typed,
    words,
)
from trainer.cli.terminal import require_display
from trainer.recording.load import CELLS
from trainer.recording.vocabulary import DomeStyle, Placement, Side

SENSORS = {"body": "the body sensor", "deck": "the deck's sensor"}
STANDS = ("floor", "blocks")
NOBODY_THERE = ("sim:", "replay:")
F = TypeVar("F", bound=Callable[..., Any])


def common_options(function: F) -> F:
    """`--board`, `--operator` and `--window`, which every step takes."""
    operator = click.option(
        "--operator",
        default="",
        envvar="BAPS_OPERATOR",
        help="your initials, stored with the result [default: BAPS_OPERATOR]",
    )
    window = click.option("--window", is_flag=True, help="show the steps as pictures in a window")
    return real_board_option(operator(window(function)))


stand_option = click.option(
    "--on",
    "stand",
    type=click.Choice(STANDS, case_sensitive=False),
    default="floor",
    show_default=True,
    help="floor: deck face down on the floor; blocks: face up on three blocks",
)
leg_option = click.option(
    "--side", type=words(Side, Side.BOTH), help="leg to measure, left or right"
)
weight_option = click.option(
    "--weight-kg", type=float, help="known weight in kg, for the load step"
)


def follow(step: str, board_uri: str, operator: str, window: bool, **asked: Any) -> None:
    """Run one step to its end, or refuse at once if it is not possible."""
    _check_can_be_done(board_uri, window)
    from trainer.cli.calibrate_running import Way, run

    run(step, Way(board_uri, operator, window), **asked)


@click.group("calibrate", invoke_without_command=True)
@common_options
@level_option
@stand_option
@patient_option
@leg_option
@weight_option
@click.pass_context
def command(
    context: click.Context,
    /,
    board_uri: str,
    operator: str,
    window: bool,
    **asked: Any,
) -> None:
    """Measure a board: accel once per sensor, then level and front, then the rim of each dome.

    Every step waits until the board is in position, so no key is needed. The result is checked and
    stored with its date and operator; earlier results stay. Without a step, --window shows a menu
    of what was done and what is due.

    \b
    Examples:
      baps calibrate --window
      baps calibrate level --board auto
      baps calibrate rim --level 2 --window
    """
    if context.invoked_subcommand is not None:
        # An option before the step belongs to the menu; the step would not get it.
        if typed(context, *context.params):
            step = context.invoked_subcommand
            raise click.UsageError(f"put options after the step: baps calibrate {step} …")
        return
    if not window:
        raise click.UsageError("name a step, or give --window to choose one")
    _check_can_be_done(board_uri, window)
    from trainer.cli.calibrate_running import Way, choose_and_run

    choose_and_run(Way(board_uri, operator, window), **asked)


@command.command("level", short_help="find the deck's level")
@common_options
@stand_option
def level_command(**given: Any) -> None:
    """Lay the board flat, turn it by 180° and back. A sloping floor does not matter.

    \b
    Examples:
      baps calibrate level --board auto
      baps calibrate level --on blocks --operator JD
    """
    follow("level", **given)


@command.command("front", short_help="find where the toes are")
@common_options
def front_command(**given: Any) -> None:
    """Set the board on its dome; hold the toe edge to the floor for 2 s, then the heel edge.

    \b
    Example:
      baps calibrate front --operator JD
    """
    follow("front", **given)


@command.command("accel", short_help="correct the sensor's own errors")
@common_options
def accel_command(**given: Any) -> None:
    """Lay the sensor on its six faces: finds its scales and offsets.

    \b
    Example:
      baps calibrate accel --board serial:/dev/ttyACM0
    """
    follow("accel", **given)


@command.command("rim", short_help="measure how far a dome tips")
@common_options
@level_option
@stem_hole_option
@click.option("--own-dome", is_flag=True, help="store it even if it matches another dome")
@click.option(
    "--dome-style",
    type=words(DomeStyle),
    default=DomeStyle.CAPS.value,
    show_default=True,
    help="drawing the dome was printed from",
)
def rim_command(**given: Any) -> None:
    """Press the empty board's edge to the floor and roll it by hand, once each way round.

    \b
    Examples:
      baps calibrate rim --level 2
      baps calibrate rim --level 3 --stem-hole toes --operator JD
    """
    follow("rim", **given)


@command.command("range", short_help="measure a patient's pain-free range")
@common_options
@click.option("--patient", "patient_code", metavar="CODE", required=True, help="the patient's code")
@click.option("--side", type=words(Side), required=True, help="leg to measure")
@level_option
@stem_hole_option
@stance_option
@support_option
@click.option("--yes", "confirmed", is_flag=True, help="accept the shape without asking anybody")
def range_command(**given: Any) -> None:
    """Have the patient tilt the board slowly to every side, as far as it does not hurt.

    Somebody looks at the drawn shape and confirms it. It holds for this leg, dome and way of
    standing, and until midnight. Training stays inside it; tests do not look at it.

    \b
    Examples:
      baps calibrate range --patient K7 --side left --level 2 --window
      baps calibrate range --patient K7 --side left --stance seated
    """
    follow("range", **given)


@command.command("load", short_help="calibrate the load cells")
@common_options
@weight_option
@click.option(
    "--flip",
    "flips",
    type=click.Choice(CELLS, case_sensitive=False),
    multiple=True,
    help="a cell that is wired backwards",
)
@click.option("--zero", is_flag=True, help="renew only the zero, with the plate as it is used")
def load_command(weight_kg: float | None, zero: bool, **given: Any) -> None:
    """Measure the empty force plate, then one known weight at its centre and over each corner.

    \b
    Examples:
      baps calibrate load --weight-kg 10
      baps calibrate load --weight-kg 10 --flip front-left
      baps calibrate load --zero
    """
    if (weight_kg is None) != zero:
        raise click.UsageError("give the known weight with --weight-kg, or give --zero")
    follow("zero" if zero else "load", weight_kg=weight_kg, **given)


@command.command("thigh", short_help="set up the thigh sensor")
@common_options
@leg_option
@click.option(
    "--patient",
    "patient_code",
    metavar="CODE",
    help="patient the set-up belongs to; it is never used for another",
)
@click.option("--check", is_flag=True, help="after a test: has the strap slipped?")
def thigh_command(side: str | None, check: bool, patient_code: str | None, **given: Any) -> None:
    """Find in fifteen seconds how the sensor sits on the thigh. Repeat after each strapping-on.

    With --check, after a test, the patient stands still for two seconds. If the strap is off by
    more than 3°, it has slipped and the thigh's values since the set-up are discarded.

    \b
    Examples:
      baps calibrate thigh --patient K7 --side right --window
      baps calibrate thigh --check
    """
    if (side is None) != check:
        raise click.UsageError("give --side for a set-up, or --check after a test")
    if not check and patient_code is None:
        raise click.UsageError(
            "say whose thigh it is with --patient CODE: a set-up is one person's"
        )
    step = "thigh-check" if check else "thigh"
    follow(step, side=side, patient_code=patient_code, **given)


@command.command("sacrum", short_help="set up the deck's sensor on the sacrum")
@common_options
@click.option("--patient", "patient_code", metavar="CODE", required=True, help="whose sacrum it is")
def sacrum_command(**given: Any) -> None:
    """Take the zero of the deck's sensor on the sacrum: three still seconds on both legs.

    Say first that it is there, with baps calibrate place.

    \b
    Example:
      baps calibrate sacrum --patient K7
    """
    follow("sacrum", **given)


@command.command("place", short_help="store where a sensor is")
@real_board_option
@click.option(
    "--sensor",
    type=click.Choice(list(SENSORS), case_sensitive=False),
    default="body",
    show_default=True,
    help="the strapped-on sensor, or the deck's own",
)
@click.option("--on", "place", type=words(Placement), required=True, help="where it is")
def place_command(board_uri: str, sensor: str, place: str) -> None:
    """Say where a sensor is. The board stores it for the body sensor, the database for the deck's.

    On the floor the deck's sensor is idle: strapped on the sacrum it shows the pelvis, beside the
    thigh. Until it is back in the deck, nothing is done on the board. A body sensor gives angles on
    the thigh only; elsewhere raw samples are recorded.

    \b
    Examples:
      baps calibrate place --sensor deck --on sacrum
      baps calibrate place --sensor deck --on board
      baps calibrate place --on shank
    """
    if board_uri.startswith(NOBODY_THERE):
        raise click.ClickException(
            f"the sensors of {board_uri} cannot be moved: say where a real board's are, or use "
            "--board sim:floor, whose deck's sensor is on the sacrum"
        )
    from trainer.cli.board_access import opened_board
    from trainer.cli.db import opened_store
    from trainer.sessions.calibration.keeping import CalibrationKeeper

    with opened_store() as store, opened_board(board_uri, store) as board:
        keeper = CalibrationKeeper(board, store)
        keep = keeper.deck_sensor if sensor == "deck" else keeper.placement
        keep(Placement(place))
    click.echo(f"{SENSORS[sensor]} is on the {place}")


def _check_can_be_done(board_uri: str, window: bool) -> None:
    if board_uri.startswith(NOBODY_THERE):
        raise click.ClickException(
            f"{board_uri} cannot be picked up and turned: calibrate a real board, or the virtual "
            "Uno of tests/virtual_uno"
        )
    if window:
        require_display("leave --window out, the terminal shows the same steps")
