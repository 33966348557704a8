"""What the page shows on which two trials or days of a patient stand beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from trainer.clinic.clinic import Clinic
from trainer.clinic.look import clock_of, day_of
from trainer.clinic.sides import Side, sides_of
from trainer.progress.compare import Pair
from trainer.progress.two_visits import Apart
from trainer.reading.compared import Comparison, comparison
from trainer.reading.words import activity_title, is_assessment
from trainer.recording.history import History, StoredTrial, local_day
from trainer.sessions.comparing import noise_between, pair_of_trials, pairs_of_days
from trainer.sessions.errors import SessionError
from trainer.store.values import WhichMetrics
from trainer.texts import begun, said, told

TWO_WANTED = "choose two trials, or two days as 2026-03-04"
THE_SAME = "these are one and the same: choose two"
SINGLE_TRIALS = (
    "Nothing is said of noise: it is known of a visit's mean, and single trials differ by more."
)
MOST_PICTURED = 4
"""Tests of two days that are drawn at once; of the others a link leads to the pictures."""


@dataclass(frozen=True)
class Beside:
    """One test on both sides: its numbers, pictures of a trial of each, and what is said of noise.

    `beyond` is None where nothing can be said. `sides` are empty where there were too many tests.
    """

    comparison: Comparison
    noise: str
    beyond: bool | None
    trials: tuple[StoredTrial, StoredTrial]
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class CompareView:
    """What is compared; `of_days` says whether days are. `days` are all that can be chosen."""

    code: str
    compared: tuple[Beside, ...]
    of_days: bool
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
        return CompareView(code, (), False, days)
    if one == other:
        raise SessionError(said(THE_SAME))
    first, second = day_typed(one), day_typed(other)
    of_days = first is not None and second is not None
    if first and second:
        pairs = sorted(pairs_of_days(store, code, first, second), key=_tests_first)
        noises = noise_between(store, code, pairs, first, second)
    elif first or second or not (one and other):
        raise SessionError(said(TWO_WANTED))
    else:
        pairs = [pair_of_trials(*(store.patients_trial(code, each) for each in (one, other)))]
        noises = [Apart(SINGLE_TRIALS)]
    compared = tuple(
        _beside(clinic, pair, apart, of_days, everything, pictured=nth < MOST_PICTURED)
        for nth, (pair, apart) in enumerate(zip(pairs, noises, strict=True))
    )
    return CompareView(code, compared, of_days, days)


def day_typed(text: str) -> date | None:
    """The day that somebody typed or picked; None if it is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _days(history: History) -> tuple[date, ...]:
    days = {local_day(trial.started_at) for one in history.series for trial in one.trials}
    return tuple(sorted(days, reverse=True))


def _tests_first(pair: Pair) -> bool:
    return not is_assessment(pair.conditions.activity)


def _beside(
    clinic: Clinic, pair: Pair, apart: Apart, of_days: bool, everything: bool, *, pictured: bool
) -> Beside:
    trials = _middle(pair.first), _middle(pair.second)
    titles = _title(trials[0], of_days), _title(trials[1], of_days)
    shown = comparison(replace(pair, titles=titles), everything=everything)
    titled = replace(shown, activity=activity_title(pair.conditions.activity))
    counts = len(pair.first), len(pair.second)
    sides = sides_of(clinic.store, trials, counts) if pictured else ()
    return Beside(titled, begun(told(apart.words)), apart.beyond, trials, sides)


def _title(trial: StoredTrial, of_days: bool) -> str:
    day = day_of(trial.started_at)
    return day if of_days else f"{day} {clock_of(trial.started_at)}"


def _middle(trials: Sequence[StoredTrial]) -> StoredTrial:
    """The trial that stands for a day: of those that count the one in the middle by what is read
    first of it, else the last one.
    """
    sound = [trial for trial in trials if trial.valid and trial.headline in trial.metrics]
    ordered = sorted(sound, key=lambda trial: trial.metrics[trial.headline])
    return ordered[(len(ordered) - 1) // 2] if ordered else trials[-1]
