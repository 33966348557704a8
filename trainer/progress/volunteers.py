"""Know your own noise: ten people without trouble do the anchor test of both legs on two days.

`baps noise` shows how far the clinic is and what each still has to do; what comes of it is
`trainer.progress.pool`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from trainer.progress.anchor import ACTIVITIES, Task, day_of, is_anchor, task_of
from trainer.progress.noise import ENOUGH_PEOPLE
from trainer.progress.pool import VOLUNTEERS_DAYS, usable_days
from trainer.progress.visits import JUDGED, judgeable
from trainer.recording.clinical import PRIMARY_METRICS
from trainer.recording.history import History, StoredTrial
from trainer.recording.vocabulary import Side, Stance

LEGS = (Side.LEFT, Side.RIGHT)


@dataclass(frozen=True)
class Volunteer:
    """One person's days under the task that all do, by leg, oldest first.

    `days` gave a value; on `full` days all trials that are judged were done, value or not.
    `otherwise` counts days with the test under other conditions alone, which do not help.
    """

    code: str
    days: Mapping[Side, tuple[date, ...]]
    full: Mapping[Side, frozenset[date]]
    otherwise: int = 0
    days_needed: ClassVar[int] = VOLUNTEERS_DAYS

    @property
    def counts(self) -> bool:
        """Whether a leg has all its days: then the person is in the pool."""
        return any(len(self.days[leg]) >= self.days_needed for leg in LEGS)

    @property
    def missing(self) -> tuple[Side, ...]:
        """The legs that lack a day."""
        return tuple(leg for leg in LEGS if len(self.days[leg]) < self.days_needed)

    def due(self, today: date) -> tuple[Side, ...]:
        """The legs that lack a day and can be measured today."""
        done = {leg for leg in LEGS if today in self.days[leg] or today in self.full[leg]}
        return tuple(leg for leg in self.missing if leg not in done)


@dataclass(frozen=True)
class NoiseStatus:
    """How far the clinic is: the task that all do, None before anybody did one, and who does it."""

    task: Task | None
    people: tuple[Volunteer, ...]
    needed: ClassVar[int] = ENOUGH_PEOPLE

    @property
    def counted(self) -> int:
        """How many people are in the pool."""
        return sum(person.counts for person in self.people)

    @property
    def lacking(self) -> int:
        """How many people the pool lacks."""
        return max(self.needed - self.counted, 0)


def noise_status(
    codes: Iterable[str], histories: Iterable[History], level: int | None = None
) -> NoiseStatus:
    """The status of the people with these codes, on the dome `level` or the one most of them did.

    Noise belongs to one task: another dome, rim, length or arms has another. Trials on a simulated
    board measure nobody.
    """
    known = {history.patient_code: history for history in histories}
    own = [known.get(code, History(code, ())) for code in codes]
    task = _common_task(own, level)
    return NoiseStatus(task, tuple(_volunteer(history, task) for history in own))


def _common_task(histories: Iterable[History], level: int | None) -> Task | None:
    """What most people did; of equally many the one with more days, then the higher dome."""
    days: Counter[Task] = Counter()
    people: Counter[Task] = Counter()
    for history in histories:
        found = {(task, day_of(trial)) for task, trial in _tests(history)}
        days.update(task for task, _ in found)
        people.update({task for task, _ in found})
    tasks = [task for task in people if level in (None, task.conditions.level)]
    return max(
        tasks,
        key=lambda task: (people[task], days[task], task.conditions.level, repr(task)),
        default=None,
    )


def _volunteer(history: History, task: Task | None) -> Volunteer:
    days: dict[Side, tuple[date, ...]] = dict.fromkeys(LEGS, ())
    trials: dict[Side, Counter[date]] = {leg: Counter() for leg in LEGS}
    if task is not None:
        found = usable_days(history, task, PRIMARY_METRICS[0])
        days |= {leg: tuple(dated.day for dated in found.get(leg, ())) for leg in LEGS}
    mine, others = set[date](), set[date]()
    for series in history.series:
        for trial in filter(judgeable, series.trials):
            if task is not None and task_of(series.conditions, trial.simulated) == task:
                trials[series.conditions.side][day_of(trial)] += 1
                mine.add(day_of(trial))
            elif is_anchor(series.conditions):
                others.add(day_of(trial))
    full = {leg: frozenset(d for d, n in trials[leg].items() if n >= JUDGED) for leg in LEGS}
    return Volunteer(history.patient_code, days, full, len(others - mine))


def _tests(history: History) -> Iterator[tuple[Task, StoredTrial]]:
    """The trials on a real board that can be the task, on one leg and a dome."""
    for series in history.series:
        conditions = series.conditions
        on_dome = conditions.activity == ACTIVITIES[0] and conditions.stance is Stance.SINGLE_LEG
        for trial in series.trials if on_dome and is_anchor(conditions) else ():
            if not trial.simulated and judgeable(trial):
                yield task_of(conditions, trial.simulated), trial
