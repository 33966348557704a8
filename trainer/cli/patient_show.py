"""`baps patient show`: one patient with background, open stops and the plan that counts."""

import json
from typing import TYPE_CHECKING

import click

from trainer.cli.db import opened_store
from trainer.cli.history_json import kept_form
from trainer.cli.options import json_option
from trainer.cli.patient_background import background_words
from trainer.cli.patient_stops import stop_line
from trainer.cli.terminal import console, local
from trainer.recording.json_form import Json, to_json
from trainer.sessions.visits_kept import kept_of
from trainer.store import Patient

if TYPE_CHECKING:
    from trainer.recording.plan import Plan


@click.command("show", short_help="show one patient")
@click.argument("code")
@json_option
def show(code: str, as_json: bool) -> None:
    """Show one patient; the trials themselves are in `baps history CODE`.

    \b
    Example:
      baps patient show K7
    """
    with opened_store() as store:
        patient, background = store.patient(code), store.background(code)
        stops = [stop for stop in store.stops(code) if stop.lifted is None]
        plan, kept = store.plan(code), kept_of(store, code)
    if as_json:
        form: dict[str, Json] = {
            "background": to_json(background),
            "stops": to_json(stops),
            "plan": to_json(plan),
            "adherence": kept_form(kept),
        }
        known = to_json(patient)
        assert isinstance(known, dict)
        click.echo(json.dumps({**known, **form}, ensure_ascii=False))
        return
    print_patients((patient,))
    click.echo(background_words(background) if background else "no background is noted")
    for stop in stops:
        click.echo(stop_line(code, stop))
    click.echo(_plan_words(code, plan))
    if kept is not None:
        click.echo(f"visits: {kept.words}")


def _plan_words(code: str, plan: "Plan | None") -> str:
    if plan is None:
        return f"no plan is signed: baps plan new {code} --template NAME"
    day = local(plan.signed_at).split()[0]
    return f"plan: {plan.title}, signed by {plan.signed_by} on {day} (baps plan show {code})"


def print_patients(patients: tuple[Patient, ...]) -> None:
    """A table of patients."""
    from rich.table import Table

    table = Table("patient", "since", "last trial")
    table.add_column("trials", justify="right")
    for p in patients:
        table.add_row(p.code, local(p.created_at), local(p.last_trial_at), str(p.trials))
    console().print(table)
