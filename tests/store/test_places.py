"""Where things are kept, from the environment alone."""

from pathlib import Path

import pytest

from trainer.store import StoreError, places
from trainer.store.places import shown, sqlite_url


def test_home_holds_everything_by_default() -> None:
    found = places({"BAPS_HOME": "/data/clinic"})
    home = Path("/data/clinic")
    assert (found.home, found.journals, found.spool) == (home, home / "journals", home / "spool")
    assert Path(shown(found.database)) == home / "baps.db"


def test_without_any_setting_the_systems_data_folder_is_used() -> None:
    assert places({}).home.name == "baps"
    assert places({"BAPS_HOME": "", "BAPS_DB": ""}) == places({})


def test_the_database_may_be_elsewhere_than_the_journals() -> None:
    found = places({"BAPS_HOME": "/data", "BAPS_DB": "sqlite:////other/b.db"})
    assert found.journals == Path("/data/journals")
    assert shown(found.database) == "/other/b.db"


def test_a_file_name_with_signs_comes_through_a_url() -> None:
    odd = Path("/a b/ü?#%/baps.db")
    assert shown(places({"BAPS_DB": sqlite_url(odd)}).database) == str(odd)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_reached_by_psycopg_3_and_shown_without_its_password(scheme: str) -> None:
    url = places({"BAPS_DB": f"{scheme}://me:secret@server/baps"}).database
    assert url.drivername == "postgresql+psycopg"
    assert shown(url) == "postgresql+psycopg://me:***@server/baps"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/home/me/baps.db", "is not a database URL"),
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("mysql://me@server/baps", "neither sqlite nor postgresql"),
    ],
)
def test_a_url_that_cannot_be_used_is_told(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        places({"BAPS_DB": url})
