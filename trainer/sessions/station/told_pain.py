"""Pain that is said between two trials: how much, and whether the leg rests from now on."""

from trainer.plans.symptoms import PAIN
from trainer.recording.vocabulary import Side
from trainer.sessions.station.front import Front
from trainer.sessions.station.pages import ask_pain
from trainer.sessions.visits.by_hand import ByHand, legs_of, of_kind


def tell_pain(front: Front, code: str, side: Side) -> None:
    """Ask for it and store it; a stop that follows is said."""
    questions = [of_kind(PAIN, leg) for leg in legs_of(side)]
    told = ask_pain(front, questions)
    if told.answers is None:
        return
    by_hand, answers = ByHand(front.room.store, code, front.room.operator), told.answers
    for line in front.kept(lambda: by_hand.keep_answers(questions, answers, ())) or ():
        front.tell(line)
