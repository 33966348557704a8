"""What was said at visits waits for the database; what nobody can use is set aside and told of."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trainer.recording.background import Screening
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.json_form import to_json
from trainer.recording.vocabulary import Side
from trainer.sessions.legs import PatientLegs
from trainer.sessions.visits.visit_log import VisitLog
from trainer.store import Store
from trainer.store.errors import StoreUnreachable

CODE = "K7"


def pain(value: float) -> ClinicalEntry:
    now = datetime.now(UTC)
    return ClinicalEntry(str(uuid.uuid4()), "pain_now", now, Side.LEFT, value, "of 10")


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    with Store.open() as opened:
        opened.add_patient(CODE)
        yield opened


def written(folder: Path, *lines: bytes) -> Path:
    """A file that another program wrote to just now."""
    folder.mkdir(exist_ok=True)
    path = folder / "other.said"
    path.write_bytes(b"\n".join(lines))
    return path


def gone(*_args: object) -> None:
    raise StoreUnreachable("the database does not answer")


def line(code: str, entry: ClinicalEntry) -> bytes:
    return json.dumps({"code": code, "entry": to_json(entry)}).encode()


@pytest.mark.parametrize(
    "bad",
    [line(CODE, pain(99)), b'{"code": "K7", "entr'],
    ids=["impossible", "broken off"],
)
def test_a_line_of_no_use_is_set_aside_once_and_all_others_are_stored(
    store, home, said, bad: bytes
) -> None:
    path = written(home / "said", line(CODE, pain(2)), bad, line(CODE, pain(7)))
    log = VisitLog(home / "said", store, said.append)
    assert [stop.pain for stop in log.waiting(CODE).stops] == [7], "it keeps nobody from looking"
    assert log.waiting(CODE).marks("a visit", ()) == ()
    assert log.deliver() == 2
    assert sorted(each.value for each in store.entries(CODE)) == [2, 7]
    assert path.with_name("other.said.damaged").read_bytes() == bad + b"\n"
    (told,) = said
    assert "other.said.damaged" in told


@pytest.mark.parametrize("ahead_h", [0, 24], ids=["right clock", "clock set back since"])
def test_a_checklist_that_waited_counts_over_none_that_was_done_later_elsewhere(
    store, home, said, monkeypatch, ahead_h: int
) -> None:
    now = datetime.now(UTC)
    here = Screening(now - timedelta(hours=2), {"fracture": False})
    there = Screening(now - timedelta(hours=1) + timedelta(hours=ahead_h), {"fracture": True})
    counts = here if ahead_h else there
    with monkeypatch.context() as silent:
        silent.setattr(Store, "add_screening", gone)
        VisitLog(home / "said", store, said.append).add(CODE, here)
    log = VisitLog(home / "said", store, said.append)
    assert log.waiting(CODE).screening(None) == here
    store.add_screening(CODE, there)
    assert log.waiting(CODE).screening(there) == counts, "while it still waits, too"
    assert log.deliver() == 1
    assert store.screening(CODE) == counts


def test_what_belongs_together_is_kept_with_one_write_or_not_at_all(store, home, said) -> None:
    log = VisitLog(home / "said", store, said.append)
    with log.together():
        log.add(CODE, pain(1))
        log.add(CODE, pain(2))
        assert store.entries(CODE) == log.waiting(CODE).said == ()
    assert [each.value for each in store.entries(CODE)] == [1, 2]

    def stopped_half_way() -> None:
        with log.together():
            log.add(CODE, pain(7))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_half_way()
    log.add(CODE, pain(3))
    assert [each.value for each in store.entries(CODE)] == [1, 2, 3]
    assert store.stops(CODE) == ()


def test_a_line_that_another_program_is_just_writing_is_left_to_it(store, home, said) -> None:
    whole = line(CODE, pain(3))
    path = written(home / "said", line(CODE, pain(2)), whole[:30])
    assert VisitLog(home / "said", store, said.append).deliver() == 1
    assert [each.name for each in path.parent.iterdir()] == ["other.said"]
    path.write_bytes(whole)
    assert VisitLog(home / "said", store, said.append).deliver() == 1
    assert said == []


def test_a_leg_that_was_said_to_hurt_stays_locked_for_all_while_the_database_is_silent(
    store, home, said, monkeypatch
) -> None:
    VisitLog(home / "said", store, said.append).add(CODE, pain(8))
    monkeypatch.setattr(Store, "_reading", gone)
    lock = PatientLegs(store, said.append, CODE).lock(Side.LEFT)
    assert lock is not None
    assert "pain 8 of 10" in lock.words
    assert PatientLegs(store, said.append, CODE).lock(Side.RIGHT) is None


def test_what_the_database_refuses_is_set_aside_and_what_comes_after_it_arrives(
    store, home, said
) -> None:
    refused = line("GONE", pain(3))
    path = written(home / "said", refused, line(CODE, pain(2)))
    log = VisitLog(home / "said", store, said.append)
    log.add(CODE, pain(1))
    assert sorted(each.value for each in store.entries(CODE)) == [1, 2]
    assert path.with_name("other.said.damaged").read_bytes() == refused + b"\n"
    (told,) = said
    assert "GONE" in told


def test_while_the_database_does_not_answer_everything_waits(
    store, home, said, monkeypatch
) -> None:
    path = written(home / "said", line(CODE, pain(3)), line(CODE, pain(2)))

    with monkeypatch.context() as without:
        without.setattr(Store, "add_entry", gone)
        assert VisitLog(home / "said", store, said.append).deliver() == 0
    assert said == ["the database does not answer"]
    assert [each.name for each in path.parent.iterdir()] == ["other.said"]
    assert VisitLog(home / "said", store, said.append).deliver() == 2
