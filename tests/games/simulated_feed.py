"""A simulated patient right behind the trial: without wire and sensors many trials are quick."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from math import cos, exp, hypot, pi, radians, sin
from typing import Any

import numpy as np

from games.engine.activity import Activity
from games.engine.player import Round, play_headless
from games.engine.setup import TrialSetup
from games.replay import measure_recording
from tests.games.playing import Kept, recording_of
from tests.metrics.signals import smooth_step
from trainer.metrics import TrialMeasures
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.interfaces import FeedStatus, Prediction, Stimulus, Stretch, Target
from trainer.recording.samples import FLAG_NEW_DATA, Sample, Samples
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import LinkState, Stance
from trainer.simulation.board_state import BoardState, LeadIn, SimulatedBoard
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import PatientTraits

RATE_HZ, STEP_S = 500.0, 0.01
"""The patient sees a new target within a hundredth of a second."""
LEAD_IN = LeadIn(0.2, 0.5)
SKILLED = PatientTraits(skill=0.95)
LEAP_DEG = 1.0
"""What moves by more at once can be followed by nobody without a reaction."""


class SimulatedFeed:
    """A `Feed` on simulated time; `pump` lets a hundredth of a second pass."""

    def __init__(self, stimulus: Stimulus, patient: SimulatedBoard) -> None:
        self._patient, self._stimulus = patient, stimulus
        self._states: list[BoardState] = []
        self._given = 0

    def pump(self) -> None:
        target = self._stimulus.shown()
        for _ in range(round(STEP_S * RATE_HZ)):
            self._states.append(self._patient.step(1 / RATE_HZ, target))

    @property
    def samples(self) -> Samples:
        """Everything so far."""
        return _samples(self._states, 0)

    def since(self, seq: int) -> Stretch:
        return Stretch(_samples(self._states[seq + 1 :], seq + 1))

    def latest(self) -> Sample | None:
        return None

    def predict(self, at_ns: int) -> Prediction:
        return Prediction(0.0, 0.0, True, at_ns / 1e9)

    def now_ns(self) -> int:
        return round(len(self._states) / RATE_HZ * 1e9)

    def status(self) -> FeedStatus:
        return FeedStatus(LinkState.STREAMING)


def _samples(states: list[BoardState], first: int) -> Samples:
    samples = Samples.zeros(len(states))
    samples.seq[:] = np.arange(first, first + len(states))
    samples.t_s[:] = samples.seq / RATE_HZ
    samples.device_us[:] = np.rint(samples.t_s * 1e6)
    if states:
        ap, ml, ap_rate, ml_rate = zip(*(state[:4] for state in states), strict=True)
        samples.ap_deg[:], samples.ml_deg[:] = np.round(ap, 3), np.round(ml, 3)
        samples.ap_rate_deg_s[:], samples.ml_rate_deg_s[:] = ap_rate, ml_rate
    samples.flags[:] = FLAG_NEW_DATA
    return samples


def setup_for(activity: Activity, seconds: float, seed: int = 1, **stands: Any) -> TrialSetup:
    conditions = Conditions("", seconds=seconds, **stands)
    return activity.setup(conditions, assumed_rim(conditions.level), seed=seed)


def played_by(patient: SimulatedBoard, activity: Activity, setup: TrialSetup) -> Recording:
    """A trial that this one plays without a window."""
    stimulus, kept = Stimulus(), Kept()
    feed = SimulatedFeed(stimulus, patient)
    play_headless(Round(activity, setup, feed, kept, stimulus))
    return recording_of(setup, feed.samples, kept.events)


def recorded_trial(
    activity: Activity, seconds: float, seed: int = 1, traits: PatientTraits = SKILLED
) -> Recording:
    """A trial of a simulated patient."""
    stance = Stance.SEATED if traits.seated else Stance.SINGLE_LEG
    stands = {"side": traits.side, "level": traits.level, "stance": stance}
    setup = setup_for(activity, seconds, seed, **stands)
    patient = SimulatedPatient(replace(traits, lead_in=LEAD_IN), seed)
    return played_by(patient, activity, setup)


def measured_trial(
    activity: Activity, seconds: float, seed: int = 1, traits: PatientTraits = SKILLED
) -> TrialMeasures:
    """Its numbers."""
    return measure_recording(recorded_trial(activity, seconds, seed, traits), activity)


class Obedient:
    """Goes wherever the target is, a reaction later, by the smoothest way and without an error.

    From memory it goes to `remembers` times the target's place. A nudge it is asked for comes half
    a second later: within 0.1 s the board is 5° towards `nudged_deg`, stays there for 0.6 s, and is
    back 0.4 s later; with None it never comes. The other leg goes where it is asked to be, and the
    board tips with it by `TIPS` of its angle.
    """

    TIPS, LEG_LAG_S = 0.08, 0.3

    def __init__(
        self,
        reaction_s: float = 0.4,
        seconds: float = 0.8,
        remembers: Sequence[float] = (1.0,),
        nudged_deg: float | None = 0.0,
    ) -> None:
        self._reaction_s, self._seconds = reaction_s, seconds
        self._remembers = cycle(remembers)
        self._nudged = None if nudged_deg is None else radians(nudged_deg)
        self._t_s = 0.0
        self._seen: Target | None = None
        self._from, self._to, self._setting_out_s = (0.0, 0.0), (0.0, 0.0), -10.0
        self._nudge_s: float | None = None
        self._forward = self._out = 0.0

    def step(self, dt_s: float, target: Target | None = None) -> BoardState:
        self._look(target)
        before = self._place()
        self._t_s += dt_s
        self._swing(target, dt_s)
        now = self._place()
        return BoardState(*now, *((b - a) / dt_s for a, b in zip(before, now, strict=True)))

    @property
    def state(self) -> BoardState:
        return BoardState(*self._place())

    def _look(self, target: Target | None) -> None:
        seen = self._seen
        self._seen = target
        if target is None:
            return
        if target.nudge and self._nudge_s is None and self._nudged is not None:
            self._nudge_s = self._t_s + 0.5
        places = [one and (one.ap_deg, one.ml_deg, one.visible) for one in (seen, target)]
        if places[0] == places[1]:
            return
        self._from = self._wished()
        share = 1.0 if target.visible else next(self._remembers)
        self._to = share * target.ap_deg, share * target.ml_deg
        self._setting_out_s = self._t_s + self._reaction_s

    def _swing(self, target: Target | None, dt_s: float) -> None:
        forward, out = target.other_leg if target is not None else (0.0, 0.0)
        share = dt_s / self.LEG_LAG_S
        self._forward += share * (forward - self._forward)
        self._out += share * (out - self._out)

    def _wished(self) -> tuple[float, float]:
        at = float(smooth_step(np.array(self._t_s - self._setting_out_s), self._seconds))
        ap, ml = (a + at * (b - a) for a, b in zip(self._from, self._to, strict=True))
        return ap, ml

    def _place(self) -> tuple[float, float]:
        """The wish, a tremor that shows somebody is there, and the nudge."""
        ap, ml = self._wished()
        ap, ml = ap + self.TIPS * self._forward, ml - self.TIPS * self._out
        away = 0.0
        if self._nudge_s is not None and self._nudged is not None:
            since = np.array(self._t_s - self._nudge_s)
            away = 5.0 * float(smooth_step(since, 0.1) - smooth_step(since - 0.7, 0.4))
            if since > 1.2:
                self._nudge_s = None
            ap, ml = ap + away * cos(self._nudged), ml + away * sin(self._nudged)
        return ap + 0.12 * sin(2 * pi * 0.8 * self._t_s), ml


class Follower(Obedient):
    """Follows a target that moves, too: at any time it makes for where the target is now, most of
    the way within `lag_s`; only after a leap it needs `reaction_s` first. Nudges come to it as to
    the obedient one, and from memory it goes to the target's own place.
    """

    def __init__(self, lag_s: float = 0.25, reaction_s: float = 0.3) -> None:
        super().__init__(reaction_s=0.0)
        self._lag_s, self._needs_s = lag_s, reaction_s
        self._shown: Target | None = None
        self._sees_again_s = 0.0

    def _look(self, target: Target | None) -> None:
        before, self._shown = self._shown, target
        if before is not None and target is not None:
            leap = hypot(target.ap_deg - before.ap_deg, target.ml_deg - before.ml_deg)
            if leap > LEAP_DEG:
                self._sees_again_s = self._t_s + self._needs_s
        if self._t_s >= self._sees_again_s:
            super()._look(target)

    def _wished(self) -> tuple[float, float]:
        left = exp(-(self._t_s - self._setting_out_s) / self._lag_s)
        ap, ml = (b + left * (a - b) for a, b in zip(self._from, self._to, strict=True))
        return ap, ml
