"""What is asked when pain has stopped a trial: how much, then where. One key answers each."""

from dataclasses import dataclass, field, replace
from enum import Enum

from trainer.recording.pain import PLACES, WORST_PAIN, Pain
from trainer.recording.vocabulary import PainPlace
from trainer.texts import said

SCORE_KEYS = {**{str(score): score for score in range(WORST_PAIN)}, "X": WORST_PAIN}
PLACE_KEYS = {
    "1": PainPlace.KNEE_FRONT,
    "2": PainPlace.KNEE_INSIDE,
    "3": PainPlace.KNEE_OUTSIDE,
    "4": PainPlace.BACK,
    "5": PainPlace.HIP,
    "6": PainPlace.ANKLE,
    "7": PainPlace.ELSEWHERE,
    "G": PainPlace.GAVE_WAY,
    "L": PainPlace.LOCKED,
}


TOLD, TOLD_WHERE = "pain {score} of {worst}", "pain {score} of {worst}, {place}"


def pain_words(pain: Pain) -> str:
    """For the therapist, once both questions are answered."""
    where = said(PLACES[pain.place]) if pain.place else ""
    template = TOLD_WHERE if where else TOLD
    return said(template).format(score=pain.score, worst=WORST_PAIN, place=where)


class Question(Enum):
    """What is asked now."""

    HOW_MUCH = "how much"
    WHERE = "where"
    NOTHING = "nothing"


@dataclass(frozen=True)
class PainTalk:
    """The answers so far."""

    pain: Pain = field(default_factory=Pain)

    @property
    def question(self) -> Question:
        if self.pain.score is None:
            return Question.HOW_MUCH
        return Question.WHERE if self.pain.place is None else Question.NOTHING

    @property
    def answers(self) -> dict[str, str]:
        """The keys that answer, and what each says."""
        if self.question is Question.HOW_MUCH:
            return {key: str(score) for key, score in SCORE_KEYS.items()}
        if self.question is Question.WHERE:
            return {key: PLACES[place] for key, place in PLACE_KEYS.items()}
        return {}

    def take(self, key: str) -> "PainTalk":
        """The talk after a key; a key that answers nothing changes nothing."""
        if self.question is Question.HOW_MUCH and key in SCORE_KEYS:
            return PainTalk(replace(self.pain, score=SCORE_KEYS[key]))
        if self.question is Question.WHERE and key in PLACE_KEYS:
            return PainTalk(replace(self.pain, place=PLACE_KEYS[key]))
        return self
