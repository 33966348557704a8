"""Which patient a trial belongs to, and the database it goes to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from trainer.store.errors import PatientExists, StoreUnreachable, UnknownPatient
from trainer.store.store import Store

SIMULATED_CODE, GUEST_CODE = "SIM", "GUEST"
"""Where trials go that name no patient: simulated people and real ones never share a history."""


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
        yield store


def patient_for(store: Store | None, code: str | None, board_uri: str) -> str:
    """The code to play under; `UnknownPatient` with advice for one that nobody added."""
    if code is not None:
        if store is not None:
            try:
                store.patient(code)
            except UnknownPatient:
                raise UnknownPatient(
                    f"there is no patient {code}: add one with baps patient add {code}"
                ) from None
        return code
    code = SIMULATED_CODE if board_uri.startswith("sim:") else GUEST_CODE
    if store is not None:
        with suppress(PatientExists):
            store.add_patient(code)
    return code
