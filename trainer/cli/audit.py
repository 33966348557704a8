"""`baps audit`: checks the log of who read and changed what."""

import click


@click.group("audit")
def command() -> None:
    """Check the log of reads and changes in the clinic's pages.

    \b
    Example:
      baps audit verify
    """


@command.command("verify")
def verify() -> None:
    """Check every entry's seal and that none is missing; exit code 1 if something is wrong.

    \b
    Example:
      baps audit verify
    """
    from trainer.cli.db import opened_store
    from trainer.clinic.seals import LogKeyMissing, Seals, fault_in, log_key
    from trainer.reading.words import counted
    from trainer.store import places

    with opened_store() as store:
        try:
            empty = not store.newest_log(1)
            seals = Seals(b"") if empty else Seals(log_key(places().home, make=False))
        except LogKeyMissing as error:
            raise click.ClickException(str(error)) from error
        fault = store.read_log(lambda entries, head: fault_in(entries, head, seals))
        count = store.read_log(lambda _entries, head: head[0])
    if fault:
        raise click.ClickException(f"the log is not as it was sealed: {fault}")
    click.echo(f"{counted(count, 'entry', 'entries')}, every seal is right")
