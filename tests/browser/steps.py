"""Steps of a walk through the clinic's pages, as a therapist does them: by labels and names.

A walk is a list of them. Each begins at the page on which the one before it ended.
"""

import re

from playwright.sync_api import Locator, Page, expect

PASSWORD = "three small boats"


def sign_in(tab: Page, login: str, password: str) -> None:
    """From any page that is asked for without being signed in."""
    expect(tab).to_have_title(re.compile("^Sign in"))
    tab.get_by_label("Name").fill(login)
    tab.get_by_label("Password").fill(password)
    tab.get_by_role("button", name="Sign in").click()


def choose_a_password(tab: Page, old: str, new: str = PASSWORD) -> None:
    """Whoever comes with a one-time password is asked for another one before anything else."""
    expect(tab.get_by_role("heading", name="Choose your own password")).to_be_visible()
    tab.get_by_label("Password until now").fill(old)
    tab.get_by_label("New password").fill(new)
    tab.get_by_label("The same again").fill(new)
    tab.get_by_role("button", name="Change it").click()
    expect(tab.get_by_role("heading", name="Patients")).to_be_visible()


def first_sign_in(tab: Page, login: str, one_time: str) -> None:
    """With a password that somebody else gave."""
    tab.goto("/")
    sign_in(tab, login, one_time)
    choose_a_password(tab, one_time)


def add_patient(tab: Page, code: str, name: str = "") -> None:
    """Ends at the new patient's page."""
    tab.goto("/")
    tab.get_by_role("link", name="New patient").click()
    tab.get_by_label("Code, never a name").fill(code)
    tab.get_by_label("Name, if the clinic wants it here").fill(name)
    tab.get_by_role("button", name="Add").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(code)


def search(tab: Page, text: str, finds: str, hides: str) -> None:
    """The list follows the typing, without a new page."""
    tab.goto("/")
    expect(patient_link(tab, hides)).to_be_visible()
    tab.get_by_label("Code or name").press_sequentially(text)
    expect(patient_link(tab, hides)).to_be_hidden()
    expect(patient_link(tab, finds)).to_be_visible()


def open_patient(tab: Page, code: str) -> None:
    """From a page with the list."""
    patient_link(tab, code).click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(code)


def patient_link(tab: Page, code: str) -> Locator:
    """The patient in the list."""
    return tab.get_by_role("link", name=code, exact=True)


def add_account(tab: Page, login: str) -> str:
    """As an admin; returns the one-time password, which the page shows this once."""
    tab.get_by_role("link", name="Accounts").click()
    tab.get_by_label("Name to sign in with").fill(login)
    tab.get_by_role("button", name="Add").click()
    shown = tab.get_by_role("status").locator("code")
    return shown.inner_text()


def sign_out(tab: Page) -> None:
    """From any page."""
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()


def go_back_in_vain(tab: Page) -> None:
    """After signing out: whoever presses the browser's own button sees nothing."""
    tab.go_back()
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()


def read_verdict(tab: Page, words: str) -> None:
    """On a patient's page: the headline says what changed, the anchor's chart and table why."""
    expect(tab.locator(".headline")).to_contain_text(words)
    expect(
        tab.get_by_role("group", name=re.compile("^Left leg, speed of the board"))
    ).to_be_visible()


def print_page(tab: Page) -> None:
    """As the browser prints it; the patient's report is something else."""
    assert tab.pdf(format="A4").startswith(b"%PDF")


def see_trials(tab: Page, activity: str) -> None:
    """The patient's page tells of trials of an activity that a station recorded meanwhile."""
    tab.reload()
    expect(tab.get_by_role("rowheader", name=activity)).to_be_visible()
