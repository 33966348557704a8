"""Whom the clinic has repeats of: patients in their newest episodes, and its volunteers.

What is said of a patient, and the page of the clinic's noise, rest on the same people.
"""

from trainer.progress import ClinicNoise, clinic_noise
from trainer.progress.anchor import ACTIVITIES
from trainer.progress.pool import SINCE_EVER
from trainer.progress.scale import PRIMARY, TIME_TO_FAILURE
from trainer.recording.conditions import Conditions
from trainer.sessions.store_access import STAND_INS
from trainer.store.store import Store

NUMBERS = (*PRIMARY, TIME_TO_FAILURE, "rim_contacts")
"""What the anchor's statistics need of a trial."""


def clinic_pool(store: Store, like: Conditions | None = None) -> ClinicNoise:
    """All of them, or with `like` those who did this task, with their trials of it alone.

    Volunteers are patients as soon as a leg of theirs is involved. Codes that stand for whoever
    played without a patient are left out.
    """
    episodes = store.episodes()
    in_care = {code for code, one in episodes.items() if one.involved is not None}
    volunteers = {person.code for person in store.noise_people()} - in_care
    people = store.anchor_histories(ACTIVITIES, NUMBERS, STAND_INS, like=like)
    patients = [h for h in people if h.patient_code not in volunteers]
    return clinic_noise(
        [(h, episodes.get(h.patient_code, SINCE_EVER)) for h in patients],
        [h for h in people if h.patient_code in volunteers],
    )
