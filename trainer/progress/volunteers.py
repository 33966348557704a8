"""What a volunteer of "know your own noise" can do today; how far all are is `own_noise`.

`baps noise` asks it, so that nobody measures a leg twice on one day.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trainer.progress.anchor import Task, day_of, is_anchor, legs_of_task, task_of
from trainer.progress.pool import VOLUNTEERS_DAYS, usable_days
from trainer.progress.visits import JUDGED, judgeable
from trainer.recording.history import History, Series
from trainer.recording.vocabulary import Side


def on_boards(history: History, level: int | None = None, *, simulated: bool = False) -> History:
    """The trials that a person did on real boards, or on `simulated` ones, which never mix; on the
    dome `level` alone if one is given.
    """
    series = (
        Series(one.conditions, tuple(each for each in one.trials if each.simulated == simulated))
        for one in history.series
        if level in (None, one.conditions.level)
    )
    return replace(history, series=tuple(one for one in series if one.trials))


def due_today(history: History, task: Task, primary: str, today: date) -> tuple[Side, ...]:
    """The legs that lack a day with a value of `primary` and were not measured today.

    A leg that did all of a day's trials was, also if they gave no value.
    """
    usable = usable_days(history, task, primary)
    done_today = trials_done(history, task, today)

    def is_due(leg: Side) -> bool:
        days = [dated.day for dated in usable.get(leg, ())]
        measured = today in days or done_today[leg] >= JUDGED
        return len(days) < VOLUNTEERS_DAYS and not measured

    return tuple(filter(is_due, legs_of_task(task)))


def days_otherwise(history: History, task: Task) -> int:
    """On how many days the person did the anchor test under other conditions alone."""
    days: dict[bool, set[date]] = {True: set(), False: set()}
    for series in history.series:
        if is_anchor(series.conditions):
            for trial in filter(judgeable, series.trials):
                is_it = task_of(series.conditions, trial.simulated) == task
                days[is_it].add(day_of(trial))
    return len(days[False] - days[True])


def trials_done(history: History, task: Task, on: date | None = None) -> Mapping[Side, int]:
    """How many trials of the task that say something each leg did, on one day if it is given."""
    return Counter(
        series.conditions.side
        for series in history.series
        if is_anchor(series.conditions)
        for trial in filter(judgeable, series.trials)
        if on in (None, day_of(trial)) and task_of(series.conditions, trial.simulated) == task
    )
