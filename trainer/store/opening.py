"""What happens before a database is used: it is found, made, upgraded, or refused."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from trainer.store.backup import copy_database, stamped
from trainer.store.engines import BUSY_TIMEOUT_S, Engines, open_engines
from trainer.store.errors import StoreNotWritable, StoreTooOld, translated
from trainer.store.places import database_file, database_url, places, shown
from trainer.store.schema import SchemaState, schema_state, upgrade_schema


@dataclass(frozen=True)
class Upgraded:
    """What the schema was and is; `backup` is the copy made before an existing one was changed."""

    found: str | None
    newest: str
    backup: Path | None = None


def resolved(url: URL | str | None) -> URL:
    """A URL as given, or as the environment says."""
    if url is None:
        return places().database
    return database_url(url) if isinstance(url, str) else url


def prepared(url: URL | str | None, busy_timeout_s: float = BUSY_TIMEOUT_S) -> URL:
    """The address of a database that has today's schema.

    A file is made or upgraded; a server's database is upgraded by hand only (`StoreTooOld`), for
    other stations use it, too.
    """
    address = resolved(url)
    _make_folder(address)
    state = _look(address, busy_timeout_s)
    if state.current:
        return address
    if database_file(address) is None:
        raise StoreTooOld(
            f"the database {shown(address)} has schema {state.found or 'none'}, needed is "
            f"{state.newest}: stop the other stations, back it up, then run baps db upgrade"
        )
    upgrade_database(address, busy_timeout_s)
    return address


def upgrade_database(url: URL | str | None, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Upgraded:
    """Make the schema or bring it up; an existing SQLite file is copied beside itself first."""
    address = resolved(url)
    _make_folder(address)
    backups: list[Path] = []

    def back_up() -> None:
        file = database_file(address)
        if file is not None:
            backups.append(stamped(file, "before-upgrade", datetime.now(UTC)))
            copy_database(file, backups[0])

    engines = open_engines(address, busy_timeout_s)
    try:
        state = upgrade_schema(engines.writer, shown(address), back_up)
    except SQLAlchemyError as error:
        raise translated(error, shown(address)) from error
    finally:
        engines.dispose()
    return Upgraded(state.found, state.newest, backups[0] if backups else None)


def _make_folder(address: URL) -> None:
    file = database_file(address)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreNotWritable(
            f"the folder {file.parent} cannot be made ({error.strerror}): set BAPS_HOME or BAPS_DB"
        ) from error


def _look(address: URL, busy_timeout_s: float) -> SchemaState:
    engines: Engines = open_engines(address, busy_timeout_s)
    try:
        with engines.reader.connect() as connection:
            return schema_state(connection, shown(address))
    except SQLAlchemyError as error:
        raise translated(error, shown(address)) from error
    finally:
        engines.dispose()
