"""Accounts and sign-ins, and who may see which patient."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from trainer.recording.account import Account, BrokenGlass, SignIn
from trainer.store.account_tables import AccountRow, BrokenGlassRow, CareRow, SignInRow
from trainer.store.errors import AccountExists, LastOfCare, UnknownAccount
from trainer.store.patients import NUL, known_patient
from trainer.store.rows import columns_of, record_of
from trainer.store.tables import PatientRow


def add_account(session: Session, account: Account) -> None:
    """Add an account; `AccountExists` if the login is taken."""
    if _find(session, account.login) is not None:
        raise AccountExists(f"there is an account {account.login} already: choose another name")
    session.add(AccountRow(**columns_of(account)))
    session.flush()


def account_of(session: Session, login: str) -> Account | None:
    row = _find(session, login)
    return None if row is None else record_of(Account, row)


def list_accounts(session: Session) -> tuple[Account, ...]:
    """All accounts by login, with those that are disabled."""
    rows = session.scalars(select(AccountRow).order_by(AccountRow.login))
    return tuple(record_of(Account, row) for row in rows)


def change_account(session: Session, account: Account) -> None:
    """Replace role, password, language and whether it is disabled; `UnknownAccount`."""
    row = session.get(AccountRow, account.account_id, with_for_update=True)
    if row is None:
        raise UnknownAccount(f"there is no account {account.login}")
    row.role, row.disabled_at, row.language = account.role, account.disabled_at, account.language
    row.password_hash, row.must_change = account.password_hash, account.must_change


def set_password(session: Session, account_id: str, password_hash: str, must_change: bool) -> None:
    """The password alone: what an admin changes meanwhile stays."""
    row = session.get_one(AccountRow, account_id, with_for_update=True)
    row.password_hash, row.must_change = password_hash, must_change


def set_language(session: Session, account_id: str, language: str) -> None:
    row = session.get_one(AccountRow, account_id, with_for_update=True)
    row.language = language


def take_attempt(
    session: Session, account_id: str, now: datetime, wait: Callable[[int], timedelta]
) -> bool:
    """Count an attempt to sign in, which `wait` then keeps the next one from; False if it comes too
    early itself.
    """
    row = session.get_one(AccountRow, account_id, with_for_update=True)
    if row.not_before is not None and now < row.not_before:
        return False
    row.failures += 1
    row.not_before = now + wait(row.failures)
    return True


def forget_attempts(session: Session, account_id: str) -> None:
    """Somebody has signed in."""
    row = session.get_one(AccountRow, account_id, with_for_update=True)
    row.failures, row.not_before = 0, None


def begin_sign_in(session: Session, sign_in: SignIn) -> None:
    session.add(SignInRow(**columns_of(sign_in)))
    session.flush()


def signed_in(
    session: Session,
    token_hash: str,
    now: datetime,
    idle: timedelta,
    longest: timedelta,
    *,
    used: bool,
) -> Account | None:
    """Whose token this is, and that it was used; None if it ended, or too much time went by."""
    row = session.get(SignInRow, token_hash)
    if row is None or row.ended_at is not None:
        return None
    if now - row.seen_at > idle or now - row.begun_at > longest:
        row.ended_at = row.seen_at
        return None
    account = record_of(Account, session.get_one(AccountRow, row.account_id))
    if account.disabled_at is not None:
        row.ended_at = now
        return None
    if used:
        row.seen_at = now
    return account


def end_sign_in(session: Session, token_hash: str, now: datetime) -> None:
    """Nothing happens where it has ended already."""
    row = session.get(SignInRow, token_hash)
    if row is not None and row.ended_at is None:
        row.ended_at = now


def end_sign_ins(session: Session, account_id: str, now: datetime) -> None:
    """Every browser of this account is signed out."""
    rows = select(SignInRow).where(SignInRow.account_id == account_id, SignInRow.ended_at.is_(None))
    for row in session.scalars(rows):
        row.ended_at = now


def give_care(session: Session, code: str, account_id: str, now: datetime) -> None:
    """This account treats the patient from now on; `UnknownPatient`."""
    patient_id = known_patient(session, code).id
    if session.get(CareRow, (patient_id, account_id)) is None:
        session.add(CareRow(patient_id=patient_id, account_id=account_id, since=now))
        session.flush()


def end_care(session: Session, code: str, account_id: str, least_left: int) -> None:
    """This account treats the patient no longer; `LastOfCare` if fewer than `least_left` would who
    can sign in.
    """
    patient_id = known_patient(session, code).id
    # Of two who go at once the second waits here, and sees that the first has gone.
    session.get_one(PatientRow, patient_id, with_for_update=True)
    row = session.get(CareRow, (patient_id, account_id))
    if row is None:
        return
    left = (
        select(func.count())
        .select_from(CareRow)
        .join(AccountRow, AccountRow.account_id == CareRow.account_id)
        .where(CareRow.patient_id == patient_id, CareRow.account_id != account_id)
        .where(AccountRow.disabled_at.is_(None))
    )
    if (session.scalar(left) or 0) < least_left:
        raise LastOfCare(f"nobody else treats {code}: give the care to somebody first")
    session.delete(row)


def treated_by(session: Session, code: str) -> tuple[str, ...]:
    """The logins of those who treat a patient; nobody means everybody may."""
    rows = (
        select(AccountRow.login)
        .join(CareRow, CareRow.account_id == AccountRow.account_id)
        .where(CareRow.patient_id == known_patient(session, code).id)
        .order_by(AccountRow.login)
    )
    return tuple(session.scalars(rows))


def break_glass(session: Session, glass: BrokenGlass) -> None:
    """Let an account see a patient of somebody else until its time is over."""
    patient_id = known_patient(session, glass.code).id
    session.add(BrokenGlassRow(**columns_of(glass, "code"), patient_id=patient_id))
    session.flush()


def visible_codes(session: Session, account_id: str, now: datetime) -> frozenset[str]:
    """The codes of the patients whom an account may see now."""
    return frozenset(session.scalars(select(PatientRow.code).where(_open_to(account_id, now))))


def may_see(session: Session, account_id: str, code: str, now: datetime) -> bool:
    """Whether an account may see a patient now; False for a code nobody has."""
    if NUL in code:
        return False
    found = select(PatientRow.id).where(PatientRow.code == code, _open_to(account_id, now))
    return session.scalar(found) is not None


def _open_to(account_id: str, now: datetime) -> ColumnElement[bool]:
    treated = exists().where(CareRow.patient_id == PatientRow.id)
    by_them = exists().where(
        and_(CareRow.patient_id == PatientRow.id, CareRow.account_id == account_id)
    )
    glass = exists().where(
        BrokenGlassRow.patient_id == PatientRow.id,
        BrokenGlassRow.account_id == account_id,
        BrokenGlassRow.until > now,
    )
    return or_(~treated, by_them, glass)


def _find(session: Session, login: str) -> AccountRow | None:
    return session.scalar(select(AccountRow).where(AccountRow.login == login.casefold()))
