"""A data folder of its own for each visit, and what was said at it."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    return tmp_path


@pytest.fixture
def said() -> list[str]:
    return []
