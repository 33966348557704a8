"""The visit's questions about symptoms, asked at any other moment: kept as the visit keeps them."""

from dataclasses import dataclass

from games.screens.station.form import FormPage
from trainer.plans.symptoms import Answer, Question, answers_before, questions
from trainer.recording.history import local_day
from trainer.sessions.legs import today_began
from trainer.sessions.station.asking import answers_of, form_questions
from trainer.sessions.station.filling import filled_in
from trainer.sessions.station.front import Front
from trainer.sessions.visits.assembled import by_hand_of
from trainer.sessions.visits.by_hand import given_to
from trainer.store.store import Store
from trainer.store.values import WhichMetrics

TITLE = "Symptoms today"


@dataclass(frozen=True)
class _Asked:
    """What is asked now, and what was said on earlier days."""

    questions: tuple[Question, ...]
    before: tuple[Answer, ...]


def symptoms_flow(front: Front, code: str) -> None:
    """Ask once, and say what follows."""
    asked = front.kept(lambda: _asked(front.room.store, code))
    if asked is None:
        return
    page = FormPage(front.kit, TITLE, form_questions(asked.questions, asked.before))
    by_hand = by_hand_of(front.room, code)
    told: list[str] = []
    filled_in(
        front,
        page,
        lambda answers: given_to(asked.questions, answers_of(answers, asked.questions)),
        lambda given: told.extend(by_hand.keep_symptoms(given, asked.before)),
    )
    front.tell_all(told)


def _asked(store: Store, code: str) -> _Asked:
    episode = store.episode(code)
    today = today_began()
    history = store.history(code, which=WhichMetrics.HEADLINE)
    days = {local_day(trial.started_at) for each in history.series for trial in each.trials}
    first = not any(day < today.date() for day in days)
    return _Asked(
        questions(episode.involved if episode else None, first=first),
        answers_before(store.entries(code), today),
    )
