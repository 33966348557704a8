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
from trainer.clinic.look import page
from trainer.texts import LANGUAGES

router = APIRouter()
KEPT = "kept:"
"""Before the name of each field that was typed into a form before the sign-in ended."""

WRONG = "Name and password do not fit, or it is too early to try again: wait a moment."
NOT_TWICE = "The two new passwords differ."
NOT_THE_OLD = "The password until now is another one."
Typed = Annotated[str, Form()]


@router.get("/sign-in")
def form(wanted: str = "/") -> Response:
    return asked(wanted)


def asked(wanted: str, words: str = "", kept: Sequence[tuple[str, str]] = ()) -> Response:
    """The form; `wanted` is where it leads, with what was typed there."""
    values = {"wanted": _local(wanted), "words": words, "kept": kept}
    return page("sign_in.html", None, values, 401 if words or kept else 200)


def interrupted(wanted: str, kept: Sequence[tuple[str, str]]) -> Response:
    """The form in place of what could not be stored."""
    return asked(wanted, "You were signed out meanwhile. Nothing that you typed is lost.", kept)


@router.post("/sign-in")
def sign_in(
    request: Request, fields: Posted, login: Typed = "", password: Typed = "", wanted: Typed = "/"
) -> Response:
    """To the page that was wanted, or to the form that was interrupted."""
    if not from_here(request):
        raise OtherSite("Sign in on the clinic's own page.")
    kept = [
        (name.removeprefix(KEPT), str(text))
        for name, text in fields.multi_items()
        if name.startswith(KEPT)
    ]
    token = clinic_of(request).sign_in(login, password)
    if token is None:
        return asked(wanted, WRONG, kept)
    answer = (
        page("go_on.html", None, {"wanted": _local(wanted), "kept": kept, "mark": form_mark(token)})
        if kept
        else RedirectResponse(_local(wanted), 303)
    )
    _give_cookie(request, answer, token)
    return answer


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
def choose_language(visitor: SignedIn, language: Typed = "") -> Response:
    """What the pages of this account speak; anything else than a language is the browser's."""
    known = language if language in LANGUAGES else ""
    visitor.clinic.choose_language(visitor.account, known)
    return RedirectResponse("/password", 303)


@router.post("/password")
def change_password(
    request: Request, visitor: SignedIn, old: Typed = "", new: Typed = "", again: Typed = ""
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
