"""The part of the `Store` for accounts, who may see whom, and the log."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from trainer.recording.account import Account, BrokenGlass, LogEntry, SealedEntry, SignIn
from trainer.store import access_log, accounts
from trainer.store.access_log import Seal
from trainer.store.transactions import Transactions

T = TypeVar("T")


class AccountStore(Transactions):
    """Accounts, sign-ins, care, emergency access, and the sealed log."""

    def add_account(self, account: Account) -> None:
        """Add an account; `AccountExists` if the login is taken."""
        with self._writing() as session:
            accounts.add_account(session, account)

    def account(self, login: str) -> Account | None:
        """The account of this login, however it is capitalised, or None."""
        with self._reading() as session:
            return accounts.account_of(session, login)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts by login, with those that are disabled."""
        with self._reading() as session:
            return accounts.list_accounts(session)

    def change_account(self, account: Account) -> None:
        """Replace role, password, language and whether it is disabled; `UnknownAccount`."""
        with self._writing() as session:
            accounts.change_account(session, account)

    def set_password(self, account_id: str, password_hash: str, *, must_change: bool) -> None:
        """Change the password and nothing else."""
        with self._writing() as session:
            accounts.set_password(session, account_id, password_hash, must_change)

    def set_language(self, account_id: str, language: str) -> None:
        """Change what the account's pages speak and nothing else."""
        with self._writing() as session:
            accounts.set_language(session, account_id, language)

    def take_attempt(
        self, account_id: str, now: datetime, wait: Callable[[int], timedelta]
    ) -> bool:
        """Count an attempt to sign in; False if it comes before the wait of the one before is over.

        `wait` gives the time after so many attempts running that failed.
        """
        with self._writing() as session:
            return accounts.take_attempt(session, account_id, now, wait)

    def forget_attempts(self, account_id: str) -> None:
        """Somebody has signed in: attempts are counted from nothing again."""
        with self._writing() as session:
            accounts.forget_attempts(session, account_id)

    def begin_sign_in(self, sign_in: SignIn) -> None:
        with self._writing() as session:
            accounts.begin_sign_in(session, sign_in)

    def signed_in(
        self,
        token_hash: str,
        now: datetime,
        idle: timedelta,
        longest: timedelta,
        *,
        used: bool = True,
    ) -> Account | None:
        """Whose token this is, and that it was `used` now; None if it ended, or was unused for
        longer than `idle`, or began longer ago than `longest`.

        Where it was not used nothing is written: a page that watches asks every two seconds.
        """
        with self._writing() if used else self._reading() as session:
            return accounts.signed_in(session, token_hash, now, idle, longest, used=used)

    def end_sign_in(self, token_hash: str, now: datetime) -> None:
        with self._writing() as session:
            accounts.end_sign_in(session, token_hash, now)

    def end_sign_ins(self, account_id: str, now: datetime) -> None:
        """Every browser of this account is signed out."""
        with self._writing() as session:
            accounts.end_sign_ins(session, account_id, now)

    def give_care(self, code: str, account_id: str, now: datetime) -> None:
        """This account treats the patient from now on; `UnknownPatient`."""
        with self._writing() as session:
            accounts.give_care(session, code, account_id, now)

    def end_care(self, code: str, account_id: str, least_left: int) -> None:
        """This account treats the patient no longer; `LastOfCare` if fewer than `least_left` would
        who can sign in. `UnknownPatient`.
        """
        with self._writing() as session:
            accounts.end_care(session, code, account_id, least_left)

    def treated_by(self, code: str) -> tuple[str, ...]:
        """The logins of those who treat a patient; nobody means that every therapist may."""
        with self._reading() as session:
            return accounts.treated_by(session, code)

    def break_glass(self, glass: BrokenGlass) -> None:
        """Let an account see a patient of somebody else for a time; `UnknownPatient`."""
        with self._writing() as session:
            accounts.break_glass(session, glass)

    def visible_codes(self, account_id: str, now: datetime) -> frozenset[str]:
        """The codes of the patients whom an account may see now."""
        with self._reading() as session:
            return accounts.visible_codes(session, account_id, now)

    def may_see(self, account_id: str, code: str, now: datetime) -> bool:
        """Whether an account may see a patient now; False for a code that nobody has."""
        with self._reading() as session:
            return accounts.may_see(session, account_id, code, now)

    def log(self, entries: Iterable[LogEntry], seal: Seal) -> None:
        """Add entries to the log, in one transaction."""
        added = tuple(entries)
        with self._writing() as session:
            access_log.add_entries(session, added, seal)

    def newest_log(self, limit: int, about: str = "") -> tuple[SealedEntry, ...]:
        """The newest entries, newest first; if given, only what was done of one patient, of an
        account or by it.
        """
        with self._reading() as session:
            return access_log.newest_entries(session, limit, about)

    def read_log(self, read: Callable[[Iterable[SealedEntry], tuple[int, str]], T]) -> T:
        """What `read` makes of all entries, oldest first, and the head's number and seal."""
        with self._reading() as session:
            return read(access_log.all_entries(session), access_log.head_of(session))
