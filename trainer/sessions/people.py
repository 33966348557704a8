"""Which patient a trial belongs to."""

from contextlib import suppress

from trainer.store.errors import PatientExists, UnknownPatient
from trainer.store.store import Store

SIMULATED_CODE, GUEST_CODE = "SIM", "GUEST"
"""Where trials go that name no patient: simulated people and real ones never share a history."""


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
