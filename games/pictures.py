"""Pictures of a recorded trial: the playing screen at any moment, and the result.

The command line draws one after a headless game and shows any stored trial again; tests compare
them with live play.
"""

import numpy as np
import pygame

from games.engine.activity import Activity
from games.engine.draw.layout import Layout
from games.engine.scene import KEPT_S, Onlooker, place_of
from games.engine.setup import TrialSetup
from games.engine.thigh_light import Places
from games.engine.trial import Trial
from games.replay import Rerun, measure_recording, replay_trial
from games.screens.result import ResultScreen
from games.screens.result_column import Numbers
from trainer.recording.samples import Samples
from trainer.recording.trial import PastScores, Recording
from trainer.recording.vocabulary import EventKind

PICTURE_SIZE = (1280, 720)
NO_PAST = PastScores()
LONG_AFTER_S = 60.0


class Playback:
    """The playing screen of a recorded trial at one moment after another.

    Each picture costs only what was recorded since the previous one. Needs no display.
    """

    def __init__(
        self,
        activity: Activity,
        setup: TrialSetup,
        recording: Recording,
        size: tuple[int, int] = PICTURE_SIZE,
        past: PastScores = NO_PAST,
    ) -> None:
        self._recording = recording
        self._rerun = Rerun(recording, activity)
        self._onlooker = Onlooker(self._rerun.trial)
        self._scene = activity.scene(activity.stage(setup, Layout(size), past))
        self._surface = pygame.Surface(size, 0, 32)
        self._seen = 0
        self._after = _played_samples(recording)

    @property
    def length_s(self) -> float:
        """From the start to the last sample that was played, pauses included."""
        times = self._recording.samples.t_s[: self._after]
        return float(times[-1]) - _began_s(self._recording) if len(times) else 0.0

    def draw(self, t_s: float) -> pygame.Surface:
        """The picture `t_s` seconds after the start, before it with a negative `t_s`.

        A moment outside the trial shows its first sample, or the last one before its end: at the
        end itself other screens came. The moments must not go back, and each picture is drawn over
        the previous one.
        """
        t_s = min(t_s, self.length_s)
        recording, index = self._recording, _index_at(self._recording, t_s)
        times = recording.samples.t_s
        self._rerun.go_to(index)
        since_s = float(times[index - 1]) - KEPT_S if index else 0.0
        first = max(int(np.searchsorted(times, since_s)), self._seen)
        self._onlooker.see(recording.samples[first:index])
        self._seen = max(index, self._seen)
        moment = self._onlooker.moment(seen_t_s=_began_s(recording) + t_s)
        self._scene.draw(self._surface, moment, self._rerun.trial.rules)
        return self._surface


def draw_moment(
    activity: Activity,
    setup: TrialSetup,
    recording: Recording,
    t_s: float,
    *,
    size: tuple[int, int] = PICTURE_SIZE,
    past: PastScores = NO_PAST,
) -> pygame.Surface:
    """One picture of the playing screen; see `Playback.draw`."""
    return Playback(activity, setup, recording, size, past).draw(t_s)


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
    way = _way(recording, trial)
    stage = activity.stage(setup, Layout(size), past)
    value = measure_recording(recording, activity).value(activity.headline.name)
    numbers = Numbers(value, longest_s=trial.rules.longest_s)
    path = way.ap_deg, way.ml_deg
    place = place_of(activity.scene(stage))
    screen = ResultScreen(stage, trial.result(), numbers, path, place=place)
    surface = pygame.Surface(size, 0, 32)
    screen.draw(surface, LONG_AFTER_S)
    return surface


def _way(recording: Recording, trial: Trial) -> Samples | Places:
    """Where the light was from the start to the end."""
    start = recording.first(EventKind.START)
    if start is None:
        return Samples.empty()
    if trial.thigh is None:
        return recording.samples[start.index : trial.consumed]
    return trial.thigh.drain().since(float(recording.samples.t_s[start.index]))


def _index_at(recording: Recording, t_s: float) -> int:
    """Index of the first sample after the moment."""
    times = recording.samples.t_s
    return int(np.searchsorted(times, _began_s(recording) + t_s, side="right"))


def _played_samples(recording: Recording) -> int:
    """How many samples there are before the one that ended the trial; at least one of them."""
    end, count = recording.first(EventKind.END), len(recording.samples)
    return min(max(end.index - 1, 1), count) if end is not None else count


def _began_s(recording: Recording) -> float:
    """The time of the start, or else of the first sample."""
    start, times = recording.first(EventKind.START), recording.samples.t_s
    if not len(times):
        return 0.0
    return float(times[min(start.index, len(times) - 1)]) if start else float(times[0])
