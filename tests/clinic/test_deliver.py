"""A station's account delivers recordings, each once, and reads nothing."""

from collections.abc import Callable

import pytest

from tests.clinic.browsing import Browser, fields_of
from tests.export.trials import whole
from trainer.recording.account import Action, Role
from trainer.recording.container import zipped
from trainer.store import Store

FORM = "/deliver"


@pytest.fixture
def station(signed_in: Callable[..., Browser]) -> Browser:
    return signed_in("room-2", Role.STATION)


def deliver(station: Browser, *files: tuple[str, bytes]) -> str:
    """Send files by the form; returns the page that answers."""
    sent = [("files", (name, data)) for name, data in files]
    mark = {"mark": fields_of(station.get(FORM))["mark"]}
    answer = station.post(FORM, data=mark, files=sent or {"none": ("", b"")})
    assert answer.status_code in (200, 422)
    return answer.text


def test_recordings_are_stored_once_however_often_they_come(station: Browser, store: Store) -> None:
    trials = [whole(number) for number in (1, 2)]
    files = [(f"{t.trial_id}.baps", zipped(t.parts)) for t in trials]
    first = deliver(station, *files)
    assert first.count("new: 1; here already: 0") == 2
    again = deliver(station, files[0])
    assert "new: 0; here already: 1" in again
    assert {t.trial_id for t in trials} == set(store.trial_ids("K7"))
    newest = [each.entry for each in store.newest_log(2)]
    assert {(entry.login, entry.action) for entry in newest} == {("room-2", Action.WRITE)}


def test_what_is_no_recording_is_left_out_and_the_rest_is_stored(
    station: Browser, store: Store
) -> None:
    trial = whole(1)
    page = deliver(station, ("../../x.baps", b"PK\3\4 no zip"), ("a.baps", zipped(trial.parts)))
    assert "Left out:" in page
    assert "<strong>x.baps</strong>" in page
    assert "new: 1; here already: 0" in page
    assert store.trial_ids("K7") == (trial.trial_id,)


def test_a_damaged_database_costs_itself_alone(station: Browser, store: Store) -> None:
    trial = whole(1)
    damaged = b"SQLite format 3\0" + b"x" * 5000
    page = deliver(station, ("station.db", damaged), ("a.baps", zipped(trial.parts)))
    assert "Left out:" in page
    assert "baps-delivered-" not in page
    assert store.trial_ids("K7") == (trial.trial_id,)


def test_the_log_says_of_whom_something_was_delivered(station: Browser, store: Store) -> None:
    trials = [whole(1, "K7"), whole(2, "K8"), whole(3, "K8")]
    deliver(station, *((f"{t.trial_id}.baps", zipped(t.parts)) for t in trials))
    for code, entries in (("K7", 1), ("K8", 2)):
        found = [each.entry for each in store.newest_log(9, code)]
        assert [(entry.login, entry.action) for entry in found] == [
            ("room-2", Action.WRITE)
        ] * entries


def test_nothing_large_is_taken_from_nobody(
    browser: Callable[[], Browser], station: Browser
) -> None:
    much = [("files", ("a.baps", b"x" * 3_000_000))]
    for path in ("/sign-in", FORM):
        assert browser().post(path, files=much).status_code == 413
    assert "Left out:" in deliver(station, ("a.baps", b"x" * 3_000_000))


def test_no_file_is_asked_for_again(station: Browser) -> None:
    assert "Choose the files first" in deliver(station)


def test_a_file_that_is_too_large_is_left_out(
    station: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.clinic.pages.deliver.LARGEST_MB", 0)
    assert "larger than 0 MB" in deliver(station, ("a.baps", zipped(whole(1).parts)))
    assert store.trial_ids(None) == ()


def test_therapists_and_admins_deliver_nothing(signed_in: Callable[..., Browser]) -> None:
    for login, role in (("ada", Role.THERAPIST), ("boss", Role.ADMIN)):
        answer = signed_in(login, role).get(FORM)
        assert answer.status_code == 403
        assert "a station" in answer.text
