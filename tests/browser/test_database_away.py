"""A database that is silent or kept busy: a page says so, stations record, and it comes back."""

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import steps
from tests.browser.conftest import Signed
from tests.browser.stations import baps, play, weigh
from tests.browser.treated import CODE
from tests.browser.watching import watched_tab
from tests.clinic.running import Running, clinic_at
from tests.postgres_server import Server, needs_postgres, running_server
from trainer.cli.clinic import SQLITE_PATIENCE_S
from trainer.store import upgrade_database
from trainer.store.places import DATABASE_FILE
from trainer.store.postgres import PING_S, SERVER_PATIENCE

pytestmark = pytest.mark.xdist_group("browser")
A_PAGE_SAYS_SO_WITHIN_S = 3.0
BOARD = "sim:patient?skill=0.9"


def expect_no_database(tab: Page, why: str) -> None:
    """The page that says so, with what becomes of the trials."""
    expect(tab.get_by_role("heading", name="The database is not there")).to_be_visible()
    expect(tab.get_by_role("alert")).to_contain_text(why)
    expect(tab.get_by_text("Stations go on recording")).to_be_visible()


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    """Nothing of the server runs, and nothing of it says so: it is silent."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(encoding="ascii")
    processes = [server.pid, *map(int, children.split())]
    for pid in processes:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        # The server itself comes last: it would clear away those that ended meanwhile.
        for pid in reversed(processes):
            os.kill(pid, signal.SIGCONT)


def test_the_limits_leave_a_page_three_seconds() -> None:
    assert SERVER_PATIENCE["connect_timeout"] + PING_S < A_PAGE_SAYS_SO_WITHIN_S
    assert SQLITE_PATIENCE_S < A_PAGE_SAYS_SO_WITHIN_S


@needs_postgres
def test_a_silent_server_is_told_and_a_trial_waits_for_it(
    chromium: Browser, tmp_path: Path
) -> None:
    home, station = tmp_path / "clinic", tmp_path / "station"
    home.mkdir()
    with running_server() as server:
        upgrade_database(server.url)
        with clinic_at(home, database=server.url) as clinic, tab_of(chromium, clinic) as tab:
            steps.add_patient(tab, CODE)
            weigh(server.url, CODE)
            with stopped(server):
                tab.goto(f"/patients/{CODE}")
                expect_no_database(tab, "cannot be used")
                # Played in real time, which is longer than pages leave a silent server alone.
                play(station, server.url, CODE, BOARD)
                assert list((station / "spool").glob("*.baps"))
            baps(station, server.url, "recover")
            tab.goto(f"/patients/{CODE}")
            expect(tab.get_by_role("rowheader", name="bullseye")).to_be_visible()


@contextmanager
def tab_of(browser: Browser, clinic: Running) -> Iterator[Page]:
    """The admin's, at the first start."""
    with watched_tab(browser, clinic.address) as tab:
        steps.first_sign_in(tab, "admin", clinic.one_time_password)
        yield tab


def test_a_file_that_is_kept_busy_is_told_and_used_again(tab: Page, signed: Signed) -> None:
    with closing(sqlite3.connect(signed.home / DATABASE_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        tab.goto(f"/patients/{CODE}")
        expect_no_database(tab, "kept busy by another program")
        other.execute("ROLLBACK")
    tab.get_by_role("link", name="To the patients").click()
    steps.open_patient(tab, CODE)
