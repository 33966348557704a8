"""`baps export`: trials as CSV, Parquet, BIDS or FHIR."""

import sys
from pathlib import Path

import click

FORMATS = ("csv", "parquet", "bids", "fhir")


@click.command("export")
@click.argument("code", required=False)
@click.option("--all", "everyone", is_flag=True, help="all patients, and trials of nobody")
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="the form")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="a new or empty folder",
)
@click.option("--identified", is_flag=True, help="with codes, true dates and what people typed in")
def command(code: str | None, everyone: bool, form: str, out: Path, identified: bool) -> None:
    """Write the trials of patient CODE, or of all, into a folder that other programs read.

    Without --identified nothing in it tells who the patients are: study numbers stand for codes,
    dates are shifted, free text and names of operators are left out. A folder appears only when it
    is whole.

    \b
    Examples:
      baps export K7 --format csv --out k7-csv
      baps export --all --format bids --out study
      baps export K7 --format fhir --out k7-fhir --identified
    """
    from trainer.cli.db import opened_store
    from trainer.cli.terminal import say
    from trainer.export.disguise import AsItIs, Disguise, key_in
    from trainer.export.exporting import everybody, export
    from trainer.export.printed import printed
    from trainer.store import places

    if (code is None) is not everyone:
        raise click.UsageError("say whose trials: a patient's CODE, or --all")
    with opened_store() as store:
        shown = AsItIs() if identified else Disguise(key_in(places().home))
        codes = everybody(store) if code is None else [code]
        done = export(store, codes, form, out, shown, printed)
    for line in done.left_out:
        say(line)
    whose = "" if code else f"; patients: {done.patients}"
    click.echo(f"{out}: trials: {done.trials}{whose}; {shown.words}")
    if done.left_out:
        sys.exit(1)
