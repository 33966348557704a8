"""The database on the command line: opened by every command that needs it, and `baps db`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from trainer.recording.container import ContainerError
from trainer.store import (
    Store,
    StoreError,
    copy_database,
    database_file,
    places,
    restore_database,
    upgrade_database,
)
from trainer.store.backup import stamped
from trainer.store.engines import BUSY_TIMEOUT_S, SILENT_FOR_S


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show errors of the store as one line, with exit code 1."""
    try:
        yield
    except (StoreError, ContainerError) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened_store(
    busy_timeout_s: float = BUSY_TIMEOUT_S, silent_for_s: float = SILENT_FOR_S
) -> Iterator[Store]:
    """The database of this station, closed at the end."""
    with errors_shown(), Store.open(None, busy_timeout_s, silent_for_s) as store:
        if store.news:
            click.echo(store.news, err=True)
        yield store


@click.group("db")
def command() -> None:
    """Upgrade, check, back up and restore the database that BAPS_DB or BAPS_HOME name.

    \b
    Examples:
      baps db backup /media/usb/baps-monday.db
      baps db check
    """


@command.command("upgrade")
def upgrade() -> None:
    """Bring the database to this program's schema; a file is backed up first.

    \b
    Example:
      baps db upgrade
    """
    with errors_shown():
        done = upgrade_database(None)
    if done.found == done.newest:
        click.echo(f"the schema is {done.newest} already")
        return
    kept = f"; the previous database is saved as {done.backup}" if done.backup else ""
    click.echo(f"upgraded from schema {done.found or 'none'} to {done.newest}{kept}")


@command.command("check")
def check() -> None:
    """Check the database and read every recording in it; exit code 1 if something is wrong.

    \b
    Example:
      baps db check
    """
    with opened_store() as store:
        report = store.check()
    for problem in report.problems:
        click.echo(problem, err=True)
    summary = f"schema {report.schema}, {report.trials} trials, {report.recordings} recordings"
    if report.problems:
        raise click.ClickException(
            f"{summary}, {len(report.problems)} problems; to use a backup, run baps db restore FILE"
        )
    click.echo(f"{summary}, all whole")


@command.command("backup")
@click.argument("target", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
def backup(target: Path | None) -> None:
    """Copy the database to FILE; without FILE, to a new file next to it, named by the time (UTC).

    Others may go on working with it.

    \b
    Examples:
      baps db backup
      baps db backup /media/usb/baps-monday.db
    """
    with errors_shown():
        database = _file("back it up with pg_dump")
        chosen = target or stamped(database, "backup", datetime.now(UTC))
        copy_database(database, chosen)
    click.echo(f"backed up to {chosen}")


@command.command("restore")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
def restore(source: Path) -> None:
    """Replace the database by the backup FILE; the previous one is kept next to it.

    \b
    Example:
      baps db restore /media/usb/baps-monday.db
    """
    with errors_shown():
        database = _file("restore it with pg_restore")
        kept = restore_database(source, database, datetime.now(UTC))
    saved = f"; your previous database is saved as {kept}" if kept else ""
    click.echo(f"restored {source}{saved}")


def _file(advice: str) -> Path:
    url = places().database
    file = database_file(url)
    if file is None:
        raise StoreError(f"the database is on a server: {advice}")
    return file
