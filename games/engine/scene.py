"""What a picture of a running trial is drawn from, and how loops call a scene.

The window's loop and the pictures of recordings fill the same moment with the same `Onlooker`, so
both show the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from math import hypot, isfinite
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from games.engine.phase import RUNNING, Pause, Phase
from games.engine.second.facts import Beside
from games.engine.setup import TrialSetup
from games.engine.thigh_light import FARTHEST_DEG, Places
from games.engine.trial import Trial
from games.engine.trial_set import TrialSet
from games.engine.visit_rounds import Rounds
from games.engine.watches import RimLimit
from games.engine.words import Headline, Hindrance, Wording
from trainer.recording.columns import FloatArray
from trainer.recording.eye import EyeScore
from trainer.recording.samples import Samples
from trainer.recording.target import Ring
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import Outcome, Source

if TYPE_CHECKING:  # rules, scores and replays work without the libraries that draw
    import pygame

    from games.engine.draw.field import FieldMap
    from games.engine.draw.layout import Layout
    from games.engine.draw.lettering import Lettering

KEPT_S = 1.5
KEPT_SAMPLES = 1500
FADE_S = 0.25


@dataclass(frozen=True)
class Stage:
    """Everything that stays the same during a trial. Scenes paint their still layers from it.

    In an `assessment` the patient sees no number of their own. `rounds` are those of the visit
    before this one. `by_eye` says that a therapist can score what is seen. `beside` is given
    where the therapist has a second window: nothing for them is on the patient's picture then.
    """

    layout: Layout
    lettering: Lettering
    setup: TrialSetup
    title: str
    wording: Wording
    headline: Headline
    past: PastScores
    assessment: bool = False
    in_set: TrialSet = field(default_factory=TrialSet)
    rounds: Rounds = field(default_factory=Rounds)
    by_eye: bool = False
    beside: Beside | None = None


class Recent:
    """The newest samples, in arrays that are filled in place. Times are the board's."""

    def __init__(self) -> None:
        self._t_s = np.zeros(KEPT_SAMPLES)
        self._ap_deg = np.zeros(KEPT_SAMPLES)
        self._ml_deg = np.zeros(KEPT_SAMPLES)
        self._count = 0
        self.ahead_s = 0.0

    def add(self, samples: Samples | Places) -> None:
        """Take samples; the oldest are dropped."""
        new = min(len(samples), KEPT_SAMPLES)
        if not new:
            return
        columns = (self._t_s, samples.t_s), (self._ap_deg, samples.ap_deg)
        for kept, more in (*columns, (self._ml_deg, samples.ml_deg)):
            kept[:-new] = kept[new:]
            kept[-new:] = more[-new:]
        self._count = min(self._count + new, KEPT_SAMPLES)

    def newest(self) -> tuple[float, float] | None:
        """The newest (ap, ml)."""
        return (float(self._ap_deg[-1]), float(self._ml_deg[-1])) if self._count else None

    def track(self, ages_s: FloatArray) -> tuple[list[float], list[float]]:
        """Tilt (ap, ml) at these ages before the picture, which is `ahead_s` after the newest
        sample; outside what is kept, that of the nearest sample.
        """
        if not self._count:
            return [], []
        held = slice(KEPT_SAMPLES - self._count, None)
        times = self._t_s[held]
        at_s = times[-1] + self.ahead_s - ages_s
        ap_deg, ml_deg = self._ap_deg[held], self._ml_deg[held]
        # Rounded: a sample's tilt often lies exactly between two pixels, and there the last bit of
        # a time would move a mote.
        ap, ml = (np.interp(at_s, times, tilt).round(6) for tilt in (ap_deg, ml_deg))
        return ap.tolist(), ml.tolist()


@dataclass(slots=True)
class Moment:
    """Everything that moves, as it is when a frame is seen; the same object is refilled each time.

    `t_s` is the trial's running time and `target` the ring to stay in; both run `ahead_s` ahead of
    the newest sample, which is all that the rules know. `cursor` is (ap, ml) in
    degrees, None before the first sample. `lit` is 1 in the ring and falls to 0 within a quarter of
    a second outside; only its fading runs ahead of the newest sample. `rim_share` is the tilt as a
    share of the rim, `away_share` the distance from the target's middle as such a share.
    `hindrance` is what keeps the gate closed, apart from the ring. A pause that waits for somebody
    to go on may do so from `may_continue` on. `weight_side` is -1 with too little weight on the
    board, 1 with too much. `earned` counts rewards so far, `beats` the ticks of a metronome.
    `outside_s` is how long the light has been outside the ring, `waited_s` how long the gate or a
    pause has lasted. `eye` is what the therapist has said of what is seen.

    In a `felt` round nothing tells how it goes until it is over: nothing is earned yet, the ring
    does not light up, and a scene that asks its rules what was earned draws none of it.
    """

    phase: Phase
    target: Ring
    recent: Recent
    remaining_s: float
    pause: Pause | None = None
    waits_for_continue: bool = False
    may_continue: bool = False
    hold_share: float = 0.0
    t_s: float = 0.0
    ahead_s: float = 0.0
    value: float = 0.0
    cursor: tuple[float, float] | None = None
    lit: float = 0.0
    rim_share: float = 0.0
    away_share: float = 0.0
    hindrance: Hindrance | None = None
    outside_s: float = 0.0
    waited_s: float = 0.0
    weight_side: int = 0
    earned: int = 0
    eye: EyeScore = field(default_factory=EyeScore)
    beats: int = 0
    felt: bool = False


class Scene(Protocol):
    """A picture of a trial from the gate to the end."""

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """Draw all of it; nothing large is allocated here. `rules` are the activity's own."""


class Place(Protocol):
    """Where a training was played, for its result: the still picture and what blooms on it."""

    place: pygame.Surface
    field: FieldMap

    def bloom(self, onto: pygame.Surface, earned: int, share: float, petal: float | None) -> None:
        """Draw what was earned, `share` of the way to its full light.

        `petal` is how far this round's petal has unfolded; None if it earned none.
        """


def place_of(scene: object) -> Place | None:
    """The scene itself, if it has a place to show its result in."""
    return cast(Place, scene) if hasattr(scene, "bloom") else None


def drawn_by(module: str, name: str) -> Callable[[Stage], Scene]:
    """A scene that is imported when it is first made, and with it what draws."""

    def make(stage: Stage) -> Scene:
        scene: Scene = getattr(import_module(module), name)(stage)
        return scene

    return make


class Onlooker:
    """Turns a running trial and its newest samples into the moment a scene draws."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self._limit = RimLimit(trial.terms.rim)
        # The deck may reach farther than a rim that nobody has measured.
        self._rim_known = trial.terms.rim.source is not Source.ASSUMED
        self._recent = Recent()
        # Samples are copied: a feed's are views that would keep its whole table alive.
        self._way = array("f")
        self._seconds = trial.terms.seconds
        self._moment = Moment(trial.phase, trial.ring, self._recent, self._seconds)

    def see(self, samples: Samples) -> None:
        """Take samples that the trial has taken."""
        thigh = self.trial.thigh
        light = samples if thigh is None else thigh.drain()
        self._recent.add(light)
        if self.trial.running:
            way = np.stack((light.ap_deg, light.ml_deg), axis=1, dtype=np.float32)
            self._way.frombytes(way.tobytes())

    def path(self) -> tuple[FloatArray, FloatArray]:
        """Where the light was (ap, ml) at all samples since the start."""
        way = np.array(self._way, dtype=np.float64).reshape(-1, 2)
        return way[:, 0], way[:, 1]

    def moment(self, cursor: tuple[float, float] | None = None, seen_t_s: float = 0.0) -> Moment:
        """What is seen at `seen_t_s` on the samples' time, or else at the newest sample.

        The light is at a predicted tilt, but not beyond a rim that is known, or else at the newest
        sample, too.
        """
        trial, moment = self.trial, self._moment
        moment.phase, moment.pause = trial.phase, trial.pause
        moment.waits_for_continue = trial.waits_for_continue
        moment.may_continue, moment.hold_share = trial.may_continue, trial.hold_share
        moment.hindrance = hindrance_of(trial)
        ahead_s = moment.ahead_s = self._recent.ahead_s = trial.ahead_s(seen_t_s)
        moment.t_s = trial.running_s + ahead_s
        moment.target = trial.ring_at(moment.t_s)
        moment.remaining_s = self._remaining_s(ahead_s)
        moment.value, moment.earned = trial.rules.shown, trial.rules.earned
        moment.beats = trial.rules.beats
        moment.weight_side, moment.eye = trial.weight_side, trial.eye
        moment.cursor = self._light(cursor)
        moment.waited_s = trial.paused_s
        outside_s = trial.since_inside_s
        outside_s += ahead_s if outside_s else 0.0
        moment.lit = max(1.0 - outside_s / FADE_S, 0.0)
        moment.outside_s = outside_s if isfinite(outside_s) else moment.waited_s
        moment.felt = trial.terms.felt and trial.phase is not Phase.FINISHED
        if moment.felt:
            self._keep_to_itself(moment)
        if moment.cursor is not None:
            (ap, ml), ring = moment.cursor, moment.target
            away = ap - ring[0], ml - ring[1]
            if trial.thigh is None:
                moment.rim_share, moment.away_share = self._share(ap, ml), self._share(*away)
            else:
                moment.away_share = hypot(*away) / FARTHEST_DEG
        return moment

    @staticmethod
    def _keep_to_itself(moment: Moment) -> None:
        """Nothing is earned yet, and once it runs the ring does not answer to the light."""
        moment.value, moment.earned = 0.0, 0
        if moment.phase in RUNNING:
            moment.lit = 0.0

    @property
    def why_not_started(self) -> Hindrance | None:
        """What has kept the gate closed; None if it opened, or if somebody there gave up."""
        trial = self.trial
        if trial.running_s or (trial.outcome is Outcome.STOPPED and not trial.standing.nobody_came):
            return None
        return hindrance_of(trial) or Hindrance.NOT_IN_RING

    def _light(self, ahead: tuple[float, float] | None) -> tuple[float, float] | None:
        if self.trial.thigh is not None:
            # Nobody predicts a thigh: it is shown as it was a twentieth of a second ago.
            return None if self.trial.thigh.lost else self.trial.thigh.place
        newest = self._recent.newest()
        if ahead is None or newest is None:
            return ahead or newest
        return self._limit.held(ahead, newest) if self._rim_known else ahead

    def _remaining_s(self, ahead_s: float) -> float:
        """What is left of the measured part; before it, all of it."""
        measuring = self.trial.phase is Phase.MEASURING
        measured_s = self.trial.measured_s + (ahead_s if measuring else 0.0)
        return max(self._seconds - measured_s, 0.0)

    def _share(self, ap_deg: float, ml_deg: float) -> float:
        return hypot(ap_deg, ml_deg) / self._limit.at(ap_deg, ml_deg)


def hindrance_of(trial: Trial) -> Hindrance | None:
    """What keeps the gate closed, apart from the ring."""
    if trial.standing.foot_on_mat:
        return Hindrance.FOOT_BESIDE
    if trial.standing.empty:
        return Hindrance.NOBODY
    return None if trial.standing.loaded else Hindrance.NOT_ALL_WEIGHT
