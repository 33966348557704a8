"""Days without training that somebody prescribed: shown, and more of them added."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.questions import Kind, Question
from trainer.recording.background import PrescribedRest
from trainer.sessions.station.filling import Answers, filled_in, kept_listed, text_of
from trainer.sessions.station.front import Front
from trainer.texts import said, said_day

TITLE, NO_REST = "Prescribed rest", "No rest is prescribed."
ADD, LEAVE = "Prescribe rest", "Back"
FROM, TO, WHY = "First day", "Last day", "Reason"
SPAN, OVER = "{first} to {last}", "over"
QUESTIONS = (
    Question("first", FROM, Kind.DATE, required=True),
    Question("last", TO, Kind.DATE, required=True),
    Question("why", WHY, Kind.TEXT, required=True, longest=60),
)


def rests_flow(front: Front, code: str) -> None:
    """Until somebody goes back."""
    kept_listed(
        front,
        lambda: front.room.store.rests(code),
        lambda rests: _page(front, rests),
        lambda _taken, _rests: _add(front, code),
    )


def rest_words(rest: PrescribedRest) -> str:
    """From when to when, and why."""
    return f"{_span(rest)}: {rest.reason}"


def _page(front: Front, rests: Sequence[PrescribedRest]) -> ListPage:
    actions = [Choice("add", ADD, primary=not rests), Choice(BACK, LEAVE)]
    rows = [_row(number, each) for number, each in enumerate(reversed(rests))]
    return ListPage(front.kit, TITLE, rows, actions, empty=NO_REST)


def _add(front: Front, code: str) -> None:
    page = FormPage(front.kit, ADD, QUESTIONS, {"first": datetime.now(UTC).astimezone().date()})
    operator = front.room.operator
    filled_in(
        front,
        page,
        lambda answers: _rest(answers, operator),
        lambda rest: front.room.store.add_rest(code, rest),
    )


def _rest(answers: Answers, operator: str) -> PrescribedRest:
    first, last = answers["first"], answers["last"]
    assert isinstance(first, date)
    assert isinstance(last, date)
    return PrescribedRest(first, last, text_of(answers, "why"), operator)


def _row(number: int, rest: PrescribedRest) -> ListRow:
    over = rest.to_day < datetime.now(UTC).astimezone().date()
    return ListRow(
        f"rest:{number}", _span(rest), rest.reason, state=OVER if over else "", enabled=False
    )


def _span(rest: PrescribedRest) -> str:
    first, last = (said_day(day, short=True) for day in (rest.from_day, rest.to_day))
    return first if first == last else said(SPAN).format(first=first, last=last)
