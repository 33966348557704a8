"""What happens before a database is used: it is found, made, upgraded, or refused."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from trainer.store.backup import copy_database, stamped
from trainer.store.engines import BUSY_TIMEOUT_S, open_engines, patient_engine
from trainer.store.errors import StoreNotWritable, StoreTooNew, StoreTooOld, translated
from trainer.store.places import database_file, database_url, places, shown

MIGRATIONS = files("trainer.store") / "migrations"


@dataclass(frozen=True)
class SchemaState:
    """`found` is None in a database without tables of ours."""

    found: str | None
    newest: str

    @property
    def current(self) -> bool:
        return self.found == self.newest


@dataclass(frozen=True)
class Upgraded:
    """What the schema was and is; `backup` is the copy made before an existing one was changed."""

    found: str | None
    newest: str
    backup: Path | None = None


def prepared(url: URL | str | None, busy_timeout_s: float = BUSY_TIMEOUT_S) -> URL:
    """The address of a database that has today's schema; None means the one of this station.

    A file is made or upgraded; a server's database is upgraded by hand only (`StoreTooOld`),
    because other stations use it, too.
    """
    address = _resolved(url)
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
    address = _resolved(url)
    _make_folder(address)
    backups: list[Path] = []

    def back_up() -> None:
        file = database_file(address)
        if file is not None:
            backups.append(stamped(file, "before-upgrade", datetime.now(UTC)))
            copy_database(file, backups[0])

    writer = patient_engine(address, busy_timeout_s)
    try:
        state = upgrade_schema(writer, shown(address), back_up)
    except SQLAlchemyError as error:
        raise translated(error, shown(address)) from error
    finally:
        writer.dispose()
    return Upgraded(state.found, state.newest, backups[0] if backups else None)


def schema_state(connection: Connection, database: str) -> SchemaState:
    """What is there; `StoreTooNew` where a later program has been."""
    scripts = ScriptDirectory.from_config(_config())
    newest = scripts.get_current_head() or ""
    found = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise StoreTooNew(
            f"the database {database} has schema {found}, this program knows {newest} at most: "
            "update the program, or point BAPS_DB to another database"
        )
    return SchemaState(found, newest)


def upgrade_schema(writer: Engine, database: str, before: Callable[[], None]) -> SchemaState:
    """Bring the database to today's schema in one transaction; returns what it was.

    `before` is called when an existing schema is about to be changed: time for a backup.
    """
    with writer.begin() as connection:
        state = schema_state(connection, database)
        if not state.current:
            if state.found is not None:
                before()
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return state


def schema_sql(dialect: str) -> str:
    """All migrations as SQL for a database one is not connected to."""
    text = StringIO()
    config = _config(text)
    config.set_main_option("dialect", dialect)
    command.upgrade(config, "head", sql=True)
    return text.getvalue()


def _resolved(url: URL | str | None) -> URL:
    if url is None:
        return places().database
    return database_url(url) if isinstance(url, str) else url


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
    engines = open_engines(address, busy_timeout_s)
    try:
        with engines.reader.connect() as connection:
            return schema_state(connection, shown(address))
    except SQLAlchemyError as error:
        raise translated(error, shown(address)) from error
    finally:
        engines.dispose()


def _config(output: StringIO | None = None) -> Config:
    config = Config(output_buffer=output) if output else Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
