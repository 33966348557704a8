"""The schema: the same by migration and by declaration, on both databases, and kept up to date."""

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.store.first_schema import one_trial_in_the_first_schema, that_trial_is_read_and_due
from tests.store.trials import finished
from trainer.recording.account import Account, Role
from trainer.store import Store, StoreTooNew, schema, upgrade_database
from trainer.store.schema import schema_sql
from trainer.store.tables import Base

LATER = '''"""A table more."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True))
'''


def later_program(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """From here on the program knows one migration more."""
    shutil.copytree(str(schema.MIGRATIONS), folder)
    (folder / "versions" / "v0007_later.py").write_text(LATER, encoding="ascii")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)


def test_migrations_make_what_the_tables_declare(store: Store) -> None:
    with store._engines.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_compiles_for_postgresql() -> None:
    sql = schema_sql("postgresql")
    for table in Base.metadata.tables:
        assert f"CREATE TABLE {table} (" in sql
    assert "TIMESTAMP WITH TIME ZONE" in sql
    assert "BYTEA" in sql


def lines_of(statement: str) -> set[str]:
    lines = (line.strip().rstrip(",") for line in statement.splitlines())
    return {re.sub(r"^ALTER TABLE \w+ ADD COLUMN ", "", line) for line in lines if line.strip(");")}


def test_on_postgresql_too_migrations_make_what_the_tables_declare() -> None:
    migrated = lines_of(schema_sql("postgresql").replace(";", ""))
    dialect = postgresql.dialect()
    for table in Base.metadata.sorted_tables:
        assert lines_of(str(CreateTable(table).compile(dialect=dialect))) <= migrated
        for index in table.indexes:
            assert lines_of(str(CreateIndex(index).compile(dialect=dialect))) <= migrated


def test_all_names_fit_into_postgresql() -> None:
    for table in Base.metadata.tables.values():
        names = [table.name, *(c.name for c in table.columns), *(i.name for i in table.indexes)]
        assert all(len(str(name)) <= 63 for name in names)


def test_a_migration_is_named_by_its_revision_and_the_highest_is_the_newest() -> None:
    scripts = ScriptDirectory.from_config(schema._config())
    assert schema.revisions() == {script.revision for script in scripts.walk_revisions()}
    assert max(schema.revisions()) == scripts.get_current_head()


def test_an_empty_file_becomes_a_database(file: Path, url: str) -> None:
    file.parent.mkdir()
    file.touch()
    upgraded = upgrade_database(url)
    assert (upgraded.found, upgraded.newest, upgraded.backup) == (None, "0006", None)
    with Store.open(url) as store:
        assert store.save_trial(finished())


def test_an_older_file_is_copied_before_it_is_upgraded(
    file: Path, url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with Store.open(url) as store:
        store.save_trial(finished())
    later_program(monkeypatch, tmp_path / "migrations")
    with Store.open(url) as store:
        assert store.has_trial(finished().trial_id)
    (backup,) = file.parent.glob("baps.before-upgrade-*.db")
    for path, version, has_notes in ((backup, "0006", False), (file, "0007", True)):
        engine = create_engine(f"sqlite:///{path}")
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            assert found == version
            assert inspect(connection).has_table("notes") == has_notes
            assert connection.execute(text("SELECT count(*) FROM trials")).scalar() == 1
        engine.dispose()


def test_a_file_of_the_first_schema_is_upgraded_with_what_is_in_it(file: Path, url: str) -> None:
    file.parent.mkdir()
    one_trial_in_the_first_schema(url)
    with Store.open(url) as store:
        that_trial_is_read_and_due(store)
    (backup,) = file.parent.glob("baps.before-upgrade-*.db")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0001",)
        ]


def test_an_account_outlives_a_step_back_without_its_language(url: str) -> None:
    account = Account("1", "ada", Role.THERAPIST, "hash", datetime(2026, 3, 4, tzinfo=UTC))
    with Store.open(url) as store:
        store.add_account(replace(account, language="de"))
    engine, config = create_engine(url), schema._config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0005")
        names = {column["name"] for column in inspect(connection).get_columns("accounts")}
        assert "language" not in names
    engine.dispose()
    with Store.open(url) as store:
        assert store.account("ada") == account


def test_a_newer_file_is_refused_with_advice_and_left_as_it_is(file: Path, url: str) -> None:
    Store.open(url).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = file.read_bytes()
    for use in (Store.open, upgrade_database):
        with pytest.raises(StoreTooNew, match=r"schema 9999, .* 0006 at most: update the program"):
            use(url)
    assert file.read_bytes() == before
    assert list(file.parent.glob("*before-upgrade*")) == []
