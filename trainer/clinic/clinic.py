"""What all pages share: the database, the clock, the log, and who is signed in."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from trainer.clinic import passwords
from trainer.clinic.films import Films
from trainer.clinic.noted import Noted
from trainer.clinic.seals import Seals
from trainer.recording.account import Account, Action, BrokenGlass, LogEntry, Role, SignIn
from trainer.sessions.at_a_glance import Glances
from trainer.sessions.remembered import Remembered
from trainer.store import Store, UnknownAccount, places

if TYPE_CHECKING:
    from trainer.clinic.live import Now
    from trainer.clinic.patient_view import PatientView

MOST_HERE = 100
"""Patients whose visit is remembered: more than are in a clinic at a time."""
MOST_VIEWS = 60
"""Pages that are remembered: a day's patients."""
FREE_FAILURES = 4
"""Wrong passwords running that cost no time: fingers slip."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
IDLE, LONGEST = timedelta(minutes=15), timedelta(hours=12)
GLASS_LASTS = timedelta(hours=1)
TOKEN_BYTES = 32
FILMS = "films"
"""The folder of trials' films in the data folder."""


@dataclass(frozen=True)
class Clinic:
    """One database as the pages use it."""

    store: Store
    seals: Seals
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    idle: timedelta = IDLE
    language: str = "en"
    """Of reports, where nobody chooses another one."""
    now_known: Remembered["Now"] = field(default_factory=lambda: Remembered(MOST_HERE))
    """What the live view worked out, by patient's code and language."""
    views: Remembered["PatientView"] = field(default_factory=lambda: Remembered(MOST_VIEWS))
    """Patients' pages, by code and language."""
    charts: Remembered[str] = field(default_factory=lambda: Remembered(MOST_VIEWS))
    """Their charts, which outlast what is typed in."""
    noted: Noted = field(default_factory=Noted)
    films: Films = field(default_factory=lambda: Films(places().home / FILMS))

    @cached_property
    def glances(self) -> Glances:
        """What the patients' list worked out."""
        return Glances(self.store, self.now)

    def log(self, login: str, action: Action, about: str = "", detail: str = "") -> None:
        """Note what somebody did. Whatever cannot be noted does not happen."""
        self.store.log([LogEntry(self.now(), login, action, about, detail)], self.seals)

    def first_admin(self) -> str | None:
        """A one-time password for `admin`, if there is no account yet."""
        if self.store.accounts():
            return None
        return self.new_account("admin", Role.ADMIN, by="admin")

    def new_account(self, login: str, role: Role, by: str) -> str:
        """Add an account; returns its one-time password. `AccountExists`."""
        password = passwords.one_time()
        account = Account(
            account_id=str(uuid4()),
            login=login.casefold(),
            role=role,
            password_hash=passwords.hashed(password),
            made_at=self.now(),
            must_change=True,
        )
        self.store.add_account(account)
        self.log(by, Action.ACCOUNT, account.login, f"added as {role}")
        return password

    def one_time_password(self, login: str, by: str) -> str:
        """A one-time password for somebody who forgot theirs; they are signed out everywhere, and
        an account that was disabled stays so. `UnknownAccount`.
        """
        account = self.store.account(login)
        if account is None:
            raise UnknownAccount(f"there is no account {login}")
        password = passwords.one_time()
        self._set_password(account, password, by, "gave a one-time password", must_change=True)
        return password

    def sign_in(self, login: str, password: str) -> str | None:
        """A token for the browser; None if this is not the password, or it is too early to try."""
        account = self.store.account(login)
        # An attempt counts before it is judged, so that a hundred at once count a hundred.
        early = account is not None and not self.store.take_attempt(
            account.account_id, self.now(), wait_after
        )
        right = passwords.matches(account.password_hash if account else None, password)
        if account is None or early or account.disabled_at or not right:
            # Somebody may have typed the password as the name: only names that exist are noted.
            self.log(account.login if account else "", Action.SIGN_IN_FAILED)
            return None
        self.store.forget_attempts(account.account_id)
        return self.let_in(account)

    def let_in(self, account: Account) -> str:
        """A token for a browser of somebody who has shown who they are."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        moment = self.now()
        self.store.begin_sign_in(SignIn(token_hash(token), account.account_id, moment, moment))
        self.log(account.login, Action.SIGN_IN)
        return token

    def signed_in(self, token: str, *, used: bool = True) -> Account | None:
        """Whose token this is, if they are still signed in; `used` by a hand just now."""
        return self.store.signed_in(token_hash(token), self.now(), self.idle, LONGEST, used=used)

    def sign_out(self, token: str, login: str) -> None:
        self.store.end_sign_in(token_hash(token), self.now())
        self.log(login, Action.SIGN_OUT)

    def change_password(self, account: Account, password: str) -> None:
        """A new password; every browser of this account is signed out."""
        self._set_password(
            account, password, account.login, "changed the password", must_change=False
        )

    def _set_password(
        self, account: Account, password: str, by: str, words: str, *, must_change: bool
    ) -> None:
        self.log(by, Action.ACCOUNT, account.login, words)
        hashed = passwords.hashed(password)
        self.store.set_password(account.account_id, hashed, must_change=must_change)
        self._begin_anew(account)

    def choose_language(self, account: Account, language: str) -> None:
        """What their pages speak from now on; empty for what the browser asks for."""
        self.log(account.login, Action.ACCOUNT, account.login, "chose the language of the pages")
        self.store.set_language(account.account_id, language)

    def change_account(self, account: Account, by: str, words: str) -> None:
        """Change an account; its browsers are signed out. `UnknownAccount`."""
        self.log(by, Action.ACCOUNT, account.login, words)
        self.store.change_account(account)
        self._begin_anew(account)

    def _begin_anew(self, account: Account) -> None:
        """Every browser of an account is signed out, and attempts are counted from nothing."""
        self.store.forget_attempts(account.account_id)
        self.store.end_sign_ins(account.account_id, self.now())

    def proves(self, account: Account, password: str) -> bool:
        """Whether somebody knows their password; wrong ones count as at the sign-in."""
        if not self.store.take_attempt(account.account_id, self.now(), wait_after):
            return False
        right = passwords.matches(account.password_hash, password)
        if right:
            self.store.forget_attempts(account.account_id)
        return right

    def may_see(self, account: Account, code: str) -> bool:
        return self.store.may_see(account.account_id, code, self.now())

    def break_glass(self, account: Account, code: str, reason: str) -> None:
        """Emergency access to a patient of somebody else; `UnknownPatient`."""
        begun = self.now()
        self.log(account.login, Action.BREAK_GLASS, code, reason)
        self.store.break_glass(
            BrokenGlass(str(uuid4()), account.account_id, code, reason, begun, begun + GLASS_LASTS)
        )


def wait_after(failures: int) -> timedelta:
    """How long nobody is let in after so many wrong passwords running."""
    counted = failures - FREE_FAILURES
    if counted <= 0:
        return timedelta(0)
    doublings = min(counted - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
