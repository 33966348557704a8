"""What the page shows on which two trials or days of a patient stand beside each other."""

from dataclasses import dataclass
from datetime import date

from trainer.clinic.clinic import Clinic
from trainer.clinic.trial_view import Picture, around_words, read_recording, way_and_why, way_words
from trainer.progress.compare import Pair
from trainer.reading.compared import Comparison, comparison
from trainer.reading.words import ended
from trainer.recording.history import History, StoredTrial, local_day
from trainer.recording.shown import SHORT_ID
from trainer.reports.charts import as_svg
from trainer.reports.charts_trial import way_chart, way_limit
from trainer.sessions.comparing import pair_of_trials, pairs_of_days
from trainer.sessions.errors import SessionError
from trainer.store import Store
from trainer.store.values import WhichMetrics
from trainer.texts import said

TWO_WANTED = "choose two trials, or two days as 2026-03-04"
THE_SAME = "these are one and the same: choose two"


@dataclass(frozen=True)
class Side:
    """One trial of a pair: its picture, or why there is none."""

    trial: StoredTrial
    title: str
    ending: str
    way: Picture | None
    around: tuple[tuple[str, str], ...]
    no_way: str


@dataclass(frozen=True)
class CompareView:
    """What is compared. `sides` are two trials, and empty for days, of which there are `days`."""

    code: str
    compared: tuple[Comparison, ...]
    sides: tuple[Side, ...]
    days: tuple[date, ...]


def compare_view(
    clinic: Clinic, code: str, one: str, other: str, *, everything: bool
) -> CompareView:
    """What `one` and `other` name: two whole ids or two days; nothing where both are empty.

    `SessionError` says why they cannot be compared; `UnknownTrial`, `UnknownPatient`.
    """
    store = clinic.store
    history = store.history(code, which=WhichMetrics.HEADLINE)
    days = _days(history)
    if not one and not other:
        return CompareView(code, (), (), days)
    if one == other:
        raise SessionError(said(THE_SAME))
    first, second = day_typed(one), day_typed(other)
    sides: tuple[Side, ...] = ()
    if first and second:
        pairs = pairs_of_days(store, code, first, second)
    elif first or second or not (one and other):
        raise SessionError(said(TWO_WANTED))
    else:
        pairs = [pair_of_trials(*(store.patients_trial(code, each) for each in (one, other)))]
        sides = _sides(store, pairs[0])
    compared = tuple(comparison(pair, everything=everything) for pair in pairs)
    return CompareView(code, compared, sides, days)


def day_typed(text: str) -> date | None:
    """The day that somebody typed or picked; None if it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _days(history: History) -> tuple[date, ...]:
    days = {local_day(trial.started_at) for one in history.series for trial in one.trials}
    return tuple(sorted(days, reverse=True))


def _sides(store: Store, pair: Pair) -> tuple[Side, ...]:
    """Both trials with pictures of one scale."""
    trials = (*pair.first, *pair.second)
    read = [read_recording(store, trial.trial_id)[0] for trial in trials]
    ways = [way_and_why(recording, trial) for recording, trial in zip(read, trials, strict=True)]
    limit = max((way_limit(way) for way, _ in ways if way), default=1.0)
    return tuple(
        Side(
            trial,
            trial.trial_id[:SHORT_ID],
            ended(trial.outcome),
            Picture(as_svg(way_chart(way, limit)), way_words(way)) if way else None,
            around_words(recording, way) if recording and way else (),
            why,
        )
        for trial, recording, (way, why) in zip(trials, read, ways, strict=True)
    )
