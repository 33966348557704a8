"""Which patient a trial belongs to."""

from contextlib import suppress

from trainer.link.uri import is_simulated, steered_by
from trainer.store.errors import PatientExists
from trainer.store.store import Store

SIMULATED_CODE, HAND_CODE, GUEST_CODE = "SIM", "HAND", "GUEST"
"""Where trials go that name no patient: simulated patients, people who steer a simulated board by
hand and people on a real board never share a history."""


def patient_for(store: Store | None, code: str | None, board_uri: str) -> str:
    """The code to play under; `UnknownPatient` with advice for one that nobody added."""
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
