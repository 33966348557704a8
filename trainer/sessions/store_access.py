"""How sessions use the database: a trial goes on without it, under the right patient's code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from trainer.link.uri import is_simulated, steered_by
from trainer.store.errors import PatientExists, StoreError, StoreLeftAlone, StoreUnreachable
from trainer.store.store import Store

T = TypeVar("T")

SIMULATED_CODE, HAND_CODE, GUEST_CODE = "SIM", "HAND", "GUEST"
"""Codes for trials without --patient. Simulated patients, people who steer a simulated board by
hand and people on a real board never share a history."""
STAND_INS = frozenset({SIMULATED_CODE, HAND_CODE, GUEST_CODE})


@contextmanager
def open_store(say: Callable[[str], None]) -> Iterator[Store | None]:
    """The database; None, with a message, if it cannot be reached."""
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


def ask_store(
    store: Store | None, say: Callable[[str], None], question: Callable[[Store], T], otherwise: T
) -> T:
    """The database's answer, or `otherwise` and a message: a trial never waits for it."""
    if store is None:
        return otherwise
    try:
        return question(store)
    except StoreLeftAlone:
        # It was reported when the database stopped answering.
        return otherwise
    except StoreError as error:
        say(str(error))
        return otherwise


def patient_for(store: Store | None, code: str | None, board_uri: str) -> str:
    """The code to store trials under; `UnknownPatient` if nobody added it."""
    if code is not None:
        if store is not None:
            return store.patient(code).code
        return code
    code = _code_without_patient(board_uri)
    if store is not None:
        with suppress(PatientExists):
            store.add_patient(code)
    return code


def _code_without_patient(board_uri: str) -> str:
    if steered_by(board_uri):
        return HAND_CODE
    return SIMULATED_CODE if is_simulated(board_uri) else GUEST_CODE
