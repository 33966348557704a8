"""A simulated patient right behind the trial: without wire and sensors many trials are quick."""

from dataclasses import replace

import numpy as np

from games.engine.activity import Activity
from games.engine.player import Round, play_headless
from games.engine.setup import TrialSetup
from games.replay import measure_recording
from tests.games.playing import Kept, recording_of
from trainer.metrics import TrialMeasures
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.interfaces import FeedStatus, Prediction, Stimulus, Stretch
from trainer.recording.samples import FLAG_NEW_DATA, Sample, Samples
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import LinkState
from trainer.simulation.board_state import BoardState, LeadIn
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.traits import PatientTraits

RATE_HZ, STEP_S = 500.0, 0.01
"""The patient sees a new target within a hundredth of a second."""
LEAD_IN = LeadIn(0.2, 0.5)
SKILLED = PatientTraits(skill=0.95)


class SimulatedFeed:
    """A `Feed` on simulated time; `pump` lets a hundredth of a second pass."""

    def __init__(self, stimulus: Stimulus, traits: PatientTraits, seed: int) -> None:
        self._patient = SimulatedPatient(replace(traits, lead_in=LEAD_IN), seed)
        self._stimulus = stimulus
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


def setup_for(activity: Activity, traits: PatientTraits, seconds: float, seed: int) -> TrialSetup:
    conditions = Conditions("", seconds=seconds, side=traits.side, level=traits.level)
    return activity.setup(conditions, assumed_rim(traits.level), seed=seed)


def recorded_trial(
    activity: Activity, seconds: float, seed: int = 1, traits: PatientTraits = SKILLED
) -> Recording:
    """A trial that this simulated patient plays without a window."""
    setup, stimulus, kept = setup_for(activity, traits, seconds, seed), Stimulus(), Kept()
    feed = SimulatedFeed(stimulus, traits, seed)
    play_headless(Round(activity, setup, feed, kept, stimulus))
    return recording_of(setup, feed.samples, kept.events)


def measured_trial(
    activity: Activity, seconds: float, seed: int = 1, traits: PatientTraits = SKILLED
) -> TrialMeasures:
    """Its numbers."""
    return measure_recording(recorded_trial(activity, seconds, seed, traits), activity)
