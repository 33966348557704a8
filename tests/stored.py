"""Trials measured as the program does it and stored in this station's database."""

from dataclasses import replace

from tests.metrics.signals import ordinary_axes, recorded
from trainer.metrics import measure_trial
from trainer.recording.conditions import FLOOR
from trainer.recording.container import parts_of
from trainer.recording.trial import Recording, TrialEvent, TrialResult
from trainer.store import FinishedTrial, Store


def ordinary_trial(trial_id: str, events: list[TrialEvent]) -> Recording:
    """K7 stands for 20 s with these events."""
    return recorded(ordinary_axes(), events, trial_id=trial_id, patient_code="K7")


def as_a_squat(recording: Recording) -> Recording:
    """The same recording, as if squats had been asked for."""
    conditions = replace(recording.header.conditions, activity="single-leg-squat", level=FLOOR)
    return replace(recording, header=replace(recording.header, conditions=conditions))


def store_measured(*recordings: Recording, headline: str = "osi") -> None:
    with Store.open() as store:
        for recording in recordings:
            measures = measure_trial(recording)
            result = TrialResult(recording.outcome(), 20.0, headline)
            parts = parts_of(recording)
            store.save_trial(
                FinishedTrial(
                    recording, parts, measures.values, result, measures.why_not, measures.remarks
                )
            )
