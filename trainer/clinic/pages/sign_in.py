"""Signing in and out, and the password; also in the middle of a form, whose text is kept."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from trainer.clinic import passwords
from trainer.clinic.gate import (
    OtherSite,
    Posted,
    SignedIn,
    clinic_of,
    cookie_name,
    form_mark,
    from_here,
)
from trainer.clinic.kept import Typed, kept_fields
from trainer.clinic.look import page
from trainer.texts import LANGUAGES, said

router = APIRouter()
KEPT = "kept:"
"""Before the name of each field that was typed into a form before the sign-in ended."""

SIGNED_OUT = "You were signed out meanwhile. Nothing that you typed is lost."
NOTHING_DONE = "You were signed out meanwhile: what you pressed was not done. Sign in to go on."
SIGN_IN_HERE = "Sign in on the clinic's own page."
WRONG = (
    "Name and password do not fit, or it is too early to try again: wait a moment. If you have "
    "forgotten it, an admin gives you a new one under Accounts."
)
NOT_TWICE = "The two new passwords differ."
NOT_THE_OLD = "The password until now, the first field, is another one."
AWAY = 503
"""The answer while the database is away."""
Text = Annotated[str, Form()]


@router.get("/sign-in")
def form(wanted: str = "/") -> Response:
    return asked(wanted)


def asked(
    wanted: str,
    words: str = "",
    kept: Sequence[Typed] = (),
    login: str = "",
    *,
    status: int = 401,
) -> Response:
    """The form; `wanted` is where it leads, with what was typed there."""
    values = {"wanted": _local(wanted), "words": words, "kept": kept, "login": login}
    return page("sign_in.html", None, values, status if words or kept else 200)


def go_on(
    wanted: str, typed: Sequence[Typed], mark: str, words: str = "", *, status: int = 200
) -> Response:
    """What was typed for the address `wanted`, to be sent there again; `words` say why it was not
    stored.
    """
    values = {"wanted": wanted, "kept": kept_fields(typed), "mark": mark, "words": words}
    return page("go_on.html", None, {**values, "down": status == AWAY}, status)


def interrupted(wanted: str, kept: Sequence[Typed]) -> Response:
    """The form in place of what could not be stored."""
    return asked(wanted, SIGNED_OUT, kept)


@router.post("/sign-in")
def sign_in(
    request: Request, fields: Posted, login: Text = "", password: Text = "", wanted: Text = "/"
) -> Response:
    """To the page that was wanted, or to the form that was interrupted."""
    if not from_here(request):
        raise OtherSite(said(SIGN_IN_HERE))
    kept = kept_before(fields)
    # Keyboards of tablets put a space behind a name.
    name = login.strip()
    token = clinic_of(request).sign_in(name, password)
    if token is None:
        return asked(wanted, WRONG, kept, name)
    answer = (
        go_on(_local(wanted), kept, form_mark(token))
        if kept
        else RedirectResponse(_local(wanted), 303)
    )
    _give_cookie(request, answer, token)
    return answer


def kept_before(fields: Posted) -> list[Typed]:
    """What the sign-in's own form carries of another one that was interrupted."""
    return [
        (name.removeprefix(KEPT), str(text))
        for name, text in fields.multi_items()
        if name.startswith(KEPT)
    ]


@router.post("/sign-out")
def sign_out(request: Request, visitor: SignedIn) -> Response:
    visitor.clinic.sign_out(visitor.token, visitor.account.login)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(cookie_name(request))
    return answer


@router.get("/password")
def password_form(visitor: SignedIn) -> Response:
    return _own_page(visitor)


@router.post("/language")
def choose_language(visitor: SignedIn, language: Text = "") -> Response:
    """What the pages of this account speak; anything else than a language is the browser's."""
    known = language if language in LANGUAGES else ""
    visitor.clinic.choose_language(visitor.account, known)
    return RedirectResponse("/password", 303)


@router.post("/password")
def change_password(
    request: Request, visitor: SignedIn, old: Text = "", new: Text = "", again: Text = ""
) -> Response:
    """A new password; only this browser stays signed in."""
    account = visitor.account
    problem = passwords.problem_of(new, account.login)
    if new != again:
        problem = NOT_TWICE
    if not visitor.clinic.proves(account, old):
        problem = NOT_THE_OLD
    if problem:
        return _own_page(visitor, problem, 422)
    visitor.clinic.change_password(account, new)
    answer = RedirectResponse("/", 303)
    _give_cookie(request, answer, visitor.clinic.let_in(account))
    return answer


def _own_page(visitor: SignedIn, words: str = "", status: int = 200) -> Response:
    values = {"words": words, "languages": LANGUAGES}
    return page("password.html", visitor, values, status)


def _give_cookie(request: Request, answer: Response, token: str) -> None:
    answer.set_cookie(
        cookie_name(request),
        token,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _local(wanted: str) -> str:
    """A path of ours, never an address elsewhere."""
    elsewhere = not wanted.startswith("/") or wanted.startswith(("//", "/\\"))
    return "/" if elsewhere or any(ord(sign) < 32 for sign in wanted) else wanted
