"""What happens before a database is used: it is found, made, upgraded, or refused.

Alembic is imported only to run migrations. To import it takes longer than most commands run, so the
usual case, a database with the newest schema, needs only a SELECT and the names of the migrations.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from trainer.store.backup import OUR_TABLE, copy_database, stamped
from trainer.store.engines import BUSY_TIMEOUT_S, open_engines, patient_engine
from trainer.store.errors import StoreNotWritable, StoreTooNew, StoreTooOld, translated
from trainer.store.places import database_file, database_url, places, shown

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = files("trainer.store") / "migrations"
MIGRATION = re.compile(r"v(\d{4})_\w+\.py")
"""A migration's file is named by its revision."""


@dataclass(frozen=True)
class SchemaState:
    """`found` is None in a database without our tables."""

    found: str | None
    newest: str

    @property
    def current(self) -> bool:
        return self.found == self.newest


@dataclass(frozen=True)
class Upgraded:
    """The schema before and after; `backup` is the copy of an existing file before the change."""

    found: str | None
    newest: str
    backup: Path | None = None


def prepared(url: URL | str | None, busy_timeout_s: float = BUSY_TIMEOUT_S) -> URL:
    """The address of a database with the newest schema; `url` None means this station's.

    A file is made or upgraded. A server's database is only upgraded by hand (`StoreTooOld`),
    because other stations use it too.
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
    """Make or upgrade the schema; an existing SQLite file is first copied to one next to it."""
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
    """The schema of a database; `StoreTooNew` if a later program has upgraded it."""
    known = revisions()
    newest = max(known)
    found = _revision_in(connection)
    if found is not None and found not in known:
        raise StoreTooNew(
            f"the database {database} has schema {found}, this program knows {newest} at most: "
            "update the program, or point BAPS_DB to another database"
        )
    return SchemaState(found, newest)


def revisions() -> set[str]:
    """The revisions this program has migrations for."""
    names = (MIGRATION.fullmatch(file.name) for file in (MIGRATIONS / "versions").iterdir())
    return {name[1] for name in names if name}


def upgrade_schema(writer: Engine, database: str, before: Callable[[], None]) -> SchemaState:
    """Upgrade to the newest schema in one transaction; returns the state before.

    `before` is called just before an existing schema is changed, for a backup.
    """
    with writer.begin() as connection:
        state = schema_state(connection, database)
        if not state.current:
            if state.found is not None:
                before()
            from alembic import command  # noqa: PLC0415  slow

            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return state


def schema_sql(dialect: str) -> str:
    """All migrations as SQL text, without a database."""
    from alembic import command  # noqa: PLC0415  slow

    output = StringIO()
    config = _config(output)
    config.set_main_option("dialect", dialect)
    command.upgrade(config, "head", sql=True)
    return output.getvalue()


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


def _revision_in(connection: Connection) -> str | None:
    if not inspect(connection).has_table(OUR_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {OUR_TABLE}"))
    return found


def _config(output: StringIO | None = None) -> "Config":
    from alembic.config import Config  # noqa: PLC0415  slow

    config = Config(output_buffer=output) if output else Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
