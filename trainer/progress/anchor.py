"""Which of a patient's trials are the anchor test of an episode: the only ones that may carry a
verdict.

The anchor is one task on both legs: standing still with eyes open, barefoot, without a hand, under
conditions that stay the same. Another dome, rim, length or arms is another task and never mixes.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from trainer.recording.clinical import Episode
from trainer.recording.conditions import Conditions
from trainer.recording.history import History, StoredTrial, local_day
from trainer.recording.stem_hole import CENTRE, hole_word
from trainer.recording.vocabulary import Eyes, Footwear, Side, Stance, Support

ACTIVITIES = ("steady-stance", "quiet-stance")
"""On a dome, and for the weakest on a plate."""
SETTLED_BY_DAYS = 3
"""As many as learning and the baseline take."""
LEGS = (Side.LEFT, Side.RIGHT, Side.BOTH)


@dataclass(frozen=True)
class Task:
    """The same task on either leg: conditions without the side, the stem hole in words.

    Trials of simulated boards are a task of their own.
    """

    conditions: Conditions
    hole: str
    simulated: bool


@dataclass(frozen=True)
class AnchorLeg:
    """One leg's trials of a task, oldest first; `practice` are those under the same conditions
    that were declared practice.
    """

    conditions: Conditions
    trials: tuple[StoredTrial, ...]
    practice: tuple[StoredTrial, ...] = ()


def day_of(trial: StoredTrial) -> date:
    """The local calendar day of a trial."""
    return local_day(trial.started_at)


def task_of(conditions: Conditions, simulated: bool) -> Task:
    """The task of a trial, practice or not."""
    hole = hole_word(conditions.stem_hole, conditions.side)
    bare = replace(conditions, side=Side.BOTH, stem_hole=CENTRE, practice=False)
    return Task(bare, hole, simulated)


def legs_of_task(task: Task) -> tuple[Side, ...]:
    """What is measured of a person: both legs, or both together."""
    two_legs = task.conditions.stance is Stance.TWO_LEG
    return (Side.BOTH,) if two_legs else (Side.LEFT, Side.RIGHT)


def is_anchor(conditions: Conditions) -> bool:
    """Whether trials under these conditions can be an anchor test."""
    return (
        conditions.activity in ACTIVITIES
        and conditions.stance in (Stance.SINGLE_LEG, Stance.TWO_LEG)
        and conditions.eyes is Eyes.OPEN
        and conditions.support is Support.NONE
        and conditions.footwear is Footwear.BAREFOOT
        and not conditions.practice
    )


def anchor_task(history: History, episode: Episode) -> Task | None:
    """The task that the episode compares; None without a trial of one.

    That of the episode's `level` and `stance`; otherwise the one that had three days first, so that
    it never moves. Until one has, that of the most days (of equal ones the higher dome, then one
    leg rather than two, then the latest). Trials on a real board come before those on a simulated
    one.
    """
    days: dict[Task, set[date]] = {}
    for conditions, simulated, trials in _since(history, episode):
        if is_anchor(conditions) and _settled(episode, conditions):
            task = task_of(conditions, simulated)
            days.setdefault(task, set()).update(map(day_of, trials))
    return max(days, key=lambda task: _weight(task, days[task]), default=None)


def legs_of(history: History, episode: Episode, task: Task) -> tuple[AnchorLeg, ...]:
    """The legs that did the task since the episode began, left before right."""
    found: dict[Conditions, list[StoredTrial]] = {}
    for conditions, simulated, trials in _since(history, episode):
        if task_of(conditions, simulated) == task:
            found.setdefault(conditions, []).extend(trials)
    legs = [
        AnchorLeg(
            conditions,
            _in_order(trials),
            _in_order(found.get(replace(conditions, practice=True), [])),
        )
        for conditions, trials in found.items()
        if not conditions.practice
    ]
    return tuple(sorted(legs, key=lambda leg: LEGS.index(leg.conditions.side)))


def _settled(episode: Episode, conditions: Conditions) -> bool:
    """Whether trials are made as the episode says, as far as it says anything."""
    level, stance = episode.level, episode.stance
    return level in (None, conditions.level) and stance in (None, conditions.stance)


def _weight(task: Task, days: set[date]) -> tuple[bool, float, int, int, bool, date]:
    conditions = task.conditions
    single = conditions.stance is Stance.SINGLE_LEG
    third = sorted(days)[SETTLED_BY_DAYS - 1 : SETTLED_BY_DAYS]
    settled = -third[0].toordinal() if third else -math.inf
    return not task.simulated, settled, len(days), conditions.level, single, max(days)


def _since(
    history: History, episode: Episode
) -> Iterator[tuple[Conditions, bool, list[StoredTrial]]]:
    """Each series' trials of the episode, those of real and of simulated boards apart."""
    for series in history.series:
        for simulated in (False, True):
            trials = [
                trial
                for trial in series.trials
                if trial.simulated is simulated and trial.started_at >= episode.begun_at
            ]
            if trials:
                yield series.conditions, simulated, trials


def _in_order(trials: list[StoredTrial]) -> tuple[StoredTrial, ...]:
    return tuple(sorted(trials, key=lambda trial: (trial.started_at, trial.trial_id)))
