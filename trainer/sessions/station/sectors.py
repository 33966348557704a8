"""Directions that a leg keeps away from: shown with reason and last day, added, taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from trainer.recording.background import NoGo
from trainer.sessions.forms.sectors import QUESTIONS, no_go_from, sector_state, sector_words
from trainer.sessions.station.filling import filled_in, kept_listed
from trainer.sessions.station.front import Front

TITLE, EMPTY = "Directions to keep away from", "Every direction is open."
ADD, LEAVE, WITHDRAW, KEEP = "Add directions", "Back", "Take it back", "Leave it"
TAKE_BACK = "Take these directions back?"


def sectors_flow(front: Front, code: str) -> None:
    """Until somebody goes back."""
    store = front.room.store
    kept_listed(
        front,
        lambda: store.no_gos(code),
        lambda known: _page(front, known),
        lambda taken, known: _take(front, code, taken, known),
    )


def _page(front: Front, known: Sequence[NoGo]) -> ListPage:
    rows = [_row(each) for each in reversed(known)]
    actions = [Choice("add", ADD, primary=not known), Choice(BACK, LEAVE)]
    return ListPage(front.kit, TITLE, rows, actions, empty=EMPTY)


def _take(front: Front, code: str, taken: str, known: Sequence[NoGo]) -> None:
    if taken == "add":
        _add(front, code)
    else:
        _withdraw(front, code, next(each for each in known if each.sector_id == taken))


def _add(front: Front, code: str) -> None:
    operator = front.room.operator
    filled_in(
        front,
        FormPage(front.kit, ADD, QUESTIONS),
        lambda answers: no_go_from(answers, operator),
        lambda no_go: front.room.store.add_no_go(code, no_go),
    )


def _withdraw(front: Front, code: str, no_go: NoGo) -> None:
    choices = [Choice("withdraw", WITHDRAW, primary=True), Choice(BACK, KEEP)]
    words = f"{sector_words(no_go)}, {no_go.reason}"
    if front.ask(TAKE_BACK, choices, words) == "withdraw":
        now = datetime.now(UTC)
        front.kept(lambda: front.room.store.withdraw_no_go(code, no_go.sector_id, now))


def _row(no_go: NoGo) -> ListRow:
    today = datetime.now(UTC).astimezone().date()
    state, counts = sector_state(no_go, today), no_go.holds_on(today)
    return ListRow(no_go.sector_id, sector_words(no_go), no_go.reason, state=state, enabled=counts)
