"""The episode of care of a patient for whom nobody has begun one; see `baps patient episode`."""

from trainer.recording.clinical import Episode
from trainer.recording.history import day_began, local_day
from trainer.store.store import Store
from trainer.store.values import WhichMetrics


def first_episode(store: Store, code: str) -> Episode:
    """All that is known of the patient belongs to one. `UnknownPatient`."""
    series = store.history(code, which=WhichMetrics.HEADLINE).series
    known_since = min(
        (store.patient(code).created_at, *(each.trials[0].started_at for each in series))
    )
    return Episode(day_began(local_day(known_since)))
