"""How commands reach the database: one way for all of them, errors as one line."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from trainer.recording.container import ContainerError
from trainer.store import Store, StoreError


@contextmanager
def told() -> Iterator[None]:
    """Errors of the store as one line and exit code 1."""
    try:
        yield
    except (StoreError, ContainerError) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def opened_store() -> Iterator[Store]:
    """The database of this station, closed at the end."""
    with told(), Store.open() as store:
        if store.news:
            click.echo(store.news, err=True)
        yield store
