"""A database that takes nothing while somebody stores what they typed: the text is kept."""

from collections.abc import Callable

import pytest
from httpx2 import Response

from tests.clinic.browsing import Browser, fields_of, form_at
from tests.clinic.conftest import PASSWORD, Clock
from tests.recomputing import id_of
from trainer.store import Store, StoreLocked

BUSY = "the database is kept busy by another program"
TRIAL = f"/patients/K7/trials/{id_of(1)}"
NOTE = f"{TRIAL}/note"
ODD = 'slipped "a little" <b>\nonce'


def while_away(sent: Callable[[], Response], *kinds: str) -> Response:
    """What is answered while these transactions of every store fail."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in kinds:
            patch.setattr(Store, kind, _fails)
        return sent()


def _fails(_store: Store) -> None:
    raise StoreLocked(BUSY)


@pytest.mark.parametrize("kinds", [("_writing",), ("_writing", "_reading")], ids=("busy", "gone"))
def test_what_was_typed_is_shown_with_its_labels_and_sent_again(
    ada: Browser, store: Store, kinds: tuple[str, ...]
) -> None:
    typed = {**form_at(ada.get(TRIAL), NOTE), "text": ODD}
    answer = while_away(lambda: ada.post(NOTE, data=typed), *kinds)
    assert answer.status_code == 503
    assert "The database is kept busy" in answer.text, "a sentence begins with a capital letter"
    assert "Stations go on recording" in answer.text
    assert ">Note <textarea" in answer.text, "the label that people know"
    assert not store.entries("K7")
    again = form_at(answer, NOTE)
    assert again["text"] == ODD
    assert ada.post(NOTE, data=again).status_code == 303
    (entry,) = store.entries("K7")
    assert entry.note.split() == ODD.split()


def test_a_choice_is_shown_in_words_and_sent_again(ada: Browser, store: Store) -> None:
    path = "/patients/K7/entries/leg"
    typed = {**form_at(ada.get(path), path), "leg": "left"}
    answer = while_away(lambda: ada.post(path, data=typed), "_writing")
    assert '<option value="left" selected>' in answer.text
    assert ada.post(path, data=form_at(answer, path)).status_code == 303
    episode = store.episode("K7")
    assert episode is not None
    assert episode.involved == "left"


def test_a_sign_in_keeps_the_form_that_was_interrupted_before(ada: Browser, clock: Clock) -> None:
    typed = {**form_at(ada.get(TRIAL), NOTE), "text": ODD}
    clock.on(minutes=30)
    kept = fields_of(ada.post(NOTE, data=typed))
    signing = {**kept, "login": "ada", "password": PASSWORD}
    away = while_away(lambda: ada.post("/sign-in", data=signing), "_writing")
    assert away.status_code == 503
    assert PASSWORD not in away.text
    done = ada.post("/sign-in", data={**fields_of(away), "login": "ada", "password": PASSWORD})
    again = form_at(done, NOTE)
    assert again["text"] == ODD
    assert ada.post(NOTE, data=again).status_code == 303


@pytest.mark.parametrize("path", ["/sign-in", "/password"])
def test_no_password_is_ever_shown_again(ada: Browser, path: str) -> None:
    fields = {"login": "ada", "password": PASSWORD, "old": PASSWORD, "new": PASSWORD}
    typed = {**fields_of(ada.get("/password")), **fields, "again": PASSWORD}
    answer = while_away(lambda: ada.post(path, data=typed), "_writing")
    assert answer.status_code == 503
    assert PASSWORD not in answer.text
