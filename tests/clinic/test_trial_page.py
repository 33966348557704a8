"""A trial's page: what is shown of it, what is said where something is missing, its exclusion."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.clinic.browsing import Browser
from tests.metrics.signals import completed, ordinary_axes, recorded
from tests.recomputing import deliver, id_of, ordinary
from tests.recordings import STARTED_AT
from trainer.clinic.clinic import Clinic
from trainer.metrics import TrialMeasures
from trainer.recording.body import BodySamples, BodySetup, ThighSetup
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.conditions import FLOOR
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind, Side
from trainer.sessions import correcting
from trainer.sessions.correcting import Author
from trainer.store import Store

PATH = f"/patients/K7/trials/{id_of(1)}"


def shown(browser: Browser, path: str = PATH) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def spoil(store: Store, *names: str) -> None:
    """Damage these parts of all recordings, so that their checksums are wrong."""
    with store._engines.writer.begin() as connection:
        for name in names:
            asked = text("UPDATE recording_parts SET checksum = 'ffffffff' WHERE name = :name")
            connection.execute(asked, {"name": name})


def squats(number: int) -> Recording:
    """A trial on the floor with a thigh sensor, scored by eye."""
    scored = TrialEvent(EventKind.EYE, 1500, {"part": "knee", "seen": "gave_way"})
    start, measure, *ending = completed(2000)
    board = recorded(ordinary_axes(), [start, measure, scored, *ending], trial_id=id_of(number))
    body = BodySamples.zeros(2000)
    body.seq[:], body.t_s[:] = board.samples.seq, board.samples.t_s
    floor = replace(board.header.conditions, activity="single-leg-squat", level=FLOOR)
    worn = BodySetup(thigh=ThighSetup(side=Side.RIGHT))
    header = replace(board.header, conditions=floor, body=worn, patient_code="K7")
    return replace(board, header=header, body=body)


def test_course_way_events_and_numbers_with_definitions_are_shown(ada: Browser) -> None:
    page = shown(ada)
    assert page.count("<svg") == 3, "course, way, zones"
    assert "95 % ellipse" in page
    assert "</a> Bullseye</h1>" in page, "its title, not its name"
    assert "rim: here the edge of the board meets the floor (assumed)" in page
    assert "measured from here on" in page
    assert page.count('<details class="definition">') > 30, "within reach without a mouse"
    assert re.search(r'<summary data-tip="[^"]*Root mean square', page), "also on focus"
    assert "at least" in page, "what is censored"
    assert "style=" not in page


def test_what_nobody_wore_and_nobody_scored_is_said(ada: Browser) -> None:
    page = shown(ada)
    assert "No body sensor was worn" in page
    assert "Nobody scored this trial by eye" in page


def test_what_a_body_sensor_and_an_eye_saw_stands_apart_from_the_board(
    ada: Browser, store: Store
) -> None:
    deliver(store, squats(2))
    page = shown(ada, f"/patients/K7/trials/{id_of(2)}")
    board, _, rest = page.partition("What a body sensor saw")
    body, _, eye = rest.partition("What the eye scored")
    assert "Nobody stood on the board" in board
    assert "<svg" not in board
    assert body.count("<svg") == 1
    assert "eye: knee gave way" in board, "among what happened"
    assert "knee" in eye.partition("What the patient saw")[0]


@pytest.mark.parametrize(
    ("parts", "words", "charts"),
    [
        (("board_derived.parquet",), "its tilt cannot be read", 1),
        (("board.parquet",), "the counts are lost", 1),
        (("events.json",), "What happened in this trial cannot be read", 2),
        (("header.json",), "its stored numbers are all there is", 1),
    ],
    ids=("tilt", "counts", "events", "header"),
)
def test_of_a_damaged_recording_the_rest_is_shown(
    ada: Browser, store: Store, parts: tuple[str, ...], words: str, charts: int
) -> None:
    spoil(store, *parts)
    page = shown(ada)
    assert words in page
    assert page.count("<svg") == charts
    assert "tilt away from level" in page, "the stored numbers stay"


@pytest.mark.parametrize("number", ["whose", "other"])
def test_a_trial_of_another_patient_is_as_unknown_as_none(
    ada: Browser, store: Store, number: str
) -> None:
    store.add_patient("K8")
    ordinary_8 = ordinary(8)
    header = replace(ordinary_8.header, patient_code="K8")
    deliver(store, replace(ordinary_8, header=header))
    wanted = {"whose": id_of(8), "other": id_of(9)}[number]
    for path in ("", "/film"):
        answer = ada.get(f"/patients/K7/trials/{wanted}{path}")
        assert answer.status_code == 404
        assert f"K7 has no trial {wanted}" in answer.text
    for what in ("void", "unvoid"):
        data = {"reason": "wrong"}
        answer = ada.fill_in(f"/patients/K7/trials/{wanted}/{what}", data, form_at="/")
        assert answer.status_code == 404
    assert store.stored_trial(id_of(8))[1].voided == ""
    for no_id in (id_of(1)[:8], "%00", "x" * 5000):
        assert ada.get(f"/patients/K7/trials/{no_id}").status_code == 404


def test_a_trial_is_excluded_with_a_reason_and_that_is_taken_back(
    ada: Browser, clinic: Clinic
) -> None:
    store = clinic.store
    done = ada.fill_in(f"{PATH}/void", {"reason": " phone \n rang "}, form_at=PATH)
    assert (done.status_code, done.headers["location"]) == (303, PATH)
    assert store.patients_trial("K7", id_of(1))[1].why == "declared void: phone rang"
    event = store.load_recording(id_of(1)).events[-1]
    assert (event.data["operator"], event.data["reason"]) == ("ada", "phone rang")
    page = shown(ada)
    assert "declared void: phone rang" in page
    assert "95 % ellipse" not in page, "a trial that does not count has no such number"
    assert "excluded: phone rang" in page
    assert ada.fill_in(f"{PATH}/unvoid", {}, form_at=PATH).status_code == 303
    assert store.patients_trial("K7", id_of(1))[1].valid
    noted = [entry.entry.detail for entry in store.newest_log(20)]
    assert "trial 00000000 void" in noted


@pytest.mark.parametrize("damaged", [False, True], ids=("whole", "damaged"))
def test_two_who_exclude_a_trial_at_once_both_leave_their_event(
    ada: Browser, store: Store, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    if damaged:
        spoil(store, "board.parquet")
    measured, eve = correcting.measured, Author("eve", STARTED_AT)
    others = [lambda: correcting.void(store, id_of(1), "another dome", eve)]

    def while_somebody_else_does(recording: Recording) -> TrialMeasures:
        if others:
            others.pop()()
        return measured(recording)

    monkeypatch.setattr(correcting, "measured", while_somebody_else_does)
    done = ada.fill_in(f"{PATH}/void", {"reason": "phone rang"}, form_at=PATH)
    assert done.status_code == 303
    voids = [e.data for e in store.load_conduct(id_of(1)).events if e.kind is EventKind.VOID]
    assert [(data["operator"], data["reason"]) for data in voids] == [
        ("eve", "another dome"),
        ("ada", "phone rang"),
    ]
    assert store.patients_trial("K7", id_of(1))[1].voided == "phone rang"


def test_of_many_at_once_nobody_s_event_is_lost(ada: Browser, store: Store) -> None:
    who = [f"therapist-{number}" for number in range(4)]
    with ThreadPoolExecutor(len(who)) as pool:
        list(pool.map(lambda by: correcting.void(store, id_of(1), by, Author(by, STARTED_AT)), who))
    events = store.load_conduct(id_of(1)).events
    assert {e.data["operator"] for e in events if e.kind is EventKind.VOID} == set(who)


def test_no_trial_is_excluded_without_a_reason_and_none_taken_back_twice(
    ada: Browser, store: Store
) -> None:
    empty = ada.fill_in(f"{PATH}/void", {"reason": " \n "}, form_at=PATH)
    assert empty.status_code == 422
    assert "Say why" in empty.text
    assert store.patients_trial("K7", id_of(1))[1].valid
    twice = ada.fill_in(f"{PATH}/unvoid", {}, form_at=PATH)
    assert twice.status_code == 422
    assert "is not void" in twice.text


def test_where_events_are_lost_nothing_is_excluded_and_the_reason_is_kept(
    ada: Browser, store: Store
) -> None:
    spoil(store, "events.json")
    typed = 'wrong "dome" <b>'
    answer = ada.fill_in(f"{PATH}/void", {"reason": typed}, form_at=PATH)
    assert answer.status_code == 422
    assert "cannot be read" in answer.text
    assert 'value="wrong &#34;dome&#34; &lt;b&gt;"' in answer.text


def test_a_note_is_shown_with_who_and_when_on_the_trial_and_on_its_day(
    ada: Browser, clinic: Clinic
) -> None:
    typed = 'slipped <b> a little, "too quick"'
    done = ada.fill_in(f"{PATH}/note", {"text": typed}, form_at=PATH)
    assert (done.status_code, done.headers["location"]) == (303, f"{PATH}#notes")
    written = "slipped &lt;b&gt; a little, &#34;too quick&#34;"
    notes = shown(ada).partition('id="notes"')[2]
    assert written in notes
    assert "ada, 20 November 2026" in notes
    day = clinic.store.patients_trial("K7", id_of(1))[1].started_at.astimezone().date()
    of_the_day = shown(ada, f"/patients/K7/days/{day}")
    assert f"{written} (ada, 20 November 2026)" in of_the_day.partition("<h2")[2]
    assert "about the trial of" in shown(ada, "/patients/K7/days/2026-11-20"), "when it was typed"
    (entry,) = clinic.store.entries("K7")
    noted = [each.entry.detail for each in clinic.store.newest_log(20)]
    assert "trial 00000000 note" in noted
    clinic.store.withdraw_entry("K7", entry.entry_id, "another trial")
    assert written not in shown(ada)


def test_an_empty_or_endless_note_comes_back_as_it_was_typed(ada: Browser, store: Store) -> None:
    for typed, words in ((" ", "Please answer this"), ("long " * 60, "At most 240 characters")):
        answer = ada.fill_in(f"{PATH}/note", {"text": typed}, form_at=PATH)
        assert answer.status_code == 422
        assert typed in answer.text
        assert words in answer.text
    assert not store.entries("K7")


def test_a_note_of_the_window_is_on_the_trial_that_ran_then(ada: Browser, store: Store) -> None:
    trial = store.patients_trial("K7", id_of(1))[1]
    for seconds, words in ((5, "while it ran"), (3600, "an hour later")):
        moment = trial.started_at + timedelta(seconds=seconds)
        store.add_entry("K7", ClinicalEntry(id_of(70 + seconds), "note", moment, note=words))
    page = shown(ada)
    assert "while it ran" in page
    assert "an hour later" not in page
