"""A trial again, from its recording alone: the same events, numbers and pictures.

`trainer.sessions` calls it, and the command line for the picture after a headless game; tests hold
it equal to live play.
"""

import numpy as np
import pygame

from games.engine.activity import Activity
from games.engine.control import board_events_of, controls_of
from games.engine.draw.layout import Layout
from games.engine.scene import KEPT_S, Onlooker
from games.engine.setup import TrialSetup
from games.engine.trial import Trial
from games.registry import UnknownActivity, activity_named
from games.screens.result import ResultScreen
from trainer.metrics import TrialMeasures, measure_trial
from trainer.recording.trial import PastScores, Recording, TrialResult
from trainer.recording.vocabulary import EventKind

PICTURE_SIZE = (1280, 720)
NO_PAST = PastScores()
LONG_AFTER_S = 60.0


def replay_result(recording: Recording) -> TrialResult:
    """How a recorded trial ended. `UnknownActivity` for one that is gone."""
    return replay_trial(recording).result()


def measure_recording(recording: Recording, activity: Activity | None = None) -> TrialMeasures:
    """All metrics of a trial, its activity's own among them: for those its rules play again."""
    try:
        activity = activity or activity_named(recording.header.conditions.activity)
    except UnknownActivity:
        return measure_trial(recording)
    if not activity.metrics:
        return measure_trial(recording)
    rules = replay_trial(recording, activity=activity).rules
    return measure_trial(recording, rules, activity.metrics)


def replay_trial(
    recording: Recording, until: int | None = None, activity: Activity | None = None
) -> Trial:
    """The trial as it stood before the sample with index `until`; without it, at its end.

    `activity` where it is not one of the registry.
    """
    header = recording.header
    activity = activity or activity_named(header.conditions.activity)
    trial = activity.trial(header.conditions, header.rim, header.parameters, header.seed)
    trial.announce(board_events_of(recording.events))
    trial.lay_beside(recording.load, recording.body)
    last = len(recording.samples) if until is None else min(until, len(recording.samples))
    for index, control in controls_of(recording.events):
        if index > last:
            break
        trial.take(recording.samples[trial.consumed : index])
        trial.control(control)
    trial.take(recording.samples[trial.consumed : last])
    return trial


def draw_moment(
    activity: Activity,
    setup: TrialSetup,
    recording: Recording,
    t_s: float,
    *,
    size: tuple[int, int] = PICTURE_SIZE,
    past: PastScores = NO_PAST,
) -> pygame.Surface:
    """The playing screen `t_s` seconds after the start (before it where negative).

    Needs no display. Before a recording's first and after its last sample it is that sample's.
    """
    index = _index_at(recording, t_s)
    trial = replay_trial(recording, index, activity)
    onlooker = Onlooker(trial)
    since_s = float(recording.samples.t_s[index - 1]) - KEPT_S if index else 0.0
    first = int(np.searchsorted(recording.samples.t_s, since_s))
    onlooker.see(recording.samples[first:index])
    surface = pygame.Surface(size, 0, 32)
    stage = activity.stage(setup, Layout(size), past)
    activity.scene(stage).draw(surface, onlooker.moment(), trial.rules)
    return surface


def draw_result(
    activity: Activity,
    setup: TrialSetup,
    recording: Recording,
    *,
    size: tuple[int, int] = PICTURE_SIZE,
    past: PastScores = NO_PAST,
) -> pygame.Surface:
    """The result screen of a recorded trial, all its lights on."""
    trial = replay_trial(recording, activity=activity)
    start = recording.first(EventKind.START)
    first = start.index if start is not None else trial.consumed
    way = recording.samples[first : trial.consumed]
    stage = activity.stage(setup, Layout(size), past)
    value = measure_recording(recording, activity).value(activity.headline.name)
    screen = ResultScreen(stage, trial.result(), value, (way.ap_deg, way.ml_deg))
    surface = pygame.Surface(size, 0, 32)
    screen.draw(surface, LONG_AFTER_S)
    return surface


def _index_at(recording: Recording, t_s: float) -> int:
    """Index of the first sample after the moment."""
    start = recording.first(EventKind.START)
    times = recording.samples.t_s
    if not len(times):
        return 0
    began_s = float(times[min(start.index, len(times) - 1)]) if start else float(times[0])
    return int(np.searchsorted(times, began_s + t_s, side="right"))
