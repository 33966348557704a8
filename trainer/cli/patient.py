"""`baps patient`: codes, foot placement and weight; the other subcommands stand beside."""

import json
from datetime import UTC, datetime

import click

from trainer.cli.db import opened_store
from trainer.cli.options import FiniteRange, board_option, json_option, words
from trainer.cli.patient_background import background, screen
from trainer.cli.patient_episode import episode
from trainer.cli.patient_rest import no_go, rest
from trainer.cli.patient_show import print_patients, show
from trainer.cli.patient_stops import stop, unlock
from trainer.cli.terminal import local, say
from trainer.recording.conditions import FootPlacement
from trainer.recording.json_form import to_json
from trainer.recording.load import DECK_LIMIT_KG, HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.vocabulary import Arms, Footwear, Side
from trainer.store import BodyWeight, Patient

SHOES = {Footwear.BAREFOOT: "barefoot", Footwear.SHOES: "in shoes"}


@click.group("patient")
def command() -> None:
    """Add and list patients. A patient is a code here, never a name.

    \b
    Examples:
      baps patient add K7
      baps patient list --json
    """


@command.command("add", short_help="add a patient code")
@click.argument("code")
@json_option
def add(code: str, as_json: bool) -> None:
    """Add a patient by a CODE of your choice, without spaces and without the name.

    \b
    Example:
      baps patient add K7
    """
    with opened_store() as store:
        patient = store.add_patient(code)
    click.echo(_json_text(patient) if as_json else f"added patient {patient.code}")


@command.command("list", short_help="list all patients")
@json_option
def list_(as_json: bool) -> None:
    """List all patients with their number of trials.

    \b
    Examples:
      baps patient list
      baps patient list --json
    """
    with opened_store() as store:
        patients = store.patients()
    if as_json:
        click.echo(json.dumps([to_json(p) for p in patients], ensure_ascii=False))
    elif not patients:
        click.echo("no patients yet: add one with baps patient add CODE")
    else:
        print_patients(patients)


@command.command("foot", short_help="note where the foot stands")
@click.argument("code")
@click.option("--side", type=words(Side, Side.BOTH), required=True, help="the standing leg")
@click.option(
    "--heel", "heel_cell", metavar="CELL", help="cell under the middle of the heel's rear edge"
)
@click.option("--toe", "toe_cell", metavar="CELL", help="cell under the tip of the second toe")
@click.option(
    "--footwear",
    type=words(Footwear),
    default="barefoot",
    show_default=True,
    help="what is on the foot",
)
@click.option(
    "--arms", type=words(Arms), default="hips", show_default=True, help="where the arms are"
)
@json_option
def foot(
    code: str,
    side: str,
    heel_cell: str | None,
    toe_cell: str | None,
    footwear: str,
    arms: str,
    as_json: bool,
) -> None:
    """Note where the foot stands on the deck's lettered grid. Without cells, show what is noted.

    \b
    Examples:
      baps patient foot K7 --side right --heel N28 --toe O7 --arms hips
      baps patient foot K7 --side right
    """
    with opened_store() as store:
        if heel_cell or toe_cell:
            feet = _feet(heel_cell, toe_cell, Footwear(footwear), Arms(arms))
            store.add_placement(code, Side(side), feet)
        known = store.newest_placement(code, Side(side))
    if as_json:
        click.echo(json.dumps(to_json(known)))
    elif known is None:
        click.echo(f"nothing is noted for the {side} foot of {code}: give --heel and --toe")
    else:
        feet = known.feet
        how = f"{SHOES[feet.footwear]}, {feet.arms.words}"
        where = f"heel {feet.heel_cell}, second toe {feet.toe_cell}, {how}"
        click.echo(f"{side} foot: {where}, since {local(known.made_at)}")


@command.command("weight", short_help="note or measure body weight")
@click.argument("code")
@click.option(
    "--kg", type=FiniteRange(LIGHTEST_KG, HEAVIEST_KG), help="weight that a scale shows, 20 to 200"
)
@click.option("--measure", is_flag=True, help="weigh on the load cells of --board")
@board_option
@json_option
def weight(code: str, kg: float | None, measure: bool, board_uri: str, as_json: bool) -> None:
    """Note or measure a patient's weight. Loads are then shown as shares of it.

    \b
    Examples:
      baps patient weight K7 --kg 70.5
      baps patient weight K7 --measure
    """
    if measure and kg is not None:
        raise click.UsageError("give --kg or --measure, not both")
    with opened_store() as store:
        store.patient(code)
        if measure:
            from trainer.cli.board_access import opened_board
            from trainer.sessions.calibration.load_watch import weigh

            with opened_board(board_uri, store) as board:
                store.add_weight(code, weigh(board, store, say))
        elif kg is not None:
            store.add_weight(code, BodyWeight(kg, datetime.now(UTC)))
        known = store.newest_weight(code)
    if as_json:
        click.echo(json.dumps(to_json(known)))
    elif known is None:
        click.echo(f"no weight is noted for {code}: give --kg or --measure")
    else:
        how = "weighed on the board" if known.measured else "as told"
        click.echo(f"{code} weighs {known.kg:.1f} kg, {how}, {local(known.found_at)}")
        if known.kg > DECK_LIMIT_KG:
            say(f"the deck carries {DECK_LIMIT_KG:g} kg: {code} may not stand on it")


def _feet(heel: str | None, toe: str | None, footwear: Footwear, arms: Arms) -> FootPlacement:
    if not heel or not toe:
        raise click.UsageError("give both --heel and --toe")
    try:
        return FootPlacement(heel.upper(), toe.upper(), footwear, arms)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _json_text(patient: Patient) -> str:
    return json.dumps(to_json(patient), ensure_ascii=False)


for each in (show, episode, background, screen, stop, unlock, rest, no_go):
    command.add_command(each)
