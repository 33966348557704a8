"""A therapist's way through the clinic, from first sign-in to sign-out, on both databases."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.browser.conftest import Signed
from tests.browser.stations import firmware_at, visit_begun, weigh
from tests.browser.treated import CODE, OTHER, VISITS
from tests.browser.watching import watched_tab
from tests.virtual_uno.building import Built
from trainer.progress.values import Finding
from trainer.recording.vocabulary import Side
from trainer.sessions.patient_record import record_of
from trainer.store import Store

pytestmark = pytest.mark.xdist_group("browser")
NEW, TITLE = "K12", "Short rounds"
FIRST, LAST = (day.date().isoformat() for day in (VISITS[0], VISITS[-1]))


def sentence(database: str, side: Side) -> str:
    """What `trainer.progress` finds at this leg of the treated patient."""
    with Store.open(database) as store:
        legs = record_of(store, CODE).progress.legs
    (verdict,) = (leg.verdict for leg in legs if leg.side is side)
    assert (verdict.finding is Finding.BETTER) == (side is Side.LEFT)
    return verdict.sentence


def test_a_therapist_walks_through_the_clinic(
    chromium: Browser, either: Signed, built: Built, tmp_path: Path
) -> None:
    with watched_tab(chromium, either.address, either.state) as tab:
        tab.goto("/")
        one_time = steps.add_account(tab, "ada")
    with watched_tab(chromium, either.address) as tab:
        steps.first_sign_in(tab, "ada", one_time)
        steps.add_patient(tab, NEW, "Zoë O'Neil <K7>")
        write_a_plan(tab)
        see_trials_arrive(tab, either.database, built, tmp_path)
        steps.search(tab, "zoë", finds=NEW, hides=CODE)
        steps.open_patient(tab, NEW)
        expect(tab.get_by_role("rowheader", name="bullseye")).to_be_visible()
        see_what_changed(tab, either.database)
        compare(tab)
        print_all(tab)
        steps.sign_out(tab)
        steps.go_back_in_vain(tab, CODE, NEW)


def write_a_plan(tab: Page) -> None:
    """Short rounds without the anchor test: a station is at the first of them at once."""
    steps.begin_plan(tab, "Ten minutes on the board")
    steps.change_plan(tab, "Seconds a round", "10")
    tab.get_by_role("group", name="With the anchor test").get_by_label("no").check()
    lasts = steps.change_plan(tab, "Rounds a leg", "5")
    steps.sign_plan(tab, TITLE, lasts)


def see_trials_arrive(tab: Page, database: str, built: Built, folder: Path) -> None:
    """Nobody asks for the page again while a station plays what was signed."""
    weigh(database, NEW)
    here = steps.person_here(tab, NEW)
    tab.get_by_role("link", name="Live").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Live")
    expect(here).to_have_count(0)
    with steps.in_place(tab), visit_begun(folder / "station", database, NEW, folder / "board"):
        expect(here).to_contain_text("step ")
        expect(here.get_by_role("table")).to_have_count(0)
        with firmware_at(built, folder / "board"):
            expect(here.get_by_role("row").filter(has_text="bullseye")).to_contain_text("yes")


def see_what_changed(tab: Page, database: str) -> None:
    steps.search(tab, CODE.casefold(), finds=CODE, hides=OTHER)
    steps.open_patient(tab, CODE)
    better, same = sentence(database, Side.LEFT), sentence(database, Side.RIGHT)
    assert "better, and larger than measurement noise" in better
    assert "within measurement noise" in same
    steps.read_verdict(tab, better)
    expect(tab.locator(".verdict:not(.better)")).to_have_text(same)
    tab.goto("/")
    steps.open_patient(tab, OTHER)
    steps.read_no_verdict(tab)


def compare(tab: Page) -> None:
    tab.goto("/")
    steps.open_patient(tab, CODE)
    steps.compare_trials(tab, LAST)
    tab.get_by_role("link", name=CODE).click()
    steps.compare_days(tab, FIRST, LAST)
    tab.get_by_role("link", name=CODE).click()


def print_all(tab: Page) -> None:
    """The visit's note, the report in the patient's language, and the page itself."""
    assert steps.copy_note(tab).startswith(f"{LAST} visit {len(VISITS)} ")
    report = steps.open_report(tab, "Deutsch")
    assert report.trailer["/Root"]["/Lang"] == "de"
    assert len(report.pages) <= 2
    assert "ruhiger als zu Beginn, über das Messrauschen hinaus" in steps.words_of(report)
    assert f"Kürzel {CODE}" in steps.words_of(report)
