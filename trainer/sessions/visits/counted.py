"""Which visit of the episode today's is, what belongs to it, and whether the patient was screened.

A clock may be set back in its middle, over midnight, too: what belongs to a visit is known by the
visit, and by its own times only where nothing else tells.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from trainer.plans.facts import Played, played_in
from trainer.progress.anchor import is_anchor
from trainer.recording.background import Screening
from trainer.recording.clinical import Episode
from trainer.recording.history import History, local_day
from trainer.recording.visit import VisitMark, VisitRecord
from trainer.sessions.visits_kept import visit_days
from trainer.store.store import Store


def earliest(visit: VisitRecord, marks: Iterable[VisitMark], played: Iterable[Played]) -> datetime:
    """The moment before which nothing of a visit is dated, even if a clock was set back since."""
    opened_at = visit.opened_at
    marked = (m.at - timedelta(seconds=m.took_s) for m in marks if m.at < opened_at)
    return min((opened_at, *marked, *(each.trial.started_at for each in played)))


def without(history: History, trial_ids: Collection[str]) -> History:
    """The history as it is without these trials."""
    series = (
        replace(one, trials=tuple(t for t in one.trials if t.trial_id not in trial_ids))
        for one in history.series
    )
    return replace(history, series=tuple(series))


def visited_days(
    store: Store, code: str, history: History, visit: VisitRecord, episode: Episode | None
) -> set[date]:
    """The episode's days with a visit before this one."""
    days = visit_days(store, code, history, store.exercises(code))
    begun = local_day(episode.begun_at) if episode else date.min
    return {day for day in days if begun <= day < visit.day}


def played_before(
    history: History, visit: VisitRecord, episode: Episode | None
) -> tuple[Played, ...]:
    """The episode's trials of earlier days."""
    return tuple(
        each
        for each in played_in(history)
        if local_day(each.trial.started_at) < visit.day
        and (episode is None or each.trial.started_at >= episode.begun_at)
    )


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
