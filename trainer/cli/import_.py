"""`baps import`: trials of an export, or of another station, into the database."""

from pathlib import Path

import click


@click.command("import")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="PATH")
def command(paths: tuple[Path, ...]) -> None:
    """Store the trials in each PATH, each once.

    A PATH is a folder or zip that `baps export` wrote as csv or bids, a recording (.baps, or its
    files in a folder), a folder of recordings, or another station's SQLite database, which stays
    as it is. A trial that is stored already stays as it is. Unknown patient codes are added.

    \b
    Examples:
      baps import k7-csv
      baps import /media/usb/room2.db
    """
    from trainer.cli.db import opened_store
    from trainer.cli.terminal import say
    from trainer.export.errors import ExportError
    from trainer.export.importing import Imported, imported

    refused = 0
    with opened_store() as store:
        for path in paths:
            tally, told = Imported(), 0
            try:
                for tally in imported(store, path):
                    for line in tally.refused[told:]:
                        say(f"left out: {line}")
                    told = len(tally.refused)
            except ExportError as error:
                say(f"left out: {error}")
                told += 1
            click.echo(f"{path}: new trials: {tally.new}; here already: {tally.known}")
            refused += told
    if refused:
        raise click.ClickException(f"left out: {refused}; what else there was is stored")
