"""Debian's chromium, and clinics to look at with it, one on each database, for all tests here."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.pages import STATION
from tests.browser.steps import PASSWORD, first_sign_in
from tests.browser.treated import add_clinic
from tests.browser.watching import PATIENCE_MS, watched_tab
from tests.clinic.running import clinic_at
from tests.postgres_server import Server, needs_postgres, running_server
from trainer.clinic.passwords import hashed
from trainer.recording.account import Account, Role
from trainer.store import Store, upgrade_database
from trainer.store.places import DATABASE_FILE, sqlite_url

CHROMIUM = "chromium"
MISSING = "chromium is not installed; tests/browser/install_tools installs it"


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Playwright's own browsers are not downloaded. As root chromium has no sandbox."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which(CHROMIUM),
            chromium_sandbox=os.getuid() != 0,
        )
        yield browser
        browser.close()


@dataclass(frozen=True)
class Signed:
    """A clinic whose admin is signed in: where it is, the file with the cookies, its database."""

    address: str
    state: str
    home: Path
    database: str


def filled(database: str) -> str:
    """The same, with the patients of `tests.browser.treated`."""
    with Store.open(database) as store:
        add_clinic(store)
    return database


def filled_home(home: Path) -> Path:
    """A data folder with those patients."""
    home.mkdir()
    filled(sqlite_url(home / DATABASE_FILE))
    return home


@contextmanager
def signed_clinic(browser: Browser, home: Path, database: str = "") -> Iterator[Signed]:
    """The clinic of a data folder, at its first start, with its admin signed in; its database may
    be elsewhere.
    """
    with clinic_at(home, database=database) as running:
        state = str(home / "signed.json")
        with watched_tab(browser, running.address) as tab:
            first_sign_in(tab, "admin", running.one_time_password)
            tab.context.storage_state(path=state)
        url = database or sqlite_url(home / DATABASE_FILE)
        add_station(url)
        yield Signed(running.address, state, home, url)


def add_station(database: str) -> None:
    """The account of a station, which has chosen its password."""
    at = datetime(2026, 3, 4, tzinfo=UTC)
    account = Account("room-2", STATION, Role.STATION, hashed(PASSWORD), at)
    with Store.open(database) as store:
        store.add_account(account)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if shutil.which(CHROMIUM) is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    expect.set_options(timeout=PATIENCE_MS)
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def signed(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    """On a file. Tests share it: each brings the patients that it changes."""
    home = filled_home(tmp_path_factory.mktemp("signed") / "home")
    with signed_clinic(chromium, home) as clinic:
        yield clinic


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """With the same patients."""
    with running_server() as running:
        upgrade_database(running.url)
        filled(running.url)
        yield running


@pytest.fixture(scope="package")
def signed_on_server(
    chromium: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Signed]:
    home = tmp_path_factory.mktemp("signed")
    with signed_clinic(chromium, home, server.url) as clinic:
        yield clinic


@pytest.fixture(params=["signed", pytest.param("signed_on_server", marks=needs_postgres)])
def either(request: pytest.FixtureRequest) -> Signed:
    """The clinic on each database."""
    clinic: Signed = request.getfixturevalue(request.param)
    return clinic


@pytest.fixture
def tab(chromium: Browser, signed: Signed) -> Iterator[Page]:
    """A tab of the admin, who is signed in."""
    with watched_tab(chromium, signed.address, signed.state) as opened:
        yield opened


@pytest.fixture
def strangers_tab(chromium: Browser, signed: Signed) -> Iterator[Page]:
    """A tab of nobody."""
    with watched_tab(chromium, signed.address) as opened:
        yield opened
