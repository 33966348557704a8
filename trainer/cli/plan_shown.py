"""What the subcommands of `baps plan` share: the plan they work on, and how it is printed."""

import json

import click

from trainer.cli.plan_words import plan_lines
from trainer.recording.json_form import to_json
from trainer.recording.plan import Plan
from trainer.store import Store


def newest_plan(store: Store, code: str) -> Plan:
    """The plan that was added last, signed or not; an error where there is none."""
    plans = store.plans(code)
    if not plans:
        raise click.ClickException(no_plan(code))
    return plans[-1]


def no_plan(code: str) -> str:
    """What to do for a patient without a plan."""
    return f"{code} has no plan: make one with baps plan new {code} --template NAME"


def shown_plan(code: str, plan: Plan, as_json: bool) -> None:
    """Print a plan, and what is still to be done with it."""
    if as_json:
        click.echo(json.dumps(to_json(plan), ensure_ascii=False))
        return
    for line in plan_lines(plan):
        click.echo(line)
    if not plan.signed:
        click.echo(f"it counts once it is signed: baps plan sign {code} --operator INITIALS")
