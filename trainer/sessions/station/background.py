"""The questions about a patient's background on a form, for a new patient and for a known one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from games.screens.station.questions import Answer, Kind, Question
from trainer.recording.background import ORDERS, Background, WeightBearing
from trainer.sessions.station.filling import Answers, text_of
from trainer.texts import said, said_day, said_figures

DIAGNOSIS, SURGERY = "Diagnosis, in your words", "Day of the surgery"
ORDER, PERCENT = "Weight bearing as ordered", "Percent of the body weight, if partial"
NOT_PARTIAL = "A percentage belongs to partial weight bearing alone."
NOT_YET = "The surgery lies in the future."
NO_DIAGNOSIS, OPERATED, OF_WEIGHT = "no diagnosis", "surgery {day}", "{percent} % of the weight"
LONGEST = 60
SHORT_ORDERS = {
    WeightBearing.FULL: "full",
    WeightBearing.AS_TOLERATED: "as tolerated",
    WeightBearing.PARTIAL: "partial",
    WeightBearing.TOUCH: "touch",
    WeightBearing.NONE: "none",
}

QUESTIONS = (
    Question("diagnosis", DIAGNOSIS, Kind.TEXT, longest=LONGEST),
    Question("surgery", SURGERY, Kind.DATE, hint="such as 31 12 2025"),
    Question(
        "order",
        ORDER,
        Kind.CHOICES,
        required=True,
        choices=[(order.value, words) for order, words in SHORT_ORDERS.items()],
    ),
    Question("percent", PERCENT, Kind.NUMBER, low=1, high=100, unit="%"),
)


def background_from(answers: Answers, operator: str) -> Background:
    """What was answered; ValueError, for people, where answers contradict each other."""
    order, surgery = WeightBearing(str(answers["order"])), answers.get("surgery")
    percent = answers.get("percent")
    if percent is not None and order is not WeightBearing.PARTIAL:
        raise ValueError(said(NOT_PARTIAL))
    now = datetime.now(UTC)
    if isinstance(surgery, date) and surgery > now.astimezone().date():
        raise ValueError(said(NOT_YET))
    return Background(
        now,
        text_of(answers, "diagnosis"),
        surgery if isinstance(surgery, date) else None,
        order,
        None if percent is None else float(str(percent)),
        operator,
    )


def answers_from(known: Background | None) -> Mapping[str, Answer]:
    """What is known, as a form's answers."""
    if known is None:
        return {}
    found: dict[str, Answer | None] = {
        "diagnosis": known.diagnosis or None,
        "surgery": known.surgery_on,
        "order": known.weight_bearing.value,
        "percent": known.weight_bearing_pct,
    }
    return {name: answer for name, answer in found.items() if answer is not None}


def background_words(known: Background) -> str:
    """A background in one line, in the window's language."""
    percent, surgery = known.weight_bearing_pct, known.surgery_on
    told = [known.diagnosis or said(NO_DIAGNOSIS)]
    if surgery is not None:
        told.append(said(OPERATED).format(day=said_day(surgery, short=True)))
    told.append(said(ORDERS[known.weight_bearing]))
    if percent is not None:
        told.append(said(OF_WEIGHT).format(percent=said_figures(f"{percent:g}")))
    return "; ".join(told)
