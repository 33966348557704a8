"""Who asks, and whether they may: what every page but the sign-in stands behind.

A browser keeps a token in a cookie that no script reads and no other site sends. A form carries a
mark made from the token, so that a page of another site cannot post it.
"""

import hashlib
import hmac
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from trainer.clinic.addresses import from_path
from trainer.clinic.clinic import Clinic
from trainer.recording.account import LISTED, Account, Action, Role
from trainer.texts import said, speak_here

PLAIN_COOKIE, TLS_COOKIE = "baps", "__Host-baps"
SAFE = frozenset({"GET", "HEAD"})
STATIONS_OWN = (
    "This account is a station's: it delivers recordings and reads nothing. Sign out, and sign in "
    "with your own account."
)
FOR_STATIONS = "This page is a station's: sign in with the account of one."
FOR_ADMINS = "This page is for admins: ask one of them."
WATCHING = "x-watching"
"""A header of requests that no hand made."""

NO_PATIENT = "There is no patient {code} whom you treat."
OTHER_FORM = "This form was not sent from a page of this clinic: open it again."


class NotSignedIn(Exception):
    """Nobody is signed in, or no longer."""


class Refused(Exception):
    """Somebody is signed in, but may not do this."""


class NotTheirs(Refused):
    """The patient is somebody else's, or there is no such patient: these look the same. An admin
    may still say who treats them.
    """

    def __init__(self, code: str, *, to_admin: bool = False) -> None:
        super().__init__(said(NO_PATIENT).format(code=code))
        self.code, self.to_admin = code, to_admin


class OtherSite(Refused):
    """The form does not come from a page of ours."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in, on one browser."""

    clinic: Clinic
    account: Account
    token: str

    @property
    def has_pages(self) -> bool:
        """Whether they may look at any: no station does, nor a password given by somebody else."""
        return self.account.role is not Role.STATION and not self.account.must_change

    @property
    def form_mark(self) -> str:
        """What each of their forms carries."""
        return form_mark(self.token)

    def name_of(self, code: str) -> str:
        """A patient's name, which each page of theirs shows; empty if none is known."""
        return self.clinic.store.name_of(code)

    def read(self, code: str, what: str) -> None:
        """They read something of a patient: `NotTheirs`, or it is noted."""
        self.check(code)
        self.clinic.log(self.account.login, Action.READ, code, what)
        self.clinic.noted.note(self.token, [f"{code} {what}"], self.clinic.now())

    def read_on(self, code: str, what: str) -> None:
        """The same, again and again while they type: it is noted once in a while."""
        if self.clinic.noted.new_of(self.token, [f"{code} {what}"], self.clinic.now()):
            self.read(code, what)
        else:
            self.check(code)

    def looked_through(self, codes: Iterable[str]) -> None:
        """They see these patients in the list: whom they had not seen in a while is noted."""
        noted, now = self.clinic.noted, self.clinic.now()
        if seen := noted.new_of(self.token, codes, now):
            self.clinic.log(self.account.login, Action.READ, "", f"{LISTED} {' '.join(seen)}")
            noted.note(self.token, seen, now)

    def write(self, code: str, what: str) -> None:
        """They change something of a patient: `NotTheirs`, or it is noted."""
        self.check(code)
        self.clinic.log(self.account.login, Action.WRITE, code, what)

    def check(self, code: str) -> None:
        """`NotTheirs` for a patient whom they may not see, which is noted."""
        if not self.clinic.may_see(self.account, code):
            self.clinic.log(self.account.login, Action.REFUSED, code)
            raise NotTheirs(code, to_admin=self.account.role is Role.ADMIN)


def clinic_of(request: Request) -> Clinic:
    """The clinic that the application serves."""
    clinic: Clinic = request.app.state.clinic
    return clinic


def cookie_name(request: Request) -> str:
    """With TLS the name itself promises that the cookie is of this host and of TLS."""
    return TLS_COOKIE if request.url.scheme == "https" else PLAIN_COOKIE


def form_mark(token: str) -> str:
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def from_here(request: Request) -> bool:
    """Whether a form was sent from a page of ours, as far as the browser says."""
    sent_from = request.headers.get("sec-fetch-site")
    if sent_from is not None:
        return sent_from in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or origin == f"{request.url.scheme}://{request.url.netloc}"


async def posted(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form, or none; its files are closed in the end."""
    if request.method in SAFE:
        yield FormData()
        return
    async with request.form() as form:
        yield form


def signed_in(request: Request, form: Annotated[FormData, Depends(posted)]) -> Visitor:
    """Whoever asks; `NotSignedIn`, or `OtherSite` where a form has no mark of theirs.

    What a page asks for by itself, again and again, keeps nobody signed in.
    """
    token = request.cookies.get(cookie_name(request), "")
    clinic = clinic_of(request)
    account = clinic.signed_in(token, used=WATCHING not in request.headers) if token else None
    if account is None:
        raise NotSignedIn
    if account.language:
        speak_here(account.language)
    if request.method not in SAFE:
        mark = str(form.get("mark", "")).encode()
        if not from_here(request) or not hmac.compare_digest(mark, form_mark(token).encode()):
            raise OtherSite(said(OTHER_FORM))
    visitor = Visitor(clinic, account, token)
    request.state.visitor = visitor
    return visitor


def visitor_of(request: Request) -> Visitor | None:
    """Who asked, where that was found out: for what is said when a page fails."""
    return getattr(request.state, "visitor", None)


def therapist(visitor: Annotated[Visitor, Depends(signed_in)]) -> Visitor:
    """A therapist or an admin, with a password of their own."""
    if visitor.account.role is Role.STATION:
        raise Refused(said(STATIONS_OWN))
    if visitor.account.must_change:
        raise PasswordDue
    return visitor


def admin(visitor: Annotated[Visitor, Depends(therapist)]) -> Visitor:
    """An admin."""
    if visitor.account.role is not Role.ADMIN:
        visitor.clinic.log(visitor.account.login, Action.REFUSED, "", "a page for admins")
        raise Refused(said(FOR_ADMINS))
    return visitor


def station(visitor: Annotated[Visitor, Depends(signed_in)]) -> Visitor:
    """A station, with a password of its own."""
    if visitor.account.role is not Role.STATION:
        raise Refused(said(FOR_STATIONS))
    if visitor.account.must_change:
        raise PasswordDue
    return visitor


class PasswordDue(Exception):
    """The password was given by somebody else and is changed first."""


def code_in_path(code: str) -> str:
    """A patient's code as `in_path` has put it into an address."""
    return from_path(code)


PatientCode = Annotated[str, Depends(code_in_path)]
Posted = Annotated[FormData, Depends(posted)]
SignedIn = Annotated[Visitor, Depends(signed_in)]
Therapist = Annotated[Visitor, Depends(therapist)]
Admin = Annotated[Visitor, Depends(admin)]
Station = Annotated[Visitor, Depends(station)]
