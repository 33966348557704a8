"""The visit's questions about symptoms, asked at any other moment: kept as the visit keeps them."""

from games.screens.station.form import FormPage
from trainer.sessions.forms.symptoms import asked_now
from trainer.sessions.forms.visit_questions import answers_of, form_questions
from trainer.sessions.station.filling import filled_in
from trainer.sessions.station.front import Front
from trainer.sessions.visits.assembled import by_hand_of
from trainer.sessions.visits.by_hand import given_to

TITLE = "Symptoms today"


def symptoms_flow(front: Front, code: str) -> None:
    """Ask once, and say what follows."""
    asked = front.kept(lambda: asked_now(front.room.store, code))
    if asked is None:
        return
    page = FormPage(front.kit, TITLE, form_questions(asked.questions, asked.before))
    by_hand = by_hand_of(front.room, code)
    told: list[str] = []
    filled_in(
        front,
        page,
        lambda answers: given_to(asked.questions, answers_of(answers, asked.questions)),
        lambda given: told.extend(by_hand.keeping.symptoms(given, asked.before)),
    )
    front.tell_all(told)
