"""Directions that a leg keeps away from: what is asked for one, and how it is told."""

from datetime import UTC, date, datetime
from uuid import uuid4

from games.screens.station.questions import Kind, Question
from trainer.plans.symptoms import LEG_WORDS
from trainer.recording.background import NoGo
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.answers import Answers, text_of
from trainer.texts import said, said_day

LEG, TOWARDS, UNTIL, WHY = "Leg", "Towards", "Last day on which it counts", "Reason"
FROM_DEG, TO_DEG = "Own: from, 0° toes, 90° right", "Own: to, growing"
OWN, OWN_WORDS = "own_degrees", "own degrees"
PAST = "The last day lies in the past."
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


def towards(side: Side, word: str) -> Sector:
    """The quarter of the circle about a direction of this foot."""
    middle_deg = MIDDLE_DEG[side][word]
    return Sector((middle_deg - HALF_WIDE_DEG) % 360, (middle_deg + HALF_WIDE_DEG) % 360)


def no_go_from(answers: Answers, operator: str) -> NoGo:
    """What was answered; ValueError, for people, where it is over or has no directions."""
    side, until = Side(text_of(answers, "leg")), answers["until"]
    assert isinstance(until, date)
    now, why = datetime.now(UTC), text_of(answers, "why")
    if until < now.astimezone().date():
        raise ValueError(said(PAST))
    return NoGo(str(uuid4()), side, _sector(side, answers), why, until, now, operator)


def _sector(side: Side, answers: Answers) -> Sector:
    word = text_of(answers, "towards")
    if word != OWN:
        return towards(side, word)
    if "from" not in answers or "to" not in answers:
        raise ValueError(said(NO_DEGREES))
    return Sector(float(str(answers["from"])), float(str(answers["to"])))


def sector_state(no_go: NoGo, today: date) -> str:
    """Until when it counts, or that it does no more."""
    if no_go.withdrawn_at is not None:
        return said(WITHDRAWN)
    day = said_day(no_go.until, short=True)
    return said(COUNTS if no_go.holds_on(today) else OVER).format(day=day)


def sector_words(no_go: NoGo) -> str:
    """Which leg, and which directions."""
    side, sector = no_go.side, no_go.sector
    words = [word for word in MIDDLE_DEG.get(side, {}) if towards(side, word) == sector]
    first, last = f"{sector.from_deg:g}", f"{sector.to_deg:g}"
    directions = said(words[0]) if words else said(DEGREES).format(first=first, last=last)
    return said(SECTOR).format(leg=said(LEG_WORDS[side]), directions=directions)
