"""Passwords: how they are kept, what is refused, and the one that is used once.

Argon2id with the library's defaults, which follow RFC 9106. Length is the only rule on what a
password is made of, as in NIST SP 800-63B 3.1.1.2 (2025): rules on kinds of signs make people
choose worse.
"""

import secrets
import string

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from trainer.texts import said

SHORTEST, LONGEST = 12, 128
TOO_SHORT = "A password has at least {shortest} signs: three words you make up are good."
TOO_LONG = "A password has at most {longest} signs."
HOLDS_NAME = "A password does not hold the name you sign in with."
TOO_EVEN = "A password has more than a few different signs."
_EASY_TO_TELL_APART = "".join(set(string.ascii_lowercase + string.digits) - set("l1o0"))
ONE_TIME_GROUPS, GROUP = 4, 4

_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash(secrets.token_hex())


def hashed(password: str) -> str:
    return _HASHER.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. Without a hash it is not, and takes as long to find out: the
    time must not say whether there is such an account.
    """
    try:
        right = _HASHER.verify(password_hash or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def problem_of(password: str, login: str) -> str:
    """Why this cannot be a password, as a sentence; empty if it can."""
    if len(password) < SHORTEST:
        return said(TOO_SHORT).format(shortest=SHORTEST)
    if len(password) > LONGEST:
        return said(TOO_LONG).format(longest=LONGEST)
    if login in password.casefold():
        return said(HOLDS_NAME)
    if len(set(password)) < SHORTEST // 3:
        return said(TOO_EVEN)
    return ""


def one_time() -> str:
    """A password that somebody reads from a screen once, and then changes."""
    groups = (
        "".join(secrets.choice(_EASY_TO_TELL_APART) for _ in range(GROUP))
        for _ in range(ONE_TIME_GROUPS)
    )
    return "-".join(groups)
