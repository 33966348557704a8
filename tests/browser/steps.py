"""Steps of a walk through the clinic's pages, as a therapist does them: by labels and names.

A walk is a list of them. Each begins at the page on which the one before it ended.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Route, expect
from pypdf import PdfReader

from trainer.reading.compared import NOT_A_VERDICT

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
    tab.get_by_label("One-time password").fill(old)
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


def go_back_in_vain(tab: Page, *hidden: str) -> None:
    """After signing out: whoever presses the browser's own button sees nothing of this."""
    tab.go_back()
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()
    for words in hidden:
        expect(tab.locator("body")).not_to_contain_text(words)


@contextmanager
def in_place(tab: Page) -> Iterator[None]:
    """What changes meanwhile does so without a new page."""
    tab.evaluate("window.isTheSame = true")
    yield
    assert tab.evaluate("window.isTheSame === true")


def begin_plan(tab: Page, template: str) -> None:
    """From a patient's page to the editor."""
    tab.get_by_role("link", name="Plan", exact=True).click()
    tab.get_by_role("link", name=re.compile(f"^Begin from it ?: {template}$")).click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Change the plan")


def change_plan(tab: Page, label: str, text: str) -> str:
    """In the editor, which counts the minutes while one types; returns what it says of them."""
    counted = tab.locator("#counted .lasts")
    before = counted.inner_text()
    with in_place(tab):
        tab.get_by_label(label).fill(text)
        tab.keyboard.press("Tab")
        expect(counted).not_to_have_text(before)
    return counted.inner_text()


def sign_plan(tab: Page, title: str, lasts: str) -> None:
    """Ends at the patient's plans; this one counts, and takes as long as the editor said."""
    tab.get_by_label("Title").fill(title)
    tab.get_by_role("button", name="Sign the plan").click()
    counts = tab.get_by_role("region", name=f"{title} this one counts")
    expect(counts).to_contain_text(lasts)


def person_here(tab: Page, code: str) -> Locator:
    """On the live page: the part of it that is a patient's."""
    return tab.get_by_role("region", name=re.compile(f"^{code} at "))


def read_verdict(tab: Page, sentence: str) -> None:
    """On a patient's page: the headline says what changed, the anchor's chart and table why."""
    expect(tab.locator(".headline")).to_have_text(sentence)
    expect(tab.locator(".verdict.better")).to_have_text(sentence)
    expect(
        tab.get_by_role("group", name=re.compile("^Left leg, speed of the board"))
    ).to_be_visible()


def read_no_verdict(tab: Page) -> None:
    """On the page of a patient without a change: no leg is called changed."""
    expect(tab.locator(".verdict").first).to_be_visible()
    expect(tab.locator(".verdict:is(.better, .worse)")).to_have_count(0)
    expect(tab.locator("main")).not_to_contain_text("larger than measurement noise (")


def compare_trials(tab: Page, day: str) -> None:
    """From a patient's page: a day, its first trial, and beside it one of another day."""
    tab.locator(f"table a[href$='/days/{day}']").first.click()
    tab.get_by_role("table").first.get_by_role("link").first.click()
    expect(tab.get_by_role("heading", name="What the board saw")).to_be_visible()
    form = tab.locator("form", has_text="Beside another trial of this kind")
    form.get_by_role("combobox").select_option(index=5)
    form.get_by_role("button", name="Compare").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Side by side")
    both = tab.get_by_role("article")
    expect(both).to_have_count(2)
    for nth in range(2):
        expect(both.nth(nth).get_by_role("group").first).to_be_visible()
    expect_numbers(tab)


def compare_days(tab: Page, first: str, second: str) -> None:
    """From a patient's page."""
    tab.get_by_role("link", name="Two days side by side").click()
    tab.get_by_label("First").select_option(first)
    tab.get_by_label("Second").select_option(second)
    tab.get_by_role("button", name="Compare").click()
    expect(tab).to_have_url(re.compile(f"a={first}&b={second}$"))
    expect_numbers(tab)


def expect_numbers(tab: Page) -> None:
    """Where two are side by side: both, and the difference, and that this is no verdict."""
    table = tab.get_by_role("table").first
    expect(table.get_by_role("columnheader")).to_have_count(4)
    speed = table.get_by_role("row", name=re.compile("^speed of the board"))
    expect(speed.get_by_role("cell").last).to_have_text(re.compile(r"\d %"))
    expect(tab.get_by_text(NOT_A_VERDICT)).to_be_visible()


def copy_note(tab: Page) -> str:
    """From a patient's page; returns what is on the clipboard."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.get_by_role("button", name="Copy the note").click()
    expect(tab.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied: str = tab.evaluate("navigator.clipboard.readText()")
    assert copied == tab.get_by_label("Visit note, to be copied").input_value()
    return copied


def open_report(tab: Page, language: str) -> PdfReader:
    """From a patient's page: what the button opens in a new tab, whose viewer is the browser's."""
    came: list[bytes] = []

    def keep(route: Route) -> None:
        answer = route.fetch()
        assert answer.headers["content-type"] == "application/pdf"
        came.append(answer.body())
        route.fulfill(status=204)

    tab.context.route("**/report.pdf?*", keep)
    tab.get_by_label("Language").select_option(language)
    with tab.context.expect_event("response", lambda answer: "/report.pdf?" in answer.url):
        tab.get_by_role("button", name="Report (PDF)").click()
    return PdfReader(io.BytesIO(came[0]))


def words_of(pdf: PdfReader) -> str:
    """All that stands in it."""
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
