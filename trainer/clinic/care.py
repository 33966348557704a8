"""Who treats a patient, and who may say so: whoever treats them, and an admin.

A patient whom nobody treats is open to every therapist, and each of them may begin.
"""

from dataclasses import dataclass

from trainer.clinic.gate import NotTheirs, Refused, Visitor
from trainer.recording.account import Account, Action, Role
from trainer.store import UnknownPatient

NOT_YOURS_TO_SAY = "Only who treats this patient, or an admin, says who does."
NOBODY_CHOSEN = "Choose somebody who can treat: an account that is not disabled."
OWN_ALONE = "You end your own care; that of somebody else is ended by them, or by an admin."


@dataclass(frozen=True)
class Care:
    """Who treats a patient, to whom the care can be given, and whose can be ended by this visitor.
    `may_say` is false for whoever only looks in an emergency.
    """

    treating: tuple[str, ...]
    may_say: bool
    can_begin: tuple[str, ...]
    can_end: tuple[str, ...]


def care_of(visitor: Visitor, code: str) -> Care:
    """As the visitor may change it; `NotTheirs`. An admin may without seeing the patient."""
    store, account = visitor.clinic.store, visitor.account
    is_admin = account.role is Role.ADMIN
    if not is_admin:
        visitor.check(code)
    try:
        treating = store.treated_by(code)
    except UnknownPatient as error:
        raise NotTheirs(code) from error
    may_say = is_admin or account.login in treating or not treating
    others = tuple(each.login for each in store.accounts() if _can_treat(each))
    return Care(
        treating,
        may_say,
        tuple(login for login in others if may_say and login not in treating),
        tuple(login for login in treating if is_admin or login == account.login),
    )


def give(visitor: Visitor, code: str, login: str) -> None:
    """Somebody treats the patient from now on; `NotTheirs`, `Refused`, or ValueError in words."""
    care = care_of(visitor, code)
    if not care.may_say:
        raise _refused(visitor, code, NOT_YOURS_TO_SAY)
    account = visitor.clinic.store.account(login)
    if account is None or account.login not in care.can_begin:
        raise ValueError(NOBODY_CHOSEN)
    clinic = visitor.clinic
    clinic.log(visitor.account.login, Action.WRITE, code, f"gave care to {account.login}")
    clinic.store.give_care(code, account.account_id, clinic.now())


def end(visitor: Visitor, code: str, login: str) -> None:
    """Somebody treats the patient no longer; `NotTheirs`, `Refused`, or `LastOfCare`."""
    care = care_of(visitor, code)
    account = visitor.clinic.store.account(login)
    if account is None or account.login not in care.can_end:
        raise _refused(visitor, code, OWN_ALONE)
    clinic, is_admin = visitor.clinic, visitor.account.role is Role.ADMIN
    clinic.log(visitor.account.login, Action.WRITE, code, f"ends care of {account.login}")
    clinic.store.end_care(code, account.account_id, 0 if is_admin else 1)


def _can_treat(account: Account) -> bool:
    return account.role is not Role.STATION and account.disabled_at is None


def _refused(visitor: Visitor, code: str, words: str) -> Refused:
    visitor.clinic.log(visitor.account.login, Action.REFUSED, code, "who treats")
    return Refused(words)
