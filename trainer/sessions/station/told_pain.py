"""Pain that is said between two trials: how much, and whether the leg rests from now on."""

from trainer.plans.symptoms import PAIN
from trainer.recording.vocabulary import Side
from trainer.sessions.station.front import Front
from trainer.sessions.station.pages import ask_pain
from trainer.sessions.visits.assembled import by_hand_of
from trainer.sessions.visits.by_hand import given_to, legs_of, of_kind


def tell_pain(front: Front, code: str, side: Side) -> None:
    """Ask for it and store it; a stop that follows is said."""
    questions = [of_kind(PAIN, leg) for leg in legs_of(side)]
    told = ask_pain(front, questions)
    if told.answers is None:
        return
    given = given_to(questions, told.answers)
    by_hand = by_hand_of(front.room, code)
    front.tell_all(front.kept(lambda: by_hand.keeping.symptoms(given, ())) or ())
