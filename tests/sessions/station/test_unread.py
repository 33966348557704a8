"""What is said while the window is full stands on the next page, each message once."""

from games.desk.page import BACK
from games.screens.station.message_page import MessagePage
from games.screens.station.today import TodayPage
from tests.games.spoken import written_texts
from tests.sessions.station.scripted import front_with
from trainer.sessions.station.today import patient_flow
from trainer.store import Store
from trainer.texts import begun

CODE = "K7"
WAITS = "the trial waits in spool/1.baps"
MOVED = "the heel is at N28, 3 cells from N25"


def test_messages_stand_before_the_next_page_and_none_comes_twice(store: Store) -> None:
    front = front_with(store, ["go", BACK])
    for words in (WAITS, MOVED, WAITS):
        front.room.say(words)
    front.show(MessagePage(front.kit, "One moment", ()), lambda: True)
    assert front.desk.seen == [], "a page that only waits is not kept waiting"
    with written_texts() as written:
        patient_flow(front, CODE)
    told, last = front.desk.seen
    assert told.title == begun(WAITS)
    assert [each.text for each in written].count(begun(MOVED)) == 1, "both stand on one page"
    assert isinstance(last, TodayPage)


def test_what_was_read_is_said_again_when_a_patient_was_left(store: Store) -> None:
    front = front_with(store, ["go", BACK, "go", BACK])
    for _ in range(2):
        front.room.say(WAITS)
        patient_flow(front, CODE)
    told = [page.title for page in front.desk.seen if isinstance(page, MessagePage)]
    assert told == [begun(WAITS)] * 2


def test_every_message_stands_in_the_terminal_too(store: Store, capsys) -> None:
    front = front_with(store, [])
    front.room.say(WAITS)
    front.unread.log(MOVED)
    assert capsys.readouterr().out.splitlines() == [WAITS, MOVED]
    assert front.unread.take() == [WAITS]


def test_an_option_of_a_command_is_a_word_and_no_dash(store: Store) -> None:
    front = front_with(store, ["go"])
    front.tell("no board found", "name one with --board sim:patient")
    with written_texts() as written:
        front.desk.seen[0].paint(front.window.surface)
    assert "name one with “board” sim:patient" in " ".join(each.text for each in written)
