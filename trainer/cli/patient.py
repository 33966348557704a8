"""`baps patient`: codes, and how often each was here."""

import json

import click
from rich.console import Console
from rich.table import Table

from trainer.cli.database import opened_store
from trainer.cli.local_time import local
from trainer.cli.options import json_option
from trainer.recording.json_form import to_json
from trainer.store import Patient


@click.group("patient")
def command() -> None:
    """Add and list patients, who are codes here and never names.

    \b
    Examples:
      baps patient add K7
      baps patient list --json
    """


@command.command("add")
@click.argument("code")
@json_option
def add(code: str, as_json: bool) -> None:
    """Add a patient by a code of your choice that says nothing about the person.

    \b
    Example:
      baps patient add K7
    """
    with opened_store() as store:
        patient = store.add_patient(code)
    click.echo(_json_text(patient) if as_json else f"added patient {patient.code}")


@command.command("list")
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
        Console().print(_table(patients))


@command.command("show")
@click.argument("code")
@json_option
def show(code: str, as_json: bool) -> None:
    """Show one patient; the trials themselves are in `baps history CODE`.

    \b
    Example:
      baps patient show K7
    """
    with opened_store() as store:
        patient = store.patient(code)
    if as_json:
        click.echo(_json_text(patient))
    else:
        Console().print(_table((patient,)))


def _json_text(patient: Patient) -> str:
    return json.dumps(to_json(patient), ensure_ascii=False)


def _table(patients: tuple[Patient, ...]) -> Table:
    table = Table("patient", "since", "last trial")
    table.add_column("trials", justify="right")
    for p in patients:
        table.add_row(p.code, local(p.created_at), local(p.last_trial_at), str(p.trials))
    return table
