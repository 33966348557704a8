"""The episode of care of a patient for whom nobody has begun one, and what was signed in one."""

from trainer.plans.steps import StepKind
from trainer.recording.clinical import Episode
from trainer.recording.history import day_began, local_day
from trainer.recording.visit import MarkKind
from trainer.store.store import Store
from trainer.store.values import WhichMetrics


def first_episode(store: Store, code: str) -> Episode:
    """All that is known of the patient belongs to one. `UnknownPatient`."""
    series = store.history(code, which=WhichMetrics.HEADLINE).series
    known_since = min(
        (store.patient(code).created_at, *(each.trials[0].started_at for each in series))
    )
    return Episode(day_began(local_day(known_since)))


def signed_sentence(store: Store, code: str, episode: Episode) -> str:
    """What a therapist signed of the anchor's place at a visit of this episode; empty where that
    place counts no more, or came from a command. `UnknownPatient`.
    """
    if episode.stance is None:
        return ""
    for visit in reversed(store.visits(code)):
        if visit.day < local_day(episode.begun_at):
            break
        for mark in reversed(store.marks(visit.visit_id)):
            if mark.step == StepKind.SETTLE.value and mark.kind is MarkKind.DONE:
                return mark.words
    return ""
