"""Which visit of the episode today's is, and whether the patient was screened in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from trainer.plans.facts import Played
from trainer.progress.anchor import is_anchor
from trainer.recording.background import Screening
from trainer.recording.clinical import Episode
from trainer.recording.history import History, local_day
from trainer.recording.visit import VisitRecord
from trainer.sessions.visits_kept import visit_days
from trainer.store.store import Store


def visited_days(
    store: Store, code: str, history: History, visit: VisitRecord, episode: Episode | None
) -> set[date]:
    """The episode's days with a visit before this one."""
    days = visit_days(store, code, history, store.exercises(code))
    begun = local_day(episode.begun_at) if episode else date.min
    return {day for day in days if begun <= day < visit.day}


def tested_days(before: Sequence[Played]) -> set[date]:
    """The days with the anchor test or its learning: free play and bouts teach it to nobody."""
    return {
        local_day(each.trial.started_at)
        for each in before
        if is_anchor(replace(each.conditions, practice=False))
    }


def is_screened(screening: Screening | None, episode: Episode | None) -> bool:
    """Whether the checklist was gone through in this episode."""
    begun = episode.begun_at if episode else datetime.min.replace(tzinfo=UTC)
    return screening is not None and screening.done_at >= begun
