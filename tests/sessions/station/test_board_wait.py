"""While no board is ready a page says what to do, and goes on by itself."""

from types import SimpleNamespace

import pytest

from games.desk.page import BACK, CLOSED
from games.screens.station.waiting import AGAIN, WaitingPage
from tests.sessions.station.scripted import NoBoard, front_with
from trainer.recording.interfaces import FeedStatus
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board_news import ANSWERS, BoardNews, Presence
from trainer.sessions.station.board_wait import ANEW, LOOKED_FOR, SILENT, WAITS_FOR, board_ready
from trainer.sessions.station.front import Closed


class Plugged(NoBoard):
    """A board whose news are set by hand; `tried` is how often somebody asked for it again."""

    def __init__(self, news: BoardNews) -> None:
        self.news, self.tried, self.there = news, 0, None

    def board(self):
        return self.there

    def again(self) -> None:
        self.tried += 1

    def arrive(self, _page=None) -> None:
        self.news, self.state = BoardNews(Presence.READY), LinkState.STREAMING
        feed = SimpleNamespace(status=lambda: FeedStatus(self.state))
        self.there = SimpleNamespace(feed=feed)


def test_a_board_that_is_ready_is_not_waited_for() -> None:
    kept = Plugged(BoardNews(Presence.OPENING))
    kept.arrive()
    front = front_with(None, [], kept)
    assert board_ready(front)
    assert front.desk.seen == []


def test_a_board_that_was_pulled_just_now_is_waited_for() -> None:
    kept = Plugged(BoardNews(Presence.OPENING))
    kept.arrive()
    kept.state = LinkState.LOST

    def plug_in(_page) -> None:
        kept.state = LinkState.STREAMING

    front = front_with(None, [plug_in], kept)
    assert board_ready(front)
    assert isinstance(front.desk.seen[0], WaitingPage)


def test_the_page_goes_on_by_itself_when_the_board_is_there() -> None:
    kept = Plugged(BoardNews(Presence.NONE))
    assert board_ready(front_with(None, [kept.arrive], kept))


def test_somebody_may_go_back_or_close_the_window_without_a_board() -> None:
    kept = Plugged(BoardNews(Presence.STILL))
    assert not board_ready(front_with(None, [BACK], kept))
    with pytest.raises(Closed):
        board_ready(front_with(None, [CLOSED], kept))


def test_trouble_can_be_tried_again_from_the_page() -> None:
    kept = Plugged(BoardNews(Presence.TROUBLE, "the port is in use"))
    assert board_ready(front_with(None, [AGAIN, kept.arrive], kept))
    assert kept.tried == 1


def test_only_trouble_has_a_button_to_try_again_and_all_have_one_to_leave() -> None:
    front = front_with(None, [])
    page = WaitingPage(front.kit, front.room.station)
    offered = {}
    for presence in Presence:
        page.tell(WAITS_FOR[presence])
        offered[presence] = [each.name for each in page.items]
    assert offered.pop(Presence.TROUBLE) == [AGAIN, BACK]
    assert all(names == [BACK] for names in offered.values())


@pytest.mark.parametrize(
    ("news", "state", "words"),
    [
        (BoardNews(), None, LOOKED_FOR),
        (BoardNews(Presence.OPENING, ANSWERS), None, ANSWERS),
        (BoardNews(Presence.READY, "not calibrated"), None, ANEW),
        (BoardNews(Presence.READY), LinkState.LOST, SILENT),
    ],
    ids=["looked for", "answers", "anew", "silent"],
)
def test_one_moment_says_what_is_waited_for(news, state, words) -> None:
    kept = Plugged(news)
    if state is not None:
        kept.arrive()
        kept.state = state
    front = front_with(None, [BACK], kept)
    assert not board_ready(front)
    assert front.desk.seen[0]._advice == words
