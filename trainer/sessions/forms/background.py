"""The questions about a patient's background on a form, for a new patient and for a known one."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from games.screens.station.questions import Answer, Kind, Question
from trainer.plans.ordered import order_words, part_of
from trainer.recording.background import Background, WeightBearing
from trainer.recording.load import HEAVIEST_KG
from trainer.sessions.forms.answers import Answers, text_of
from trainer.texts import said, said_day

DIAGNOSIS, SURGERY = "Diagnosis, in your words", "Day of the surgery"
ORDER, PERCENT = "Weight bearing as ordered", "Percent of the body weight, if partial"
KILOGRAMS = "Or kilograms, if partial"
NOT_PARTIAL = "How much the leg may carry belongs to partial weight bearing alone."
ONE_OF_THEM = "Say percent or kilograms, not both."
NO_WEIGHT = "Kilograms are kept as a part of the body weight: note that first."
NOT_YET = "The surgery lies in the future."
NO_DIAGNOSIS, OPERATED = "no diagnosis", "surgery {day}"
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
    Question("kg", KILOGRAMS, Kind.NUMBER, low=1, high=HEAVIEST_KG, unit="kg", decimals=1),
)


def background_from(answers: Answers, operator: str, weight_kg: float | None) -> Background:
    """What was answered; ValueError, for people, where answers contradict each other."""
    order, surgery = WeightBearing(str(answers["order"])), answers.get("surgery")
    percent = _part(answers, weight_kg)
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
        percent,
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
    surgery = known.surgery_on
    told = [known.diagnosis or said(NO_DIAGNOSIS)]
    if surgery is not None:
        told.append(said(OPERATED).format(day=said_day(surgery, short=True)))
    return "; ".join((*told, order_words(known)))


def _part(answers: Answers, weight_kg: float | None) -> float | None:
    """How much of the body weight was said, in percent."""
    percent, kg = (answers.get(name) for name in ("percent", "kg"))
    if kg is None:
        return None if percent is None else float(str(percent))
    if percent is not None:
        raise ValueError(said(ONE_OF_THEM))
    if weight_kg is None:
        raise ValueError(said(NO_WEIGHT))
    return part_of(float(str(kg)), weight_kg)
