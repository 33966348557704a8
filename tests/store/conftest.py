"""A database of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.store import Store
from trainer.store.places import sqlite_url


@pytest.fixture
def migrated_once() -> None:
    """Each new database goes through all migrations, unlike in the other tests."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "clinic" / "baps.db"


@pytest.fixture
def url(file: Path) -> str:
    return sqlite_url(file)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with Store.open(url) as opened:
        yield opened
