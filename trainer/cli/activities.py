"""`baps activities`: what can be played."""

import json

import click
from rich.console import Console
from rich.table import Table

from games.registry import activities
from trainer.cli.options import json_option


@click.command("activities")
@json_option
def command(as_json: bool) -> None:
    """List the activities.

    \b
    Examples:
      baps activities
      baps activities --json
    """
    found = activities().values()
    if as_json:
        listed = [
            {
                "name": a.name,
                "title": a.title,
                "kind": a.kind.value,
                "surface": a.surface.value,
                "summary": a.summary,
                "headline": a.headline.name,
                "seconds": list(a.seconds),
            }
            for a in found
        ]
        click.echo(json.dumps(listed, indent=2))
        return
    table = Table("name", "kind", "what it is")
    for a in found:
        table.add_row(a.name, a.kind.value, a.summary)
    Console().print(table)
