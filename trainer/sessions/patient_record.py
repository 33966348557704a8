"""Everything a therapist reads of one patient: trials, progress, and what was typed in.

`baps history` and the clinic's pages ask for it; it reads the database once for each question and
leaves the statistics to `trainer.progress`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from games.replay import measured_with
from trainer.progress import ClinicNoise, clinic_noise, progress_of
from trainer.progress.anchor import ACTIVITIES
from trainer.progress.pool import SINCE_EVER
from trainer.progress.scale import PRIMARY, TIME_TO_FAILURE
from trainer.progress.values import Progress
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone
from trainer.recording.history import History
from trainer.sessions.store_access import STAND_INS
from trainer.store.store import Store

NUMBERS = (*PRIMARY, TIME_TO_FAILURE, "rim_contacts")
"""What the anchor's statistics need of a trial."""
PAIN_NOW, PAIN_NEXT, NOTE = "pain_now", "pain_next_morning", "note"


@dataclass(frozen=True)
class PatientRecord:
    """A patient's trials, episode of care, progress in it, measures and exercises.

    `outdated` is the number of trials whose numbers were made with other definitions than today's.
    """

    history: History
    episode: Episode
    progress: Progress
    entries: tuple[ClinicalEntry, ...] = ()
    exercises: tuple[ExerciseDone, ...] = ()
    outdated: int = 0

    def pain_on(self, day: date) -> str:
        """Pain said on a day: as entered, else what stopped a trial; empty if nobody said."""
        said = [entry for entry in self._on(day, PAIN_NOW) if entry.value is not None]
        if said:
            return " → ".join(f"{entry.value:g}" for entry in said)
        stopped = [
            str(trial.pain.score)
            for series in self.history.series
            for trial in series.trials
            if trial.pain is not None
            and trial.pain.score is not None
            and _day(trial.started_at) == day
        ]
        return " → ".join(stopped)

    def notes_on(self, day: date) -> tuple[str, ...]:
        """What was written about a day."""
        return tuple(entry.note for entry in self._on(day, NOTE))

    def _on(self, day: date, kind: str) -> list[ClinicalEntry]:
        found = [e for e in self.entries if e.kind == kind and e.withdrawn is None]
        return [entry for entry in found if _day(entry.measured_at) == day]


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def record_of(store: Store, code: str) -> PatientRecord:
    """A patient's record; `UnknownPatient`."""
    history = store.history(code)
    episode = store.episode(code) or _since_the_first(history)
    noise = noise_of_clinic(store)
    return PatientRecord(
        history,
        episode,
        progress_of(history, episode, noise),
        store.entries(code),
        store.exercises(code),
        outdated(history),
    )


def outdated(history: History) -> int:
    """How many of these trials were not measured with today's definitions."""
    today = measured_with()
    trials = (trial for series in history.series for trial in series.trials)
    return sum(trial.measured_with != today for trial in trials)


def noise_of_clinic(store: Store) -> ClinicNoise:
    """The noise of this clinic: its patients, each in the newest episode, and its volunteers.

    Codes that stand for whoever played without a patient are left out.
    """
    episodes = store.episodes()
    volunteers = {person.code for person in store.noise_people()}
    people = store.anchor_histories(ACTIVITIES, NUMBERS, without=STAND_INS)
    patients = [h for h in people if h.patient_code not in volunteers]
    return clinic_noise(
        [(h, episodes.get(h.patient_code, SINCE_EVER)) for h in patients],
        [h for h in people if h.patient_code in volunteers],
    )


def _since_the_first(history: History) -> Episode:
    """Where nobody settled anything: all trials, and nobody said which leg is involved."""
    begun = [series.trials[0].started_at for series in history.series]
    return Episode(min(begun, default=datetime.now(UTC)))
