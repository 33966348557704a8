"""A data folder of its own for each visit, the database in it, and what was said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.store import Store


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store.open() as opened:
        yield opened


@pytest.fixture
def said() -> list[str]:
    return []
