"""A clinic on each kind of database, its clock in a test's hand, and browsers without a window."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine

from tests.clinic.browsing import Browser
from tests.postgres_server import Server, needs_postgres, running_server
from tests.recomputing import deliver, ordinary
from trainer.clinic import passwords
from trainer.clinic.app import create_app
from trainer.clinic.clinic import Clinic
from trainer.clinic.films import Films
from trainer.clinic.seals import Seals
from trainer.recording.account import Role
from trainer.store import Store, upgrade_database
from trainer.store.places import database_url, sqlite_url

PASSWORD = "three small boats"
KEY = bytes(range(32))


@dataclass
class Clock:
    """Time that goes on when a test says so."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def on(self, **much: float) -> None:
        self.at += timedelta(**much)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash is slow on purpose; here it need not be."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", quick)
    monkeypatch.setattr(passwords, "_NOBODYS", quick.hash("nobody's"))


@pytest.fixture(scope="package")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the newest schema and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("clinic") / "empty.db"
    upgrade_database(sqlite_url(file))
    return file


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """A server whose own database has the newest schema and nothing in it, to be copied."""
    with running_server() as running:
        upgrade_database(running.url)
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=needs_postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        file = tmp_path / "clinic.db"
        shutil.copy(request.getfixturevalue("empty_file"), file)
        url = sqlite_url(file)
    else:
        url = _copied(request.getfixturevalue("server"))
    with Store.open(url) as opened:
        yield opened


def _copied(server: Server) -> str:
    name = f"clinic_{uuid4().hex}"
    elsewhere = database_url(server.url.replace("/postgres?", "/template1?"))
    engine = create_engine(elsewhere, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE postgres")
    engine.dispose()
    return server.url.replace("/postgres?", f"/{name}?")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clinic(store: Store, clock: Clock, tmp_path: Path) -> Clinic:
    return Clinic(store, Seals(KEY), clock, films=Films(tmp_path / "films"))


@pytest.fixture
def browser(clinic: Clinic) -> Iterator[Callable[[], Browser]]:
    """Makes browsers, each with cookies of its own."""
    app = create_app(clinic)
    with ExitStack() as opened:
        yield lambda: opened.enter_context(Browser(app))


@pytest.fixture
def signed_in(clinic: Clinic, browser: Callable[[], Browser]) -> Callable[..., Browser]:
    """Makes browsers of somebody who is signed in, with an account made for it if need be."""

    def sign(login: str = "ada", role: Role = Role.THERAPIST) -> Browser:
        if clinic.store.account(login) is None:
            clinic.new_account(login, role, by="admin")
            account = clinic.store.account(login)
            assert account is not None
            clinic.change_password(account, PASSWORD)
        mine = browser()
        assert mine.sign_in(login, PASSWORD).status_code == 303
        return mine

    return sign


@pytest.fixture
def ada(store: Store, signed_in: Callable[..., Browser]) -> Browser:
    """A therapist whose patient K7 has one trial."""
    mine = signed_in("ada")
    mine.fill_in("/patients/new", {"code": "K7", "mine": "1"})
    deliver(store, ordinary(1))
    return mine
