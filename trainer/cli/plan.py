"""`baps plan`: what a therapist prescribes, from a template to a signature."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import click

from trainer.cli.db import opened_store
from trainer.cli.options import json_option, operator_option
from trainer.cli.plan_items import add_item, edit, remove_item
from trainer.cli.plan_shown import newest_plan, no_plan, shown_plan
from trainer.cli.plan_words import item_words, plan_lines, state_of
from trainer.cli.terminal import show_all
from trainer.plans.prescribing import Item, NotAPlan, from_template, signed
from trainer.plans.templates import TEMPLATES
from trainer.recording.json_form import to_json
from trainer.recording.plan import Plan, Template
from trainer.recording.shown import SHORT_ID
from trainer.recording.vocabulary import did_you_mean


@click.group("plan")
def command() -> None:
    """Prescribe what a patient does at each visit. A plan counts once a therapist has signed it.

    \b
    Examples:
      baps plan templates
      baps plan new K7 --template ten-minutes
      baps plan sign K7 --operator JD
    """


@command.command("templates", short_help="list plans to start from")
@json_option
def templates(as_json: bool) -> None:
    """List plans to start from, and where their doses come from.

    \b
    Example:
      baps plan templates
    """
    if as_json:
        click.echo(json.dumps(to_json(tuple(TEMPLATES.values())), ensure_ascii=False))
        return
    for template in TEMPLATES.values():
        click.echo(f"{template.name}: {template.title}")
        items: tuple[Item, ...] = (*template.board, *template.exercises)
        for item in items:
            click.echo(f"  {item_words(item)}")
        click.echo(f"  doses: {template.source}")
        click.echo(f"  tried on: {template.population}")
        if template.warning:
            click.echo(f"  {template.warning}")


@command.command("show", short_help="show the plan that counts, and a newer draft")
@click.argument("code")
@json_option
def show(code: str, as_json: bool) -> None:
    """Show the signed plan of patient CODE that counts, and the newest one if that is not signed.

    \b
    Example:
      baps plan show K7
    """
    with opened_store() as store:
        counts, newest = store.plan(code), newest_plan(store, code)
    draft = None if newest.signed else newest
    if as_json:
        found = {"plan": to_json(counts), "draft": to_json(draft)}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for line in plan_lines(counts) if counts is not None else ():
        click.echo(line)
    if draft is not None:
        shown_plan(code, draft, as_json=False)


@command.command("list", short_help="list all plans, newest last")
@click.argument("code")
@json_option
def list_(code: str, as_json: bool) -> None:
    """List all plans of patient CODE in the order in which they were made.

    \b
    Example:
      baps plan list K7
    """
    with opened_store() as store:
        plans, counts = store.plans(code), store.plan(code)
    show_all(plans, as_json, no_plan(code), lambda plan: _list_line(plan, counts))


def _list_line(plan: Plan, counts: Plan | None) -> str:
    this = "  (this one counts)" if plan == counts else ""
    return f"{plan.plan_id[:SHORT_ID]}  {plan.title}: {state_of(plan)}{this}"


@command.command("new", short_help="make a plan from a template")
@click.argument("code")
@click.option("--template", required=True, metavar="NAME", help="see baps plan templates")
@click.option("--title", default="", metavar="TEXT", help="its title [default: the template's]")
@json_option
def new(code: str, template: str, title: str, as_json: bool) -> None:
    """Make a plan of patient CODE from a template; it is to be signed.

    \b
    Example:
      baps plan new K7 --template ten-minutes --title "first weeks"
    """
    plan = from_template(_template(template), str(uuid4()), datetime.now(UTC), title.strip())
    with opened_store() as store:
        store.add_plan(code, plan)
    shown_plan(code, plan, as_json)


@command.command("sign", short_help="sign the newest plan")
@click.argument("code")
@operator_option
@json_option
def sign(code: str, operator: str, as_json: bool) -> None:
    """Sign the newest plan of patient CODE: from now on it counts.

    \b
    Example:
      baps plan sign K7 --operator JD
    """
    with opened_store() as store:
        newest = newest_plan(store, code)
        try:
            plan = signed(newest, str(uuid4()), operator, datetime.now(UTC))
        except NotAPlan as error:
            raise click.UsageError(str(error)) from None
        store.add_plan(code, plan)
    shown_plan(code, plan, as_json)


def _template(name: str) -> Template:
    known = name.strip().lower().replace("_", "-")
    if known not in TEMPLATES:
        near = did_you_mean(known, TEMPLATES) or f": there are {', '.join(TEMPLATES)}"
        raise click.UsageError(f"there is no template {name!r}{near}")
    return TEMPLATES[known]


for each in (edit, add_item, remove_item):
    command.add_command(each)
