"""A trial again, from its recording alone: the same events, the same score.

`trainer.sessions` and the pictures call it; a test holds it equal to live play.
"""

from games.engine.control import controls_of
from games.engine.trial import Trial
from games.registry import activity_named
from trainer.recording.trial import Recording, TrialResult


def replay_score(recording: Recording) -> TrialResult:
    """The result of a recorded trial, computed again. `UnknownActivity` for one that is gone."""
    return replay_trial(recording).result()


def replay_trial(recording: Recording, until: int | None = None) -> Trial:
    """The trial as it stood before the sample with index `until`; without it, at its end."""
    header = recording.header
    activity = activity_named(header.conditions.activity)
    trial = activity.trial(header.conditions, header.rim, header.parameters, header.seed)
    last = len(recording.samples) if until is None else min(until, len(recording.samples))
    for index, control in controls_of(recording.events):
        if index > last:
            break
        trial.take(recording.samples[trial.consumed : index])
        trial.control(control)
    trial.take(recording.samples[trial.consumed : last])
    return trial
