"""What a therapist types in: measures of the body, symptoms, exercises, and the episode of care.

None of it comes from a sensor, and nothing adds it to what the board saw: it stands beside that in
the same history. Entries are never changed or deleted; one that was wrong is withdrawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from trainer.recording.json_form import Json
from trainer.recording.vocabulary import Side, Stance


@dataclass(frozen=True)
class Withdrawn:
    """When an entry was taken back, and why."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class ClinicalEntry:
    """One value that a person found, at one time, on one side or none.

    `kind` is a name of `trainer.recording.clinical_kinds`; `value` is None for free text alone.
    `detail` is what belongs to the value: single readings, position, lever arm, words.
    """

    entry_id: str
    kind: str
    measured_at: datetime
    side: Side | None = None
    value: float | None = None
    unit: str = ""
    detail: Mapping[str, Json] = field(default_factory=dict)
    note: str = ""
    operator: str = ""
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True)
class ExerciseDone:
    """One exercise as it was done: sets of repetitions with a load, and how hard it was, 0 to 10.

    `load_kg` is None for none, `repetitions` that of each set.
    """

    entry_id: str
    exercise: str
    done_at: datetime
    side: Side | None = None
    sets: int = 1
    repetitions: int = 1
    load_kg: float | None = None
    effort: float | None = None
    note: str = ""
    operator: str = ""
    withdrawn: Withdrawn | None = None


PRIMARY_METRICS = ("mean_tilt_velocity", "osi")
"""Which one number may carry a verdict; the first where nobody chose."""


@dataclass(frozen=True)
class Episode:
    """One episode of care: what is compared belongs to the same one.

    `involved` is the leg with the trouble, BOTH, or None where nobody said. `primary_metric` is the
    one number that may carry a verdict, `level` the dome of the anchor test and `stance` how it
    stands there; None where the program finds it in the trials.
    """

    begun_at: datetime
    involved: Side | None = None
    primary_metric: str = PRIMARY_METRICS[0]
    level: int | None = None
    note: str = ""
    operator: str = ""
    stance: Stance | None = None


@dataclass(frozen=True)
class NoisePerson:
    """Somebody without trouble who measures the clinic's own noise, and since when."""

    code: str
    since: datetime
