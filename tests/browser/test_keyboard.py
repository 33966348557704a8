"""Without a mouse: everything is reached by Tab, is seen to be, and is done by Enter."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import PASSWORD
from tests.browser.treated import CODE

pytestmark = pytest.mark.xdist_group("browser")
MOST_STEPS = 40
NAME = """() => { const it = document.activeElement;
  const label = it.labels?.[0]?.innerText || it.getAttribute("aria-label");
  return (label || it.innerText || "").trim() }"""
SHOWN = """() => { const it = document.activeElement, look = getComputedStyle(it),
  at = it.getBoundingClientRect();
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2
    && at.width > 1 && at.height > 1 && at.top >= 0 && at.bottom <= innerHeight }"""
"""Whether one sees where the keyboard is."""


def tab_to(tab: Page, name: str) -> None:
    """Go on until the keyboard is at what has this name; every stop on the way is seen."""
    passed = []
    for _ in range(MOST_STEPS):
        tab.keyboard.press("Tab")
        passed.append(tab.evaluate(NAME))
        assert tab.evaluate(SHOWN), passed
        if passed[-1] == name:
            return
    pytest.fail(f"Tab does not come to {name}, but to {passed}")


def test_a_therapist_works_without_a_mouse(strangers_tab: Page) -> None:
    tab = strangers_tab
    tab.goto("/")
    expect(tab.get_by_label("Name")).to_be_focused()
    tab.keyboard.type("admin")
    tab_to(tab, "Password")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Patients")).to_be_visible()
    tab_to(tab, "Code or name")
    tab.keyboard.type(CODE)
    expect(tab.get_by_role("row")).to_have_count(2)
    tab_to(tab, CODE)
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_contain_text(CODE)
    tab_to(tab, "Sign out")
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_first_stop_leads_past_what_every_page_begins_with(tab: Page) -> None:
    tab.goto("/")
    tab_to(tab, "To the content")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="New patient")).to_be_focused()
