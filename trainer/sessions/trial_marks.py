"""The events of trials as they are noted, for those who watch a feed from outside the game."""

from collections.abc import Mapping

from trainer.acquisition.running import RunningRecording
from trainer.recording.interfaces import Marks
from trainer.recording.json_form import Json
from trainer.recording.trial import TrialHeader
from trainer.recording.vocabulary import EventKind

Mark = tuple[str, Mapping[str, Json], int]
"""What happened, its data, and the device time of its sample in microseconds."""

TRIAL = "trial"
AGAIN_BEFORE = (EventKind.START, EventKind.END)
"""For a recorder that was begun after the streams had come, or even after the start."""


class TrialMarks:
    """Follows the running recording of a feed: a recording begins with the mark `trial`, which
    comes again just before the trial's `start` and before its `end`.

    What the board reported itself is left out: it comes with the samples.
    """

    def __init__(self) -> None:
        self._running: RunningRecording | None = None
        self._begun = False
        self._told = 0

    def news(self, running: RunningRecording | None) -> list[Mark]:
        """What was noted since the last call, an ended recording's corrections among it."""
        found = self._noted()
        if running is not None and running is not self._running:
            self._running, self._begun, self._told = running, False, 0
            found += self._noted()
        return found

    def _noted(self) -> list[Mark]:
        if self._running is None:
            return []
        fresh = self._running.fresh(Marks(events=self._told))
        device_us = fresh.samples.device_us
        if not len(device_us):
            return []
        trial = about(self._running.header)
        marks: list[Mark] = [] if self._begun else [(TRIAL, trial, int(device_us[0]))]
        self._begun, self._told = True, self._told + len(fresh.events)
        # The sample after an event may not have come yet.
        last = len(device_us) - 1
        for event in fresh.events:
            at_us = int(device_us[min(event.index, last)])
            if event.kind in AGAIN_BEFORE:
                marks.append((TRIAL, trial, at_us))
            if "code" not in event.data:
                marks.append((event.kind.value, event.data, at_us))
        return marks


def about(header: TrialHeader) -> dict[str, Json]:
    """What the network may know of a trial: never whose it is."""
    conditions = header.conditions
    return {
        "trial_id": header.trial_id,
        "activity": conditions.activity,
        "side": conditions.side.value,
        "stance": conditions.stance.value,
        "eyes": conditions.eyes.value,
        "support": conditions.support.value,
        "level": conditions.level,
        "rung": conditions.rung,
    }
