"""Who may read and write in a clinic: accounts, who treats whom, and the log of what they did.

Plain values. `trainer.store` keeps them, `trainer.clinic` checks passwords and seals the log.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account is for.

    A therapist reads and treats their patients; an admin does, too, and looks after accounts and
    the log; a station records trials and reads nothing.
    """

    THERAPIST = "therapist"
    ADMIN = "admin"
    STATION = "station"


class Action(StrEnum):
    """What the log tells apart."""

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    READ = "read"
    WRITE = "write"
    REFUSED = "refused"
    BREAK_GLASS = "break_glass"
    ACCOUNT = "account"


LISTED = "list:"
"""Before the codes, with spaces between them, in the detail of an entry about several patients."""


@dataclass(frozen=True)
class Account:
    """One person, or one station. `login` has small letters.

    `must_change`: the password was given by somebody else and is changed at the first sign-in.
    After `failures` wrong passwords running nobody is let in before `not_before`. Pages speak their
    `language`; while it is empty, that of the browser.
    """

    account_id: str
    login: str
    role: Role
    password_hash: str
    made_at: datetime
    must_change: bool = False
    disabled_at: datetime | None = None
    failures: int = 0
    not_before: datetime | None = None
    language: str = ""


@dataclass(frozen=True)
class SignIn:
    """Somebody who is signed in, known by the hash of what their browser keeps."""

    token_hash: str
    account_id: str
    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class BrokenGlass:
    """Access to a patient of somebody else, in an emergency, with its reason."""

    glass_id: str
    account_id: str
    code: str
    reason: str
    at: datetime
    until: datetime


@dataclass(frozen=True)
class LogEntry:
    """What somebody did: `about` is a patient's code, a login, or empty."""

    at: datetime
    login: str
    action: Action
    about: str = ""
    detail: str = ""


@dataclass(frozen=True)
class SealedEntry:
    """An entry in its place in the chain; `seal` covers it and the seal before it."""

    number: int
    entry: LogEntry
    seal: str
