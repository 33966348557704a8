"""`baps recover`: stores trials after a crash, a power cut or a lost database."""

import click

from trainer.cli.db import opened_store
from trainer.sessions.recover import LeftAlone, Recovered, recover
from trainer.store import places


@click.command("recover")
def command() -> None:
    """Store trials that were cut short, or that wait for the database.

    Trials that are running right now are left alone. A journal that could not be read whole is
    renamed to ID.journal.damaged and never deleted.

    \b
    Example:
      baps recover
    """
    with opened_store() as store:
        recovery = recover(places(), store)
    for one in recovery.recovered:
        click.echo(_said(one))
    for other in recovery.left:
        click.echo(_left(other), err=True)
    if not recovery.recovered and not recovery.left:
        click.echo("nothing to recover")


def _said(one: Recovered) -> str:
    header, result = one.trial.recording.header, one.trial.result
    whose = f" of {header.patient_code}" if header.patient_code else ""
    note = f" ({one.note})" if one.note else ""
    return (
        f"recovered trial {one.trial.trial_id}{whose} from its {one.origin}: "
        f"{header.conditions.activity}, {result.duration_s:.2f} s, {result.outcome}{note}"
    )


def _left(other: LeftAlone) -> str:
    return f"left alone: {other.path}: {other.why}"
