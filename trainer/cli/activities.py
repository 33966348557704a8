"""`baps activities`: what can be played."""

import json

import click

from trainer.cli.options import json_option
from trainer.cli.terminal import console


@click.command("activities")
@json_option
def command(as_json: bool) -> None:
    """List what can be played: assessments, then training.

    \b
    Examples:
      baps activities
      baps activities --json
    """
    from games.registry import activities

    found = activities().values()
    if as_json:
        listed = [
            {
                "name": a.name,
                "title": a.title,
                "kind": a.kind.value,
                "surface": a.surface.value,
                "summary": a.summary,
                "trains": a.trains,
                "headline": a.headline.name,
                "seconds": list(a.seconds),
            }
            for a in found
        ]
        click.echo(json.dumps(listed, indent=2))
        return
    from rich.table import Table

    table = Table("name", "kind", "what it is")
    for a in found:
        table.add_row(a.name, a.kind.value, a.summary)
    console().print(table)
