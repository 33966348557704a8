"""The film of a trial: drawn by a process of its own, once; and what is said without one."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from httpx2 import Response
from PIL import Image
from sqlalchemy import text

from tests.clinic.browsing import Browser
from tests.recomputing import deliver, id_of, ordinary
from trainer.cli.main import cli
from trainer.clinic import films
from trainer.clinic.clinic import Clinic
from trainer.clinic.film_maker import BEFORE_START_S, SIZE, STEP_S
from trainer.recording.account import Action
from trainer.recording.trial import Recording
from trainer.store import Store

PATH = f"/patients/K7/trials/{id_of(1)}/film"
SECONDS = 5


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """A round of the bullseye as a simulated patient plays it, as K7's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAPS_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("BAPS_DB", raising=False)
        board = ("--board", "sim:patient?skill=0.9", "--headless", "--fast")
        done = CliRunner().invoke(cli, ("play", "bullseye", *board, "--seconds", str(SECONDS)))
        assert done.exit_code == 0, done.output
        with Store.open() as store:
            (series,) = store.history("SIM").series
            recording = store.load_recording(series.trials[0].trial_id)
    header = replace(recording.header, trial_id=id_of(1), patient_code="K7", session_id=None)
    return replace(recording, header=header)


@pytest.fixture
def ada(signed_in: Callable[..., Browser]) -> Browser:
    mine = signed_in("ada")
    mine.fill_in("/patients/new", {"code": "K7", "mine": "1"})
    return mine


def pictures_in(film: bytes) -> Iterator[bytes]:
    """The pictures of a film, as a browser cuts them out."""
    line, _, rest = film.partition(b"\n")
    at = 0
    for length in json.loads(line)["lengths"]:
        yield rest[at : at + length]
        at += length


def asked_until_drawn(browser: Browser) -> Response:
    """As the script of the page asks: until it is no longer being drawn."""
    while (answer := browser.get(PATH, headers={"x-watching": "1"})).status_code == 202:
        assert answer.json()["words"] == "The film is being drawn."
    return answer


def test_a_film_shows_the_whole_trial_and_is_drawn_once(
    ada: Browser, clinic: Clinic, played: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(clinic.store, played)
    drawn = asked_until_drawn(ada)
    assert drawn.status_code == 200
    pictures = list(pictures_in(drawn.content))
    lead_in_s = 3.0
    expected = (BEFORE_START_S + lead_in_s + SECONDS) / STEP_S
    assert len(pictures) == pytest.approx(expected, abs=2)
    images = [Image.open(io.BytesIO(each)).convert("RGB") for each in (pictures[0], pictures[-1])]
    assert [image.size for image in images] == [SIZE, SIZE]
    assert images[0].tobytes() != images[1].tobytes()
    monkeypatch.setattr(films, "_started", lambda *_: pytest.fail("it is kept"))
    again = ada.get(PATH)
    assert again.content == drawn.content
    noted = [each.entry for each in clinic.store.newest_log(30) if "film" in each.entry.detail]
    assert [entry.action for entry in noted] == [Action.READ, Action.READ], "no more, while drawn"
    assert list(clinic.films.folder.iterdir()) == [clinic.films.folder / f"{id_of(1)}.film"]


def test_a_trial_that_this_version_cannot_show_says_why(ada: Browser, store: Store) -> None:
    unknown = ordinary(1)
    conditions = replace(unknown.header.conditions, activity="of-next-year")
    deliver(store, replace(unknown, header=replace(unknown.header, conditions=conditions)))
    answer = asked_until_drawn(ada)
    assert answer.status_code == 409
    assert "which this version does not have" in answer.json()["words"]
    assert "which this version does not have" in ada.get(PATH.removesuffix("/film")).text


@pytest.mark.parametrize(
    ("part", "words"),
    [("board_derived.parquet", "cannot be read"), ("board.parquet", "the counts are lost")],
)
def test_a_damaged_recording_has_no_film_and_says_so(
    ada: Browser, store: Store, part: str, words: str
) -> None:
    deliver(store, ordinary(1))
    with store._engines.writer.begin() as connection:
        spoiled = text("UPDATE recording_parts SET checksum = 'ffffffff' WHERE name = :name")
        connection.execute(spoiled, {"name": part})
    answer = asked_until_drawn(ada)
    assert answer.status_code == 409
    assert words in answer.json()["words"]


def test_a_process_that_fails_is_told_in_words_and_may_be_tried_again(
    ada: Browser, clinic: Clinic, played: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(clinic.store, played)
    with monkeypatch.context() as broken:
        broken.setattr(films, "_started", with_nothing_to_read)
        assert asked_until_drawn(ada).json()["words"] == films.FAILED
    assert asked_until_drawn(ada).status_code == 200


def with_nothing_to_read(source: Path, file: Path) -> object:
    """The process, after something took its recording away."""
    source.unlink()
    return started(source, file)


started = films._started


def test_a_test_s_page_says_that_the_patient_saw_no_light(ada: Browser, store: Store) -> None:
    one = ordinary(1)
    for number, activity, said in ((2, "steady-stance", True), (3, "bullseye", False)):
        conditions = replace(one.header.conditions, activity=activity)
        header = replace(one.header, trial_id=id_of(number), conditions=conditions)
        deliver(store, replace(one, header=header))
        page = ada.get(f"/patients/K7/trials/{id_of(number)}").text
        assert ("In a test the patient sees where the board is only until" in page) == said
