"""Every page that a therapist can open, found in the routes, and every state of one worth a look.

A new route is tried by itself. Where its path has a part that is not in `FILLED`, say there what
stands for it in the clinic of `tests.browser.treated`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi.routing import APIRoute
from playwright.sync_api import Page, expect

from tests.browser.steps import PASSWORD, sign_in
from tests.browser.treated import A_WEEK, BEGUN, CODE, HERE, STOPPED, an_id
from trainer.clinic.app import ROUTERS
from trainer.clinic.entry_forms import FORMS

FILLED: Mapping[str, str] = {
    "code": CODE,
    "login": "admin",
    "day": BEGUN.date().isoformat(),
    "trial_id": an_id(5, 0, 0, len("left")),
    "form": "symptoms",
}
ASKED: Mapping[str, str] = {
    "/log": "?about=K7",
    "/emergency": "?code=P1",
    "/patients/{code}/compare": f"?a={BEGUN.date()}&b={(BEGUN + 6 * A_WEEK).date()}",
}
"""What stands behind the path, where a page has more to show with it."""
PART = re.compile(r"{(\w+)(:\w+)?}")
CONTESTED = "P2"
STATION, FOR_STATIONS = "room-2", "/deliver"
DOCUMENT = "<!doctype html>"


def page_paths() -> list[str]:
    """The paths of all routes that are read, with their parts in braces."""
    found = [
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods and route.path != FOR_STATIONS
    ]
    assert len(found) > 8
    return found


def filled(path: str) -> str:
    """The path as a browser asks for it."""
    unknown = {name for name, _ in PART.findall(path)} - FILLED.keys()
    assert not unknown, f"{path}: say in {__name__}.FILLED what stands for {unknown}"
    return PART.sub(lambda part: FILLED[part[1]], path) + ASKED.get(path, "")


def is_page(tab: Page, path: str) -> bool:
    """Whether it is a whole page: neither a part of one nor a file."""
    answer = tab.request.get(path)
    # A film of a trial that cannot be drawn again says so in words.
    assert answer.ok or answer.status == 409, (path, answer.status)
    whole = answer.headers["content-type"].startswith("text/html")
    return whole and answer.text().startswith(DOCUMENT)


@dataclass(frozen=True)
class State:
    """A page in a state that only something done brings; `stranger` is for nobody signed in, and
    after one that `leaves` nobody is any more.
    """

    name: str
    bring: Callable[[Page], None]
    stranger: bool = False
    leaves: bool = False


def _at(path: str) -> Callable[[Page], None]:
    def bring(tab: Page) -> None:
        tab.goto(path)

    return bring


def _wrong_password(tab: Page) -> None:
    tab.goto("/")
    sign_in(tab, "nobody", "not this one")


def _code_without_a_code(tab: Page) -> None:
    tab.goto("/patients/new")
    tab.get_by_label("Code, never a name").fill("  ")
    tab.get_by_role("button", name="Add").click()


def _empty_reason(tab: Page) -> None:
    tab.goto("/emergency?code=P1")
    tab.get_by_label("Reason").fill("no")
    tab.get_by_role("button", name="Open the patient").click()


def _signed_out_in_a_form(tab: Page) -> None:
    tab.goto("/patients/new")
    tab.get_by_label("Code, never a name").fill("K12")
    tab.context.clear_cookies()
    tab.get_by_role("button", name="Add").click()


def _goes_on_in_a_form(tab: Page) -> None:
    _signed_out_in_a_form(tab)
    sign_in(tab, "admin", "three small boats")


def _at_a_station(tab: Page) -> None:
    tab.goto("/deliver")
    sign_in(tab, STATION, PASSWORD)
    expect(tab.get_by_role("heading", name="Deliver recordings")).to_be_visible()


def _two_at_one_plan(tab: Page) -> None:
    """The same person in two windows does what two do."""
    editor = f"/patients/{CONTESTED}/plan/edit"
    tab.goto(editor)
    other = tab.context.new_page()
    other.goto(editor)
    other.get_by_role("button", name="Sign the plan").click()
    expect(other.get_by_role("heading", name=re.compile("this one counts"))).to_be_visible()
    other.close()
    tab.get_by_role("button", name="Sign the plan").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Another plan was signed")


def _unfolded(tab: Page) -> None:
    """The forms that limit what somebody does, as they are opened."""
    tab.goto(f"/patients/{STOPPED}/plan")
    tab.get_by_text("Add directions").first.click()
    tab.get_by_text("Prescribe rest").first.click()


def _wrong_minutes(tab: Page) -> None:
    tab.goto(f"/patients/{CODE}/plan/edit")
    tab.get_by_label("Minutes of a visit").fill("many")
    tab.get_by_role("button", name="Sign the plan").click()


TRIALS = "a={}&b={}".format(an_id(5, 5, 0, len("left")), FILLED["trial_id"])
ENTRY_FORMS = {form: f"{CODE}/entries/{form}" for form in FORMS} | {
    "measure": f"{CODE}/entries/measure?kind=strength_abduction",
    "unlock": f"{STOPPED}/entries/unlock?lock=stop",
    "withdraw": f"{CODE}/entries/withdraw?entry={an_id(3, 0)}",
}
STATES = (
    *(State(f"form {form}", _at(f"/patients/{path}")) for form, path in ENTRY_FORMS.items()),
    State("somebody here", _at(f"/patients/{HERE}")),
    State("somebody stopped", _at(f"/patients/{STOPPED}")),
    State("entries of somebody stopped", _at(f"/patients/{STOPPED}/entries")),
    State("limits", _unfolded),
    State("two trials", _at(f"/patients/{CODE}/compare?{TRIALS}")),
    State("nothing to compare", _at(f"/patients/{STOPPED}/compare")),
    State("plan refused", _wrong_minutes),
    State("two at one plan", _two_at_one_plan),
    State("another template", _at(f"/patients/{STOPPED}/plan/edit?origin=template:hip")),
    State("a station's page", _at_a_station, stranger=True),
    State("sign-in refused", _wrong_password, stranger=True),
    State("nobody found", _at("/?q=nobody-has-this")),
    State("not theirs", _at("/patients/nobody")),
    State("no such page", _at("/nowhere")),
    State("new patient refused", _code_without_a_code),
    State("emergency refused", _empty_reason),
    State("signed out in a form", _signed_out_in_a_form, leaves=True),
    State("going on in a form", _goes_on_in_a_form, leaves=True),
)
