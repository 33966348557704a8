"""How sessions reach the database: opened for as long as it answers, asked without ever failing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from trainer.store.errors import StoreError, StoreLeftAlone, StoreUnreachable
from trainer.store.store import Store

T = TypeVar("T")


@contextmanager
def open_store(say: Callable[[str], None]) -> Iterator[Store | None]:
    """The database; None, with a word to the person, while it is out of reach."""
    try:
        store = Store.open()
    except StoreUnreachable as error:
        say(f"{error}; trials will wait on this computer")
        yield None
        return
    with store:
        if store.news:
            say(store.news)
        yield store


def asked(
    store: Store | None, say: Callable[[str], None], question: Callable[[Store], T], otherwise: T
) -> T:
    """The database's answer, or `otherwise` with a word to the person: no trial waits for it."""
    if store is None:
        return otherwise
    try:
        return question(store)
    except StoreLeftAlone:
        return otherwise
    except StoreError as error:
        say(str(error))
        return otherwise
