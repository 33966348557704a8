"""`baps demo-data`: a made-up clinic to try the pages on."""

import os
import shlex
import sys
from datetime import UTC, date, datetime, timedelta

import click

MOST_PATIENTS = 99
NEXT = """\
Look at them:     {where}baps clinic
Go on with one:   {where}baps visit DEMO-01 --board sim:patient"""


@click.command("demo-data")
@click.option(
    "--patients",
    default=12,
    show_default=True,
    type=click.IntRange(1, MOST_PATIENTS),
    help="how many patients there are",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help="the same number makes the same clinic",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="the last day that may have a visit [default: yesterday]",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="how many processes make them [default: one for each core]",
)
def command(patients: int, seed: int, until: datetime | None, processes: int | None) -> None:
    """Fill an EMPTY database with a made-up clinic of several months.

    Patients who get better, stay, get worse, drop out or have pain, with visits, plans and
    measures, and ten volunteers for the clinic's noise. All trials are marked as simulated, and
    nobody has a name. A database that holds other patients is refused.

    \b
    Examples:
      BAPS_HOME=demo baps demo-data
      BAPS_HOME=demo baps demo-data --patients 4 --seed 7
    """
    from trainer.cli.db import opened_store
    from trainer.demo.filling import fill

    last = until.date() if until else _yesterday()
    with opened_store() as store, click.progressbar(length=100, label="made", file=None) as bar:
        filled = fill(
            store,
            patients,
            seed,
            last,
            processes or os.cpu_count() or 1,
            lambda done, of: bar.update(round(100 * done / of) - bar.pos),
        )
        name = store.name
    click.echo(
        f"{filled.patients} patients, {filled.volunteers} volunteers, {filled.visits} visits and "
        f"{filled.trials} trials are new in {name}, all of them simulated."
    )
    click.echo(NEXT.format(where=_where()))


def _where() -> str:
    """ "BAPS_HOME=demo ", to be typed in front of a command that is to find the same data; on
    Windows it is set for all commands.
    """
    home = os.environ.get("BAPS_HOME", "")
    return f"BAPS_HOME={shlex.quote(home)} " if home and sys.platform != "win32" else ""


def _yesterday() -> date:
    return datetime.now(UTC).astimezone().date() - timedelta(days=1)
