"""`baps report`: one or two pages about a patient for the doctor who referred them, as PDF."""

from pathlib import Path

import click

from trainer.texts import LANGUAGES


@click.command("report")
@click.argument("code")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="the file, .pdf"
)
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    help="the patient's language [default: that of the windows here]",
)
@click.option("--name", "named", is_flag=True, help="with the patient's name beside the code")
@click.option("--overwrite", is_flag=True, help="replace the file if it exists")
def command(code: str, out: Path, language: str | None, named: bool, overwrite: bool) -> None:
    """Write a report on patient CODE that a referring doctor understands.

    What was found and what it means, both legs, measures and symptoms, plan and adherence; what the
    board, a body sensor and an eye saw stand apart. The patient's name stands there only with
    --name.

    \b
    Examples:
      baps report K7 --out report.pdf
      baps report K7 --out Bericht.pdf --language de --name
    """
    from datetime import UTC, datetime

    from trainer.cli.db import opened_store
    from trainer.recording.history import local_day
    from trainer.reports.printed import as_pdf
    from trainer.reports.report import report_on
    from trainer.sessions.settings import read_settings
    from trainer.store import places

    if out.exists() and not overwrite:
        raise click.UsageError(
            f"{out} exists already: choose another --out, or replace it with --overwrite"
        )
    spoken = language or read_settings(places().settings).language
    with opened_store() as store:
        report = report_on(store, code, local_day(datetime.now(UTC)), spoken, named=named)
    out.write_bytes(as_pdf(report))
    click.echo(f"{out}: report on {report.code} of {report.day}")
