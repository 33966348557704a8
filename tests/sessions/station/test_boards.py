"""The page of boards: it follows the board, says what is due, and does it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from games.desk.page import BACK
from games.screens.menu import Standing
from games.screens.station.listing import ListPage
from tests.sessions.calibrating import CALIBRATED
from tests.sessions.station.forms import filled
from tests.sessions.station.scripted import NoBoard, Take, front_with
from trainer.link.base import SimulatedClock
from trainer.link.uri import LinkContext
from trainer.motion.calibration import LevelPose
from trainer.recording.guidance import Finished
from trainer.recording.vocabulary import Side
from trainer.sessions.board_due import DIAGNOSE, BoardDue, DueRow
from trainer.sessions.board_news import NOTHING_THERE, OTHER_BOARD, BoardNews, KeptBoard, Presence
from trainer.sessions.calibration.guides import Asked
from trainer.sessions.kept_board import kept_board
from trainer.sessions.station.boards import boards_flow
from trainer.sessions.station.front import Front
from trainer.sessions.station.heard import Heard
from trainer.store.errors import StoreUnreachable
from trainer.texts import begun

LOOSE = "the wires of the sensor are loose: check the four of them"


@pytest.fixture
def plate(store) -> Iterator[KeptBoard]:
    def context() -> LinkContext:
        return LinkContext(SimulatedClock(), defaults={"still_s": "3600"})

    with kept_board("sim:plate", store, print, context) as kept:
        yield kept


class Care:
    """What is due, as it was said; what was done about it, and with what."""

    def __init__(self, *rows: DueRow) -> None:
        self.rows, self.done = rows, list[tuple[str, Asked]]()

    def due(self) -> tuple[BoardDue, ...]:
        return (BoardDue(7, "The board that is plugged in", True, self.rows),)

    def run_in_window(self, step: str, window, asked: Asked) -> Finished:
        self.done.append((step, asked))
        return Finished(step, True)


def taken_on(store, board: KeptBoard, row: DueRow, *takes: Take) -> Care:
    """What is done about one row, from its page back to the list, by these."""
    front, care = front_with(store, [*takes, BACK], board), Care(row)
    front.care = care
    boards_flow(front)
    assert not front.desk.left
    return care


def titles(front: Front) -> list[str]:
    return [page.title for page in front.desk.seen if isinstance(page, ListPage)]


def rows(front: Front) -> list[tuple[str, str, str]]:
    """The last list's rows: title, line, state."""
    page = [each for each in front.desk.seen if isinstance(each, ListPage)][-1]
    return [(row.title, row.line, row.state) for row in page._rows]


def test_without_any_board_ever_it_says_what_to_do(store) -> None:
    board = NoBoard()
    board.news = BoardNews(Presence.NONE, NOTHING_THERE)
    front = front_with(store, [BACK], board)
    boards_flow(front)
    assert titles(front) == ["No board is plugged in"]
    assert rows(front) == []


def test_it_follows_the_board_while_it_is_seen(store, plate) -> None:
    class Plugged(NoBoard):
        def board(self):
            return plate.board() if self.news.ready else None

    board = Plugged()
    board.news = BoardNews(Presence.NONE, NOTHING_THERE)

    def news(state: Presence, words: str = "") -> Take:
        def come(_page) -> None:
            board.news = BoardNews(state, words, plate.news.board)

        return come

    front = front_with(
        store,
        [
            news(Presence.STILL),
            news(Presence.READY, OTHER_BOARD),
            news(Presence.TROUBLE, LOOSE),
            news(Presence.CHANGED),
            BACK,
        ],
        board,
    )
    boards_flow(front)
    assert titles(front) == [
        "No board is plugged in",
        "Leave the board alone for three seconds",
        "A simulated board is here",
        "The board cannot be used yet",
        "Another board is plugged in",
    ]
    lists = [page for page in front.desk.seen if isinstance(page, ListPage)]
    assert [page._lead for page in lists][2:4] == [OTHER_BOARD, LOOSE]


def test_what_is_to_be_done_comes_first_and_what_is_done_has_its_day(store, plate) -> None:
    done = DueRow("level", "Level", "", Standing.DONE, "today")
    rim = DueRow("rim", "Rim of dome 3", "roll it once", Standing.MISSING, level=3)
    front = front_with(store, [BACK], plate)
    front.care = Care(done, rim)
    boards_flow(front)
    assert rows(front) == [
        ("Rim of dome 3", "roll it once", "not yet"),
        ("Level", "", "today"),
    ]


def test_a_board_that_is_elsewhere_has_one_line_and_nothing_is_done_about_it(store, plate) -> None:
    store.add_calibration(
        CALIBRATED.__class__(0x99, steps=frozenset({"level"}), made_at=datetime.now(UTC))
    )
    front = front_with(store, [BACK], plate)
    boards_flow(front)
    (away,) = [row for row in rows(front) if "0099" in row[0]]
    assert away[1].startswith("to do: Sensor, Front, Rim of dome 1")
    assert "away:153" not in {each.name for each in front.desk.seen[-1].items if each.enabled}


@pytest.mark.parametrize(
    ("row", "takes", "asked"),
    [
        (DueRow("rim", "Rim", "", Standing.MISSING, level=4), (), Asked(level=4)),
        (DueRow("front", "Front", "", Standing.DONE), (), Asked()),
        (DueRow(DIAGNOSE, "Test", "", Standing.DUE), (), Asked()),
        (
            DueRow("level", "Level", "", Standing.MISSING),
            ("on_blocks",),
            Asked(pose=LevelPose.ON_BLOCKS),
        ),
        (
            DueRow("load", "Cells", "", Standing.MISSING),
            (filled({"kg": "12.5"}), "save"),
            Asked(weight_kg=12.5),
        ),
    ],
    ids=["rim", "front", "diagnose", "level", "load"],
)
def test_a_step_is_done_with_what_it_must_know(store, plate, row, takes, asked) -> None:
    assert taken_on(store, plate, row, "0", *takes).done == [(row.step, asked)]


def test_going_back_from_a_question_does_nothing(store, plate) -> None:
    level = DueRow("level", "Level", "", Standing.MISSING)
    load = DueRow("load", "Load cells", "", Standing.MISSING)
    assert taken_on(store, plate, level, "0", BACK).done == []
    assert taken_on(store, plate, load, "0", BACK).done == []


def test_what_a_test_found_is_read_in_whole_before_it_is_done_again(store, plate) -> None:
    found = DueRow(DIAGNOSE, "Test of the board: link", LOOSE, Standing.FAILED)

    def reads(page) -> None:
        assert (page.title, page._more) == (begun(LOOSE), "Test of the board: link")

    assert taken_on(store, plate, found, "0", reads, BACK).done == []
    assert taken_on(store, plate, found, "0", reads, "do").done == [(DIAGNOSE, Asked())]


def test_what_only_hands_can_do_is_read_and_nothing_begins(store, plate) -> None:
    row = DueRow("", "Check at rest", "plug it in again and keep off it", Standing.DUE)
    assert taken_on(store, plate, row, "0", "go").done == []


def test_a_strap_is_set_up_on_a_known_patient_and_a_named_leg(store, plate, monkeypatch) -> None:
    strap = DueRow("thigh", "Thigh sensor", "", Standing.DUE)
    wrong = (filled({"code": "K99", "side": "left"}), "save", "go")
    assert taken_on(store, plate, strap, "0", *wrong).done == []
    right = (filled({"code": "K7", "side": "left"}), "save")
    care = taken_on(store, plate, strap, "0", *right)
    assert care.done == [("thigh", Asked(patient_code="K7", side=Side.LEFT))]


def test_a_database_out_of_reach_is_said_above_the_list(store, plate, monkeypatch) -> None:
    front = front_with(store, [BACK], plate)

    def silent() -> None:
        raise StoreUnreachable("the database is silent")

    monkeypatch.setattr(front.care, "due", silent)
    boards_flow(front)
    assert front.desk.seen[-1]._lead == "the database is silent"


def test_the_real_rows_of_a_plate_can_all_be_read(store, plate) -> None:
    front = front_with(store, [BACK], plate)
    boards_flow(front)
    assert {row[0] for row in rows(front)} >= {"Load cells, zero", "Test of the board"}


def test_a_single_message_of_the_boards_thread_is_read_without_a_list(store) -> None:
    front = front_with(store, ["heard", "go", BACK])
    front.heard.say(f"{LOOSE}: run baps diagnose")
    boards_flow(front)
    assert front.desk.seen[1].title == begun(LOOSE)


def test_what_the_boards_thread_said_is_read_on_the_page_and_in_the_terminal(store) -> None:
    log: list[str] = []
    front = front_with(store, ["heard", "0", "go", BACK, BACK])
    front.heard = Heard(log.append)
    for words in ("checked at rest: gravity 1.00 g", f"{LOOSE}: run baps diagnose"):
        front.heard.say(words)
    boards_flow(front)
    _, heard, told, *_ = front.desk.seen
    assert [item.words for item in heard.items][:2] == [LOOSE, "checked at rest: gravity 1.00 g"]
    assert told.title == begun(LOOSE)
    assert len(log) == 2
