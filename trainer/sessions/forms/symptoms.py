"""The visit's questions about symptoms, asked at any other moment."""

from dataclasses import dataclass

from trainer.plans.symptoms import Answer, Question, answers_before, questions
from trainer.recording.history import local_day
from trainer.sessions.legs import today_began
from trainer.store.store import Store
from trainer.store.values import WhichMetrics


@dataclass(frozen=True)
class AskedNow:
    """What is asked now, and what was said on earlier days."""

    questions: tuple[Question, ...]
    before: tuple[Answer, ...]


def asked_now(store: Store, code: str) -> AskedNow:
    """What is asked of this patient today; `UnknownPatient`."""
    episode = store.episode(code)
    today = today_began()
    history = store.history(code, which=WhichMetrics.HEADLINE)
    days = {local_day(trial.started_at) for each in history.series for trial in each.trials}
    first = not any(day < today.date() for day in days)
    return AskedNow(
        questions(episode.involved if episode else None, first=first),
        answers_before(store.entries(code), today),
    )
