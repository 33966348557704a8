"""Which version of the schema a database has, and how it becomes today's."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from trainer.store.errors import StoreTooNew

MIGRATIONS = files("trainer.store") / "migrations"


@dataclass(frozen=True)
class SchemaState:
    """`found` is None in a database without tables of ours."""

    found: str | None
    newest: str

    @property
    def empty(self) -> bool:
        """Nothing was made here yet."""
        return self.found is None

    @property
    def current(self) -> bool:
        """Nothing is to do."""
        return self.found == self.newest


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
            if not state.empty:
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


def _config(output: StringIO | None = None) -> Config:
    config = Config(output_buffer=output) if output else Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
