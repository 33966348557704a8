"""A database of its own for each test; a test that wants somebody in it adds them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.store import Store
from trainer.store.places import sqlite_url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(sqlite_url(tmp_path / "baps.db")) as opened:
        yield opened
