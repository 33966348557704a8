"""Pictures of a recorded trial: the playing screen at any moment, and the result.

The command line draws one after a headless game; tests compare them with live play.
"""

import numpy as np
import pygame

from games.engine.activity import Activity
from games.engine.draw.layout import Layout
from games.engine.scene import KEPT_S, Onlooker, place_of
from games.engine.setup import TrialSetup
from games.replay import measure_recording, replay_trial
from games.screens.result import ResultScreen
from games.screens.result_column import Numbers
from trainer.recording.trial import PastScores, Recording
from trainer.recording.vocabulary import EventKind

PICTURE_SIZE = (1280, 720)
NO_PAST = PastScores()
LONG_AFTER_S = 60.0


def draw_moment(
    activity: Activity,
    setup: TrialSetup,
    recording: Recording,
    t_s: float,
    *,
    size: tuple[int, int] = PICTURE_SIZE,
    past: PastScores = NO_PAST,
) -> pygame.Surface:
    """The playing screen `t_s` seconds after the start; a negative `t_s` is before the start.

    Needs no display. A moment outside the recording shows its first or last sample.
    """
    index = _index_at(recording, t_s)
    trial = replay_trial(recording, index, activity)
    onlooker = Onlooker(trial)
    since_s = float(recording.samples.t_s[index - 1]) - KEPT_S if index else 0.0
    first = int(np.searchsorted(recording.samples.t_s, since_s))
    onlooker.see(recording.samples[first:index])
    surface = pygame.Surface(size, 0, 32)
    stage = activity.stage(setup, Layout(size), past)
    moment = onlooker.moment(seen_t_s=_seen_t_s(recording, index, t_s))
    activity.scene(stage).draw(surface, moment, trial.rules)
    return surface


def draw_result(
    activity: Activity,
    setup: TrialSetup,
    recording: Recording,
    *,
    size: tuple[int, int] = PICTURE_SIZE,
    past: PastScores = NO_PAST,
) -> pygame.Surface:
    """The result screen of a recorded trial with all its lights on."""
    trial = replay_trial(recording, activity=activity)
    start = recording.first(EventKind.START)
    first = start.index if start is not None else trial.consumed
    way = recording.samples[first : trial.consumed]
    stage = activity.stage(setup, Layout(size), past)
    value = measure_recording(recording, activity).value(activity.headline.name)
    numbers = Numbers(value, longest_s=getattr(trial.rules, "longest_s", None))
    path = way.ap_deg, way.ml_deg
    place = place_of(activity.scene(stage))
    screen = ResultScreen(stage, trial.result(), numbers, path, place=place)
    surface = pygame.Surface(size, 0, 32)
    screen.draw(surface, LONG_AFTER_S)
    return surface


def _index_at(recording: Recording, t_s: float) -> int:
    """Index of the first sample after the moment."""
    times = recording.samples.t_s
    return int(np.searchsorted(times, _began_s(recording) + t_s, side="right"))


def _seen_t_s(recording: Recording, index: int, t_s: float) -> float:
    """The moment on the samples' time; after the recording's end, its last sample's."""
    times = recording.samples.t_s
    if not len(times):
        return 0.0
    return _began_s(recording) + t_s if index < len(times) else float(times[-1])


def _began_s(recording: Recording) -> float:
    """The time of the start, or else of the first sample."""
    start, times = recording.first(EventKind.START), recording.samples.t_s
    if not len(times):
        return 0.0
    return float(times[min(start.index, len(times) - 1)]) if start else float(times[0])
