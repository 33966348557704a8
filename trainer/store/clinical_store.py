"""The part of the `Store` for what therapists type in, episodes of care, and the clinic's noise."""

from collections.abc import Collection, Mapping

from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone, NoisePerson
from trainer.recording.conditions import Conditions
from trainer.recording.history import History
from trainer.store import clinical, pool
from trainer.store.transactions import Transactions, now_utc


class ClinicalStore(Transactions):
    """Entries, exercises, episodes, and the people who measure the clinic's noise."""

    def add_entry(self, code: str, entry: ClinicalEntry) -> bool:
        """Store an entry, and with it the hard stop that `stop_typed` finds in it; False if it was
        stored before; `UnknownPatient`.
        """
        with self._writing() as session:
            return clinical.add_entry(session, code, entry, now_utc())

    def entries(self, code: str) -> tuple[ClinicalEntry, ...]:
        """All entries, oldest first, with those that were withdrawn; `UnknownPatient`."""
        with self._reading() as session:
            return clinical.entries_of(session, code)

    def add_exercise(self, code: str, exercise: ExerciseDone) -> bool:
        """Store an exercise; False if it was stored before; `UnknownPatient`."""
        with self._writing() as session:
            return clinical.add_exercise(session, code, exercise, now_utc())

    def exercises(self, code: str) -> tuple[ExerciseDone, ...]:
        """All exercises, oldest first, with those that were withdrawn; `UnknownPatient`."""
        with self._reading() as session:
            return clinical.exercises_of(session, code)

    def withdraw_entry(self, code: str, entry_id: str, reason: str) -> ClinicalEntry | ExerciseDone:
        """Take a patient's entry or exercise back; it stays, withdrawn. `UnknownPatient`, or
        `UnknownEntry` if the patient has none with this id, or it was withdrawn already.

        The first characters of the id are enough if only one of the patient's has them.
        """
        with self._writing() as session:
            return clinical.withdraw(session, code, entry_id, reason, now_utc())

    def add_episode(self, code: str, episode: Episode) -> None:
        """Settle an episode of care; it counts from now on. `UnknownPatient`."""
        with self._writing() as session:
            clinical.add_episode(session, code, episode, now_utc())

    def episode(self, code: str) -> Episode | None:
        """The episode that was settled last, or None; `UnknownPatient`."""
        with self._reading() as session:
            return clinical.newest_episode(session, code)

    def episodes(self) -> Mapping[str, Episode]:
        """The episode of each patient that was settled last, by code."""
        with self._reading() as session:
            return clinical.newest_episodes(session)

    def add_noise_person(self, code: str) -> bool:
        """Somebody measures the clinic's noise from now on; False if they did already."""
        with self._writing() as session:
            return clinical.add_noise_person(session, code, now_utc())

    def remove_noise_person(self, code: str) -> bool:
        """Somebody no longer measures the clinic's noise; their trials stay. False if never did."""
        with self._writing() as session:
            return clinical.remove_noise_person(session, code)

    def noise_people(self) -> tuple[NoisePerson, ...]:
        """Everybody who measures the clinic's noise, by code."""
        with self._reading() as session:
            return clinical.noise_people(session)

    def anchor_histories(
        self,
        activities: Collection[str],
        metrics: Collection[str],
        without: Collection[str] = (),
        like: Conditions | None = None,
        codes: Collection[str] | None = None,
    ) -> tuple[History, ...]:
        """The trials of these activities of all patients, practice left out, by patient's code.

        Only values of `metrics` are read. `without` are codes that stand for more than one person.
        With `like` only trials under these conditions count, on either leg and in any stem hole;
        with `codes` only those of these patients.
        """
        with self._reading() as session:
            return pool.anchor_histories(session, activities, metrics, without, like, codes)
