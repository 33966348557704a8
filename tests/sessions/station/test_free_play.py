"""Free play: how a patient stands is asked first, and a guest plays on whatever board is there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pygame
import pytest

from games.desk.page import BACK
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.screens.station.form import FormPage
from games.screens.station.message_page import MessagePage
from tests.sessions.station.scripted import NoBoard, ScriptedDesk, front_with
from tests.store.test_legs import painful
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.recording.background import NoGo
from trainer.recording.clinical import Episode
from trainer.recording.pain import Pain
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.board_news import BoardNews, Presence
from trainer.sessions.evening import Evening
from trainer.sessions.kept_board import kept_board
from trainer.sessions.station.free_play import BOARD, MOUSE, guest_flow, play_flow
from trainer.sessions.station.front import Closed
from trainer.sessions.station.patients import without_database
from trainer.sessions.store_access import HAND_CODE, SIMULATED_CODE
from trainer.store.store import Store
from trainer.store.values import BodyWeight

NOW = datetime.now(UTC)
HEAVY = BodyWeight(70.0, NOW)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    with Store.open(f"sqlite:///{tmp_path}/baps.db") as opened:
        opened.add_patient("K7")
        yield opened


@pytest.fixture
def board(store: Store):
    with kept_board("sim:patient", store, print, lambda: LinkContext(SimulatedClock())) as kept:
        yield kept


class Evenings(list):
    """What was played with in each evening; `closed` says how they end."""

    closed = False


@pytest.fixture
def evenings(monkeypatch: pytest.MonkeyPatch) -> Evenings:
    found = Evenings()

    def spend(self: Evening) -> bool:
        found.append(self._playing)
        return found.closed

    monkeypatch.setattr(Evening, "spend", spend)
    return found


def answered(front) -> list[dict[str, object]]:
    """What stood in each form when it was left."""
    return [dict(page.answers) for page in front.desk.seen if isinstance(page, FormPage)]


def test_a_patient_plays_on_the_involved_leg_and_the_anchors_dome(store, board, evenings) -> None:
    store.add_weight("K7", HEAVY)
    store.add_episode("K7", Episode(NOW, Side.LEFT, level=3, stance=Stance.SINGLE_LEG))
    play_flow(front_with(store, ["save"], board), "K7")
    (playing,) = evenings
    conditions = playing.conditions
    assert (conditions.side, conditions.level) == (Side.LEFT, 3)
    assert conditions.stance is Stance.SINGLE_LEG
    assert playing.visit.patient_code == "K7"


def test_who_is_tested_on_two_legs_begins_on_two_legs(store, board, evenings) -> None:
    store.add_weight("K7", HEAVY)
    store.add_episode("K7", Episode(NOW, Side.LEFT, level=1, stance=Stance.TWO_LEG))
    play_flow(front_with(store, ["save"], board), "K7")
    conditions = evenings[0].conditions
    assert (conditions.side, conditions.stance, conditions.contradiction) == (
        Side.BOTH,
        Stance.TWO_LEG,
        "",
    )


def test_what_was_chosen_holds_for_the_day_and_for_this_patient(store, board, evenings) -> None:
    store.add_weight("K7", HEAVY)
    store.add_patient("K8")
    store.add_weight("K8", HEAVY)
    front = front_with(store, ["side=right", "level=4", "save", "save", BACK], board)
    for code in ("K7", "K7", "K8"):
        play_flow(front, code)
    assert [each.conditions.level for each in evenings] == [4, 4]
    assert answered(front) == [{"side": "right", "level": "4"}] * 2 + [{}]
    assert evenings[0].visit.visit_id != evenings[1].visit.visit_id


def test_a_weight_that_nobody_noted_is_asked_once(store, board, evenings) -> None:
    takes = ["side=right", "level=2", "weight", lambda page: page.type("71.5"), "save", "save"]
    front = front_with(store, takes, board)
    play_flow(front, "K7")
    assert store.newest_weight("K7").kg == 71.5
    play_flow(front, "K7")
    assert "weight" in answered(front)[0]
    assert "weight" not in answered(front)[1]


def test_a_locked_leg_is_refused_in_the_locks_own_words(store, board, evenings) -> None:
    store.add_weight("K7", HEAVY)
    store.save_trial(painful(pain=Pain(8)))
    takes = ["side=left", "level=2", "save", "go", "side=right", "save"]
    front = front_with(store, takes, board)
    play_flow(front, "K7")
    (message,) = [page for page in front.desk.seen if isinstance(page, MessagePage)]
    assert message.title == "The left leg: pain 8 of 10"
    assert [each.conditions.side for each in evenings] == [Side.RIGHT]


def test_sectors_of_today_hold_in_free_play(store, board, evenings) -> None:
    store.add_weight("K7", HEAVY)
    sectors = {leg: Sector(at, at + 40.0) for leg, at in ((Side.LEFT, 0.0), (Side.RIGHT, 90.0))}
    for leg, sector in sectors.items():
        until = date.today() + timedelta(days=1)
        store.add_no_go("K7", NoGo(f"n-{leg}", leg, sector, "pain", until, NOW))
    front = front_with(store, ["side=left", "level=2", "save", "side=both", "save"], board)
    play_flow(front, "K7")
    play_flow(front, "K7")
    assert evenings[0].visit.chosen.no_go == (sectors[Side.LEFT],)
    assert set(evenings[1].visit.chosen.no_go) == set(sectors.values())


def test_going_back_from_the_form_plays_nothing(store, board, evenings) -> None:
    play_flow(front_with(store, [BACK], board), "K7")
    assert evenings == []


def test_a_patient_waits_for_a_board_and_may_leave_it(store, evenings) -> None:
    store.add_weight("K7", HEAVY)
    play_flow(front_with(store, ["side=left", "level=2", "save", BACK]), "K7")
    assert evenings == []


def test_a_closed_window_closes_the_station(store, board, evenings) -> None:
    evenings.closed = True
    with pytest.raises(Closed):
        guest_flow(front_with(store, [], board))


def test_a_guest_plays_on_the_board_that_is_there_without_a_question(
    store, board, evenings
) -> None:
    guest_flow(front_with(store, [], board))
    assert [each.visit.patient_code for each in evenings] == [SIMULATED_CODE]


class Unplugged(NoBoard):
    news = BoardNews(Presence.NONE)


def test_a_guest_without_a_board_may_wait_or_go_back(store, evenings) -> None:
    guest_flow(front_with(store, [BACK], Unplugged()))
    guest_flow(front_with(store, [BOARD, BACK], Unplugged()))
    guest_flow(front_with(store, [BACK]))
    assert evenings == []


def test_the_mouse_tilts_a_simulated_board_only_if_somebody_says_so(store, evenings) -> None:
    guest_flow(front_with(store, [MOUSE], Unplugged()))
    (playing,) = evenings
    assert playing.visit.patient_code == HAND_CODE
    assert playing.visit.board.identity.uri == MOUSE
    assert playing.steering is not None


def test_guests_play_without_the_database_and_may_try_it_again(store, evenings) -> None:
    front = front_with(None, ["free", MOUSE, "again"], Unplugged())
    assert without_database(front, "no route to the server")
    (playing,) = evenings
    assert playing.visit.patient_code == HAND_CODE
    assert not without_database(front_with(None, [BACK]), "no route to the server")


def test_esc_in_the_valley_comes_back(store, board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("games.engine.placing.SMALL", (640, 360))
    escape = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE)
    with Window(LIKELY_STATION, sleep=lambda _seconds: None) as window:
        monkeypatch.setattr(window, "events", lambda: [escape])
        front = front_with(store, [], board)
        front.window = window
        guest_flow(front)
    assert isinstance(front.desk, ScriptedDesk)
    assert front.desk.seen == []
