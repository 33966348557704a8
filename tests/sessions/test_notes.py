"""Notes typed during a round: stored with their time afterwards, and never lost without a word."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.sessions.notes import Notes
from trainer.store.store import Store

TYPED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    monkeypatch.delenv("BAPS_DB", raising=False)
    with Store.open() as opened:
        opened.add_patient("K7")
        yield opened


def test_a_note_is_an_entry_of_the_moment_it_was_typed(store: Store) -> None:
    notes = Notes("K7", store, pytest.fail, now=lambda: TYPED_AT)
    notes.take("knee moved in")
    notes.take("tired")
    assert store.entries("K7") == (), "nothing waits for the database while a round runs"
    notes.close()
    found = [(entry.kind, entry.note, entry.measured_at) for entry in store.entries("K7")]
    assert found == [("note", "knee moved in", TYPED_AT), ("note", "tired", TYPED_AT)]


def test_closing_twice_stores_once(store: Store) -> None:
    notes = Notes("K7", store, pytest.fail)
    notes.take("tired")
    notes.close()
    notes.close()
    assert len(store.entries("K7")) == 1


def test_without_a_database_the_note_is_printed_with_what_to_type_later() -> None:
    said: list[str] = []
    notes = Notes("K7", None, said.append)
    notes.take("tired")
    notes.close()
    assert len(said) == 1
    assert said[0].endswith('baps note add K7 note "tired"')
