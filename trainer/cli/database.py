"""How commands reach the database: one way for all of them, errors as one line."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from trainer.cli.terminal import say
from trainer.recording.container import ContainerError
from trainer.store import Store, StoreError, database_file, places


@contextmanager
def told() -> Iterator[None]:
    """Errors of the store as one line and exit code 1."""
    try:
        yield
    except (StoreError, ContainerError) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened_store() -> Iterator[Store]:
    """The database of this station, closed at the end.

    A file that BAPS_DB names and that was not there is said: the name may be mistyped.
    """
    with told():
        file = database_file(places().database)
        new = "BAPS_DB" in os.environ and file is not None and not file.exists()
        with Store.open() as store:
            if new:
                say(f"new database made at {file}, as BAPS_DB says")
            yield store
