"""A therapist's way through the clinic, from its first start to the sign-out, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import steps
from tests.browser.stations import play_on_firmware, weigh
from tests.browser.treated import CODE, add_clinic
from tests.browser.watching import watched_tab
from tests.clinic.running import Running, clinic_at
from tests.postgres_server import needs_postgres, running_server
from tests.virtual_uno.building import Built
from trainer.store import Store, upgrade_database
from trainer.store.places import DATABASE_FILE, sqlite_url

pytestmark = pytest.mark.xdist_group("browser")


@dataclass(frozen=True)
class New:
    """A clinic at its first start, and its database, in which there are patients already."""

    running: Running
    database: str


def fill(database: str) -> str:
    with Store.open(database) as store:
        add_clinic(store)
    return database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=needs_postgres)])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[New]:
    home = tmp_path / "clinic"
    home.mkdir()
    if request.param == "sqlite":
        database = fill(sqlite_url(home / DATABASE_FILE))
        with clinic_at(home) as running:
            yield New(running, database)
        return
    with running_server() as server:
        upgrade_database(server.url)
        fill(server.url)
        with clinic_at(home, database=server.url) as running:
            yield New(running, server.url)


def test_a_therapist_walks_through_the_clinic(
    chromium: Browser, new: New, built: Built, tmp_path: Path
) -> None:
    address = new.running.address
    with watched_tab(chromium, address) as tab:
        steps.first_sign_in(tab, "admin", new.running.one_time_password)
        one_time = steps.add_account(tab, "ada")
        steps.sign_out(tab)
    with watched_tab(chromium, address) as tab:
        steps.first_sign_in(tab, "ada", one_time)
        steps.add_patient(tab, "K12", "Zoë O'Neil <K7>")
        steps.search(tab, "zoë", finds="K12", hides=CODE)
        steps.open_patient(tab, "K12")
        weigh(new.database, "K12")
        play_on_firmware(built, tmp_path / "station", new.database, "K12")
        steps.see_trials(tab, "bullseye")
        steps.search(tab, CODE.casefold(), finds=CODE, hides="P0")
        steps.open_patient(tab, CODE)
        steps.read_verdict(tab, "better, and larger than measurement noise")
        steps.print_page(tab)
        steps.sign_out(tab)
        steps.go_back_in_vain(tab)
