"""Before a trial the database is asked once, and a trial begins whether it answers or not."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from games.registry import activity_named
from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, opened
from trainer.journal.reading import journals_in
from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.envelope import Range, round_rim
from trainer.recording.vocabulary import Footwear, Side, Source
from trainer.sessions.delivery import StoreDelivery
from trainer.sessions.visit import Visit
from trainer.store import BodyWeight, Store
from trainer.store.engines import open_engines
from trainer.store.places import database_url, sqlite_url

BULLSEYE = activity_named("bullseye")
CONDITIONS = Conditions("bullseye", side=Side.LEFT)
RANGE = Range((0.0, 180.0), (4.0, 4.5), Source.MEASURED, Side.LEFT, day=date.today())
FEET = FootPlacement("M20", "M9", Footwear.SHOES)
RIM = round_rim(7.7, Source.MEASURED, 2, 7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(sqlite_url(tmp_path / "baps.db")) as opened_store:
        opened_store.add_patient("K7")
        yield opened_store


def visit_with(store: Store, tmp_path: Path, said: list[str]) -> Visit:
    board = opened(TiltedSource([], knots=[(0.0, 0.0, 0.0), (60.0, 0.0, 0.0)]), CALIBRATED)
    delivery = StoreDelivery(store, tmp_path / "spool", said.append)
    return Visit(board, "K7", delivery, tmp_path / "journals", said.append, store)


def test_one_question_brings_rim_range_feet_and_weight(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add_rim(RIM)
    store.add_range("K7", RANGE)
    store.add_placement("K7", Side.LEFT, FEET)
    store.add_weight("K7", BodyWeight(70.0, datetime.now(UTC)))
    said: list[str] = []
    questions: list[str] = []
    reading = Store._reading
    monkeypatch.setattr(
        Store, "_reading", lambda self: (questions.append("asked"), reading(self))[1]
    )
    visit = visit_with(store, tmp_path, said)
    setup, keeper = visit._ready(BULLSEYE, CONDITIONS, 0)
    assert questions == ["asked"]
    assert (setup.rim.tilt_deg, setup.range, setup.feet) == (RIM.tilt_deg, RANGE, FEET)
    assert setup.conditions.footwear is Footwear.SHOES
    assert keeper._body_weight_n == pytest.approx(70 * 9.80665)
    assert said == []
    visit.board.close()


def test_a_range_ends_at_midnight(store: Store, tmp_path: Path) -> None:
    store.add_range("K7", replace(RANGE, day=RANGE.day - timedelta(days=1)))
    visit = visit_with(store, tmp_path, [])
    setup, _ = visit._ready(BULLSEYE, CONDITIONS, 0)
    assert setup.range is None
    visit.board.close()


def test_a_trial_begins_without_a_database_that_does_not_answer_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    silent = Store(open_engines(database_url("postgresql://me@127.0.0.1:1/baps")), "clinic")
    connected: list[str] = []

    def nothing() -> None:
        connected.append("tried")
        raise OperationalError("", {}, Exception("no answer"))

    monkeypatch.setattr(silent._engines.reader, "raw_connection", nothing)
    visit = visit_with(silent, tmp_path, said)
    for _ in range(3):
        setup, keeper = visit._ready(BULLSEYE, CONDITIONS, 0)
        assert setup.rim.source is Source.ASSUMED
        assert keeper.past().values == ()
    assert connected == ["tried"]
    (line,) = said
    assert "no answer" in line
    visit.board.close()


def test_a_trial_that_broke_off_is_not_recorded_on_and_reaches_its_journal(
    store: Store, tmp_path: Path
) -> None:
    visit = visit_with(store, tmp_path, [])
    feed = visit.board.feed
    _, keeper = visit._ready(BULLSEYE, CONDITIONS, 0)
    with closing(keeper):
        keeper.begin()
        for _ in range(50):
            feed.pump()
    with pytest.raises(ValueError, match="no recording was begun"):
        feed.end_recording(0)
    assert len(journals_in(tmp_path / "journals")) == 1
    visit.board.close()
