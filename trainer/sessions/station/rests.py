"""Days without training that somebody prescribed: shown, and more of them added."""

from collections.abc import Sequence
from datetime import UTC, datetime

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from trainer.recording.background import PrescribedRest
from trainer.sessions.forms.rests import QUESTIONS, rest_from, rest_span
from trainer.sessions.station.filling import filled_in, kept_listed
from trainer.sessions.station.front import Front

TITLE, NO_REST = "Prescribed rest", "No rest is prescribed."
ADD, LEAVE = "Prescribe rest", "Back"
OVER = "over"


def rests_flow(front: Front, code: str) -> None:
    """Until somebody goes back."""
    kept_listed(
        front,
        lambda: front.room.store.rests(code),
        lambda rests: _page(front, rests),
        lambda _taken, _rests: _add(front, code),
    )


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
        lambda answers: rest_from(answers, operator),
        lambda rest: front.room.store.add_rest(code, rest),
    )


def _row(number: int, rest: PrescribedRest) -> ListRow:
    over = rest.to_day < datetime.now(UTC).astimezone().date()
    return ListRow(
        f"rest:{number}", rest_span(rest), rest.reason, state=OVER if over else "", enabled=False
    )
