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
from tests.postgres_server import Server, needs_postgres
from trainer.cli.clinic import SQLITE_PATIENCE_S
from trainer.store.places import DATABASE_FILE
from trainer.store.postgres import PING_S, SERVER_PATIENCE

pytestmark = pytest.mark.xdist_group("browser")
A_PAGE_SAYS_SO_WITHIN_S = 3.0
NEW = "W1"
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
    chromium: Browser, server: Server, signed_on_server: Signed, tmp_path: Path
) -> None:
    clinic, station = signed_on_server, tmp_path / "station"
    with watched_tab(chromium, clinic.address, clinic.state) as tab:
        steps.add_patient(tab, NEW)
        weigh(server.url, NEW)
        with stopped(server):
            tab.goto(f"/patients/{NEW}")
            expect_no_database(tab, "cannot be used")
            # Played in real time, which is longer than pages leave a silent server alone.
            play(station, server.url, NEW, BOARD)
            assert list((station / "spool").glob("*.baps"))
        baps(station, server.url, "recover")
        tab.goto(f"/patients/{NEW}")
        expect(tab.get_by_role("rowheader", name="bullseye")).to_be_visible()


def test_a_file_that_is_kept_busy_is_told_and_used_again(tab: Page, signed: Signed) -> None:
    with closing(sqlite3.connect(signed.home / DATABASE_FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        tab.goto(f"/patients/{CODE}")
        expect_no_database(tab, "kept busy by another program")
        other.execute("ROLLBACK")
    tab.get_by_role("link", name="To the patients").click()
    steps.open_patient(tab, CODE)
