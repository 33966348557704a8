"""Two databases: one whose trials are exported, and one that takes them in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.store import Store
from trainer.store.places import sqlite_url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(sqlite_url(tmp_path / "here.db")) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another clinic's."""
    with Store.open(sqlite_url(tmp_path / "other.db")) as opened:
        yield opened
