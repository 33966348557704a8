"""Know your own noise: who measures it, how far all have come, and what each can do today.

`baps noise` and the clinic's page ask it. It reads the database and leaves the statistics to
`trainer.progress`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trainer.progress import ClinicNoise, OwnNoise, own_noise
from trainer.progress.anchor import ACTIVITIES, Task, anchor_task, task_of
from trainer.progress.noise import ENOUGH_PEOPLE, Noise
from trainer.progress.scale import PRIMARY, TIME_TO_FAILURE
from trainer.progress.study import noise_in_words
from trainer.progress.values import Phase
from trainer.progress.volunteers import days_otherwise, due_today, on_boards, trials_done
from trainer.recording.conditions import Conditions
from trainer.recording.history import History
from trainer.recording.vocabulary import Side
from trainer.sessions.clinic_pool import clinic_pool
from trainer.sessions.store_access import STAND_INS
from trainer.store.store import Store

USUAL_LEVEL, USUAL_S = 2, 20.0
"""The task of the first person, where nobody chose another dome."""
NUMBERS = (*PRIMARY, TIME_TO_FAILURE)


class CannotMeasure(ValueError):
    """The trials under this code do not tell the noise of measuring. The text says why."""


@dataclass(frozen=True)
class NoiseStudy:
    """How far all are, under which task, and what each person can do today.

    By the person's code: `due` are the legs to measure today, `trials` is how many each leg did,
    `otherwise` the number of days under other conditions alone.
    """

    found: OwnNoise
    task: Task
    due: Mapping[str, tuple[Side, ...]]
    trials: Mapping[str, Mapping[Side, int]]
    otherwise: Mapping[str, int]


def study_of(store: Store, level: int | None, primary: str, today: date) -> NoiseStudy:
    """The state of the measurement for one primary metric, on the dome `level` if one is given.

    Without it the task is what most of the people did. Simulated boards count where no real one was
    stood on, as in a made-up clinic; the task says so.
    """
    people, simulated = _people(store)
    on_dome = [on_boards(person, level, simulated=simulated) for person in people]
    found = own_noise(on_dome, primary)
    usual = Conditions(ACTIVITIES[0], level=level or USUAL_LEVEL, seconds=USUAL_S)
    task = found.task or task_of(usual, simulated)
    return NoiseStudy(
        found,
        task,
        {person.patient_code: due_today(person, task, primary, today) for person in people},
        {person.patient_code: trials_done(person, task) for person in people},
        {person.patient_code: days_otherwise(person, task) for person in people},
    )


@dataclass(frozen=True)
class TaskPool:
    """What the clinic knows of the noise of one anchor task: from how many patients with enough
    visits, and from how many volunteers with all their days.
    """

    task: Task
    patients: int
    volunteers: int
    noise: Noise
    words: str

    @property
    def lacking(self) -> int:
        """How many people more it takes until verdicts are spoken; 0 where they are."""
        return 0 if self.noise.enough else max(ENOUGH_PEOPLE - self.noise.people, 1)


def pools_of(store: Store, primary: str) -> tuple[TaskPool, ...]:
    """Every task that is somebody's anchor test, that of the most people first; for one metric.

    `words` say what the noise is; they are empty until it is known.
    """
    pool = clinic_pool(store)
    tasks = Counter(
        task
        for person in (*pool.patients, *pool.volunteers)
        if (task := anchor_task(person.history, person.episode)) is not None
    )
    return tuple(_task_pool(pool, task, primary) for task, _ in tasks.most_common())


def _task_pool(pool: ClinicNoise, task: Task, primary: str) -> TaskPool:
    noise = pool.of(task, primary, Phase.STEADY)
    patients = replace(pool, volunteers=()).of(task, primary, Phase.STEADY).people
    words = noise_in_words(noise, primary, task.conditions.level) if noise.enough else ""
    return TaskPool(task, patients, noise.people - patients, noise, words)


def add_person(store: Store, code: str) -> bool:
    """Somebody measures the noise from now on, False if they did already; `CannotMeasure`.

    A leg in trouble changes, by itself or by treatment: its days would make the noise too large.
    """
    if code in STAND_INS:
        raise CannotMeasure(f"{code} may be anybody: give each person a code, baps patient add")
    episode = store.episode(code)
    if episode is not None and episode.involved is not None:
        raise CannotMeasure(
            f"{code} has an episode of care with an involved leg: ask somebody without trouble"
        )
    return store.add_noise_person(code)


def _people(store: Store) -> tuple[Sequence[History], bool]:
    """The anchor trials of everybody who measures, empty for who did none, and whether they are on
    simulated boards: as in a made-up clinic, where nobody has stood on a real one.
    """
    codes = [person.code for person in store.noise_people()]
    clinic = store.anchor_histories(ACTIVITIES, NUMBERS, codes=codes)
    real = [on_boards(history) for history in clinic]
    simulated = bool(clinic) and not any(history.series for history in real)
    counted = [on_boards(history, simulated=True) for history in clinic] if simulated else real
    known = {history.patient_code: history for history in counted}
    return [known.get(code, History(code, ())) for code in codes], simulated
