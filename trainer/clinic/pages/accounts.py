"""For admins: who has an account, and the log of what everybody did."""

import re
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from trainer.clinic.gate import Admin, Visitor
from trainer.clinic.look import page
from trainer.clinic.seals import fault_in
from trainer.recording.account import Account, Action, Role
from trainer.store import StoreError, StoreUnreachable, UnknownAccount
from trainer.texts import told

router = APIRouter()
MOST_ENTRIES = 200
ROLES = {
    Role.THERAPIST: "therapist: their patients",
    Role.ADMIN: "admin: accounts and the log, too",
    Role.STATION: "station: records trials, reads nothing",
}
ACTIONS = {
    Action.SIGN_IN: "signed in",
    Action.SIGN_IN_FAILED: "sign-in failed",
    Action.SIGN_OUT: "signed out",
    Action.READ: "read",
    Action.WRITE: "wrote",
    Action.REFUSED: "refused",
    Action.BREAK_GLASS: "emergency access",
    Action.ACCOUNT: "account",
}
NO_LOGIN = "A name to sign in with has 1 to 64 letters, digits or . - _ @ +, without spaces."
LOGIN = re.compile(r"[\w.@+-]{1,64}")
LAST_ADMIN = "This is the last admin: make another one first."
Typed = Annotated[str, Form()]


@router.get("/accounts")
def accounts(visitor: Admin) -> Response:
    return _page(visitor)


@router.post("/accounts")
def add(visitor: Admin, login: Typed = "", role: Typed = Role.THERAPIST) -> Response:
    """The page with the new account's one-time password, which is shown this once."""
    name = login.strip().casefold()
    if not LOGIN.fullmatch(name):
        return _page(visitor, words=NO_LOGIN, login=login, status=422)
    try:
        password = visitor.clinic.new_account(name, Role(role), visitor.account.login)
    except StoreUnreachable:
        raise
    except (StoreError, ValueError) as error:
        return _page(visitor, words=told(str(error)), login=login, status=422)
    return _page(visitor, given=(name, password))


@router.post("/accounts/{login}/password")
def new_password(visitor: Admin, login: str) -> Response:
    """A one-time password for somebody who forgot theirs; they are signed out everywhere."""
    password = visitor.clinic.one_time_password(login, visitor.account.login)
    return _page(visitor, given=(login.casefold(), password))


@router.post("/accounts/{login}/disabled")
def disable(visitor: Admin, login: str, disabled: Annotated[bool, Form()] = False) -> Response:
    """Nobody is deleted, for the log names them; who is disabled cannot sign in."""
    account = _known(visitor, login)
    if disabled and account.role is Role.ADMIN and _only_admin(visitor, account):
        return _page(visitor, words=LAST_ADMIN, status=422)
    changed = replace(account, disabled_at=visitor.clinic.now() if disabled else None)
    words = "disabled" if disabled else "enabled"
    visitor.clinic.change_account(changed, visitor.account.login, words)
    return RedirectResponse("/accounts", 303)


@router.get("/log")
def log(visitor: Admin, about: str = "") -> Response:
    """The newest entries, and whether the whole chain is as it was sealed."""
    clinic = visitor.clinic
    fault = clinic.store.read_log(lambda entries, head: fault_in(entries, head, clinic.seals))
    newest = clinic.store.newest_log(MOST_ENTRIES, about.replace("\0", "").strip())
    clinic.log(visitor.account.login, Action.READ, "", "the log")
    said_so = {"fault": told(fault), "about": about, "actions": ACTIONS, "most": MOST_ENTRIES}
    return page("log.html", visitor, {"entries": newest, **said_so})


def _known(visitor: Visitor, login: str) -> Account:
    account = visitor.clinic.store.account(login)
    if account is None:
        raise UnknownAccount(f"there is no account {login}")
    return account


def _only_admin(visitor: Visitor, account: Account) -> bool:
    others = (
        each
        for each in visitor.clinic.store.accounts()
        if each.role is Role.ADMIN and each.disabled_at is None
    )
    return all(each.account_id == account.account_id for each in others)


def _page(
    visitor: Visitor,
    *,
    words: str = "",
    login: str = "",
    given: tuple[str, str] | None = None,
    status: int = 200,
) -> Response:
    values = {
        "accounts": visitor.clinic.store.accounts(),
        "roles": ROLES,
        "words": words,
        "login": login,
        "given": given,
    }
    return page("accounts.html", visitor, values, status)
