"""Which leg of a patient is involved, and what they weigh: asked of a new one, and later."""

from datetime import UTC, datetime

from games.screens.station.questions import Answer, Kind, Question
from trainer.recording.load import HEAVIEST_KG, LIGHTEST_KG
from trainer.recording.vocabulary import Side
from trainer.sessions.forms.answers import Answers
from trainer.store.values import BodyWeight

LEG, WEIGHT = "Involved leg", "Body weight"
NO_LEG = "none"
LEGS = (("left", "left"), ("right", "right"), ("both", "both"), (NO_LEG, "neither"))
LEG_QUESTION = Question("leg", LEG, Kind.CHOICES, required=True, choices=LEGS)
WEIGHT_QUESTION = Question(
    "weight", WEIGHT, Kind.NUMBER, low=LIGHTEST_KG, high=HEAVIEST_KG, unit="kg", decimals=1
)


def involved_leg(answers: Answers) -> Side | None:
    """The leg that was chosen."""
    leg = str(answers["leg"])
    return None if leg == NO_LEG else Side(leg)


def weight_of(kg: Answer) -> BodyWeight:
    """The weight that was typed, from now on."""
    return BodyWeight(float(str(kg)), datetime.now(UTC))
