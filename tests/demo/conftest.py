"""A made-up clinic of three patients and ten volunteers, made once for all tests."""

from collections.abc import Iterator
from datetime import date

import pytest

from trainer.demo.filling import Wanted, fill, make
from trainer.demo.patient import DemoPatient
from trainer.store import Store
from trainer.store.places import sqlite_url

UNTIL = date(2026, 11, 20)
SEED = 1
PATIENTS = 3
NEWCOMER = Wanted("DEMO-09", 8, staff=False)


@pytest.fixture(scope="package")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The database that `clinic` has filled."""
    return sqlite_url(tmp_path_factory.mktemp("demo") / "baps.db")


@pytest.fixture(scope="package")
def clinic(url: str) -> Iterator[Store]:
    """One who gets better, one who stays, one who gets worse."""
    with Store.open(url) as store:
        fill(store, PATIENTS, SEED, UNTIL, processes=2)
        yield store


@pytest.fixture(scope="package")
def newcomer() -> DemoPatient:
    """Somebody with two visits, who is quickly made."""
    made = make(NEWCOMER, SEED, UNTIL)
    assert isinstance(made, DemoPatient)
    return made
