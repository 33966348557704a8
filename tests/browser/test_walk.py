"""A therapist's way through the clinic, from its first start to the sign-out, on both databases."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import steps
from tests.browser.stations import play_on_firmware, weigh
from tests.browser.watching import watched_tab
from tests.clinic.running import Running, clinic_at
from tests.postgres_server import needs_postgres, running_server
from tests.virtual_uno.building import Built
from trainer.store import upgrade_database
from trainer.store.places import DATABASE_FILE, sqlite_url

pytestmark = pytest.mark.xdist_group("browser")


@dataclass(frozen=True)
class New:
    """A clinic at its first start, and its database."""

    running: Running
    database: str


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=needs_postgres)])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[New]:
    home = tmp_path / "clinic"
    home.mkdir()
    if request.param == "sqlite":
        with clinic_at(home) as running:
            yield New(running, sqlite_url(home / DATABASE_FILE))
        return
    with running_server() as server:
        upgrade_database(server.url)
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
        steps.add_patient(tab, "K12")
        steps.add_patient(tab, "K7", "Zoë O'Neil <K7>")
        steps.search(tab, "zoë", finds="K7", hides="K12")
        steps.open_patient(tab, "K7")
        weigh(new.database, "K7")
        play_on_firmware(built, tmp_path / "station", new.database, "K7")
        steps.see_trials(tab, "bullseye")
        steps.sign_out(tab)
        steps.go_back_in_vain(tab)
