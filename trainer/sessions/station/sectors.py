"""Directions that a leg keeps away from: shown with reason and last day, added, taken back."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import uuid4

from games.desk.buttons import Choice
from games.desk.page import BACK
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.questions import Kind, Question
from trainer.plans.symptoms import LEG_WORDS
from trainer.recording.background import NoGo
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side
from trainer.sessions.station.filling import Answers, filled_in, kept_listed, text_of
from trainer.sessions.station.front import Front
from trainer.texts import said, said_day

TITLE, EMPTY = "Directions to keep away from", "Every direction is open."
ADD, LEAVE, WITHDRAW, KEEP = "Add directions", "Back", "Take it back", "Leave it"
TAKE_BACK = "Take these directions back?"
LEG, TOWARDS, UNTIL, WHY = "Leg", "Towards", "Last day on which it counts", "Reason"
FROM_DEG, TO_DEG = "Own: from, 0° toes, 90° right", "Own: to, growing"
OWN, OWN_WORDS = "own_degrees", "own degrees"
NO_DEGREES = "Say the degrees, or choose one of the directions."
SECTOR = "{leg}: {directions}"
DEGREES = "{first}° to {last}°"
COUNTS, OVER, WITHDRAWN = "until {day}", "over since {day}", "taken back"

TOES, HEEL, INSIDE, OUTSIDE = "toes", "heel", "inside", "outside"
MIDDLE_DEG = {
    Side.LEFT: {TOES: 0.0, INSIDE: 90.0, HEEL: 180.0, OUTSIDE: 270.0},
    Side.RIGHT: {TOES: 0.0, OUTSIDE: 90.0, HEEL: 180.0, INSIDE: 270.0},
}
"""Towards the inside of the left foot is the patient's right."""
HALF_WIDE_DEG = 45.0
"""A direction that is chosen by a word is a quarter of the circle: ours."""

QUESTIONS = (
    Question(
        "leg", LEG, Kind.CHOICES, required=True, choices=[("left", "left"), ("right", "right")]
    ),
    Question(
        "towards",
        TOWARDS,
        Kind.CHOICES,
        required=True,
        choices=[*((each, each) for each in (TOES, HEEL, INSIDE, OUTSIDE)), (OWN, OWN_WORDS)],
    ),
    Question("from", FROM_DEG, Kind.NUMBER, low=0, high=359, unit="°"),
    Question("to", TO_DEG, Kind.NUMBER, low=0, high=359, unit="°"),
    Question("until", UNTIL, Kind.DATE, required=True),
    Question("why", WHY, Kind.TEXT, required=True, longest=60),
)


def sectors_flow(front: Front, code: str) -> None:
    """Until somebody goes back."""
    store = front.room.store
    kept_listed(
        front,
        lambda: store.no_gos(code),
        lambda known: _page(front, known),
        lambda taken, known: _take(front, code, taken, known),
    )


def towards(side: Side, word: str) -> Sector:
    """The quarter of the circle about a direction of this foot."""
    middle_deg = MIDDLE_DEG[side][word]
    return Sector((middle_deg - HALF_WIDE_DEG) % 360, (middle_deg + HALF_WIDE_DEG) % 360)


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
        lambda answers: _no_go(answers, operator),
        lambda no_go: front.room.store.add_no_go(code, no_go),
    )


def _withdraw(front: Front, code: str, no_go: NoGo) -> None:
    choices = [Choice("withdraw", WITHDRAW, primary=True), Choice(BACK, KEEP)]
    words = f"{_title(no_go)}, {no_go.reason}"
    if front.ask(TAKE_BACK, choices, words) == "withdraw":
        now = datetime.now(UTC)
        front.kept(lambda: front.room.store.withdraw_no_go(code, no_go.sector_id, now))


def _no_go(answers: Answers, operator: str) -> NoGo:
    side, until = Side(text_of(answers, "leg")), answers["until"]
    assert isinstance(until, date)
    now, why = datetime.now(UTC), text_of(answers, "why")
    return NoGo(str(uuid4()), side, _sector(side, answers), why, until, now, operator)


def _sector(side: Side, answers: Answers) -> Sector:
    word = text_of(answers, "towards")
    if word != OWN:
        return towards(side, word)
    if "from" not in answers or "to" not in answers:
        raise ValueError(said(NO_DEGREES))
    return Sector(float(str(answers["from"])), float(str(answers["to"])))


def _row(no_go: NoGo) -> ListRow:
    counts = no_go.holds_on(datetime.now(UTC).astimezone().date())
    day = said_day(no_go.until, short=True)
    state = said(COUNTS if counts else OVER).format(day=day)
    if no_go.withdrawn_at is not None:
        state = said(WITHDRAWN)
    return ListRow(no_go.sector_id, _title(no_go), no_go.reason, state=state, enabled=counts)


def _title(no_go: NoGo) -> str:
    side, sector = no_go.side, no_go.sector
    words = [word for word in MIDDLE_DEG.get(side, {}) if towards(side, word) == sector]
    first, last = f"{sector.from_deg:g}", f"{sector.to_deg:g}"
    directions = said(words[0]) if words else said(DEGREES).format(first=first, last=last)
    return said(SECTOR).format(leg=said(LEG_WORDS[side]), directions=directions)
