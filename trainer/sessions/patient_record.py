"""Everything a therapist reads of one patient: trials, progress, and what was typed in.

`baps history` asks for it; it reads the database and leaves the statistics to `trainer.progress`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from games.engine.activity import Kind
from games.registry import activities
from games.replay import measured_with
from trainer.progress import ClinicNoise, clinic_noise, progress_of
from trainer.progress.anchor import anchor_task, day_of
from trainer.progress.days import PairTable, pair_tables
from trainer.progress.values import Progress
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone
from trainer.recording.clinical_table import standing
from trainer.recording.history import History, StoredTrial, local_day
from trainer.recording.vocabulary import Side
from trainer.sessions.clinic_pool import clinic_pool
from trainer.sessions.visits_kept import VisitsKept, visit_days, visits_kept
from trainer.store.store import Store

PAIN_NOW = "pain_now"
SHOWN_BY_DAY = (PAIN_NOW, "note")
"""Entries that belong to a day; the others are shown as a course from first to newest."""
SIDE_LETTERS = {Side.LEFT: "L ", Side.RIGHT: "R "}


@dataclass(frozen=True)
class PatientRecord:
    """A patient's trials, episode of care, progress in it, measures and exercises.

    `settled` says whether somebody settled the episode; otherwise it is all there is. `outdated` is
    the number of trials whose numbers were made with other definitions than today's. `visit_days`
    are all local days with a visit, `kept` is how they keep to the plan, None without a signed one.
    """

    history: History
    episode: Episode
    progress: Progress
    entries: tuple[ClinicalEntry, ...] = ()
    exercises: tuple[ExerciseDone, ...] = ()
    settled: bool = True
    outdated: int = 0
    visit_days: frozenset[date] = frozenset()
    kept: VisitsKept | None = None

    @property
    def trials(self) -> tuple[StoredTrial, ...]:
        """All trials, practice among them."""
        return tuple(trial for series in self.history.series for trial in series.trials)

    def tables(self) -> tuple[PairTable, ...]:
        """The days of each assessment, the anchor's first."""
        measuring = [name for name, one in activities().items() if one.kind is Kind.ASSESSMENT]
        return pair_tables(self.history, self.progress, self.episode.primary_metric, measuring)

    def pain_on(self, day: date) -> str:
        """Pain said on a day, each side by itself: `L 4→2, R 1`; empty if nobody said.

        As entered, and the worst for which a trial on that leg was stopped.
        """
        said: dict[Side | None, list[str]] = {}
        for entry in self.on(day):
            if entry.kind == PAIN_NOW and entry.value is not None:
                said.setdefault(_one_leg(entry.side), []).append(f"{entry.value:g}")
        for side, score in self._stopped_for_pain(day):
            if side not in said:
                said[side] = [str(score)]
        sides = (side for side in (Side.LEFT, Side.RIGHT, None) if side in said)
        return ", ".join(SIDE_LETTERS.get(s or Side.BOTH, "") + "→".join(said[s]) for s in sides)

    def on(self, day: date) -> tuple[ClinicalEntry, ...]:
        """What was typed in about a day and belongs to it: pain and notes, without withdrawn."""
        return tuple(entry for entry in self.by_day() if local_day(entry.measured_at) == day)

    def by_day(self) -> tuple[ClinicalEntry, ...]:
        """Every entry that belongs to a day, oldest first."""
        return tuple(entry for entry in self._standing() if entry.kind in SHOWN_BY_DAY)

    def noted(self) -> tuple[ClinicalEntry, ...]:
        """These, and every other with a note."""
        return tuple(e for e in self._standing() if e.kind in SHOWN_BY_DAY or e.note)

    def _standing(self) -> Iterator[ClinicalEntry]:
        found = standing(self.entries)
        return (entry for entry in found if isinstance(entry, ClinicalEntry))

    def _stopped_for_pain(self, day: date) -> Iterable[tuple[Side | None, int]]:
        worst: dict[Side | None, int] = {}
        for series in self.history.series:
            for trial in series.trials:
                if trial.pain and trial.pain.score is not None and day_of(trial) == day:
                    side = _one_leg(series.conditions.side)
                    worst[side] = max(trial.pain.score, worst.get(side, 0))
        return worst.items()


def _one_leg(side: Side | None) -> Side | None:
    return None if side is Side.BOTH else side


FindsNoise = Callable[[History, Episode], ClinicNoise]
"""Finds what the clinic knows of a patient's anchor task."""


def record_of(
    store: Store, code: str, today: date | None = None, noise: FindsNoise | None = None
) -> PatientRecord:
    """A patient's record; `UnknownPatient`. `today` is this computer's unless one is given; `noise`
    is read from the database unless somebody remembers it.
    """
    history = store.history(code)
    settled = store.episode(code)
    episode = settled or episode_of(history)
    exercises = store.exercises(code)
    days = visit_days(store, code, history, exercises)
    known = noise(history, episode) if noise else noise_for(store, history, episode)
    return PatientRecord(
        history,
        episode,
        progress_of(history, episode, known),
        store.entries(code),
        exercises,
        settled is not None,
        outdated(history),
        days,
        visits_kept(store, code, days, today),
    )


def outdated(history: History) -> int:
    """How many of these trials were not measured with today's definitions."""
    today = measured_with()
    trials = (trial for series in history.series for trial in series.trials)
    return sum(trial.measured_with != today for trial in trials)


def noise_for(store: Store, history: History, episode: Episode) -> ClinicNoise:
    """The clinic's noise in the patient's anchor test; nothing is read without such a test."""
    task = anchor_task(history, episode)
    return clinic_noise() if task is None else clinic_pool(store, task.conditions)


def episode_of(history: History) -> Episode:
    """Where nobody settled one: all trials, and nobody said which leg is involved."""
    begun = [series.trials[0].started_at for series in history.series]
    return Episode(min(begun, default=datetime.now(UTC)))
