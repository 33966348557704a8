"""No window, and a database of its own with one patient, for each test of a flow."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

from collections.abc import Iterator
from pathlib import Path

import pytest

from games.engine.window import Window
from tests.sessions.station.at_board import STATION
from tests.unseen_window import unseen
from trainer.store import Store
from trainer.store.places import sqlite_url

CODE = "K7"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    with Store.open(sqlite_url(tmp_path / "baps.db")) as opened:
        opened.add_patient(CODE)
        yield opened


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The database of the data folder, in which there is nobody."""
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    with Store.open() as opened:
        yield opened


@pytest.fixture
def window() -> Iterator[Window]:
    """A small one that is drawn as fast as it goes."""
    with unseen(STATION) as opened:
        yield opened
