"""`baps recover`: stores trials after a crash, a power cut or a lost database."""

import click

from trainer.cli.db import opened_store
from trainer.cli.terminal import say
from trainer.sessions.recover import LeftAlone, Recovered, recover
from trainer.sessions.visits.visit_log import VisitLog
from trainer.store import places


@click.command("recover")
def command() -> None:
    """Store trials that were cut short, or that wait for the database.

    What was said at visits while the database did not answer is stored, too.

    Trials that are running right now are left alone. A journal that could not be read whole is
    renamed to ID.journal.damaged and never deleted.

    \b
    Example:
      baps recover
    """
    with opened_store() as store:
        home = places()
        recovery = recover(home, store)
        said = VisitLog(home.said, store, say).deliver()
    for one in recovery.recovered:
        click.echo(_said(one))
    for other in recovery.left:
        click.echo(_left(other), err=True)
    if said:
        click.echo(f"stored what was said at visits: {said} entries")
    if not recovery.recovered and not recovery.left and not said:
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
