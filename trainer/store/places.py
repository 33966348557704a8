"""Where everything is stored: the only module that reads `BAPS_DB`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from trainer.home import SETTINGS_FILE, data_folder
from trainer.store.errors import StoreError

DATABASE_FILE = "baps.db"


@dataclass(frozen=True)
class Places:
    """The data folder, and the database, which may be elsewhere."""

    home: Path
    database: URL
    database_named: bool = False
    """Whether `BAPS_DB` names the database."""

    @property
    def journals(self) -> Path:
        """Journals of trials that are running or were cut short."""
        return self.home / "journals"

    @property
    def settings(self) -> Path:
        """What this station has and prefers."""
        return self.home / SETTINGS_FILE

    @property
    def spool(self) -> Path:
        """Finished trials that wait for the database."""
        return self.home / "spool"

    @property
    def said(self) -> Path:
        """What was said and done at visits, waiting for the database."""
        return self.home / "said"


def places(environment: Mapping[str, str] = os.environ) -> Places:
    """From `BAPS_HOME` and `BAPS_DB`, if set; `StoreError` if `BAPS_DB` is not a URL."""
    home = data_folder(environment)
    url = environment.get("BAPS_DB") or sqlite_url(home / DATABASE_FILE)
    return Places(home, database_url(url), bool(environment.get("BAPS_DB")))


def sqlite_url(path: Path) -> str:
    return URL.create("sqlite", database=str(path)).render_as_string()


def database_url(text: str) -> URL:
    """The URL with this program's driver: psycopg 3 for PostgreSQL."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreError(
            "BAPS_DB is not a database URL; examples: sqlite:////home/me/baps.db, "
            "postgresql://user@server/baps"
        ) from error
    if url.drivername in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise StoreError("BAPS_DB names a database in memory, which would lose every trial")
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"BAPS_DB: {url.get_backend_name()} is neither sqlite nor postgresql")
    return url


def database_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for a server."""
    if url.get_backend_name() != "sqlite" or url.database is None:
        return None
    return Path(url.database)


def shown(url: URL) -> str:
    """The database's name for people: its file, or the URL without its password."""
    file = database_file(url)
    return str(file) if file else url.render_as_string(hide_password=True)
