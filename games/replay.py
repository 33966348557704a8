"""A trial again, from its recording alone: the same events and the same numbers.

`trainer.sessions` measures with it, `games.pictures` draws from it; tests compare it with live
play.
"""

from collections import deque

from games.engine.activity import Activity
from games.engine.control import board_events_of, controls_of
from games.engine.trial import Trial
from games.registry import UnknownActivity, activities, activity_named
from trainer.metrics import TrialMeasures, definitions_name, measure_trial
from trainer.recording.trial import Recording, TrialResult


def replay_result(recording: Recording) -> TrialResult:
    """How a recorded trial ended. `UnknownActivity` if its activity no longer exists."""
    return replay_trial(recording).result()


def measure_recording(recording: Recording, activity: Activity | None = None) -> TrialMeasures:
    """All metrics of a trial; for its activity's own ones its rules play it again."""
    try:
        activity = activity or activity_named(recording.header.conditions.activity)
    except UnknownActivity:
        return measure_trial(recording)
    if not activity.metrics:
        return measure_trial(recording)
    rules = replay_trial(recording, activity=activity).rules
    return measure_trial(recording, rules, activity.metrics)


def measured_with() -> str:
    """The name of the definitions of `measure_recording`, which is stored with its numbers."""
    return definitions_name({name: each.metrics for name, each in activities().items()})


def replay_trial(
    recording: Recording, until: int | None = None, activity: Activity | None = None
) -> Trial:
    """The trial as it stood before the sample with index `until`, or else at its end.

    Give `activity` if it is not in the registry.
    """
    rerun = Rerun(recording, activity)
    rerun.go_to(len(recording.samples) if until is None else until)
    return rerun.trial


class Rerun:
    """A recorded trial that is played again as far as somebody wants to see it, and then on."""

    def __init__(self, recording: Recording, activity: Activity | None = None) -> None:
        header = recording.header
        activity = activity or activity_named(header.conditions.activity)
        self.trial = activity.trial(header.conditions, header.rim, header.parameters, header.seed)
        self.trial.announce(board_events_of(recording.events))
        self.trial.lay_beside(recording.load, recording.body)
        self._samples = recording.samples
        self._controls = deque(controls_of(recording.events))

    def go_to(self, index: int) -> None:
        """Take everything before the sample with this index. It never goes back."""
        last = min(index, len(self._samples))
        while self._controls and self._controls[0][0] <= last:
            at, control = self._controls.popleft()
            self._take(at)
            self.trial.control(control)
        self._take(last)

    def _take(self, until: int) -> None:
        if not self.trial.finished:
            self.trial.take(self._samples[self.trial.consumed : until])
