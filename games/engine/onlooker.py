"""Turns a running trial and its newest samples into the moment a scene draws.

The window's loop and the pictures of recordings use it alike, so that both show the same.
"""

from math import hypot

from games.engine.contact_watch import RimLimit
from games.engine.recent import Recent
from games.engine.scene import Moment
from games.engine.trial import Phase, Trial
from trainer.recording.samples import FloatArray, Samples

FADE_S = 0.25


class Onlooker:
    """Holds one `Moment` and fills it anew for each frame."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._limit = RimLimit(trial.course.rim)
        self._recent = Recent()
        self._path: list[Samples] = []
        self._seconds = trial.course.seconds
        self._moment = Moment(
            Phase.READY, None, False, 0.0, self._seconds, 0.0, None, 0.0, 0.0, self._recent
        )

    @property
    def trial(self) -> Trial:
        """The trial that is watched."""
        return self._trial

    def see(self, samples: Samples) -> None:
        """Samples came."""
        self._recent.add(samples)
        if self._trial.running:
            self._path.append(samples)

    def path(self) -> tuple[FloatArray, FloatArray]:
        """Tilt (ap, ml) of the whole way since the start."""
        whole = Samples.concatenate(self._path)
        return whole.ap_deg, whole.ml_deg

    def moment(self, cursor: tuple[float, float] | None = None) -> Moment:
        """Now, with the light at a predicted tilt, or else at the newest sample's."""
        trial, moment = self._trial, self._moment
        moment.phase, moment.pause = trial.phase, trial.pause
        moment.waits_for_continue = trial.waits_for_continue
        moment.hold_share, moment.loaded = trial.hold_share, trial.loaded
        moment.remaining_s = max(self._seconds - trial.measured_s, 0.0)
        moment.value = trial.rules.score().get(trial.course.headline, 0.0)
        moment.cursor = cursor if cursor is not None else self._recent.newest()
        ring = trial.shown_target() or trial.course.gate
        moment.lit = max(1.0 - self._recent.since_inside_s(ring.radius_deg) / FADE_S, 0.0)
        if moment.cursor is not None:
            moment.rim_share = hypot(*moment.cursor) / self._limit.at(*moment.cursor)
        return moment
