"""The patient's page leads to a zip of their trials: for their therapist alone, and noted."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clinic.browsing import Browser
from tests.export.trials import whole
from trainer.clinic.pages.export import FORMS
from trainer.export.formats import FORMATS
from trainer.export.importing import Imported, imported
from trainer.recording.account import Action
from trainer.store import Store
from trainer.store.places import sqlite_url

FORM = "/patients/K7~231/export"


@pytest.fixture
def mine(
    store: Store,
    signed_in: Callable[..., Browser],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Browser:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path / "home"))
    store.add_patient("K7#1", "Anna")
    return signed_in()


def test_every_format_can_be_chosen() -> None:
    assert set(FORMS) == set(FORMATS)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_zip_comes_without_who_it_is_and_is_noted(
    form: str, mine: Browser, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    store.save_trial(whole(code="K7#1"))
    assert f'href="{FORM}"' in mine.get("/patients/K7~231").text
    answer = mine.fill_in(FORM, {"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert "K7" not in answer.headers["content-disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert len(names) > 1
    assert [name for name in names if "K7" in name] == []
    entry = store.newest_log(1)[0].entry
    assert (entry.action, entry.about, entry.detail) == (Action.READ, "K7#1", f"export as {form}")


def test_an_identified_one_is_read_back_and_noted_as_such(
    mine: Browser, store: Store, tmp_path: Path
) -> None:
    store.save_trial(whole(code="K7#1"))
    answer = mine.fill_in(FORM, {"format": "bids", "identified": "1"})
    (tmp_path / "it.zip").write_bytes(answer.content)
    with Store.open(sqlite_url(tmp_path / "other.db")) as other:
        assert list(imported(other, tmp_path / "it.zip"))[-1] == Imported(new=1)
        assert [patient.code for patient in other.patients()] == ["K7#1"]
    assert store.newest_log(1)[0].entry.detail == "export as bids, identified"


def test_without_trials_or_with_a_format_nobody_offers_the_form_says_so(mine: Browser) -> None:
    empty = mine.fill_in(FORM, {"format": "csv"})
    assert empty.status_code == 409
    assert "has no trials yet: there is nothing to export." in empty.text
    odd = mine.fill_in(FORM, {"format": "../csv"})
    assert odd.status_code == 422
    assert "Choose a format." in odd.text
