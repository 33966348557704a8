"""A stored trial drawn again as the patient saw it, for `baps replay` and the clinic's pages."""

import numpy as np

from games.engine.activity import Activity
from games.engine.setup import LIKELY_STATION
from games.pictures import Playback
from games.registry import UnknownActivity, activity_named
from trainer.recording.trial import Recording
from trainer.sessions.errors import SessionError
from trainer.sessions.preparation import setup_of


class NotDrawn(SessionError):
    """A trial that cannot be drawn; the text says why."""


def check_tilt(recording: Recording) -> None:
    """`NotDrawn` where there is nothing to show."""
    samples, trial_id = recording.samples, recording.header.trial_id
    if not len(samples):
        raise NotDrawn(f"trial {trial_id} has no samples to show")
    if np.isnan(samples.ap_deg).any() or np.isnan(samples.ml_deg).any():
        raise NotDrawn(
            f"the tilt of trial {trial_id} cannot be read: baps play --board replay:trial:"
            f"{trial_id[:8]} computes it again from the sensor's counts"
        )


def activity_of(recording: Recording) -> Activity:
    """The activity that was played; `NotDrawn` if this version has none of that name."""
    name = recording.header.conditions.activity
    try:
        return activity_named(name)
    except UnknownActivity as error:
        raise NotDrawn(
            f"trial {recording.header.trial_id} is of the activity {name!r}, which this version "
            "does not have: its numbers are in baps history"
        ) from error


def playback_of(activity: Activity, recording: Recording, size: tuple[int, int]) -> Playback:
    """The playing screen of a recorded trial; `NotDrawn` if this version cannot show it."""
    try:
        return Playback(activity, setup_of(recording, LIKELY_STATION), recording, size)
    except ValueError as error:
        raise NotDrawn(
            f"trial {recording.header.trial_id} cannot be shown by this version: {error}"
        ) from error
