"""The page of boards: which one is there, what is due on it, and the steps that do it.

It follows the board while it is seen: a board that is plugged in, pulled or changed changes the
page. A step is done in the window, on the board that is open, and the list comes anew.
"""

from collections.abc import Sequence

from games.desk.buttons import Choice
from games.desk.page import BACK, NOTHING
from games.desk.signs import Sign
from games.screens.menu import STANDINGS, Standing
from games.screens.station.listing import ListPage, ListRow
from trainer.sessions.advice_words import advice_words
from trainer.sessions.board import OpenBoard
from trainer.sessions.board_due import BoardDue, DueRow, short_number
from trainer.sessions.board_news import OTHER_BOARD, BoardNews, Presence
from trainer.sessions.station.board_step import LEAVE, do_step
from trainer.sessions.station.front import Front
from trainer.store.errors import StoreError
from trainer.texts import begun, said

TITLES = {
    Presence.NONE: "No board is plugged in",
    Presence.OPENING: "One moment: the board is being opened",
    Presence.STILL: "Leave the board alone for three seconds",
    Presence.MOVED: "The board is being moved: leave it alone",
    Presence.TROUBLE: "The board cannot be used yet",
    Presence.CHANGED: "Another board is plugged in",
}
SIMULATED, PLATE = "A simulated board is here", "Force plate {number} is here"
ON_SACRUM, TILTING = "Board {number} is here, its sensor on a sacrum", "Board {number} is here"
NO_BOARDS = "No board was ever used here. Plug one in and leave it alone for three seconds."
DUE, ALL_DONE = "to do: {what}", "nothing to do"
THIGH_STRAP, SACRUM_STRAP = "Thigh sensor", "Sacrum sensor"
STRAP_WORDS = "set it up once it is strapped on"
DO_IT, HEARD = "Do it now", "What was said"


def boards_flow(front: Front) -> None:
    """Until somebody goes back."""
    while _shown_once(front):
        pass


def _shown_once(front: Front) -> bool:
    """Show the boards as they are now, and do what is taken; False once somebody goes back."""
    news, board = front.room.board.news, front.room.board.board()
    due, trouble = _due(front)
    here = [*rows_here(due, news), *_straps(board)]
    rows = [_row_here(number, row) for number, row in enumerate(here)]
    rows += [_row_away(each) for each in due if not each.here]
    title, said_here = title_of(board, news), bool(front.heard.newest_first)
    actions = [Choice("heard", HEARD, enabled=said_here), Choice(BACK, LEAVE)]
    page = ListPage(
        front.kit, title, rows, actions, advice_words(trouble or _lead(news)), NO_BOARDS
    )
    taken = front.show(page, lambda: front.room.board.news != news)
    if taken == "heard":
        _show_heard(front)
    elif taken not in (BACK, NOTHING):
        _take(front, here[int(taken)])
    return taken != BACK


def _show_heard(front: Front) -> None:
    """What opening and checking a board has said, each sentence in whole where it is taken."""
    heard = front.heard.newest_first
    if len(heard) == 1:
        front.tell(advice_words(heard[0].words))
        return
    rows = [
        ListRow(str(number), advice_words(each.words), state=f"{each.at:%H:%M}")
        for number, each in enumerate(heard)
    ]
    page = ListPage(front.kit, HEARD, rows, [Choice(BACK, LEAVE)])
    while (taken := front.show(page)) != BACK:
        front.tell(heard[int(taken)].words)


def title_of(board: OpenBoard | None, news: BoardNews) -> str:
    """Which board is there, in words."""
    if board is None or not news.ready:
        return said(TITLES.get(news.state, TITLES[Presence.OPENING]))
    if board.simulated:
        return said(SIMULATED)
    words = PLATE if board.is_plate else ON_SACRUM if board.on_sacrum else TILTING
    return said(words).format(number=short_number(board.identity.board_id))


def _due(front: Front) -> tuple[tuple[BoardDue, ...], str]:
    """What is due, or why the database does not say."""
    try:
        return front.waiting(front.care.due), ""
    except StoreError as error:
        return (), str(error)


def _lead(news: BoardNews) -> str:
    """What the rows do not say: this is another board, or it has gone silent."""
    silent = news.board is not None and not news.ready
    return news.words if silent or news.words == OTHER_BOARD else ""


def rows_here(due: Sequence[BoardDue], news: BoardNews) -> list[DueRow]:
    """The rows of the board that is plugged in; what is to be done comes first."""
    if news.state not in (Presence.READY, Presence.TROUBLE):
        return []
    rows = [row for each in due if each.here for row in each.rows]
    return sorted(rows, key=lambda row: not row.due)


def _straps(board: OpenBoard | None) -> list[DueRow]:
    """The worn sensors of this board, which are set up on a patient for a visit."""
    if board is None or board.simulated:
        return []
    words, rows = said(STRAP_WORDS), []
    if board.on_sacrum:
        rows.append(DueRow("sacrum", said(SACRUM_STRAP), words, Standing.DUE))
    if board.streams.body_setup is not None:
        rows.append(DueRow("thigh", said(THIGH_STRAP), words, Standing.DUE))
    return rows


def _row_here(number: int, row: DueRow) -> ListRow:
    state = row.when or STANDINGS[row.standing]
    can_be_taken = bool(row.step or row.words)
    return ListRow(str(number), row.title, row.words, Sign[row.standing.name], state, can_be_taken)


def _row_away(board: BoardDue) -> ListRow:
    """Nothing can be done about a board that is elsewhere: one line says it all."""
    due = ", ".join(said(row.title) for row in board.rows if row.due)
    line = said(DUE).format(what=due) if due else ALL_DONE
    sign = Sign.MISSING if due else Sign.DONE
    return ListRow(f"away:{board.board_id}", board.title, line, sign, enabled=False)


def _take(front: Front, row: DueRow) -> None:
    """What failed is read in whole before anything is done; what only hands can do is read."""
    if not row.step:
        front.tell(row.words, row.title)
        return
    read_first = row.standing is Standing.FAILED
    ways = [Choice("do", DO_IT, primary=True), Choice(BACK, LEAVE)]
    if not read_first or front.ask(begun(row.words), ways, row.title) != BACK:
        do_step(front, row)
