"""What comes in between: another therapist at the same plan, and a sign-in that ended in a form."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.browser.conftest import Signed
from tests.browser.treated import OTHER
from tests.browser.watching import watched_tab
from trainer.clinic.clinic import token_hash
from trainer.store import Store

pytestmark = pytest.mark.xdist_group("browser")
TEMPLATE = "Ten minutes on the board"
ODD = 'said "it\'s <b>fine</b>" & 痛い'


@pytest.fixture
def leaving(chromium: Browser, either: Signed) -> Iterator[Page]:
    """A tab with a sign-in of its own, at the patients."""
    with watched_tab(chromium, either.address) as tab:
        tab.goto("/")
        steps.sign_in(tab, "admin", steps.PASSWORD)
        expect(tab.get_by_role("heading", name="Patients")).to_be_visible()
        yield tab


def end_sign_in(tab: Page, database: str) -> None:
    """As if nobody had touched the browser for long: it still has its cookie."""
    (cookie,) = tab.context.cookies()
    with Store.open(database) as store:
        store.end_sign_in(token_hash(cookie["value"]), datetime.now(UTC))


def sign_in_again(tab: Page, field: str) -> None:
    """Where a form was interrupted; ends at what was typed, of which one field is odd."""
    expect(tab.get_by_role("alert")).to_contain_text("Nothing that you typed is lost")
    steps.sign_in(tab, "admin", steps.PASSWORD)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Go on where you were")
    expect(tab.get_by_role("textbox", name=field, exact=True)).to_have_value(ODD)


def test_a_note_typed_while_the_sign_in_ended_is_stored_after_another(
    leaving: Page, either: Signed
) -> None:
    leaving.goto(f"/patients/{OTHER}/entries/note")
    leaving.get_by_label("Note").fill(ODD)
    end_sign_in(leaving, either.database)
    leaving.get_by_role("button", name="Store").click()
    sign_in_again(leaving, "Note")
    leaving.get_by_role("button", name="Store it now").click()
    expect(leaving.get_by_role("heading", level=1)).to_have_text(f"Entries · {OTHER}")
    expect(leaving.get_by_role("table").first).to_contain_text(ODD)


def test_a_plan_that_counts_its_minutes_when_the_sign_in_has_ended_keeps_all_that_was_typed(
    leaving: Page, either: Signed
) -> None:
    """The form is sent by the page itself, as soon as it hears of it."""
    leaving.goto(f"/patients/{OTHER}")
    steps.begin_plan(leaving, TEMPLATE)
    end_sign_in(leaving, either.database)
    leaving.get_by_role("region", name="The plan").get_by_label("Note").fill(ODD)
    leaving.get_by_label("Weeks 1").fill("6")
    leaving.keyboard.press("Tab")
    sign_in_again(leaving, "Note")
    leaving.get_by_role("button", name="Store it now").click()
    expect(leaving.get_by_role("region", name="The plan").get_by_label("Note")).to_have_value(ODD)
    lasts = leaving.locator("#counted .lasts").inner_text()
    steps.sign_plan(leaving, "Kept", lasts)
    expect(leaving.get_by_role("region", name="Kept this one counts")).to_contain_text("6 weeks")


def test_of_two_therapists_at_one_plan_the_second_sees_both_and_chooses(
    chromium: Browser, either: Signed
) -> None:
    code, first, second = "P1", "Hers, first", "His, second"
    with watched_tab(chromium, either.address, either.state) as his:
        his.goto("/")
        one_time = steps.add_account(his, "bea")
        his.goto("/")
        steps.open_patient(his, code)
        steps.begin_plan(his, TEMPLATE)
        with watched_tab(chromium, either.address) as hers:
            steps.first_sign_in(hers, "bea", one_time)
            steps.open_patient(hers, code)
            steps.begin_plan(hers, TEMPLATE)
            lasts = steps.change_plan(hers, "Rounds a leg", "1")
            steps.sign_plan(hers, first, lasts)
        his_lasts = steps.change_plan(his, "Rounds a leg", "3")
        # He hears of it while he types, and is stopped when he signs.
        expect(his.locator("#counted .care")).to_contain_text(f"{first} was signed meanwhile")
        his.get_by_label("Title").fill(second)
        his.get_by_role("button", name="Sign the plan").click()
        expect(his.get_by_role("alert")).to_contain_text("Yours is not signed")
        theirs = his.get_by_role("region", name=f"{first} this one counts")
        expect(theirs).to_contain_text(lasts)
        mine = his.get_by_role("region", name=f"{second} yours, not signed")
        expect(mine).to_contain_text(his_lasts)
        assert counting(either.database, code) == first
        mine.get_by_role("button", name="Sign mine in its place").click()
        expect(his.get_by_role("region", name=f"{second} this one counts")).to_be_visible()
        assert counting(either.database, code) == second


def counting(database: str, code: str) -> str:
    """The title of the plan that was signed last."""
    with Store.open(database) as store:
        return [plan.title for plan in store.plans(code) if plan.signed_at][-1]
